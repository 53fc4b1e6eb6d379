"""The places where a source can be flipped, and that each flip in the real files is one."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import mutate
import sites


def flipped(text):
    return [sites.flipped(text, site) for site in sites.sites(text)]


def operands(text):
    return [[text[start:end] for start, end in site.spans] for site in sites.sites(text)]


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

    def test_operands_reach_to_what_binds_no_closer(self):
        self.assertEqual(operands("x = a + 1 < f(b, c) && d || e == 2 ? 1 : 0;"),
                         [["a + 1 < f(b, c) && d || e == 2"], ["a + 1", "f(b, c)"], ["a + 1 < f(b, c)", "d"],
                          ["a + 1 < f(b, c) && d", "e == 2"], ["e", "2"]])
        self.assertEqual(operands("return a && b && c;"), [["a", "b"], ["a && b", "c"]])

    def test_comments_literals_and_templates_are_left_alone(self):
        text = 'f("a < b", \'<\', std::vector<int>());  // if (a && b)\n#if A && B\n'
        self.assertEqual(flipped(text), [])

    def test_switches_leave_the_text_between_them_as_it_is(self):
        text = "if (a < b) f(a < b ? 1 : 2);"
        numbered = list(enumerate(sites.sites(text)))
        self.assertEqual(sites.with_switches(text, []), sites.HEAD + "#line 1\n" + text)
        self.assertIn("if ((bantam_flips::on(0) != bool(bantam_flips::less(1, a , b))))",
                      sites.with_switches(text, numbered))

    def test_the_files_that_decide_have_hundreds_each_with_a_name_of_its_own(self):
        keys = [mutate.key_of(file, site) for file, site in mutate.all_sites()]
        self.assertGreater(len(keys), 400)
        self.assertEqual(len(set(keys)), len(keys))
        for known in mutate.read_equivalent():
            self.assertIn(known, keys)


if __name__ == "__main__":
    unittest.main()
