// Asking conditions where no line of a log can lead.
#include "bantam/bantam.hpp"
#include "test.hpp"

using namespace bantam;

TEST_CASE("in JsonLogic's own semantics a name that is computed and that nothing has is missing") {
  const auto holds = [](const std::string& condition) {
    const CompileReport report = compile(R"({"format": "bantam/1", "name": "m", "semantics": "jsonlogic", "scores": {"s": {}},
      "attributes": {"size": {"type": "number"}}, "rules": [{"id": "r", "score": "s", "points": 1, "if": )" + condition + "}]}");
    REQUIRE(report.model);
    const Event event{"L1", Timestamp{0}, AttributeChange{}.with("size", 5), {}, {}};
    return apply(*report.model, report.model->new_lead("L1"), event)->effects.total == Points::of_thousandths(1'000);
  };
  CHECK(holds(R"({"missing": [{"if": [true, "weight"]}]})"));
  CHECK(holds(R"({"missing": [{"+": [1]}]})"));
  CHECK_FALSE(holds(R"({"missing": [{"if": [true, "size"]}]})"));
}
