// Writing the compact form of a saved state.
#include <algorithm>
#include <bit>

#include "adapters/binary_state.hpp"
#include "adapters/byte_stream.hpp"
#include "adapters/state_content.hpp"
#include "bantam/json.hpp"
#include "engine/content.hpp"
#include "values/floating_point.hpp"

namespace bantam {

using namespace binary_state;

std::uint64_t binary_state::digest_of(const StoredActivity& activity) {
  Event event;
  event.at = activity.at;
  event.what = Activity{activity.type, activity.fields};
  return content_digest(event);
}

namespace {

std::uint64_t field_bit(const Slots& slots, std::string_view name) {
  for (std::size_t i = 0; i < std::min(slots.size(), most_bits); ++i)
    if (slots[i].name == name) return std::uint64_t{2} << i;
  return others;
}

class Writer {
 public:
  Writer(const Program& program, const LeadState& state)
      : program_(program), state_(state), ours_(state.model == program.fingerprint) {}

  std::string write() {
    head();
    scalars();
    ids();
    activities();
    attributes();
    answers();
    out_.fixed(checksum(out_.bytes()), checksum_bytes);
    return out_.take();
  }

 private:
  void head() {
    out_.raw(magic);
    out_.number(state_version);
    out_.text(state_.lead);
    out_.fixed(state_.model.high, 8);
    out_.fixed(state_.model.low, 8);
    out_.number(state_.rule_marks ? state_.rule_marks->size() : 0);
    if (state_.rule_marks)
      for (const std::uint16_t mark : *state_.rule_marks) out_.fixed(mark, 2);
  }

  void before_clock(Timestamp at) { out_.number(static_cast<std::uint64_t>(state_.clock.ms - at.ms)); }
  void before_clock(const std::optional<Timestamp>& at) {
    if (at) before_clock(*at);
  }

  void scalars() {
    out_.byte(static_cast<unsigned char>(
        (state_.exists ? exists : 0) | (state_.sla_breached ? sla_breached : 0) |
        (state_.reset_at ? reset : 0) | (state_.last_activity_at ? last_activity : 0) |
        (state_.first_mql_at ? first_mql : 0) | (state_.last_mql_at ? last_mql : 0)));
    out_.number(static_cast<std::uint64_t>(state_.clock.ms));
    out_.byte(static_cast<unsigned char>(state_.stage));
    out_.number(state_.mql_count);
    out_.number(state_.revision);
    before_clock(state_.entered_at);
    before_clock(state_.reset_at);
    before_clock(state_.last_activity_at);
    before_clock(state_.first_mql_at);
    before_clock(state_.last_mql_at);
  }

  /// Sorted, so each is what it shares with the one before, and the rest. The digest of an
  /// activity that is still there is left out.
  void ids() {
    std::vector<bool> derived(state_.ids.size());
    for (const StoredActivity& activity : state_.activities) {
      if (!activity.id) continue;
      const std::uint64_t place = place_of_id(*activity.id);
      if (place < derived.size())
        derived[place] = state_.ids[place].digest == digest_of(activity);
    }
    out_.number(state_.ids.size());
    std::string_view before;
    for (std::size_t i = 0; i < state_.ids.size(); ++i) {
      const TakenId& taken = state_.ids[i];
      const std::string_view id = taken.id;
      const auto differ = std::mismatch(id.begin(), id.end(), before.begin(), before.end());
      const auto shared = static_cast<std::size_t>(differ.first - id.begin());
      out_.number(shared << 1U | (derived[i] ? 1U : 0U));
      out_.number(id.size() - shared);
      out_.raw(id.substr(shared));
      if (!derived[i]) out_.fixed(taken.digest, 8);
      before = id;
    }
  }

  void activities() {
    out_.number(state_.activities.size());
    Timestamp before;
    for (const StoredActivity& activity : state_.activities) {
      out_.number(static_cast<std::uint64_t>(activity.at.ms - before.ms));
      before = activity.at;
      const std::int32_t type = ours_ ? activity.type_index : -1;
      out_.number(static_cast<std::uint64_t>(type + 1) << 1U | (activity.id ? 1U : 0U));
      if (type < 0) out_.text(activity.type);
      if (activity.id) out_.number(place_of_id(*activity.id));
      fields(activity.fields, slots_of(program_, type));
    }
  }

  std::uint64_t place_of_id(const std::string& id) const {
    const auto found =
        std::lower_bound(state_.ids.begin(), state_.ids.end(), id,
                         [](const TakenId& a, const std::string& b) { return a.id < b; });
    const bool is_taken = found != state_.ids.end() && found->id == id;
    return is_taken ? static_cast<std::uint64_t>(found - state_.ids.begin()) : state_.ids.size();
  }

  /// A bit for each declared field that is there, after one that says whether there are others;
  /// the values of the declared, then the others with their names.
  void fields(const NamedValues& values, const Slots& slots) {
    std::uint64_t there = 0;
    for (const NamedValue& value : values) there |= field_bit(slots, value.name);
    out_.number(there);
    std::uint64_t left = values.size();
    for (std::uint64_t bits = there & ~others; bits != 0; bits &= bits - 1, --left) {
      const std::string& name = slots[static_cast<std::size_t>(std::countr_zero(bits)) - 1].name;
      out_.value(std::find_if(values.begin(), values.end(), [&](const NamedValue& value) {
                   return value.name == name;
                 })->value);
    }
    if ((there & others) == 0) return;
    out_.number(left);
    for (const NamedValue& value : values) {
      if (field_bit(slots, value.name) != others) continue;
      out_.text(value.name);
      out_.value(value.value);
    }
  }

  /// 0: there is none. Else how much later it came than the one before, and 1.
  void attributes() {
    Timestamp before = state_.clock;
    for (const auto& attribute : state_.attributes) {
      out_.number(attribute ? 1 + zigzag((attribute->at - before).ms) : 0);
      if (!attribute) continue;
      before = attribute->at;
      out_.value(attribute->value);
    }
  }

  void answers() {
    for (std::size_t i = 0; i < criteria(); ++i) {
      const StoredAnswer* answer = state_.answer(i);
      out_.byte(answer ? 1 : 0);
      if (!answer) continue;
      before_clock(answer->at);
      out_.byte(static_cast<unsigned char>(
          (answer->verdict ? has_verdict : 0) | (answer->has_fields ? has_fields : 0) |
          (answer->by ? has_by : 0) | (answer->note ? has_note : 0)));
      if (answer->verdict) out_.byte(static_cast<unsigned char>(*answer->verdict));
      fields(answer->fields, ours_ ? program_.criteria[i].fields : no_slots);
      if (answer->by) out_.text(*answer->by);
      if (answer->note) out_.text(*answer->note);
    }
  }

  /// Of the state's own model.
  std::size_t criteria() const {
    const auto& own = state_.activities.program();
    return own ? own->criteria.size() : program_.criteria.size();
  }

  const Program& program_;
  const LeadState& state_;
  bool ours_;  ///< the model is the state's own
  ByteWriter out_;
};

}  // namespace

Result<std::string> state_to_binary(const Model& model, const LeadState& state) {
  const DefaultFloatingPoint floating_point;
  std::string blob = Writer(model.program(), state).write();
  if (std::optional<Error> error = size_error(model, blob)) return std::move(*error);
  return blob;
}

}  // namespace bantam
