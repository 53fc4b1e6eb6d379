// Bytes written and read in order.
#include "adapters/byte_stream.hpp"

#include <string>
#include <vector>

#include "test.hpp"

using namespace bantam;

namespace {

std::string written(const std::vector<Value>& values) {
  ByteWriter writer;
  for (const Value& value : values) writer.value(value);
  return writer.take();
}

}  // namespace

TEST_CASE("values come back as they were written") {
  const std::vector<Value> values = {
      Value(), Value(true), Value(false), Value(0), Value(127), Value(128), Value(-1), Value(0.5),
      Value(-599.9), Value(0.001), Value(0.0005), Value(1e8 + 0.1), Value(2e9 + 0.1), Value(1e300),
      Value(9007199254740992.0), Value(""), Value("ab"), Value("/pricing/start"),
      Value("/pricing/start?u=1"), Value("/pricing/sta"), Value("/pricing/start"),
      Value(std::string(64, 'x')), Value(std::string(65, 'x')), Value(std::string(200, 'x')),
      Value(List{"/pricing/labs", "b"}), Value(ForeignValue{"{\"a\":1}"})};
  const std::string bytes = written(values);
  ByteReader reader(bytes);
  for (const Value& value : values) CHECK(reader.value() == value);
  CHECK(reader.ok());
  CHECK(reader.left() == 0);
}

TEST_CASE("what is like something before takes little room") {
  CHECK(written({Value(599.9)}).size() == 4);
  CHECK(written({Value("/product/for-teams"), Value("/product/for-teams?u=abc")}).size() == 19 + 4 + 6);
  CHECK(written({Value("/product/for-teams"), Value("/product/for-teams")}).size() == 19 + 2);
}

TEST_CASE("a text that begins like one there isn't is a fault") {
  const std::string bytes = written({Value("/product/for-teams"), Value("/product/for-teams?u=abc")});
  for (const std::size_t place : {20U, 21U, 22U}) {  // which, how much of it, how much more
    std::string broken = bytes;
    broken[place] = '\x7f';
    ByteReader reader(broken);
    reader.value();
    reader.value();
    CHECK_FALSE(reader.ok());
  }
}

TEST_CASE("a number past 64 bits and a double that is none are faults") {
  const std::string most = std::string(9, '\xff') + '\x01';
  ByteReader fits(most);
  CHECK(fits.number() == 0xffff'ffff'ffff'ffffU);
  CHECK(fits.ok());
  ByteReader past(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10));
  CHECK(past.number() == 0);
  CHECK_FALSE(past.ok());
  std::string real = written({Value(0.123456)});
  ByteReader good(real);
  CHECK(good.value() == Value(0.123456));
  real.replace(1, 8, std::string("\0\0\0\0\0\0\xf0\x7f", 8));  // infinite
  ByteReader infinite(real);
  infinite.value();
  CHECK_FALSE(infinite.ok());
}
