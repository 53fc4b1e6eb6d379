// Page: head, parts, foot; and how it stays within its size.
#include "adapters/html_page.hpp"

#include <algorithm>
#include <optional>

#include "adapters/html_frame.hpp"
#include "adapters/html_style.hpp"
#include "values/format_text.hpp"

namespace bantam::html {
namespace {

constexpr double title_room = 120;
constexpr double sentence_room = 600;

/// Steps of saying less. The first holds whole names of 10,000 characters where they are few.
constexpr Detail details[] = {{200, 12'000}, {60, 400}, {25, 120}};
constexpr Detail least_detail{10, 60};

void write_head(Page& page, const PageHead& head) {
  Markup& markup = page.markup;
  markup.raw("<!DOCTYPE html>\n");
  markup.open("html", {{"lang", "en"}, {"xmlns", "http://www.w3.org/1999/xhtml"}});
  markup.open("head");
  markup.leaf("meta", {{"charset", "utf-8"}});
  markup.leaf("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  markup.leaf("meta", {{"http-equiv", "Content-Security-Policy"},
                       {"content", "default-src 'none'; style-src 'unsafe-inline'"}});
  markup.element("title", {}, cut_to_width(visible(head.kind + ": " + head.title), title_room));
  markup.open("style");
  markup.raw(style_sheet());
  markup.close();
  markup.close();
  markup.open("body");
  markup.open("header");
  markup.element("p", {{"class", "kind"}}, head.kind);
  cut_element(page, "h1", "", head.title, title_room);
  if (!head.summary.empty()) cut_element(page, "p", "lead", head.summary, sentence_room);
  markup.close();
  markup.open("main");
}

void write_foot(Page& page, const PageHead& head, std::size_t left_out) {
  page.markup.open("footer");
  if (left_out > 0)
    page.markup.element("p", {}, format_text("{} parts are left out, for the page would be larger than {} KB.",
                                             left_out, page_bytes / 1000));
  cut_element(page, "p", "", head.foot, sentence_room);
  page.markup.close();
}

/// The page without its last tags, or nothing where it grows too large. With `Full::drop_the_rest`
/// the parts from the first that does not fit are left out.
enum class Full { give_up, drop_the_rest };
std::optional<Page> written(const PageHead& head, const std::vector<std::function<void(Page&)>>& parts,
                            Detail detail, Full full) {
  constexpr std::size_t last_tags = 100;
  Page foot{{}, detail, 0};
  write_foot(foot, head, parts.size());
  const std::size_t room = page_bytes - last_tags;
  Page page{{}, detail, 0};
  write_head(page, head);
  std::size_t count = 0;
  for (; count < parts.size(); ++count) {
    const std::size_t before = page.markup.bytes();
    parts[count](page);
    if (page.markup.bytes() + foot.markup.bytes() <= room) continue;
    if (full == Full::give_up) return std::nullopt;
    page.markup.cut_back(before);
    break;
  }
  page.markup.close();
  write_foot(page, head, parts.size() - count);
  return page;
}

}  // namespace

void facts(Page& page, const std::vector<Fact>& facts) {
  page.markup.open("dl");
  for (const Fact& fact : facts) {
    page.markup.open("div");
    page.markup.element("dt", {}, fact.name);
    page.markup.open("dd");
    cut_element(page, "span", "", fact.value, 60);
    if (!fact.note.empty()) page.markup.element("small", {}, cut_to_width(visible(fact.note), 80));
    page.markup.close();
    page.markup.close();
  }
  page.markup.close();
}

void heading(Page& page, std::string_view text) { cut_element(page, "h2", "", text, title_room); }

void paragraph(Page& page, std::string_view text) { cut_element(page, "p", "", text, sentence_room); }

void table(Page& page, const Caption& caption, const Cells& cells) {
  page.markup.open("figure");
  page.markup.open("figcaption");
  cut_element(page, "h3", "", caption.title, title_room);
  if (!caption.words.empty()) page.markup.element("p", {}, caption.words);
  page.markup.close();
  page.markup.open("div");
  draw(page, cells);
  page.markup.close();
  page.markup.close();
}

void points(Page& page, const std::vector<std::string>& sentences) {
  if (sentences.empty()) return;
  const std::size_t shown = std::min(sentences.size(), page.detail.rows);
  page.markup.open("ul");
  for (std::size_t i = 0; i < shown; ++i) cut_element(page, "li", "", sentences[i], sentence_room);
  page.markup.close();
  if (const std::string words = cut_words(shown, sentences.size()); !words.empty())
    page.markup.element("p", {{"class", "quiet"}}, words);
}

std::string html_page(const PageHead& head, const std::vector<std::function<void(Page&)>>& parts) {
  std::optional<Page> page;
  for (const Detail& detail : details)
    if (!page) page = written(head, parts, detail, Full::give_up);
  if (!page) page = written(head, parts, least_detail, Full::drop_the_rest);
  page->markup.close();
  page->markup.close();
  return page->markup.take();
}

}  // namespace bantam::html
