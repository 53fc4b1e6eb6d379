#include "laws/generate.hpp"

namespace generate {
namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string join(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) joined += (joined.empty() ? "" : ",") + part;
  return joined;
}

/// The names a condition may use, by type.
struct Names {
  std::vector<std::string> numbers, texts, flags, choices, lists, dates, stages, gates, bands;
};

class ModelWriter {
 public:
  explicit ModelWriter(Random& random, bool of_sums = false) : random_(random), of_sums_(of_sums) {}

  std::string write() {
    plan();
    std::vector<std::string> parts = {
        "\"format\":\"bantam/1\"", "\"name\":\"generated\"",
        text_of({"\"attributes\":{\"size\":{\"type\":\"number\"},\"email\":{\"type\":\"text\",\"ignore_case\":",
                 flag(),
                 "},\"industry\":{\"type\":\"choice\",\"values\":[\"soft\",\"Fin\",\"other\"],\"ignore_case\":",
                 flag(), "},\"tags\":{\"type\":\"list\",\"ignore_case\":", flag(),
                 "},\"since\":{\"type\":\"date\"},\"vip\":{\"type\":\"flag\"}}"}),
        "\"activities\":{\"visit\":{\"fields\":{\"path\":{\"type\":\"text\"},\"seconds\":{\"type\":\"number\"},"
        "\"kind\":{\"type\":\"choice\",\"values\":[\"a\",\"b\"]},\"labels\":{\"type\":\"list\"},"
        "\"ok\":{\"type\":\"flag\"},\"day\":{\"type\":\"date\"}}},"
        "\"call\":{\"fields\":{\"seconds\":{\"type\":\"number\"},\"path\":{\"type\":\"text\",\"ignore_case\":true}}},"
        "\"mail\":{}}"};
    if (random_.once_in(4)) parts.push_back("\"step\":\"1h\"");
    parts.push_back(signals());
    parts.push_back(scores());
    parts.push_back(groups());
    parts.push_back(rules());
    parts.push_back(exclusions());
    if (random_.once_in(4)) parts.push_back(suppressions());
    if (!random_.once_in(3)) parts.push_back(total());
    parts.push_back("\"rating\":[" + (random_.once_in(2) ? quoted(random_.pick(scores_)) : "") + "]");
    if (!random_.once_in(6)) parts.push_back(gate());
    if (!random_.once_in(6)) parts.push_back(stages());
    return "{" + join(parts) + "}";
  }

 private:
  std::string flag() { return random_.once_in(2) ? "true" : "false"; }

  void plan() {
    scores_ = {"fit"};
    if (!random_.once_in(3)) scores_.emplace_back("engagement");
    if (random_.once_in(3)) groups_ = {"web"};
    if (random_.once_in(4)) groups_.emplace_back("mail_group");
    static const std::vector<std::string> pool = {"visits", "idle", "first", "long", "latest", "days"};
    for (const std::string& name : pool)
      if (!of_sums_ && random_.once_in(3)) signals_.push_back(name);
    bant_ = !random_.once_in(4);
  }

  std::string points() {
    static const std::vector<std::string> some = {"1", "2.5", "-3", "10", "0.001", "-0.5", "7.333", "15e-1", "0", "40"};
    return random_.pick(some);
  }

  std::string duration() {
    static const std::vector<std::string> some = {"1d", "12h", "2d", "3d", "7d", "1h", "36h", "1ms", "86400001ms", "2w"};
    return quoted(random_.pick(some));
  }

  std::string bounds() {
    std::string out;
    if (random_.once_in(2)) out += ",\"min\":" + random_.pick(std::vector<std::string>{"0", "-5", "-0.5"});
    if (random_.once_in(2)) out += ",\"max\":" + random_.pick(std::vector<std::string>{"3", "20", "5.5"});
    return out;
  }

  std::string bands() {
    if (random_.once_in(2)) return "";
    return random_.once_in(2) ? ",\"bands\":[{\"name\":\"A\",\"from\":5},{\"name\":\"B\",\"from\":0}]"
                              : ",\"bands\":[{\"name\":\"A\",\"from\":2.5}]";
  }

  // --- conditions --------------------------------------------------------------------------------

  std::string var(const std::string& name) { return "{\"var\":" + quoted(name) + "}"; }

  std::string number(const Names& names, std::size_t depth) {
    if (!names.numbers.empty() && !random_.once_in(3)) return var(random_.pick(names.numbers));
    if (depth == 0 || random_.once_in(2))
      return random_.pick(std::vector<std::string>{"0", "1", "2", "3", "10", "30", "-1", "0.5"});
    static const std::vector<std::string> operators = {"+", "-", "*", "/", "min", "max"};
    return text_of({"{", quoted(random_.pick(operators)), ":[", number(names, depth - 1), ",",
                    number(names, depth - 1), "]}"});
  }

  std::string text_literal() {
    return quoted(random_.pick(std::vector<std::string>{"/p", "/P", "x@Ex.com", "soft", "", "é"}));
  }

  std::string text(const Names& names) {
    return !names.texts.empty() && !random_.once_in(3) ? var(random_.pick(names.texts)) : text_literal();
  }

  std::string any_name(const Names& names) {
    std::vector<std::string> all;
    for (const auto* some : {&names.numbers, &names.texts, &names.flags, &names.choices, &names.lists, &names.dates})
      all.insert(all.end(), some->begin(), some->end());
    return all.empty() ? "" : random_.pick(all);
  }

  std::string comparison(const Names& names, std::size_t depth) {
    static const std::vector<std::string> orders = {"<", "<=", ">", ">=", "==", "!=", "===", "!=="};
    const std::string op = quoted(random_.pick(orders));
    switch (random_.below(9)) {
      case 0:
        if (!names.texts.empty()) return text_of({"{", op, ":[", text(names), ",", text(names),
                                                  "]}"});
        break;
      case 1:
        if (!names.choices.empty())
          return text_of({"{", quoted(random_.once_in(2) ? "==" : "!="), ":[",
                          var(random_.pick(names.choices)), ",",
                          quoted(names.choices.front() == "kind" ? "a" : "soft"), "]}"});
        break;
      case 2:
        if (!names.dates.empty())
          return "{" + op + ":[" + var(random_.pick(names.dates)) + ",\"2026-01-05\"]}";
        break;
      case 3: {
        const std::string name = any_name(names);
        if (!name.empty())
          return "{" + quoted(random_.once_in(2) ? "==" : "!=") + ":[" + var(name) + ",null]}";
        break;
      }
      case 4:
        if (!names.stages.empty()) return "{\"==\":[" + var("stage") + "," + quoted(random_.pick(names.stages)) + "]}";
        break;
      case 5:
        if (!names.gates.empty())
          return text_of({"{\"==\":[", var(random_.pick(names.gates)), ",",
                          quoted(random_.pick(std::vector<std::string>{"met", "unmet", "unknown", "expired"})),
                          "]}"});
        break;
      case 6:
        if (!names.bands.empty()) return "{\"==\":[" + var(random_.pick(names.bands)) + ",\"A\"]}";
        break;
      case 7:
        return text_of({"{", quoted(random_.once_in(2) ? "<" : "<="), ":[", number(names, 0), ",",
                        number(names, depth), ",", number(names, 0), "]}"});
      default: break;
    }
    return text_of({"{", op, ":[", number(names, depth), ",", number(names, depth), "]}"});
  }

  std::string membership(const Names& names) {
    switch (random_.below(5)) {
      case 0: return text_of({"{\"in\":[", text(names), ",", text(names), "]}"});
      case 1: return "{\"in\":[" + number(names, 0) + ",[1,2,30]]}";
      case 2: return text_of({"{", quoted(random_.once_in(2) ? "startsWith" : "endsWith"), ":[",
                              text(names), ",", text(names), "]}"});
      case 3:
        if (!names.lists.empty())
          return text_of({"{",
                          quoted(random_.pick(std::vector<std::string>{"some", "all", "none"})),
                          ":[", var(names.lists.front()), ",{\"==\":[{\"var\":\"\"},",
                          quoted(random_.pick(std::vector<std::string>{"red", "Red", "blue"})),
                          "]}]}"});
        [[fallthrough]];
      default:
        if (!names.lists.empty()) return "{\"in\":[\"red\"," + var(names.lists.front()) + "]}";
        return "{\"in\":[" + text(names) + ",[\"/p\",\"soft\"]]}";
    }
  }

  std::string condition(const Names& names, std::size_t depth) {
    const std::size_t kind = depth == 0 ? random_.below(4) : random_.below(9);
    switch (kind) {
      case 0: case 1: return comparison(names, depth);
      case 2: return membership(names);
      case 3: {
        const std::string name = any_name(names);
        if (name.empty()) return comparison(names, depth);
        if (random_.once_in(2)) return "{\"missing\":[" + quoted(name) + "]}";
        return "{\"missing_some\":[1,[" + quoted(name) + "," + quoted(any_name(names)) + "]]}";
      }
      case 4: return "{\"!\":[" + condition(names, depth - 1) + "]}";
      case 5: return "{\"!!\":" + (names.flags.empty() ? condition(names, depth - 1) : var(names.flags.front())) + "}";
      case 6:
        return text_of({"{\"if\":[", condition(names, depth - 1), ",", condition(names, depth - 1),
                        (random_.once_in(2) ? "," + condition(names, depth - 1) : ""), "]}"});
      default:
        return text_of({"{", quoted(kind == 7 ? "and" : "or"), ":[", condition(names, depth - 1),
                        ",", condition(names, depth - 1), "]}"});
    }
  }

  Names lead_names(bool stage) {
    Names names;
    names.numbers = {"size", "since.age_days", "since.days_ahead"};
    names.texts = {"email"};
    names.flags = {"vip"};
    names.choices = {"industry"};
    names.lists = {"tags"};
    names.dates = {"since"};
    for (const std::string& signal : signals_)
      (signal == "latest" ? names.texts : names.numbers).push_back("signal." + signal);
    if (!stage) return names;
    for (const std::string& score : scores_) names.numbers.push_back("score." + score);
    for (int i = 0; i < 3; ++i) names.numbers.push_back("score.total");
    names.stages = {"lead", "mql", "nurture"};
    names.flags.push_back("gate.open");
    names.gates = {bant_ ? "gate.need" : "gate.money"};
    if (fit_banded_) names.bands = {"band.fit"};
    return names;
  }

  static Names visit_names() {
    Names names;
    names.numbers = {"seconds"};
    names.texts = {"path"};
    names.flags = {"ok"};
    names.choices = {"kind"};
    names.lists = {"labels"};
    names.dates = {"day"};
    return names;
  }

  /// `"on": …` and perhaps `"when": …`.
  std::string listening() {
    if (random_.once_in(3)) {
      Names names;
      names.numbers = {"seconds"};
      names.texts = {"path"};
      return "\"on\":[\"visit\",\"call\"]" + (random_.once_in(2) ? ",\"when\":" + condition(names, 1) : "");
    }
    if (random_.once_in(4)) return random_.once_in(2) ? "\"on\":\"mail\"" : "\"on\":[\"mail\",\"call\"]";
    return "\"on\":\"visit\"" + (random_.once_in(2) ? ",\"when\":" + condition(visit_names(), 2) : "");
  }

  std::string signals() {
    std::vector<std::string> parts;
    for (const std::string& name : signals_) {
      std::string body = "{";
      if (name == "long") {
        body += "\"on\":[\"visit\",\"call\"],\"field\":\"seconds\",\"measure\":" +
                quoted(random_.pick(std::vector<std::string>{"sum", "min", "max", "last"}));
      } else if (name == "latest") {
        body += "\"on\":\"visit\",\"field\":\"path\",\"measure\":\"last\"";
      } else {
        const char* measure = name == "visits" ? "count" : name == "idle" ? "days_since_last"
                              : name == "first" ? "days_since_first" : "active_days";
        body += listening() + ",\"measure\":" + quoted(measure);
      }
      if (random_.once_in(2)) body += ",\"window\":" + duration();
      parts.push_back(quoted(name) + ":" + body + "}");
    }
    return "\"signals\":{" + join(parts) + "}";
  }

  std::string scores() {
    std::vector<std::string> parts;
    for (const std::string& name : scores_) {
      const std::string banded = bands();
      if (name == "fit") fit_banded_ = !banded.empty();
      const std::string body = bounds() + banded;
      parts.push_back(quoted(name) + ":{" + (body.empty() ? "" : body.substr(1)) + "}");
    }
    return "\"scores\":{" + join(parts) + "}";
  }

  std::string groups() {
    std::vector<std::string> parts;
    for (const std::string& name : groups_)
      parts.push_back(text_of({quoted(name), ":{\"score\":", quoted(random_.pick(scores_)),
                               bounds(), "}"}));
    return "\"groups\":{" + join(parts) + "}";
  }

  std::string decay() {
    switch (random_.below(3)) {
      case 0: return "{\"half_life\":" + duration() + "}";
      case 1: return "{\"linear\":" + duration() + "}";
      default: return text_of({"{\"step\":", duration(), ",\"keep\":",
                               random_.pick(std::vector<std::string>{"0.5", "0", "1", "0.75", "0.999"}),
                               "}"});
    }
  }

  std::string guard() {
    return random_.once_in(3) ? ",\"if\":" + condition(lead_names(false), 1) : "";
  }

  std::string activity_rule() {
    std::string body = "," + listening();
    if (body.find("mail") == std::string::npos && random_.once_in(3))
      body += ",\"points_per\":{\"field\":\"seconds\",\"each\":" + points() + "}";
    else
      body += ",\"points\":" + points();
    if (random_.once_in(2)) body += ",\"window\":" + duration();
    if (random_.once_in(2)) body += ",\"decay\":" + decay();
    if (!of_sums_ && random_.once_in(3)) body += ",\"cooldown\":" + duration();
    if (!of_sums_ && random_.once_in(3)) body += ",\"per_day\":" + std::to_string(1 + random_.below(2));
    if (random_.once_in(3)) body += ",\"newest\":" + std::to_string(1 + random_.below(3));
    if (random_.once_in(3)) body += bounds();
    return body + guard();
  }

  std::string attribute_rule() {
    switch (random_.below(5)) {
      case 0:
        return text_of({",\"of\":\"size\",\"bands\":[{\"below\":2,\"points\":", points(),
                        "},{\"below\":10,\"points\":", points(), "},{\"points\":", points(),
                        "}],\"missing\":", points(), guard()});
      case 1:
        return text_of({",\"of\":\"industry\",\"values\":{\"soft\":", points(), ",\"Fin\":",
                        points(), "},\"other\":", points(), guard()});
      case 2: return text_of({",\"of\":\"vip\",\"values\":{\"true\":", points(), "},\"missing\":",
                              points(), guard()});
      case 3:
        if (!signals_.empty() && signals_.front() != "latest" && signals_.front() != "long")
          return text_of({",\"of\":\"signal.", signals_.front(),
                          "\",\"bands\":[{\"below\":2,\"points\":", points(), "},{\"points\":",
                          points(), "}]", guard()});
        [[fallthrough]];
      default: return text_of({",\"if\":", condition(lead_names(false), 2), ",\"points\":",
                               points()});
    }
  }

  std::string rules() {
    std::vector<std::string> parts;
    const std::size_t count = 1 + random_.below(5);
    for (std::size_t i = 0; i < count; ++i) {
      const bool grouped = !groups_.empty() && random_.once_in(2);
      std::string rule = "{\"id\":\"r" + std::to_string(i) + "\"," +
                         (grouped ? "\"group\":" + quoted(random_.pick(groups_))
                                  : "\"score\":" + quoted(random_.pick(scores_)));
      rule += random_.once_in(3) ? attribute_rule() : activity_rule();
      parts.push_back(rule + "}");
    }
    return "\"rules\":[" + join(parts) + "]";
  }

  std::string exclusions() {
    if (!random_.once_in(4)) return "\"exclude\":[]";
    return "\"exclude\":[{\"id\":\"own\",\"if\":" + condition(lead_names(false), 1) + "}]";
  }

  /// Of attributes alone: neither signals nor ages.
  std::string suppressions() {
    Names names;
    names.numbers = {"size"};
    names.texts = {"email"};
    names.flags = {"vip"};
    names.choices = {"industry"};
    names.lists = {"tags"};
    names.dates = {"since"};
    return "\"suppress\":[{\"id\":\"objects\",\"if\":" + condition(names, 1) + "}]";
  }

  std::string total() {
    std::string weights = quoted(scores_.front()) + ":" + random_.pick(std::vector<std::string>{"1", "0.5", "-1", "2.001", "0.333"});
    return text_of({"\"total\":{\"weights\":{", weights, "}", bounds(), bands(), "}"});
  }

  std::string criterion(const std::string& name) {
    Names names;
    names.numbers = {"amount", "by.days_ahead", "by.age_days", "size", "since.age_days"};
    names.dates = {"by", "since"};
    names.texts = {"email"};
    std::string body = "\"fields\":{\"amount\":{\"type\":\"number\"},\"by\":{\"type\":\"date\"}}";
    if (!random_.once_in(4)) body += ",\"met_if\":" + condition(names, 1);
    if (random_.once_in(2)) body += ",\"valid_for\":" + duration();
    return quoted(name) + ":{" + body + "}";
  }

  std::string gate() {
    if (bant_)
      return text_of({"\"gate\":{\"criteria\":{", criterion("need"), ",", criterion("budget"),
                      "},\"require\":", std::to_string(1 + random_.below(3)),
                      (random_.once_in(2) ? ",\"mandatory\":[\"need\"]" : ""), "}"});
    return text_of({"\"gate\":{\"framework\":\"own\",\"criteria\":{", criterion("money"), ",",
                    criterion("pain"), "}}"});
  }

  std::string stages() {
    if (!bant_) return "\"stages\":{}";  // names.gates would not fit a gate left out
    std::vector<std::string> parts;
    std::vector<std::string> mql;
    if (!random_.once_in(5))
      mql.push_back("\"promote_if\":" + (random_.once_in(3) ? condition(lead_names(true), 2)
                                                           : "{\">=\":[" + var("score.total") + ",2]}"));
    if (random_.once_in(2))
      mql.push_back("\"demote_if\":" + (random_.once_in(2) ? condition(lead_names(true), 1)
                                                          : "{\"<\":[" + var("score.total") + ",1]}"));
    if (random_.once_in(3)) mql.push_back("\"min_dwell\":" + duration());
    if (random_.once_in(3))
      mql.push_back(text_of({"\"sla\":{\"within\":", duration(), ",\"then\":",
                             quoted(random_.pick(std::vector<std::string>{"none", "nurture", "accept"})),
                             "}"}));
    parts.push_back("\"mql\":{" + join(mql) + "}");
    if (random_.once_in(3)) parts.push_back("\"sal\":{\"sla\":{\"within\":" + duration() + ",\"then\":\"nurture\"}}");
    if (random_.once_in(3)) parts.push_back("\"lead\":{\"sla\":{\"within\":" + duration() + "}}");
    parts.push_back("\"sql\":{\"auto\":" + flag() + "}");
    parts.push_back(text_of({"\"nurture\":{\"reset_activities\":", flag(),
                             (random_.once_in(2) ? ",\"cool_off\":" + duration() : ""), "}"}));
    if (random_.once_in(2)) parts.push_back("\"reasons\":{\"reject\":[\"no\",\"late\"],\"lose\":[\"price\"]}");
    return "\"stages\":{" + join(parts) + "}";
  }

  Random& random_;
  bool of_sums_;
  std::vector<std::string> scores_, groups_, signals_;
  bool bant_ = true;
  bool fit_banded_ = false;
};

}  // namespace

std::string model(Random& random) { return ModelWriter(random).write(); }

std::string model_of_sums(Random& random) { return ModelWriter(random, true).write(); }

}  // namespace generate
