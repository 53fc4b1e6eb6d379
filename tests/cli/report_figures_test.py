#!/usr/bin/env python3
"""What a report looks like in a browser: every figure is there, and no text covers another.

The page has no script. This test brings its own, over the browser's debugging pipe."""

import os
import subprocess
import sys
import tempfile
import unittest
from html.parser import HTMLParser
from xml.etree import ElementTree

import browser

GALLERY = os.environ["BANTAM_GALLERY"]
WIDTHS = (320, 380, 760, 1200)

# Boxes of what is drawn, in pixels of the page. A text is as large as its letters.
MEASURE = """(() => {
  const box = e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const pictures = [...document.querySelectorAll('svg[role=img]')].map(svg => ({
    title: svg.querySelector('title').textContent,
    box: box(svg),
    drawn: [...svg.querySelectorAll('rect,circle,line,polyline')].filter(e => {
      const r = e.getBoundingClientRect(); return r.width + r.height > 0; }).length,
    texts: [...svg.querySelectorAll('text')].map(e => ({
      text: [...e.childNodes].filter(n => n.nodeType == 3).map(n => n.data).join(''), box: box(e)})),
  }));
  const tables = [...document.querySelectorAll('table')].map(e => box(e));
  const outside = [...document.querySelectorAll('body *')].filter(e =>
    !e.closest('.scroll') && !e.closest('svg') && box(e)[2] > innerWidth + 0.5).map(e => e.tagName);
  return { pictures, tables, outside, scripts: document.scripts.length,
           images: document.images.length, wide: document.documentElement.scrollWidth > innerWidth };
})()"""


def overlap(a, b):
    """Whether two boxes share more than the half pixel that rounding may give."""
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5


def gallery(names, rows):
    return subprocess.run([GALLERY, names, str(rows)], check=True, capture_output=True).stdout


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))


class Markup(unittest.TestCase):
    def test_a_page_is_well_formed_whatever_names_hold(self):
        for names in ("usual", "hostile"):
            page = gallery(names, 30).decode()
            ElementTree.fromstring(page.split("\n", 1)[1])
            tags = Tags()
            tags.feed(page)
            self.assertFalse([tag for tag, _ in tags.seen if tag in ("script", "img", "iframe", "link", "a")])
            self.assertFalse([name for _, attributes in tags.seen for name in attributes
                              if name.startswith("on") or name in ("href", "src", "srcset", "xlink:href")])


class Look(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        path = browser.find()
        if path is None:
            raise unittest.SkipTest("no Chromium: package chromium")
        cls.browser = browser.Browser(path)
        cls.folder = tempfile.TemporaryDirectory()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.folder.cleanup()

    def measured(self, names, rows, width, **how):
        path = os.path.join(self.folder.name, "%s-%d.html" % (names, rows))
        with open(path, "wb") as file:
            file.write(gallery(names, rows))
        self.browser.open(path, width, **how)
        return self.browser.evaluate(MEASURE)

    def check(self, page, width):
        self.assertEqual(page["scripts"], 0)
        self.assertEqual(page["images"], 0)
        self.assertEqual(page["outside"], [])
        self.assertFalse(page["wide"])
        self.assertEqual(len(page["pictures"]), 7)
        for table in page["tables"]:
            self.assertTrue(table[2] - table[0] > 20 and table[3] - table[1] > 10)
        for picture in page["pictures"]:
            box = picture["box"]
            with self.subTest(picture=picture["title"], width=width):
                self.assertGreater(box[2] - box[0], 100)
                self.assertGreater(box[3] - box[1], 20)
                self.assertGreater(picture["drawn"], 1)
                self.assertGreater(len(picture["texts"]), 1)
                for i, one in enumerate(picture["texts"]):
                    # The hook of a "j" stands out by a pixel.
                    inside = (one["box"][0] >= box[0] - 1.5 and one["box"][2] <= box[2] + 1.5
                              and one["box"][1] >= box[1] - 1.5 and one["box"][3] <= box[3] + 1.5)
                    self.assertTrue(inside, "%s leaves the picture: %s of %s" % (one["text"][:80], one["box"], box))
                    for other in picture["texts"][:i]:
                        self.assertFalse(overlap(one["box"], other["box"]),
                                         "%s over %s" % (one["text"][:80], other["text"][:80]))

    def test_every_figure_is_there_and_no_text_covers_another(self):
        for names, rows in (("usual", 8), ("hostile", 18), ("usual", 1)):
            for width in WIDTHS:
                with self.subTest(names=names, rows=rows, width=width):
                    self.check(self.measured(names, rows, width), width)

    def test_nothing_is_fetched(self):
        self.measured("hostile", 8, 1200)
        self.assertEqual([one for one in self.browser.fetched() if not one.startswith("file:")], [])
        self.assertEqual(len(self.browser.fetched()), 1)

    def test_dark_is_for_screens_and_paper_is_white(self):
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        for dark, media, expected in ((False, "screen", "rgb(255, 255, 255)"),
                                      (True, "screen", "rgb(20, 23, 27)"),
                                      (True, "print", "rgb(255, 255, 255)")):
            self.measured("usual", 8, 1200, dark=dark, media=media)
            self.assertEqual(self.browser.evaluate(ground), expected)

    def test_it_prints_on_pages(self):
        self.measured("usual", 8, 1200)
        data = self.browser.call("Page.printToPDF", printBackground=False)["data"]
        self.assertTrue(data.startswith("JVBERi"))  # "%PDF"

    def test_the_measure_finds_texts_that_overlap(self):
        path = os.path.join(self.folder.name, "overlap.html")
        with open(path, "w") as file:
            file.write('<svg role="img" width="300" height="50"><title>t</title>'
                       '<text x="0" y="20">one text</text><text x="5" y="24">another</text></svg>')
        self.browser.open(path, 380)
        first, second = self.browser.evaluate(MEASURE)["pictures"][0]["texts"]
        self.assertTrue(overlap(first["box"], second["box"]))


if __name__ == "__main__":
    sys.exit(unittest.main())
