// Any bytes as a CSV table: the fast reader finds the records, places and faults that the careful
// one finds. As a log of activities: every event is one that NDJSON could have said, and every bad
// row has a place and words.
#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/csv_log.hpp"
#include "fuzz/fixed_model.hpp"
#include "unit/cli/two_csv_readers.hpp"

namespace {

using namespace bantam::cli;

void read_log(const std::string& text) {
  const bantam::Model& model = fuzz::fixed_model();
  Input input = Input::over(text, "log");
  CsvLog log(input, model.limits(), bantam::activities(model));
  SaidEvent said;
  Finding problem;
  for (LogRead read; (read = log.next(said, problem)) != LogRead::end;) {
    if (read != LogRead::event) {
      fuzz::expect(problem.line > 0 && !problem.code.empty() && !problem.message.empty());
      if (read == LogRead::unreadable) return;
      continue;
    }
    const std::string written = bantam::event_to_json(event_of(said));
    const bantam::Result<bantam::Event> again = bantam::event_from_json(written);
    fuzz::expect(again && bantam::event_to_json(*again) == written);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  bantam::Limits low;
  low.record_bytes = 60;
  low.text_bytes = 30;
  fuzz::expect_nothing(two_csv_readers::difference(text));
  fuzz::expect_nothing(two_csv_readers::difference(text, low));
  read_log(text);
  read_log("lead,at,activity,id,path,n\n" + text);
  return 0;
}
