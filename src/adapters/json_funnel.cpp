// What programs read of a funnel: a line for each span of all leads and of each segment.
//
// The key order is part of the contract: docs/funnel.md.
#include "adapters/json_writer.hpp"
#include "bantam/json.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

std::string days(Duration duration) {
  return format_text("{:.3f}", static_cast<double>(duration.ms) / static_cast<double>(day_ms));
}

void write_spread(JsonWriter& out, std::string_view name, const std::optional<Spread>& spread) {
  out.key(name);
  if (!spread) return out.raw("null");
  out.open_object();
  out.count("count", spread->count);
  out.key("median"), out.raw(days(spread->median));
  out.key("p75"), out.raw(days(spread->p75));
  out.key("p90"), out.raw(days(spread->p90));
  out.close_object();
}

void write_stage(JsonWriter& out, const StageCount& count) {
  out.open_object();
  out.count("opening", count.opening);
  out.count("in", count.in);
  out.count("out", count.out);
  out.count("closing", count.closing);
  out.count("first_in", count.first_in);
  write_spread(out, "days", count.time);
  out.key("sla");
  if (count.sla) {
    out.open_object();
    out.count("met", count.sla->met);
    out.count("missed", count.sla->missed);
    out.close_object();
  } else {
    out.raw("null");
  }
  out.close_object();
}

void write_conversion(JsonWriter& out, const Conversion& conversion) {
  out.open_object();
  out.member("from", to_text(conversion.from));
  out.member("to", to_text(conversion.to));
  out.count("entered", conversion.entered);
  out.count("immature", conversion.immature);
  out.count("converted", conversion.converted);
  out.count("by_override", conversion.by_override);
  out.count("so_far", conversion.so_far);
  out.key("share");
  if (const std::optional<Share>& share = conversion.share) {
    out.open_object();
    out.key("value"), out.raw(format_text("{}", share->value));
    out.key("low"), out.raw(format_text("{}", share->low));
    out.key("high"), out.raw(format_text("{}", share->high));
    out.close_object();
  } else {
    out.raw("null");
  }
  out.close_object();
}

void write_moves(JsonWriter& out, const MoveCount& moves) {
  out.open_object();
  out.member("trigger", to_text(moves.trigger));
  out.member("from", to_text(moves.from));
  out.member("to", to_text(moves.to));
  if (!moves.reason.empty()) out.member("reason", std::string_view(moves.reason));
  out.count("count", moves.count);
  out.count("gate_shut", moves.gate_shut);
  out.close_object();
}

void write_span(JsonWriter& out, const FunnelSpan& span) {
  out.member("from", span.from);
  out.member("to", span.to);
  out.member("complete", span.complete);
  out.key("stages");
  out.open_object();
  for (std::size_t stage = 0; stage < stage_count; ++stage) {
    out.key(to_text(static_cast<Stage>(stage)));
    write_stage(out, span.stages[stage]);
  }
  out.close_object();
  out.key("conversions");
  out.open_array();
  for (const Conversion& conversion : span.conversions) write_conversion(out, conversion);
  out.close_array();
  write_spread(out, "days_to_won", span.time_to_won);
  out.key("moves");
  out.open_array();
  for (const MoveCount& moves : span.moves) write_moves(out, moves);
  out.close_array();
}

/// A segment's name, or null where it is not known; nothing of all leads.
enum class Named { all_leads, segment };

std::string span_json(const FunnelOptions& options, const FunnelSegment& segment, Named named,
                      const FunnelSpan& span, Period period) {
  JsonWriter out;
  out.open_object();
  out.member("as_of", options.as_of);
  out.member("lag", to_text(options.lag));
  if (named == Named::segment) {
    out.key("segment");
    if (segment.name.empty()) out.raw("null");
    else out.text(segment.name);
  }
  out.count("leads", segment.leads);
  out.member("period", to_text(period));
  write_span(out, span);
  out.close_object();
  return out.take();
}

void add_lines(std::vector<std::string>& lines, const FunnelOptions& options,
               const FunnelSegment& segment, Named named) {
  lines.push_back(span_json(options, segment, named, segment.whole, Period::whole));
  for (const FunnelSpan& span : segment.periods)
    lines.push_back(span_json(options, segment, named, span, options.period));
}

}  // namespace

std::vector<std::string> funnel_to_json(const Funnel& funnel) {
  const DefaultFloatingPoint floating_point;
  std::vector<std::string> lines;
  add_lines(lines, funnel.options, funnel.all, Named::all_leads);
  for (const FunnelSegment& segment : funnel.segments)
    add_lines(lines, funnel.options, segment, Named::segment);
  return lines;
}

}  // namespace bantam
