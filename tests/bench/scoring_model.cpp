// The tables of the measured model. What is written here decides what is measured: kinds of rules
// as marketing teams write them, in the mix that the head of workload.hpp describes.
#include "bench/scoring_model.hpp"

namespace bench {

const std::array<ActivityType, type_count> activity_types = {{
    {"page_view", 180},     {"email_open", 120},    {"email_click", 85},    {"ad_click", 70},
    {"search", 60},         {"video_play", 50},     {"form_view", 45},      {"download", 40},
    {"newsletter", 38},     {"social_click", 34},   {"chat", 30},           {"form_submit", 28},
    {"webinar_signup", 26}, {"webinar_visit", 24},  {"trial_login", 23},    {"feature_use", 22},
    {"invite_sent", 20},    {"calculator_use", 19}, {"demo_request", 17},   {"contact_request", 16},
    {"event_visit", 15},    {"call_answered", 14},  {"unsubscribe", 12},    {"bounce", 12},
}};

const std::array<const char*, attribute_count> attribute_names = {"team_size", "industry", "role",
                                                                  "country",   "budget",   "timeline"};

const std::vector<std::string> industries = {
    "software", "finance", "insurance", "retail", "manufacturing", "healthcare", "pharma",
    "logistics", "energy", "telecom", "media", "education", "government", "construction",
    "real estate", "travel", "food", "automotive", "consulting", "other"};

const std::vector<std::string> roles = {
    "owner", "ceo", "cfo", "cto", "vp sales", "vp marketing", "director", "head of operations",
    "manager", "team lead", "analyst", "engineer", "assistant", "student", "consultant", "other"};

const std::vector<std::string> countries = {
    "US", "DE", "GB", "FR", "CA", "AU", "NL", "SE", "CH", "AT", "BE", "DK", "NO", "FI", "IE",
    "ES", "IT", "PT", "PL", "CZ", "IN", "JP", "SG", "BR", "MX", "ZA", "AE", "IL", "NZ", "KR"};

namespace {

enum : int {
  page_view, email_open, email_click, ad_click, search, video_play, form_view, download, newsletter,
  social_click, chat, form_submit, webinar_signup, webinar_visit, trial_login, feature_use,
  invite_sent, calculator_use, demo_request, contact_request, event_visit, call_answered,
  unsubscribe, bounce
};

enum : std::size_t { web, content, mail, events, profile };

Feeds into(std::size_t group) { return {group, group == profile ? fit : engagement}; }
Feeds direct(std::size_t score) { return {{}, score}; }

std::vector<ActivityRule> activity_rules() {
  const Feeds to_web = into(web), to_content = into(content), to_mail = into(mail),
              to_events = into(events), to_engagement = direct(engagement);
  //   id, feeds, types, points, prefix, seconds, newest, window, half-life
  return {
      {"pricing pages", to_web, {page_view}, 8000, "/pricing", {}, 5, 90, 30},
      {"product pages", to_web, {page_view}, 2500, "/product", {}, 10, 30, 0},
      {"docs", to_web, {page_view, search}, 1250, "/docs", {}, 20, 90, 0},
      {"long reads", to_web, {page_view}, 1500, "", 240, 8, 0, 14},
      {"careers pages", to_web, {page_view}, -4000, "/careers", {}, 3, 90, 0},
      {"searches", to_web, {search}, 750, "", {}, 12, 30, 0},
      {"ad clicks", to_web, {ad_click}, 1000, "", {}, 0, 30, 0},
      {"social clicks", to_web, {social_click}, 500, "", {}, 6, 90, 0},

      {"blog downloads", to_content, {download}, 3000, "/blog", {}, 4, 90, 0},
      {"downloads", to_content, {download}, 4500, "", {}, 6, 0, 60},
      {"videos", to_content, {video_play}, 1200, "", {}, 5, 30, 0},
      {"videos to the end", to_content, {video_play}, 6000, "", 400, 3, 90, 30},
      {"form views", to_content, {form_view}, 400, "", {}, 0, 90, 0},
      {"forms sent", to_content, {form_submit}, 7000, "", {}, 3, 90, 30},
      {"newsletters", to_content, {newsletter}, 625, "", {}, 12, 90, 0},

      {"opens", to_mail, {email_open}, 300, "", {}, 20, 30, 0},
      {"clicks", to_mail, {email_click}, 1750, "", {}, 8, 90, 14},
      {"clicks to pricing", to_mail, {email_click}, 5000, "/pricing", {}, 2, 30, 0},
      {"lingering", to_mail, {email_open, email_click}, 900, "", 60, 10, 0, 30},
      {"unsubscribed", to_mail, {unsubscribe}, -25000, "", {}, 1, 0, 0},
      {"bounces", to_mail, {bounce}, -10500, "", {}, 2, 90, 0},

      {"webinar signups", to_events, {webinar_signup}, 5000, "", {}, 3, 90, 0},
      {"webinars", to_events, {webinar_visit}, 12000, "", 300, 4, 90, 60},
      {"event visits", to_events, {event_visit}, 9500, "", {}, 2, 90, 0},
      {"asked for us", to_events, {demo_request, contact_request}, 30000, "", {}, 1, 0, 30},
      {"chats", to_events, {chat}, 3300, "", {}, 5, 30, 0},
      {"calls", to_events, {call_answered}, 14000, "", 45, 3, 90, 0},

      {"trial", to_engagement, {trial_login, feature_use}, 2200, "", {}, 15, 30, 14},
      {"invitations", to_engagement, {invite_sent}, 6500, "", {}, 0, 90, 0},
      {"calculator", to_engagement, {calculator_use}, 10125, "", {}, 2, 90, 30},
  };
}

using Form = AttributeRule::Form;

AttributeRule of_bands(const char* id, Feeds feeds, Attribute attribute,
                       std::vector<std::pair<double, Thousandths>> bands, Thousandths last,
                       Thousandths missing) {
  return {Form::bands, id, feeds, attribute, std::move(bands), {}, last, missing, {}, 0};
}

AttributeRule of_values(const char* id, Feeds feeds, Attribute attribute,
                        std::vector<std::pair<std::string, Thousandths>> values, Thousandths other) {
  return {Form::values, id, feeds, attribute, {}, std::move(values), other, 0, {}, 0};
}

AttributeRule when_all(const char* id, Feeds feeds, Thousandths points, std::vector<Test> tests) {
  return {Form::condition, id, feeds, Attribute::team_size, {}, {}, 0, 0, std::move(tests), points};
}

std::vector<AttributeRule> attribute_rules() {
  const Feeds to_profile = into(profile), to_fit = direct(fit), to_engagement = direct(engagement);
  const auto at_least = [](Attribute a, double n) { return Test{Test::Kind::at_least, a, n}; };
  const auto below = [](Attribute a, double n) { return Test{Test::Kind::below, a, n}; };
  const auto is = [](Attribute a, const char* t) { return Test{Test::Kind::is, a, 0, t}; };
  using A = Attribute;
  return {
      of_bands("team size", to_profile, A::team_size,
               {{5, -5000}, {20, 2500}, {100, 10000}, {1000, 15000}}, 12000, 0),
      of_bands("large team", to_profile, A::team_size, {{250, 0}}, 6000, 0),
      of_bands("tiny team", to_fit, A::team_size, {{2, -8000}}, 0, 0),
      of_bands("budget", to_profile, A::budget, {{5000, -2500}, {25000, 4000}, {100000, 9500}}, 14000, -1000),
      of_bands("budget in reach", to_fit, A::budget, {{10000, 0}}, 5000, 0),
      of_bands("no money", to_engagement, A::budget, {{1000, -7500}}, 0, 0),
      of_bands("timeline", to_profile, A::timeline, {{3, 12000}, {6, 8000}, {12, 2500}}, -3000, 0),
      of_bands("soon", to_engagement, A::timeline, {{2, 6250}}, 0, 0),
      of_values("industry", to_profile, A::industry,
                {{"software", 12000}, {"finance", 10000}, {"insurance", 8500}, {"telecom", 7000},
                 {"media", 5500}, {"education", -4000}, {"government", -2000}}, 1000),
      of_values("served industries", to_fit, A::industry,
                {{"software", 4000}, {"consulting", 3000}, {"logistics", 2500}}, 0),
      of_values("role", to_profile, A::role,
                {{"owner", 14000}, {"ceo", 15000}, {"cfo", 12000}, {"cto", 12500}, {"vp sales", 16000},
                 {"vp marketing", 16000}, {"director", 9000}, {"manager", 5000}, {"student", -20000}}, 0),
      of_values("buyers", to_fit, A::role, {{"cfo", 3500}, {"head of operations", 6000}}, 0),
      of_values("no buyers", to_engagement, A::role, {{"student", -10000}, {"assistant", -2500}}, 0),
      of_values("country", to_profile, A::country,
                {{"US", 6000}, {"DE", 8000}, {"GB", 6000}, {"FR", 4000}, {"AT", 8000}, {"CH", 9000}}, -500),
      of_values("sales team there", to_fit, A::country, {{"DE", 2500}, {"CH", 2500}, {"NL", 1500}}, 0),
      when_all("software of size", to_fit, 7500, {is(A::industry, "software"), at_least(A::team_size, 50)}),
      when_all("chief with money", to_fit, 11000, {is(A::role, "ceo"), at_least(A::budget, 20000)}),
      when_all("soon and paid", to_engagement, 9250, {below(A::timeline, 4), at_least(A::budget, 15000)}),
      when_all("far away", to_fit, -6000, {is(A::country, "NZ"), below(A::team_size, 50)}),
      when_all("german midsize", to_profile, 3125,
               {is(A::country, "DE"), at_least(A::team_size, 50), below(A::team_size, 500)}),
  };
}

/// Another rule of the same kind: the n-th copy.
ActivityRule varied(ActivityRule rule, std::size_t n) {
  constexpr int windows[] = {30, 90, 60, 45, 120};
  rule.id += " " + std::to_string(n + 1);
  rule.points += static_cast<Thousandths>(n) * 125;
  if (rule.newest != 0) rule.newest += n % 7;
  if (rule.window_days != 0) rule.window_days = windows[n % 5];
  if (rule.seconds_at_least) *rule.seconds_at_least += static_cast<double>(n) * 5;
  return rule;
}

AttributeRule varied(AttributeRule rule, std::size_t n) {
  const auto more = static_cast<Thousandths>(n) * 125;
  rule.id += " " + std::to_string(n + 1);
  rule.points += more;
  for (auto& [limit, points] : rule.bands) points += more;
  for (auto& [value, points] : rule.values) points += more;
  for (Test& test : rule.all_of)
    if (test.kind != Test::Kind::is) test.number += static_cast<double>(n);
  return rule;
}

template <class Rule>
std::vector<Rule> copied(std::vector<Rule> rules, std::size_t copies) {
  const std::size_t originals = rules.size();
  for (std::size_t n = 1; n < copies; ++n)
    for (std::size_t i = 0; i < originals; ++i) rules.push_back(varied(rules[i], n));
  return rules;
}

}  // namespace

ScoringModel scoring_model(std::size_t copies) {
  ScoringModel model;
  model.scores = {{"fit", {0, 100000}, 1000, {{"A", 60000}, {"B", 35000}, {"C", 15000}, {"D", 0}}},
                  {"engagement", {0, {}}, 850, {{"1", 70000}, {"2", 40000}, {"3", 15000}, {"4", 0}}}};
  model.groups = {{"web", engagement, {-10000, 40000}},
                  {"content", engagement, {{}, 45000}},
                  {"mail", engagement, {-30000, 25000}},
                  {"events", engagement, {{}, 80000}},
                  {"profile", fit, {-25000, 60000}}};
  model.activity_rules = copied(activity_rules(), copies);
  model.attribute_rules = copied(attribute_rules(), copies);
  model.promote_at = 110000;
  model.demote_below = 80000;
  return model;
}

}  // namespace bench
