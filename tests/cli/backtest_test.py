"""bantam backtest: from a log, a table or a file of points to figures. Usage: backtest_test.py [PROGRAM]"""

import csv
import datetime
import io
import json
import os
import unittest

import world
from world import World, event, leads, line, log

DATA = os.environ.get("BANTAM_DATA", os.path.join(os.environ.get("BANTAM_SOURCE_DIR", "."), "..", "shared", "data"))
SOURCE = os.environ.get("BANTAM_SOURCE_DIR", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))


def day(number, time="10:00:00"):
    return "%sT%sZ" % (datetime.date(2026, 3, 1) + datetime.timedelta(days=number), time)


def win(lead, number):
    """From wherever the lead is: an override by a person, then the win."""
    return [line(lead, day(number), command="override", to="opportunity", by="ann", reason="met"),
            line(lead, day(number, "11:00:00"), command="win", by="ann")]


def lose(lead, number):
    return [line(lead, day(number), command="disqualify", by="ann", reason="no need")]


def sales(count=60):
    """Leads that come one a day; every third is won ten days later, every third lost, the others
    open. Those that were at a webinar are won more often."""
    lines = []
    for i in range(count):
        lead = "L%02d" % i
        lines.append(line(lead, day(i), attributes={"team_size": i % 70}))
        if i % 3 == 0 or i % 9 == 1:
            lines.append(line(lead, day(i, "12:00:00"), activity="webinar"))
        if i % 3 == 0:
            lines += win(lead, i + 10)
        elif i % 3 == 1:
            lines += lose(lead, i + 10)
    return lines


def by_time(lines):
    return log(*sorted(lines, key=lambda one: json.loads(one)["at"]))


class Backtest(World):
    def backtest(self, *arguments, expect=0):
        code, out, err = self.run_program("backtest", *arguments)
        self.assertEqual(code, expect, err)
        return out if expect == 0 else err

    def judge(self, events, *arguments, expect=0):
        path = self.write("events.ndjson", events)
        return self.backtest("-m", self.model, "-e", path, *arguments, expect=expect)

    def figures(self, events, *arguments):
        """Lines of NDJSON by what they are of; a list each."""
        by_kind = {}
        for one in leads(self.judge(events, "--format", "ndjson", *arguments)):
            by_kind.setdefault(one["of"], []).append(one)
        return by_kind

    def scores(self, rows, *arguments, expect=0):
        return self.backtest("--scores", self.write("scores.csv", rows), *arguments, expect=expect)


class FromALog(Backtest):
    def test_won_and_lost_are_what_the_log_says_later(self):
        whole = self.figures(by_time(sales()), "--after", "2d")["all"][0]
        self.assertEqual((whole["won"], whole["lost"]), (20, 20))
        self.assertEqual((whole["leads"], whole["open"]), (60, 20))
        # All won were at a webinar, 7 of 20 lost: by that alone it would be (13 + 7 / 2) / 20.
        self.assertGreater(whole["auc"]["value"], 0.7)

    def test_what_happens_after_the_moment_changes_nothing_and_at_the_moment_it_does(self):
        lines = sales()
        before = self.judge(by_time(lines), "--after", "2d", "--format", "ndjson")
        for moment, seen in (("10:00:01", False), ("10:00:00", True)):
            # The outcome itself, planted as an attribute and as an activity.
            planted = []
            for i in range(0, 60, 3):
                planted.append(line("L%02d" % i, day(i + 2, moment), attributes={"industry": "software"}))
                planted.append(line("L%02d" % i, day(i + 2, moment), activity="visit", fields={"seconds": 1}))
            after = self.judge(by_time(lines + planted), "--after", "2d", "--format", "ndjson")
            if seen:
                self.assertNotEqual(before, after)
                self.assertGreater(leads(after)[0]["auc"]["value"], leads(before)[0]["auc"]["value"] + 0.1)
            else:
                self.assertEqual(before, after)

    def test_what_was_received_after_the_moment_is_not_seen(self):
        lines = sales()
        before = self.judge(by_time(lines), "--after", "2d", "--format", "ndjson")
        for hour, seen in (("10:00:01", False), ("10:00:00", True)):
            late = [line("L%02d" % i, day(i + 1), received=day(i + 2, hour), attributes={"industry": "software"})
                    for i in range(0, 60, 3)]
            after = self.judge(by_time(lines + late), "--after", "2d", "--format", "ndjson")
            self.assertEqual(before != after, seen)

    def test_leads_whose_outcome_was_known_are_left_out_and_counted(self):
        text = self.judge(by_time(sales()), "--after", "20d")
        # The log ends with the last outcome, on day 68: leads from day 49 on are not 20 days old.
        self.assertIn("16 leads judged 20d after they came; left out: 33 whose outcome was known by then, "
                      "11 too young when the log ends", text)
        self.assertIn("no lead has an outcome", text)

    def test_as_of_judges_all_leads_at_one_moment(self):
        text = self.judge(by_time(sales()), "--as-of", day(15))
        self.assertIn("that came later", text)
        self.assertIn("whose outcome was known by then", text)

    def test_outcomes_may_come_from_a_file_of_their_own(self):
        events = by_time(sales())
        rows = "lead,won,at\n" + "".join("L%02d,%d,%s\n" % (i, i % 2, day(i + 12)) for i in range(60))
        whole = self.figures(events, "--after", "2d", "--outcomes", self.write("o.csv", rows))["all"][0]
        self.assertEqual((whole["won"], whole["lost"], whole["open"]), (30, 30, 0))
        early = rows.replace(day(12), day(1))
        text = self.judge(events, "--after", "2d", "--outcomes", self.write("o.csv", early))
        self.assertIn("left out: 1 whose outcome was known by then", text)

    def test_the_capacity_and_the_models_threshold_are_among_the_thresholds(self):
        text = self.judge(by_time(sales()), "--after", "2d", "--capacity", "3/week")
        self.assertIn("fits the capacity", text)
        self.assertIn("the model's threshold", text)
        self.assertIn("had been MQL by the model's stages", text)
        found = self.figures(by_time(sales()), "--after", "2d", "--capacity", "3/week")
        weeks = 59 / 7
        self.assertLessEqual(found["capacity"][0]["leads"], 3 * weeks)
        self.assertEqual(found["model_threshold"][0]["from"], 30)

    def test_csv_has_the_same_figures(self):
        events = by_time(sales())
        found = self.figures(events, "--after", "2d")
        rows = list(csv.DictReader(io.StringIO(self.judge(events, "--after", "2d", "--format", "csv"))))
        auc = [row for row in rows if row["of"] == "all" and row["figure"] == "auc"][0]
        self.assertEqual(float(auc["value"]), found["all"][0]["auc"]["value"])
        self.assertEqual(len([r for r in rows if r["of"] == "rule" and r["figure"] == "fired"]), len(found["rule"]))

    def test_the_same_log_gives_the_same_bytes_and_no_nan(self):
        for events in (by_time(sales()), by_time(sales(1)), by_time(sales(4))):
            first = self.judge(events, "--after", "2d")
            self.assertEqual(first, self.judge(events, "--after", "2d"))
            self.assertNotIn("nan", first)

    def test_lines_end_without_blanks_and_tables_keep_their_width(self):
        text = self.judge(by_time(sales()), "--after", "2d", "--by", "team_size", "--capacity", "1/day")
        for one in text.splitlines():
            self.assertEqual(one, one.rstrip())


class FromTables(Backtest):
    def test_the_outcome_may_be_a_column_of_the_leads(self):
        rows = "lead,industry,Closed\n" + "".join(
            "L%d,%s,%s\n" % (i, "software" if i % 2 else "finance", ("won", "", "lost", "won")[i % 4])
            for i in range(40))
        path = self.write("leads.csv", rows)
        whole = leads(self.backtest("-m", self.model, "-l", path, "--outcome", "Closed", "-t",
                                    "2026-04-01T00:00:00Z", "--format", "ndjson"))[0]
        self.assertEqual((whole["won"], whole["lost"], whole["open"]), (20, 10, 10))

    def test_a_bad_outcome_has_its_line_and_column(self):
        path = self.write("leads.csv", "lead,industry,Closed\nL1,software,won\nL2,software,perhaps\n")
        err = self.backtest("-m", self.model, "-l", path, "--outcome", "Closed", "-t",
                            "2026-04-01T00:00:00Z", expect=1)
        self.assertIn("leads.csv:3", err)
        self.assertIn("cell/not_an_outcome", err)
        self.assertNotIn("perhaps", err)
        err = self.backtest("-m", self.model, "-l", path, "--outcome", "Close", "-t",
                            "2026-04-01T00:00:00Z", expect=1)
        self.assertIn("Closed", err)


class FromScores(Backtest):
    ROWS = "lead,score,won\nA,30,1\nB,20,won\nC,20,0\nD,10,lost\nE,0,no\nF,25,\n"

    def test_points_from_elsewhere_are_judged_as_they_are(self):
        found = leads(self.scores(self.ROWS, "--format", "ndjson"))
        self.assertEqual((found[0]["won"], found[0]["lost"], found[0]["open"]), (2, 3, 1))
        self.assertAlmostEqual(found[0]["auc"]["value"], 5.5 / 6, places=12)

    def test_golden_points_have_the_figures_made_elsewhere(self):
        folder = os.path.join(DATA, "golden-metrics")
        if not os.path.exists(folder):
            self.skipTest("no golden metrics in " + folder)
        with open(os.path.join(folder, "expected.json"), encoding="utf-8") as file:
            expected = json.load(file)["integer_scores"]
        found = leads(self.backtest("--scores", os.path.join(folder, "integer_scores.csv"), "--format", "ndjson"))
        self.assertAlmostEqual(found[0]["auc"]["value"], expected["roc_auc_ties_half"], places=9)
        self.assertAlmostEqual(found[0]["top_lift"]["value"], expected["lift"]["0.1"], places=9)
        self.assertEqual(len([one for one in found if one["of"] == "threshold"]), expected["distinct"])

    def test_one_outcome_alone_is_said_and_prints_dashes(self):
        text = self.scores("lead,score,won\nA,3,1\nB,2,1\n")
        self.assertIn("backtest/one_class", text)
        self.assertRegex(text, r"ROC AUC +–")

    def test_what_is_no_number_and_what_stands_twice_is_refused(self):
        self.assertIn("cell/not_a_number", self.scores("lead,score,won\nA,nan,1\n", expect=1))
        self.assertIn("row/doubled_lead", self.scores("lead,score,won\nA,1,1\nA,2,0\n", expect=1))
        self.scores("", expect=1)

    def test_folds_are_held_to_the_leads(self):
        good = self.write("folds.csv", "lead,fold\n" + "".join("%s,%d\n" % (l, i % 2) for i, l in enumerate("ABCDEF")))
        found = leads(self.scores(self.ROWS, "--folds", good, "--format", "ndjson"))
        self.assertEqual([one["group"] for one in found if one["of"] == "group"], ["0", "1"])
        bad = self.write("folds.csv", "lead,fold\nA,0\nZ,1\n")
        self.assertIn("folds.csv", self.scores(self.ROWS, "--folds", bad, expect=1))


class Usage(Backtest):
    def test_it_must_be_said_what_is_judged_and_when(self):
        events = self.write("events.ndjson", by_time(sales(3)))
        for arguments in ([], ["-m", self.model], ["-m", self.model, "-e", events],
                          ["-m", self.model, "-e", events, "--after", "2d", "--as-of", day(3)],
                          ["-m", self.model, "-e", events, "--after", "soon"],
                          ["-m", self.model, "-e", events, "--after", "2d", "--capacity", "40/fortnight"],
                          ["--scores", events, "--model", self.model]):
            self.backtest(*arguments, expect=2)


if __name__ == "__main__":
    world.main()
