// batch: how a model is asked of columns, and the loop over blocks of leads.
#include "bantam/batch.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "analytics/batch_job.hpp"
#include "analytics/block.hpp"
#include "engine/worth.hpp"
#include "values/floating_point.hpp"

namespace bantam {
namespace {

class Preparing {
 public:
  Preparing(const Model& model, const LeadColumns& leads, const ActivityColumns& activities, Timestamp at,
            const BatchOptions& options, const Tuning& tuning)
      : job_(std::make_shared<BatchJob>(model)),
        program_(job_->program()) {
    job_->leads = leads;
    job_->activities = activities;
    job_->at = at;
    job_->options = options;
    job_->tuning = tuning;
  }

  std::shared_ptr<const BatchJob> run(std::optional<Error>& error) {
    drop_empty_views();
    find_columns();
    job_->ties_matter = order_matters(job_->model);
    find_buckets();
    for (const SignalProgram& signal : program_.signals) add_signal(signal);
    for (const RuleProgram& rule : program_.rules) add_rule(rule);
    for (const ExclusionProgram& exclusion : program_.exclusions)
      job_->exclusions.push_back(lead_condition(*job_, exclusion.when));
    for (const ExclusionProgram& suppression : program_.suppressions)
      job_->suppressions.push_back(lead_condition(*job_, suppression.when));
    find_read_columns();
    if (job_->in_lead_order()) return job_;
    error = check_leads(*job_);
    if (error) return job_;
    job_->sums = plan_sums(*job_);
    if (!job_->sums) find_arrivals(*job_);
    return job_;
  }

 private:
  /// An empty view is none, wherever it points: an emptied vector still points somewhere.
  void drop_empty_views() {
    const auto drop = [](auto& view) {
      if (view.size == 0) view = {};
    };
    for (Column& column : job_->leads.attributes) drop(column.validity);
    drop(job_->leads.reset_at);
    drop(job_->activities.offsets);
    drop(job_->activities.lead);
    for (Column& column : job_->activities.fields) drop(column.validity);
    if (job_->activities.ids) drop(job_->activities.ids->validity);
  }

  void find_columns() {
    for (const AttributeSlot& attribute : program_.attributes)
      job_->attributes.push_back({&attribute, columns_named(job_->leads.attributes, attribute.name)});
    for (const ActivityProgram& type : program_.activities) {
      std::vector<Cells>& fields = job_->fields.emplace_back();
      for (const Slot& slot : type.fields)
        fields.push_back({&slot, columns_named(job_->activities.fields, slot.name)});
    }
    for (Cells& cells : job_->attributes) find_copy(cells, job_->lead_copies);
    for (std::vector<Cells>& fields : job_->fields)
      for (Cells& cells : fields) find_copy(cells, job_->activity_copies);
    for (const Column& column : job_->activities.fields) job_->field_names.push_back(column.name);
    std::sort(job_->field_names.begin(), job_->field_names.end());
    job_->field_names.erase(std::unique(job_->field_names.begin(), job_->field_names.end()),
                            job_->field_names.end());
    for (const std::string& name : job_->field_names)
      job_->named.push_back(columns_named(job_->activities.fields, name));
    if (job_->activities.ids) job_->ids.push_back(&*job_->activities.ids);
  }

  /// A column that is a number's or a dictionary's whole story is copied block by block.
  static void find_copy(Cells& cells, std::vector<const Column*>& copies) {
    const bool fits = cells.slot->type == Type::number
                          ? cells.only<NumberColumn>() != nullptr
                          : cells.slot->type != Type::list && cells.only<DictionaryColumn>() != nullptr;
    if (!fits) return;
    const auto found = std::find(copies.begin(), copies.end(), cells.columns.front());
    cells.copy = static_cast<std::int32_t>(found - copies.begin());
    if (found == copies.end()) copies.push_back(cells.columns.front());
  }

  static bool is_ordered(const RuleProgram& rule) {
    return rule.cooldown || rule.per_day != 0 || rule.newest != 0;
  }

  void find_buckets() {
    bucket_of_type_.assign(program_.activities.size(), none_of_it);
    const std::vector<std::string>& names = job_->activities.types.names;
    std::map<std::string_view, std::uint32_t> first_codes;
    for (std::uint32_t code = 0; code < names.size(); ++code) {
      const std::uint32_t bucket = first_codes.try_emplace(names[code], code).first->second;
      job_->bucket_of_code.push_back(bucket);
      if (const std::int32_t type = program_.activity_index(names[code]); type >= 0)
        bucket_of_type_[static_cast<std::size_t>(type)] = bucket;
    }
    job_->bucket_count = first_codes.size();
    // Codes in the order of their names; two codes of one name have one place.
    std::vector<std::uint32_t> by_name(names.size());
    std::iota(by_name.begin(), by_name.end(), 0U);
    std::sort(by_name.begin(), by_name.end(), [&](std::uint32_t a, std::uint32_t b) { return names[a] < names[b]; });
    job_->code_order.resize(names.size());
    std::uint32_t order = 0;
    for (std::size_t i = 0; i < by_name.size(); ++i) {
      if (i > 0 && names[by_name[i]] != names[by_name[i - 1]]) ++order;
      job_->code_order[by_name[i]] = order;
    }
  }

  std::vector<HeardType> heard(const Listening& listening, const std::string& field) {
    std::vector<HeardType> heard;
    for (std::size_t t = 0; t < listening.types.size(); ++t) {
      if (!listening.types[t]) continue;
      HeardType& each = heard.emplace_back();
      each.bucket = bucket_of_type_[t];
      each.type = static_cast<std::int32_t>(t);
      if (listening.when) each.when = activity_condition(*job_, *listening.when, each.type);
      for (const Cells& cells : job_->fields[t])
        if (cells.slot->name == field) each.field = &cells;
    }
    return heard;
  }

  void add_signal(const SignalProgram& signal) {
    job_->signals.push_back({heard(signal.listening, signal.field)});
  }

  void add_rule(const RuleProgram& rule) {
    RuleJob& job = job_->rules.emplace_back();
    if (rule.guard) job.guard = lead_condition(*job_, *rule.guard);
    if (rule.form == Rule::Form::activity) {
      job.heard = heard(rule.listening, rule.field);
      job.ordered = is_ordered(rule);
      if (rule.field.empty() && rule.decay.decays()) job.by_age = points_by_age(rule);
    } else if (rule.of.kind == RefKind::attribute) {
      job.of = &job_->attributes[static_cast<std::size_t>(rule.of.index)];
      if (rule.form == Rule::Form::values) find_points_by_code(rule, job);
      else find_bands(rule, job);
    }
  }

  /// As far as the window reaches, or until the factor stays as it is.
  PointsByAge points_by_age(const RuleProgram& rule) const {
    constexpr std::int64_t longest = 4096;
    const std::int64_t spent = rule.decay.spent_age();
    const std::int64_t oldest = rule.window ? rule.window->ms / program_.step_ms : job_->at.ms / program_.step_ms;
    const std::int64_t last = spent < 0 ? oldest : std::min(spent, oldest);
    PointsByAge points;
    points.complete = last < longest;
    for (std::int64_t age = 0; age <= last && points.complete; ++age)
      points.thousandths.push_back(decayed(rule.decay, rule.points, age).thousandths());
    return points;
  }

  static void find_bands(const RuleProgram& rule, RuleJob& job) {
    if (job.of->copy < 0) return;
    for (const RuleBand& band : rule.bands)
      if (band.below) job.bands.push_back({*band.below, band.points.thousandths()});
  }

  void find_points_by_code(const RuleProgram& rule, RuleJob& job) const {
    const DictionaryColumn* dictionary = job.of->only<DictionaryColumn>();
    const bool is_text = job.of->slot->type == Type::text || job.of->slot->type == Type::choice;
    if (!dictionary || !is_text) return;
    const std::size_t texts = dictionary->texts.offsets.size - 1;
    if (texts > job_->leads.rows + 1) return;  // more texts than leads that could have them
    job.by_code.reserve(texts + 1);
    for (std::size_t code = 0; code < texts; ++code)
      job.by_code.push_back(
          table_points(rule, read_text(text_at(dictionary->texts, code), *job.of->slot)).thousandths());
    job.by_code.push_back(table_points(rule, Operand()).thousandths());
  }

  // --- which columns are read ----------------------------------------------------------------

  /// What is copied is checked then.
  void add_columns(const std::vector<const Column*>& columns, std::vector<const Column*>& into) {
    const auto holds = [](const std::vector<const Column*>& some, const Column* column) {
      return std::find(some.begin(), some.end(), column) != some.end();
    };
    read_.insert(columns.begin(), columns.end());
    for (const Column* column : columns)
      if (!holds(into, column) && !holds(job_->lead_copies, column) && !holds(job_->activity_copies, column))
        into.push_back(column);
  }

  /// Those of activities of a type.
  void add_fields(const std::vector<const Column*>& columns, std::uint32_t bucket) {
    add_columns(columns, job_->read_activities[bucket]);
    for (const Column* column : columns) {
      const auto found = std::find(job_->activity_copies.begin(), job_->activity_copies.end(), column);
      if (found == job_->activity_copies.end()) continue;
      std::vector<std::uint8_t>& needs = job_->needs_copy[static_cast<std::size_t>(found - job_->activity_copies.begin())];
      for (std::size_t code = 0; code < job_->bucket_of_code.size(); ++code)
        if (job_->bucket_of_code[code] == bucket) needs[code] = 1;
    }
  }

  /// The columns a condition reads: of leads, and of the activities in a bucket.
  void read_vars(const Predicate& predicate, std::int32_t type, std::uint32_t bucket) {
    const bool reads_fields = bucket != none_of_it;
    if (predicate.logic) {  // it names them somewhere inside: all of them, then
      for (const Cells& cells : job_->attributes) add_columns(cells.columns, job_->read_leads);
      if (reads_fields)
        for (const Cells& cells : job_->fields[static_cast<std::size_t>(type)]) add_fields(cells.columns, bucket);
    }
    for (const std::uint32_t place : predicate.vars) {
      const Node& var = predicate.nodes[place];
      if (var.ref.kind == RefKind::attribute)
        add_columns(job_->attributes[static_cast<std::size_t>(var.ref.index)].columns, job_->read_leads);
      if (var.ref.kind == RefKind::field) add_fields(job_->field(type, var.text).columns, bucket);
    }
  }

  void read_heard(const std::vector<HeardType>& heard) {
    for (const HeardType& each : heard) {
      if (each.bucket == none_of_it) continue;
      if (each.when) read_vars(*each.when->predicate, each.type, each.bucket);
      if (each.field) add_fields(each.field->columns, each.bucket);
    }
  }

  void find_read_columns() {
    job_->read_activities.resize(job_->bucket_of_code.size());
    job_->needs_copy.assign(job_->activity_copies.size(), std::vector<std::uint8_t>(job_->bucket_of_code.size() + 1, 0));
    for (const SignalJob& signal : job_->signals) read_heard(signal.heard);
    for (const RuleJob& rule : job_->rules) {
      read_heard(rule.heard);
      if (rule.guard) read_vars(*rule.guard->predicate, -1, none_of_it);
      if (rule.of) add_columns(rule.of->columns, job_->read_leads);
    }
    for (const ColumnCondition& exclusion : job_->exclusions) read_vars(*exclusion.predicate, -1, none_of_it);
    for (const ColumnCondition& suppression : job_->suppressions) read_vars(*suppression.predicate, -1, none_of_it);
    forget_unread(job_->lead_copies);
    forget_unread(job_->activity_copies);
  }

  void forget_unread(std::vector<const Column*>& copies) const {
    for (const Column*& column : copies)
      if (read_.count(column) == 0) column = nullptr;
  }

  std::shared_ptr<BatchJob> job_;
  const Program& program_;
  std::vector<std::uint32_t> bucket_of_type_;
  std::set<const Column*> read_;
};

/// A range that fails writes nothing.
void clear(BatchScores& scores, std::size_t first, std::size_t last) {
  clear_scores(scores, first, last);
  for (auto& column : scores.suppressed_by)
    std::fill(column.begin() + static_cast<std::ptrdiff_t>(first),
              column.begin() + static_cast<std::ptrdiff_t>(last), std::uint8_t{0});
}

}  // namespace

void clear_scores(BatchScores& scores, std::size_t first, std::size_t last) {
  const auto rows = [&](auto& column, auto empty) {
    if (!column.empty()) std::fill(column.begin() + static_cast<std::ptrdiff_t>(first),
                                   column.begin() + static_cast<std::ptrdiff_t>(last), empty);
  };
  for (auto& column : scores.scores) rows(column, Points());
  rows(scores.total, Points());
  for (auto& column : scores.bands) rows(column, no_band);
  rows(scores.total_band, no_band);
  for (auto& column : scores.excluded_by) rows(column, std::uint8_t{0});
  for (auto& column : scores.contributions) rows(column, Points());
}

Batch::Batch(std::shared_ptr<const BatchJob> job) : job_(std::move(job)) {}

std::size_t Batch::leads() const { return job_->leads.rows; }

Result<Batch> prepare_batch(const Model& model, const LeadColumns& leads, const ActivityColumns& activities,
                            Timestamp as_of, const BatchOptions& options) {
  const DefaultFloatingPoint floating_point;
  return prepare_batch(model, leads, activities, as_of, options, Tuning());
}

Result<Batch> prepare_batch(const Model& model, const LeadColumns& leads, const ActivityColumns& activities,
                            Timestamp as_of, const BatchOptions& options, const Tuning& tuning) {
  const DefaultFloatingPoint floating_point;
  if (as_of.ms < 0 || as_of >= timestamp_end)
    return Error{Errc::out_of_range, "the moment lies outside 1970 to 2199"};
  std::optional<Error> error = check_shapes(leads, activities);
  if (error) return *error;
  const std::shared_ptr<const BatchJob> job = Preparing(model, leads, activities, as_of, options, tuning).run(error);
  if (error) return *error;
  return Batch(job);
}

BatchScores columns_for(const Batch& batch) {
  const Program& program = batch.job().program();
  const std::size_t rows = batch.leads();
  BatchScores scores;
  for (std::size_t s = 0; s < program.scores.size(); ++s) scores.scores.emplace_back(rows);
  scores.total.resize(rows);
  for (const ScoreProgram& score : program.scores)
    scores.bands.emplace_back(score.bands.empty() ? 0 : rows, no_band);
  scores.total_band.assign(program.total_bands.empty() ? 0 : rows, no_band);
  for (std::size_t e = 0; e < program.exclusions.size(); ++e) scores.excluded_by.emplace_back(rows);
  for (std::size_t e = 0; e < program.suppressions.size(); ++e) scores.suppressed_by.emplace_back(rows);
  if (batch.job().options.contributions)
    for (std::size_t r = 0; r < program.rules.size(); ++r) scores.contributions.emplace_back(rows);
  return scores;
}

std::optional<Error> score_range(const Batch& batch, std::size_t first, std::size_t last, BatchScores& scores) {
  const DefaultFloatingPoint floating_point;
  last = std::min(last, batch.leads());
  if (batch.job().sums) {
    std::optional<Error> error = score_by_sums(batch.job(), first, last, scores);
    if (error) clear(scores, first, last);
    return error;
  }
  Block block(batch.job());
  std::optional<Gathering> gathering;
  if (!batch.job().in_lead_order()) block.arrived = &gathering.emplace(batch.job(), first, last);
  for (std::size_t lead = first; lead < last; lead += block.lead_count) {
    if (std::optional<Error> error = fill(block, lead, last)) {
      clear(scores, first, last);
      return error;
    }
    measure_block(block);
    score_block(block, scores);
  }
  return std::nullopt;
}

Result<BatchScores> score_batch(const Model& model, const LeadColumns& leads, const ActivityColumns& activities,
                                Timestamp as_of, const BatchOptions& options) {
  const Result<Batch> batch = prepare_batch(model, leads, activities, as_of, options);
  if (!batch) return batch.error();
  BatchScores scores = columns_for(*batch);
  if (std::optional<Error> error = score_range(*batch, 0, batch->leads(), scores)) return *error;
  return scores;
}

std::string rating(const Model& model, const BatchScores& scores, std::size_t lead) {
  std::string rating;
  for (const std::size_t score : model.program().rating) {
    const std::uint16_t band = scores.bands[score].empty() ? no_band : scores.bands[score][lead];
    if (band != no_band) rating += model.program().scores[score].bands[band].name;
  }
  return rating;
}

}  // namespace bantam
