// The key is written beside its place, brought to the disk, and renamed: half a key is never read.
#include "key.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <random>

namespace crm {

namespace {

std::string drawn_key() {
  std::random_device device;
  std::string text;
  for (int i = 0; i < 32; ++i) text += "0123456789abcdef"[device() & 15U];
  return text;
}

bool synchronised(const std::string& path, int flags) {
  const int file = open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return false;
  const bool done = fsync(file) == 0;
  return close(file) == 0 && done;
}

// For its owner alone; what a killed run has left there is written over.
bool write_file(const std::string& path, const std::string& text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  return close(file) == 0 && written && synchronised(path, O_WRONLY);
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

}  // namespace

void make_key(Crm& crm) {
  const std::string& path = crm.key_path;
  if (access(path.c_str(), F_OK) == 0) return;
  if (crm.database.query("SELECT 1 FROM tombstones LIMIT 1").next()) {
    throw Failure("leads were erased with a key that is gone: " + path);
  }
  const std::string beside = path + ".new";
  const bool made = write_file(beside, drawn_key() + "\n") &&
                    std::rename(beside.c_str(), path.c_str()) == 0 &&
                    synchronised(folder_of(path), O_RDONLY | O_DIRECTORY);
  if (!made) throw Failure("cannot write " + path);
}

bantam::ErasureKey read_key(const Crm& crm) {
  std::ifstream file(crm.key_path);
  std::string text;
  file >> text;
  const auto key = bantam::parse_erasure_key(text);
  if (!key) throw Failure("cannot tell who was erased without the key: " + crm.key_path);
  return *key;
}

}  // namespace crm
