"""The places where a source can be flipped, and that each flip in the real files is one."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import mutate
import sites


def flipped(text):
    return [text[:site.start] + site.new + text[site.end:] for site in sites.sites(text)]


class Sites(unittest.TestCase):
    def test_a_condition_is_negated_as_a_whole(self):
        self.assertEqual(flipped("if (a(b) || c) d();"), ["if (!(a(b) || c)) d();", "if (a(b) && c) d();"])
        self.assertEqual(flipped("while (left()) x();"), ["while (!(left())) x();"])

    def test_of_a_for_the_middle_part_is_the_condition(self):
        self.assertEqual(flipped("for (int i = 0; i < n; ++i) f();"),
                         ["for (int i = 0; !(i < n); ++i) f();", "for (int i = 0; i <= n; ++i) f();"])
        self.assertEqual(flipped("for (const Rule& rule : rules) f(rule);"), [])

    def test_what_is_declared_in_a_condition_is_asked_for_the_opposite(self):
        self.assertEqual(flipped("if (const bool* flag = value.flag()) f();"),
                         ["if (const bool* flag = value.flag(); !flag) f();"])

    def test_a_ternary_is_negated_from_where_its_condition_begins(self):
        self.assertEqual(flipped("return held ? f(a) : 0;"), ["return !(held) ? f(a) : 0;"])
        self.assertEqual(flipped("x += f(1, held ? 2 : 3);"), ["x += f(1, !(held) ? 2 : 3);"])

    def test_one_comparison_for_equality_is_flipped_once(self):
        self.assertEqual(flipped("if (a == b) f();"), ["if (a != b) f();"])

    def test_comments_literals_and_templates_are_left_alone(self):
        self.assertEqual(flipped('f("a < b", \'<\', std::vector<int>());  // if (a && b)\n#if A && B\n'), [])

    def test_equal_flips_of_equal_lines_are_told_apart(self):
        found = sites.sites("if (a < b) f();\nif (a < b) f();\n")
        self.assertEqual(len({(site.source, site.change, site.ordinal) for site in found}), len(found))

    def test_the_files_that_decide_have_hundreds(self):
        found = [(file, site) for file, text, site in mutate.all_sites("")]
        self.assertGreater(len(found), 400)
        keys = {mutate.key_of(file, site) for file, site in found}
        self.assertEqual(len(keys), len(found))
        for known in mutate.read_equivalent():
            self.assertIn(known, keys)


if __name__ == "__main__":
    unittest.main()
