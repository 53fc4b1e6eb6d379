"""Reports as a browser shows them. Usage: report_test.py, with BANTAM_GALLERY and BANTAM_PROGRAM in the
environment.

The gallery holds every figure once; the program's own pages are of the repository's sample. In a
headless Chromium each figure has to be there, within its picture, and no text may lie on another;
without a browser that part is skipped.
"""

import os
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

import browser

GALLERY = os.environ.get("BANTAM_GALLERY", "")
PROGRAM = os.environ.get("BANTAM_PROGRAM", "")
SOURCE = os.environ.get("BANTAM_SOURCE_DIR", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
CHROMIUM = browser.find()

# Boxes are compared with half a pixel to spare: rounding is no overlap. At the sides of a picture
# it is a whole one, for a `j` begins before its place.
MEASURE = """(() => {
  const faults = [];
  const box = element => element.getBoundingClientRect();
  const said = element => element.firstChild.nodeValue.slice(0, 40);
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) faults.push('the page is wider than its window');
  for (const one of document.querySelectorAll('h1,h2,h3,p,dt,dd,li,figure,.scroll,.key span')) {
    const b = box(one);
    if (b.right > width + 0.5 || b.left < -0.5) faults.push(one.tagName + ' sticks out: ' + one.textContent.slice(0, 40));
    if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && !one.classList.contains('scroll'))
      faults.push(one.tagName + ' overflows: ' + one.textContent.slice(0, 40));
  }
  for (const table of document.querySelectorAll('table')) {
    const b = box(table), room = box(table.closest('.scroll') ?? document.documentElement);
    const paper = matchMedia('print').matches;  // where nothing scrolls
    if ((paper || width >= ROOMY) && b.right > room.right + 0.5)
      faults.push('a table is cut: ' + table.textContent.slice(0, 40));
  }
  for (const picture of document.querySelectorAll('svg[role=img]')) {
    const whole = box(picture);
    if (whole.width < 100 || whole.height < 10) faults.push('a picture of no size');
    const ids = picture.getAttribute('aria-labelledby').split(' ');
    for (const id of ids) if (!document.getElementById(id)?.textContent) faults.push('no ' + id);
    const marks = [...picture.querySelectorAll('rect,circle,line,polyline')].filter(e => box(e).width + box(e).height > 0);
    if (marks.length < 2) faults.push('nothing is drawn in ' + ids[0]);
    if (!picture.closest('figure')?.querySelector('table td')) faults.push('no table beside ' + ids[0]);
    const texts = [...picture.querySelectorAll('text')];
    if (texts.length < 2) faults.push('nothing is said in ' + ids[0]);
    const boxes = texts.map(box);
    texts.forEach((text, i) => {
      const b = boxes[i];
      if (b.width == 0) faults.push('a text of no size in ' + ids[0]);
      if (b.left < whole.left - 1 || b.right > whole.right + 1 || b.top < whole.top - 0.5 || b.bottom > whole.bottom + 0.5)
        faults.push('out of its picture: ' + said(text));
      for (let j = 0; j < i; ++j)
        if (Math.min(b.right, boxes[j].right) - Math.max(b.left, boxes[j].left) > 0.5 &&
            Math.min(b.bottom, boxes[j].bottom) - Math.max(b.top, boxes[j].top) > 0.5)
          faults.push('overlap: ' + said(text) + ' | ' + said(texts[j]));
    });
    for (const mark of picture.querySelectorAll('rect,circle,polyline')) {
      const b = box(mark);
      if (b.left < whole.left - 1 || b.right > whole.right + 1 || b.top < whole.top - 1 || b.bottom > whole.bottom + 1)
        faults.push('a ' + mark.tagName + ' out of ' + ids[0]);
    }
  }
  return faults;
})()"""

WIDTHS = (320, 380, 768, 1200)


def faults(page, path, width, roomy=1 << 30, **how):
    """Faults of a page at a width. From the width `roomy` on no table may need to be scrolled."""
    page.open(path, width, **how)
    return page.evaluate(MEASURE.replace("ROOMY", str(roomy)))


class Gallery(unittest.TestCase):
    def setUp(self):
        if not GALLERY:
            self.skipTest("no gallery: set BANTAM_GALLERY")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def gallery(self, names, rows):
        path = os.path.join(self.folder, "%s%d.html" % (names, rows))
        with open(path, "wb") as file:
            file.write(subprocess.run([GALLERY, names, str(rows)], check=True, capture_output=True).stdout)
        return path


    def pages(self):
        """Of each command a name, how many pictures it has at least, and a page of the sample."""
        if not PROGRAM:
            self.skipTest("no program: set BANTAM_PROGRAM")
        model = os.path.join(SOURCE, "examples", "models", "starter.json")
        season = ("--events", os.path.join(SOURCE, "examples", "data", "season_events.ndjson"))
        judged = season + ("--after", "14d", "--within", "60d")
        enquiries = ("--leads", os.path.join(SOURCE, "examples", "data", "enquiries.csv"), "--outcome", "Outcome",
                     "--time", "Came", "--never", "Contract sent")
        retuned = os.path.join(self.folder, "retuned.json")
        for name, least, command in (
                ("funnel", 4, ("funnel", "--model", model, "--period", "month", "--by", "function") + season),
                ("backtest", 9, ("backtest", "--model", model, "--by", "function", "--capacity", "10/week") + judged),
                ("learn", 3, ("learn",) + enquiries),
                ("retune", 1, ("learn", "--retune", model, "--out", retuned) + judged),
                ("compare", 2, ("compare", model, retuned) + judged)):
            page = os.path.join(self.folder, name + ".html")
            subprocess.run([PROGRAM, *command, "--html", page], check=True, capture_output=True)
            yield name, least, page


class Reports(Gallery):
    def test_the_pages_of_the_program_are_whole_small_and_say_where_they_come_from(self):
        for name, _, page in self.pages():
            self.assertLess(os.path.getsize(page), 300000)
            tree = xml.etree.ElementTree.parse(page)
            foot = [one for one in tree.iter() if one.tag.split("}")[-1] == "footer"]
            self.assertIn("Made by bantam", "".join(foot[0].itertext()), name)
            with open(page, encoding="utf-8") as file:
                self.assertNotIn(self.folder, file.read(), name)

    def test_a_report_is_well_formed_and_has_nothing_that_runs_or_is_fetched(self):
        for names in ("usual", "hostile"):
            tree = xml.etree.ElementTree.parse(self.gallery(names, 30))
            names_found = {one.tag.split("}")[-1] for one in tree.iter()}
            self.assertFalse(names_found & {"script", "img", "link", "iframe", "object", "a", "use", "image"})
            for one in tree.iter():
                for attribute in one.attrib:
                    self.assertFalse(attribute.startswith("on") or attribute in ("href", "src", "style"), attribute)

    def test_ids_are_not_used_twice(self):
        tree = xml.etree.ElementTree.parse(self.gallery("usual", 8))
        ids = [one.attrib["id"] for one in tree.iter() if "id" in one.attrib]
        self.assertEqual(len(ids), len(set(ids)))


@unittest.skipUnless(CHROMIUM, "no chromium here (package `chromium`); nothing was looked at in a browser")
class InABrowser(Gallery):
    @classmethod
    def setUpClass(cls):
        cls.page = browser.Browser(CHROMIUM)
        cls.addClassCleanup(cls.page.close)

    def test_every_figure_is_there_and_no_text_lies_on_another(self):
        for names, rows in (("usual", 0), ("usual", 1), ("usual", 8), ("hostile", 9), ("hostile", 40)):
            path = self.gallery(names, rows)
            for width in WIDTHS:
                with self.subTest(names=names, rows=rows, width=width):
                    self.assertEqual(faults(self.page, path, width), [])
                    drawn = self.page.evaluate("document.querySelectorAll('svg[role=img]').length")
                    self.assertEqual(drawn, 6 if rows == 0 else 7)
                    self.assertEqual(self.page.evaluate("document.querySelectorAll('table.heat td').length"), 16)

    def test_overlaps_are_found(self):
        path = os.path.join(self.folder, "wrong.html")
        with open(path, "w", encoding="utf-8") as file:
            file.write("<svg role=img aria-labelledby=a width=200 height=100><title id=a>x</title>"
                       "<text x=10 y=20>one</text><text x=15 y=22>two</text><text x=190 y=50>outside</text></svg>")
        found = faults(self.page, path, 380)
        self.assertEqual([one.split(":")[0] for one in found],
                         ["nothing is drawn in a", "no table beside a", "overlap", "out of its picture"], found)

    def test_nothing_is_fetched(self):
        path = self.gallery("hostile", 9)
        self.page.open(path, 1200)
        self.assertEqual([one for one in self.page.fetched() if one != "file://" + path], [])

    def test_dark_is_for_screens_and_print_is_light(self):
        path = self.gallery("usual", 8)
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        grounds = []
        for dark, media in ((False, "screen"), (True, "screen"), (True, "print")):
            self.page.open(path, 1200, dark=dark, media=media)
            grounds.append(self.page.evaluate(ground))
        self.assertEqual(grounds, ["rgb(255, 255, 255)", "rgb(20, 23, 27)", "rgb(255, 255, 255)"])

    def test_print_has_every_figure(self):
        path = self.gallery("usual", 8)
        self.assertEqual(faults(self.page, path, 680, media="print"), [])  # the width of A4 within its margins
        data = self.page.call("Page.printToPDF", printBackground=False)["data"]
        self.assertTrue(data.startswith("JVBERi"))  # "%PDF"

    def test_the_pages_of_the_program_have_their_figures(self):
        for name, least, page in self.pages():
            for width, how in [(width, {}) for width in WIDTHS] + [(680, {"media": "print"})]:
                with self.subTest(page=name, width=width, **how):
                    self.assertEqual(faults(self.page, page, width, roomy=1200, **how), [])
            drawn = self.page.evaluate("document.querySelectorAll('svg[role=img]').length")
            self.assertGreaterEqual(drawn, least, name)


if __name__ == "__main__":
    unittest.main()
