// Markup: what a report is made of, whatever the names are.
#include "adapters/html_markup.hpp"

#include <cstdint>
#include <string>

#include "test.hpp"

using namespace bantam::html;

namespace {

std::string escaped(std::string_view text) {
  Markup markup;
  markup.text(text);
  return markup.take();
}

}  // namespace

TEST_CASE("no text is markup") {
  CHECK(escaped("</script><img src=x onerror='a(\"b\")'> & co") ==
        "&lt;/script&gt;&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt; &amp; co");
  Markup markup;
  markup.element("td", {{"title", "\" onload=\"x"}, {"class", ""}}, "]]>");
  CHECK(markup.take() == "<td title=\"&quot; onload=&quot;x\">]]&gt;</td>\n");
}

TEST_CASE("what would act unseen is spelled out") {
  CHECK(visible("a\nb\x01\x7f") == "a\\u000ab\\u0001\\u007f");
  CHECK(visible("x\xe2\x80\xaey") == "x\\u202ey");    // right-to-left override
  CHECK(visible("x\xe2\x80\x8by") == "x\\u200by");    // no width
  CHECK(visible("Zo\xc3\xab \xe5\xb1\x95") == "Zo\xc3\xab \xe5\xb1\x95");
}

TEST_CASE("bytes that are no UTF-8 become the replacement character, one each") {
  const std::string mark = "\xef\xbf\xbd";
  CHECK(visible("a\xff") == "a" + mark);
  CHECK(visible("\xc3") == mark);                              // cut off
  CHECK(visible("\xc0\x80") == mark + mark);                   // overlong
  CHECK(visible("\xe0\x80\x80") == mark + mark + mark);        // overlong
  CHECK(visible("\xed\xa0\x80") == mark + mark + mark);        // half of a pair
  CHECK(visible("\xf4\x90\x80\x80") == mark + mark + mark + mark);  // past the last
  CHECK(visible("\xf4\x8f\xbf\xbd") == "\xf4\x8f\xbf\xbd");
}

TEST_CASE("a text is cut where it is too wide, and not within a character") {
  CHECK(cut_to_width("abc", text_width("abc")) == "abc");
  const std::string cut = cut_to_width("abcdef", text_width("abcdef") - 0.1);
  CHECK(cut.substr(cut.size() - 3) == "\xe2\x80\xa6");
  CHECK(text_width(cut) <= text_width("abcdef") - 0.1);
  const std::string wide = "\xe5\xb1\x95\xe5\xb1\x95\xe5\xb1\x95\xe5\xb1\x95";
  CHECK(cut_to_width(wide, 3.2) == "\xe5\xb1\x95\xe5\xb1\x95\xe2\x80\xa6");
  for (double room = 0; room < 6; room += 0.25) CHECK(visible(cut_to_width(wide, room)) == cut_to_width(wide, room));
}

TEST_CASE("everything that directs text or shows nothing is spelled out, and its neighbours are not") {
  for (const char* hidden : {"\xc2\xad", "\xd8\x9c", "\xe2\x81\xa0", "\xef\xbb\xbf", "\xef\xbf\xbe", "\xef\xbf\xbf"}) {
    INFO(hidden);
    CHECK(visible(hidden).substr(0, 2) == "\\u");
  }
  for (const char* plain : {"\xc2\xae", "\xd8\x9b", "\xe2\x81\xb0", "\xef\xbb\xbc", "\xef\xbf\xbd"}) CHECK(visible(plain) == plain);
  CHECK(visible("\xe2\x81") == "\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(visible("\xe2\x81x") == "\xef\xbf\xbd\xef\xbf\xbdx");
}

TEST_CASE("bytes that are no UTF-8 take the room of their replacement") {
  CHECK(text_width("\xff\xff") == Approx(2 * text_width("\xff")));
  CHECK(text_width("\xff") > text_width("a"));
  CHECK(cut_to_width("\xff\xff\xff\xff", 3 * text_width("\xff")).size() < 7);
  CHECK(text_width("\xd0\x96") == Approx(text_width("\xc3\xab")));  // Cyrillic is as wide as Latin
}
