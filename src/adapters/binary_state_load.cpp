// Reading the compact form of a saved state. Nothing in it is believed before it is checked.
#include <algorithm>

#include "adapters/binary_state.hpp"
#include "adapters/byte_stream.hpp"
#include "adapters/state_content.hpp"
#include "bantam/json.hpp"
#include "values/floating_point.hpp"

namespace bantam {

using namespace binary_state;

namespace {

class Reader {
 public:
  Reader(const Program& program, std::string_view content) : program_(program), in_(content) {}

  bool ok() const { return in_.ok(); }
  bool at_end() const { return in_.left() == 0; }
  LeadState& state() { return state_; }
  std::uint64_t version() { return in_.number(); }

  void head() {
    state_.lead = in_.text();
    state_.model.high = in_.fixed(8);
    state_.model.low = in_.fixed(8);
    std::vector<std::uint16_t> marks;
    for (std::size_t left = in_.count(2); left > 0; --left)
      marks.push_back(static_cast<std::uint16_t>(in_.fixed(2)));
    state_.rule_marks = std::make_shared<const std::vector<std::uint16_t>>(std::move(marks));
  }

  void content() {
    state_.activities = History(program_.shared_from_this());
    scalars();
    ids();
    activities();
    attributes();
    answers();
  }

 private:
  /// A byte that is less than `end`.
  unsigned char byte_below(unsigned end) {
    const unsigned char byte = in_.byte();
    if (byte >= end) in_.fail();
    return in_.ok() ? byte : 0;
  }

  Timestamp moment(std::int64_t ms) {
    if (ms < 0 || ms >= timestamp_end.ms) in_.fail();
    return in_.ok() ? Timestamp{ms} : Timestamp{};
  }
  std::int64_t span() {
    const std::uint64_t ms = in_.number();
    if (ms >= static_cast<std::uint64_t>(timestamp_end.ms)) in_.fail();
    return in_.ok() ? static_cast<std::int64_t>(ms) : 0;
  }
  Timestamp before_clock() { return moment(state_.clock.ms - span()); }
  std::optional<Timestamp> before_clock_if(bool there) {
    return there ? std::optional<Timestamp>(before_clock()) : std::nullopt;
  }

  void scalars() {
    const unsigned flags = byte_below(all_flags + 1);
    state_.exists = (flags & exists) != 0;
    state_.sla_breached = (flags & sla_breached) != 0;
    state_.clock = moment(span());
    state_.stage = static_cast<Stage>(byte_below(stage_count));
    state_.mql_count = in_.number();
    state_.revision = in_.number();
    state_.entered_at = before_clock();
    state_.reset_at = before_clock_if((flags & reset) != 0);
    state_.last_activity_at = before_clock_if((flags & last_activity) != 0);
    state_.first_mql_at = before_clock_if((flags & first_mql) != 0);
    state_.last_mql_at = before_clock_if((flags & last_mql) != 0);
  }

  void ids() {
    std::string before;
    for (std::size_t left = in_.count(2); left > 0 && in_.ok(); --left) {
      const std::uint64_t shared = in_.number();
      if (shared >> 1U > before.size()) return in_.fail();
      TakenId taken{before.substr(0, static_cast<std::size_t>(shared >> 1U)), 0};
      taken.id += in_.raw(in_.number());
      derived_.push_back((shared & 1U) != 0);
      if (!derived_.back()) taken.digest = in_.fixed(8);
      before = taken.id;
      state_.ids.push_back(std::move(taken));
    }
  }

  void activities() {
    Timestamp before;
    for (std::size_t left = in_.count(3); left > 0 && in_.ok(); --left) {
      StoredActivity activity;
      activity.at = moment(before.ms + span());
      before = activity.at;
      const std::uint64_t type_and_id = in_.number();
      type(activity, type_and_id >> 1U);
      const std::uint64_t id = (type_and_id & 1U) != 0 ? in_.number() : 0;
      if ((type_and_id & 1U) != 0 && id >= state_.ids.size()) in_.fail();
      const bool has_id = (type_and_id & 1U) != 0 && in_.ok();
      const auto place = static_cast<std::size_t>(id);
      if (has_id) activity.id = state_.ids[place].id;
      activity.fields = fields(slots_of(program_, activity.type_index));
      if (has_id && derived_[place]) {
        state_.ids[place].digest = digest_of(activity);
        derived_[place] = false;
      }
      state_.activities.push_back(activity, heard_by(program_, state_, activity.type_index, activity.fields));
    }
    if (std::find(derived_.begin(), derived_.end(), true) != derived_.end()) in_.fail();
  }

  void type(StoredActivity& activity, std::uint64_t code) {
    if (code > program_.activities.size()) return in_.fail();
    activity.type =
        code == by_name ? in_.text() : program_.activities[static_cast<std::size_t>(code - 1)].name;
    activity.type_index = program_.activity_index(activity.type);
  }

  NamedValues fields(const Slots& slots) {
    NamedValues values;
    const std::uint64_t there = in_.number();
    if (const std::size_t bits = std::min(slots.size(), most_bits); bits < most_bits && there >> bits > 1) in_.fail();
    for (std::size_t i = 0; i < std::min(slots.size(), most_bits) && in_.ok(); ++i)
      if ((there & std::uint64_t{2} << i) != 0) values.push_back({slots[i].name, in_.value()});
    if ((there & others) != 0)
      for (std::size_t left = in_.count(2); left > 0 && in_.ok(); --left) {
        std::string name = in_.text();
        values.push_back({std::move(name), in_.value()});
      }
    std::sort(values.begin(), values.end(),
              [](const NamedValue& a, const NamedValue& b) { return a.name < b.name; });
    return values;
  }

  void attributes() {
    state_.attributes.resize(program_.attributes.size());
    Timestamp before = state_.clock;
    for (auto& attribute : state_.attributes) {
      const std::uint64_t later = in_.number();
      if (later == 0) continue;
      const std::int64_t ms = unzigzag(later - 1);
      if (ms < -timestamp_end.ms || ms > timestamp_end.ms) return in_.fail();
      before = moment(before.ms + ms);
      attribute = StoredAttribute{before, in_.value()};
    }
  }

  void answers() {
    state_.answers.resize(program_.criteria.size());
    for (std::size_t i = 0; i < state_.answers.size(); ++i) {
      if (byte_below(2) == 0) continue;
      StoredAnswer answer;
      answer.at = before_clock();
      const unsigned flags = byte_below(all_answer_flags + 1);
      if ((flags & has_verdict) != 0) answer.verdict = static_cast<Standing>(byte_below(4));
      answer.has_fields = (flags & has_fields) != 0;
      answer.fields = fields(program_.criteria[i].fields);
      if ((flags & has_by) != 0) answer.by = in_.text();
      if ((flags & has_note) != 0) answer.note = in_.text();
      state_.answers[i] = std::move(answer);
    }
    if (!has_answers(state_)) state_.answers.clear();
  }

  const Program& program_;
  ByteReader in_;
  LeadState state_;
  std::vector<bool> derived_;  ///< of each id: its digest is still to come from its activity
};

}  // namespace

Result<LeadState> state_from_binary(const Model& model, std::string_view lead,
                                    std::string_view blob, const LoadOptions& options) {
  const DefaultFloatingPoint floating_point;
  if (std::optional<Error> error = size_error(model, blob)) return std::move(*error);
  if (blob.size() < magic.size() + checksum_bytes || blob.substr(0, magic.size()) != magic)
    return corrupt_state("it does not begin like one");
  const std::size_t end = blob.size() - checksum_bytes;
  if (ByteReader(blob.substr(end)).fixed(checksum_bytes) != checksum(blob.substr(0, end)))
    return corrupt_state("it is cut short or altered");

  Reader reader(model.program(), blob.substr(magic.size(), end - magic.size()));
  const std::uint64_t version = reader.version();
  if (version > state_version) return newer_state(version);
  if (!reader.ok() || version == 0) return corrupt_state("it has no version");
  reader.head();
  if (!reader.ok()) return corrupt_state("its head cannot be read");
  if (std::optional<Error> error = owner_error(model, lead, reader.state())) return std::move(*error);
  reader.content();
  if (!reader.ok() || !reader.at_end()) return corrupt_state("its content cannot be read");
  if (std::optional<Error> error = content_error(model, reader.state())) return std::move(*error);
  if (std::optional<Error> error = revision_error(reader.state(), options)) return std::move(*error);
  complete(model, reader.state());
  return std::move(reader.state());
}

}  // namespace bantam
