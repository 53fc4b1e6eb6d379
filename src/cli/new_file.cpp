// New file: opened in a mode that fails where there is a file.
#include "new_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "output.hpp"

namespace bantam::cli {

namespace {

int fail(const std::string& path, Console& console) {
  const int failure = errno;
  if (failure == EEXIST)
    console.report({path, 0, 0, "file/exists", "there is a file of that name, and it is kept"});
  else
    console.report({path, 0, 0, "file/unwritable", std::strerror(failure)});
  return exit_bad_input;
}

}  // namespace

int write_new_file(const std::string& path, std::string_view model, Console& console) {
  if (path == "-") {
    Output output;
    output.write(model);
    return output.finish(console);
  }
  std::FILE* file = std::fopen(path.c_str(), "wbx");  // x: never over somebody's model
  if (file == nullptr) return fail(path, console);
  const bool written = std::fwrite(model.data(), 1, model.size(), file) == model.size();
  if (std::fclose(file) != 0 || !written) return fail(path, console);
  console.say(fmt::format("wrote {0}; bantam describe {0} explains it", path));
  return exit_ok;
}

}  // namespace bantam::cli
