"""What is judged to be reached, on exports made up as llvm-cov makes them."""
import sys
import unittest
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import coverage


def judged(text, segments=(), branches=(), records=(), known=(), name="src/engine/gate.cpp"):
    exported = {"filename": name, "segments": segments, "mcdc_records": records,
                "branches": [[*branch[:6], 0, 0, branch[6]] for branch in branches]}
    return coverage.judge({name: (exported, coverage.Source(text))}, Counter(known))


class Lines(unittest.TestCase):
    TEXT = "int f() {\n  return 1;\n}\nint g() {\n  return 2;\n}\n"
    SEGMENTS = [[1, 9, 3, True, True, False], [3, 2, 0, False, False, False],
                [4, 9, 0, True, True, False], [6, 2, 0, False, False, False]]

    def test_each_line_of_a_region_that_never_ran_is_named(self):
        totals, wrong = judged(self.TEXT, self.SEGMENTS)
        self.assertEqual([row.split(": ")[0] for row in wrong],
                         [f"src/engine/gate.cpp:{line}" for line in (4, 5, 6)])
        self.assertEqual(totals["line"], Counter(all=6, reached=3))

    def test_what_is_listed_is_excepted_as_often_as_it_is_listed(self):
        rows = [("src/engine/gate.cpp", text, "line") for text in ("int g() {", "return 2;", "}")]
        totals, wrong = judged(self.TEXT, self.SEGMENTS, known=rows)
        self.assertEqual((wrong, totals["line"]["excepted"]), ([], 3))
        _, wrong = judged(self.TEXT, self.SEGMENTS, known=rows + rows[:1])
        self.assertEqual(wrong, ["exceptions.txt: is reached, or gone: src/engine/gate.cpp | int g() { | line"])

    def test_what_is_listed_and_reached_is_wrong(self):
        _, wrong = judged(self.TEXT, self.SEGMENTS[:2], known=[("src/engine/gate.cpp", "return 1;", "line")])
        self.assertEqual(len(wrong), 1)


class Branches(unittest.TestCase):
    def test_a_side_is_taken_when_any_instance_takes_it(self):
        text = "if (a) b();"
        one, other = [1, 5, 1, 6, 1, 0, 4], [1, 5, 1, 6, 0, 2, 4]
        self.assertEqual(judged(text, branches=[one, other])[1], [])
        self.assertEqual(judged(text, branches=[one])[1], ["src/engine/gate.cpp:1: false a: if (a) b();"])

    def test_a_constant_is_no_branch(self):
        folded, segments = [1, 8, 1, 12, 0, 0, 4], [[1, 1, 1, True, True, False], [1, 8, 1, True, True, False]]
        self.assertEqual(judged("while (true) b();", segments, [folded])[0]["true"], Counter())

    def test_no_case_of_a_switch_is_no_branch(self):
        self.assertEqual(judged("switch (a) {", branches=[[1, 9, 1, 10, 0, 1, 4]])[1], [])


class Pairs(unittest.TestCase):
    TEXT = "if (a && (b ||\n    c)) d();"
    BRANCHES = [[1, 5, 1, 6, 1, 1, 6], [1, 11, 1, 12, 1, 1, 6], [2, 5, 2, 6, 1, 1, 6]]

    def test_a_condition_without_its_pair_is_named(self):
        _, wrong = judged(self.TEXT, branches=self.BRANCHES, records=[[1, 5, 2, 7, 0, 5, [True, False, True]]])
        self.assertEqual(wrong, ["src/engine/gate.cpp:1: mcdc b: if (a && (b ||"])

    def test_a_pair_in_any_instance_serves(self):
        records = [[1, 5, 2, 7, 0, 5, pairs] for pairs in ([True, False, True], [False, True, False])]
        self.assertEqual(judged(self.TEXT, branches=self.BRANCHES, records=records)[1], [])

    def test_a_decision_that_was_not_measured_has_no_pairs(self):
        totals, wrong = judged(self.TEXT, branches=[[*branch[:6], 4] for branch in self.BRANCHES])
        self.assertEqual((len(wrong), totals["mcdc"]["all"]), (3, 3))

    def test_other_files_need_none(self):
        self.assertEqual(judged(self.TEXT, branches=self.BRANCHES, name="src/engine/missing.cpp")[1], [])


if __name__ == "__main__":
    unittest.main()
