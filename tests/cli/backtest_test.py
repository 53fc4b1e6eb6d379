"""bantam backtest and compare. Usage: backtest_test.py [PROGRAM]"""

import copy
import csv
import io
import json

import world
from world import MODEL, World, line, log

LEADS = 40
AFTER = 14


def moment(day, hour=0, minute=0, second=0):
    """Day 1 is 1 January 2026."""
    month = 1
    for length in (31, 28, 31, 30, 31):
        if day <= length:
            break
        day -= length
        month += 1
    return "2026-%02d-%02dT%02d:%02d:%02dZ" % (month, day, hour, minute, second)


def name(i):
    return "L%02d" % i


def won(i):
    return i % 3 == 0


def season(*more):
    """Lead i comes on day i + 1; the sector tells something of what becomes of it. One lead that is
    still open sets where the log ends."""
    lines = []
    for i in range(LEADS):
        software = won(i) if i % 5 else not won(i)
        lines.append(line(name(i), moment(i + 1), attributes={"industry": "software" if software else "finance"}))
        if i % 4 == 0:
            lines.append(line(name(i), moment(i + 1, 2), activity="visit", fields={"seconds": 5}))
    lines += more
    lines.append(line("open", moment(40), attributes={"team_size": 60}))
    lines.append(line("open", moment(100), attributes={"team_size": 60}))
    return log(*lines)


def outcomes(**changes):
    rows = ["lead,won,at"]
    for i in range(LEADS):
        rows.append("%s,%d,%s" % (name(i), won(i), moment(i + 1 + 20)))
    return "\n".join(changes.get(row.split(",")[0], row) for row in rows) + "\n"


class Judging(World):
    def backtest(self, events, *arguments, table=None, expect=0):
        path = self.write("events.ndjson", events)
        command = ["backtest", "-m", self.model, "-e", path]
        if table is not None:
            command += ["--outcomes", self.write("outcomes.csv", table)]
        code, out, err = self.run_program(*command, *arguments)
        self.assertEqual(code, expect, err)
        return out if expect == 0 else err

    def judged(self, events, *arguments, table=None):
        """Figures by what they are of: a list of objects each."""
        out = self.backtest(events, "-f", "ndjson", *arguments, table=table)
        figures = {}
        for one in map(json.loads, out.splitlines()):
            figures.setdefault(one["of"], []).append(one)
        return figures


class Leakage(Judging):
    def figures(self, *planted):
        return self.backtest(season(*planted), "--after", "14d", "-f", "ndjson", table=outcomes())

    def plant(self, at, **more):
        return [line(name(i), at(i), activity="webinar", **more) for i in range(LEADS) if won(i)]

    def test_the_outcome_planted_after_the_moment_changes_no_digit(self):
        self.assertEqual(self.figures(*self.plant(lambda i: moment(i + 1 + AFTER, 0, 0, 1))), self.figures())

    def test_planted_at_the_moment_it_changes_everything(self):
        planted = self.figures(*self.plant(lambda i: moment(i + 1 + AFTER)))
        self.assertNotEqual(planted, self.figures())
        auc = json.loads(planted.splitlines()[0])["auc"]["value"]
        self.assertGreater(auc, json.loads(self.figures().splitlines()[0])["auc"]["value"])

    def test_what_was_received_after_the_moment_was_not_known(self):
        late = self.plant(lambda i: moment(i + 1, 5), received=moment(90))
        self.assertEqual(self.figures(*late), self.figures())
        early = self.plant(lambda i: moment(i + 1, 5), received=moment(2))
        self.assertNotEqual(self.figures(*early), self.figures())

    def test_attributes_from_later_are_not_seen_either(self):
        def told(at):
            return [line(name(i), at(i), attributes={"team_size": 60 if won(i) else 5}) for i in range(LEADS)]
        self.assertEqual(self.figures(*told(lambda i: moment(i + 1 + AFTER, 1))), self.figures())
        self.assertNotEqual(self.figures(*told(lambda i: moment(i + 1 + AFTER - 1))), self.figures())

    def test_the_column_of_its_time_is_never_an_attribute_either(self):
        table = self.write("leads.csv", "lead,won,founded\n" +
                           "".join("L%d,%d,%s\n" % (i, i % 2, "1999-0%d-01" % (1 + i % 2)) for i in range(60)))
        fired = []
        for more in ((), ("--outcome-at", "founded")):
            code, out, err = self.run_program("backtest", "-m", self.model, "-l", table, "--outcome", "won", *more,
                                              "-f", "ndjson", "-t", "1990-01-01T00:00:00Z")
            self.assertEqual(code, 0, err)
            rules = {one["rule"]: one for one in map(json.loads, out.splitlines()) if one["of"] == "rule"}
            fired.append(rules["founded"]["fired"])
        self.assertEqual(fired, [60, 0])

    def test_the_column_of_the_outcome_is_never_an_attribute(self):
        model = copy.deepcopy(MODEL)
        model["attributes"]["customer"]["column"] = "result"
        path = self.write("model.json", json.dumps(model))
        table = self.write("leads.csv", "lead,result,Employees\n" +
                           "".join("L%d,%s,%d\n" % (i, ("false", "true")[i % 2], 5 + i) for i in range(60)))
        code, out, err = self.run_program("backtest", "-m", path, "-l", table, "--outcome", "result", "-f", "ndjson",
                                          "-t", "2026-01-01T00:00:00Z")
        self.assertEqual(code, 0, err)
        rules = {one["rule"]: one for one in map(json.loads, out.splitlines()) if one["of"] == "rule"}
        self.assertEqual(rules["customer"]["fired"], 0)
        self.assertEqual(rules["size"]["fired"], 60)


class Whom(Judging):
    def test_leads_are_counted_by_why_they_are_left_out(self):
        table = outcomes(L03="L03,1," + moment(4 + AFTER), L04="L04,,")  # known at the moment itself; open
        out = self.backtest(season(line("young", moment(95), activity="visit")), "--after", "14d", table=table)
        self.assertIn("40 leads judged 14d after they came; left out: 1 whose outcome was known by then, "
                      "1 too young when the log ends\n", out)
        self.assertIn("13 won, 25 lost: 34.2 % won", out)
        self.assertIn("; 2 without an outcome\n", out)

    def test_as_of_judges_all_at_one_moment(self):
        out = self.backtest(season(), "--as-of", moment(30), table=outcomes())
        # L10 to L29 are there and open on day 30; L00 to L09 had their outcome by then.
        self.assertIn("20 leads judged as of 2026-01-30T00:00:00Z; left out: 10 whose outcome was known by then, "
                      "11 that came later\n", out)

    def test_the_log_says_what_became_of_leads(self):
        def end(i, to):
            return line(name(i), moment(i + 1 + 20), command="override", to=to, by="boss", reason="test")
        ends = [end(i, "closed_won" if won(i) else "closed_lost") for i in range(1, LEADS)]
        known = self.judged(season(*ends), "--after", "14d")["all"][0]
        self.assertEqual((known["won"], known["lost"], known["open"]), (13, 26, 2))
        told = self.judged(season(*ends), "--after", "14d", table=outcomes(L00="L00,,"))["all"][0]
        self.assertEqual(known["auc"], told["auc"])

    def test_within_makes_lost_what_is_not_won_by_then(self):
        # Outcomes are known 6 days after the moment; the log ends on day 100, one lead stays open.
        for days, won_leads in ((5, 0), (6, 14)):
            whole = self.judged(season(), "--after", "14d", "--within", "%dd" % days, table=outcomes())["all"][0]
            self.assertEqual((whole["won"], whole["lost"], whole["open"]), (won_leads, 41 - won_leads, 0))
        out = self.backtest(season(), "--after", "14d", "--within", "60d", table=outcomes())
        self.assertIn("26 leads judged 14d after they came, lost if not won within 60d of that; "
                      "left out: 15 too young when the log ends\n", out)

    def test_within_must_know_when_leads_were_won(self):
        table = "lead,won\nL01,1\nL02,0\n"
        err = self.backtest(season(), "--after", "14d", "--within", "60d", table=table, expect=1)
        self.assertIn("--outcome-at names the column", err)

    def test_outcomes_without_times_are_said_to_be_unchecked(self):
        table = "lead,won\nL01,1\nL02,0\n"
        self.assertIn("nothing says when outcomes were known", self.backtest(season(), "--after", "14d", table=table))

    def test_a_person_says_which_words_count_as_won(self):
        def told(*words):
            rows = [row.split(",") for row in outcomes().splitlines()[1:]]
            return "lead,won,at\n" + "".join("%s,%s,%s\n" % (lead, words[1 - int(one)], at) for lead, one, at in rows)
        known = self.judged(season(), "--after", "14d", table=outcomes())
        self.assertEqual(self.judged(season(), "--after", "14d", "--won", "customer", table=told("Customer", "No fit")), known)
        err = self.backtest(season(), "--after", "14d", "--won", "custmer", table=told("Customer", "No fit"), expect=1)
        self.assertIn("no cell of column `won` says `custmer`, which --won names; did you mean `Customer`?", err)
        self.assertIn("in a log, moves say it", self.backtest(season(), "--after", "14d", "--won", "x", expect=2))

    def test_outcomes_of_leads_that_are_not_there_are_counted(self):
        table = outcomes() + "L99,1,%s\nM1,0,%s\n" % (moment(60), moment(60))
        out = self.backtest(season(), "--after", "14d", table=table)
        self.assertIn("2 of whom nothing but the outcome is known", out)

    def test_only_what_was_known_at_the_split_makes_chances(self):
        def split(days):
            table = "lead,won,at\n" + "".join("%s,%d,%s\n" % (name(i), won(i), moment(i + 1 + days)) for i in range(LEADS))
            one = self.judged(season(), "--after", "1d", table=table)["chances"][0]
            return one["split"], one.get("made_from"), one.get("unknown"), one["judged"]
        # A lead a day, 40 of them. Known d days later: those who came before the split at t are known
        # from day 1 to t - d, and those from day t on judge.
        self.assertEqual(split(2), ("time", 27, 1, 12))
        self.assertEqual(split(20), ("time", 14, 19, 7))
        self.assertEqual(split(60)[0], "drawn folds")

    def test_with_within_quick_wins_are_not_known_first(self):
        table = outcomes()
        one = self.judged(season(), "--after", "1d", "--within", "19d", table=table)["chances"][0]
        self.assertEqual(one["split"], "time")
        self.assertEqual((one["made_from"], one["unknown"], one["judged"]), (15, 19, 7))
        self.assertEqual(self.judged(season(), "--after", "1d", "--within", "30d", table=table)["chances"][0]["split"],
                         "drawn folds")

    def test_a_share_is_a_capacity_too(self):
        fits = self.judged(season(), "--after", "14d", "--capacity", "20%", table=outcomes())["capacity"][0]
        self.assertLessEqual(fits["leads"], 0.2 * (LEADS + 1))

    def test_a_capacity_gives_a_threshold(self):
        fits = self.judged(season(), "--after", "14d", "--capacity", "3/week", table=outcomes())
        leads, room = fits["capacity"][0]["leads"], 3 * 39 / 7
        self.assertLessEqual(leads, room)
        lower = [one["leads"] for one in fits["threshold"] if one["from"] < fits["capacity"][0]["from"]]
        self.assertGreater(min(lower), room)

    def test_folds_and_segments_are_groups(self):
        folds = "lead,fold\n" + "".join("%s,%d\n" % (name(i), i % 2) for i in range(LEADS))  # the open lead has none
        figures = self.judged(season(), "--after", "14d", "--by", "industry", "--folds", self.write("folds.csv", folds),
                              table=outcomes())
        groups = {(one["grouping"], one["group"]): one["leads"] for one in figures["group"]}
        self.assertEqual((groups["fold", "0"], groups["fold", "1"]), (20, 20))
        self.assertEqual(groups["industry", "software"] + groups["industry", "finance"], 40)
        self.assertEqual(figures["chances"][0]["split"], "given folds")


class Printed(Judging):
    def test_csv_has_numbers_only_and_agrees_with_ndjson(self):
        text = self.backtest(season(), "--after", "14d", "-f", "csv", table=outcomes())
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertNotIn("nan", text)
        auc = [row for row in rows if (row["of"], row["figure"]) == ("all", "auc")][0]
        figure = self.judged(season(), "--after", "14d", table=outcomes())["all"][0]["auc"]
        self.assertEqual([float(auc[key]) for key in ("value", "low", "high")], [figure[k] for k in ("value", "low", "high")])

    def test_without_outcomes_nothing_is_made_up(self):
        out = self.backtest(season(), "--after", "14d")
        self.assertIn("0 won, 0 lost: – won (–); 41 without an outcome", out)
        self.assertIn("no lead has an outcome: nothing can be judged", out)
        self.assertRegex(out, r"ROC AUC +– +– ")
        self.assertNotIn("nan", out)
        one_class = self.backtest(season(), "--after", "14d", table="lead,won\nL01,1\n")
        self.assertIn("no lead was lost", one_class)

    def test_the_seed_is_all_the_chance_there_is(self):
        once = self.backtest(season(), "--after", "14d", table=outcomes())
        self.assertEqual(once, self.backtest(season(), "--after", "14d", table=outcomes()))
        self.assertNotEqual(once, self.backtest(season(), "--after", "14d", "--seed", "2", table=outcomes()))

    def test_an_empty_log_is_no_leads(self):
        self.assertIn("0 leads judged", self.backtest("", "--after", "14d"))


class Refused(Judging):
    def test_outcomes_are_read_strictly(self):
        for table, said in (("lead,won\nL01,maybe\n", ":2:1: error cell/not_an_outcome: column `won` wants won or lost"),
                            ("lead,won\nL01,1\nL01,0\n", ":3:1: error outcome/contradicts"),
                            ("lead,won,at\nL01,1,soon\n", ":2:1: error cell/not_a_moment: column `at`"),
                            ("lead,wonn\nL01,1\n", ":1:1: error table/no_column: no column `won`"),
                            ("led,won\nL01,1\n", "no column `lead`"),
                            ("lead,won\nL01\n", ":2:1: error row/cells"),
                            ("", ":1:1: error table/empty")):
            err = self.backtest(season(), "--after", "14d", table=table, expect=1)
            self.assertIn("outcomes.csv", err)
            self.assertIn(said, err)
            self.assertNotIn("maybe", err)

    def test_folds_of_others_are_refused(self):
        folds = self.write("folds.csv", "lead,fold\nnobody,1\n")
        self.assertIn("folds.csv:2:1: error folds/unknown_lead",
                      self.backtest(season(), "--after", "14d", "--folds", folds, expect=1))

    def test_usage(self):
        for arguments, said in (((), "--after 14d, or --as-of TIME"), (("--after", "soon"), "write a duration"),
                                (("--after", "14d", "--as-of", moment(30)), "not both"),
                                (("--after", "14d", "--capacity", "many"), "40/week"),
                                (("--after", "14d", "--capacity", "-1"), "40/week"), (("--after", "14d", "--capacity", "120%"), "15%"),
                                (("--after", "14d", "--outcome", "x"), "column of --outcomes or --leads"),
                                (("--after", "14d", "--scores", "x.csv"), "stands alone")):
            self.assertIn(said, self.backtest(season(), *arguments, expect=2))

    def test_a_capacity_in_a_time_needs_that_time(self):
        err = self.backtest(log(line("a", moment(1), activity="visit"), line("a", moment(50), activity="visit")),
                            "--after", "14d", "--capacity", "40/week", expect=1)
        self.assertIn("within less than 7d", err)


class Scores(World):
    def backtest(self, table, *arguments, expect=0):
        path = self.write("scores.csv", table)
        code, out, err = self.run_program("backtest", "--scores", path, *arguments)
        self.assertEqual(code, expect, err)
        return out if expect == 0 else err

    def test_points_from_elsewhere(self):
        out = self.backtest("lead,score,won\na,3,1\nb,2,0\nc,2,1\nd,1,0\ne,9,\n", "-f", "ndjson")
        whole = json.loads(out.splitlines()[0])
        self.assertEqual((whole["won"], whole["lost"], whole["open"], whole["auc"]["value"]), (2, 2, 1, 0.875))

    def test_columns_have_any_name_and_ids_may_be_left_out(self):
        out = self.backtest("points,Converted,sector\n3,yes,x\n1,no,y\n", "--score", "points", "--outcome", "Converted",
                            "--by", "sector", "-f", "ndjson")
        groups = [json.loads(one)["group"] for one in out.splitlines() if '"of":"group"' in one]
        self.assertEqual(groups, ["x", "y"])

    def test_words_and_times_of_outcomes(self):
        table = "lead,score,deal,came,ended\n" + "".join(
            "L%d,%d,%s,2026-01-%02d,2026-02-%02d\n" % (i, i % 7, ("Signed", "Gone")[i % 3 % 2], 1 + i, 1 + i) for i in range(20))
        arguments = ("--outcome", "deal", "--won", "Signed", "--time", "came", "-f", "ndjson")
        chances = {}
        for more in ((), ("--outcome-at", "ended")):
            lines = [json.loads(one) for one in self.backtest(table, *arguments, *more).splitlines()]
            self.assertEqual(lines[0]["won"], 13)
            chances[more] = next(one["split"] for one in lines if one["of"] == "chances")
        # Every outcome was known in February, when all leads had come.
        self.assertEqual(chances, {(): "time", ("--outcome-at", "ended"): "drawn folds"})
        self.assertIn("did you mean `Signed`?", self.backtest(table, "--outcome", "deal", "--won", "Singed", expect=1))

    def test_what_is_no_score_is_refused(self):
        for cell in ("NaN", "inf", "", "1,5", "x"):
            err = self.backtest('lead,score,won\na,1,1\nb,"%s",0\n' % cell, expect=1)
            self.assertIn("scores.csv:3:1: error cell/not_a_number: column `score` wants a number", err)
        self.assertIn("row/doubled_lead", self.backtest("lead,score,won\na,1,1\na,2,0\n", expect=1))
        self.assertIn("did you mean `score`?", self.backtest("lead,score,won\na,1,1\n", "--score", "scor", expect=1))


class Compare(World):
    def setUp(self):
        super().setUp()
        other = copy.deepcopy(MODEL)
        other["rules"][1]["values"] = {"software": 5, "finance": 40}
        other["name"] = "other"
        self.other = self.write("other.json", json.dumps(other))
        self.events = self.write("events.ndjson", season())

    def compare(self, *arguments, b=None, expect=0):
        code, out, err = self.run_program("compare", self.model, b or self.other, "-e", self.events, "--after", "14d",
                                          *arguments)
        self.assertEqual(code, expect, err)
        return out if expect == 0 else err

    def test_who_becomes_mql_and_who_drops_and_why(self):
        lines = [json.loads(one) for one in self.compare("-f", "ndjson").splitlines()]
        which = {one["which"]: one["leads"] for one in lines if one["of"] == "promotion"}
        finance = sum(1 for i in range(LEADS) if (won(i) if i % 5 else not won(i)) is False)
        # Under A a visit on top of software makes 30 points, under B finance alone makes 40.
        self.assertEqual(which["gained"], finance)
        self.assertEqual(sum(which.values()), LEADS + 1)
        named = [one["lead"] for one in lines if one["of"] == "promoted" and one["which"] == "gained"]
        self.assertEqual(len(named), finance)
        change = [one for one in lines if one["of"] == "lead"][0]
        self.assertEqual(change["rules"][0]["rule"], "industry")
        self.assertLess(lines[0]["spearman"], 0)

    def test_outcomes_put_both_side_by_side(self):
        table = self.write("outcomes.csv", outcomes())
        lines = [json.loads(one) for one in self.compare("--outcomes", table, "-f", "ndjson").splitlines()]
        auc = [one for one in lines if one["of"] == "figure"][0]
        self.assertAlmostEqual(auc["difference"]["value"], auc["b"]["value"] - auc["a"]["value"], 12)
        self.assertLess(auc["difference"]["low"], auc["difference"]["value"])
        for model, side in ((self.model, "a"), (self.other, "b")):
            code, out, _ = self.run_program("backtest", "-m", model, "-e", self.events, "--after", "14d",
                                            "--outcomes", table, "-f", "ndjson")
            self.assertEqual(json.loads(out.splitlines()[0])["auc"], auc[side])
        self.assertIn("B less A", self.compare("--outcomes", table))

    def test_without_outcomes_changes_are_shown_and_nothing_is_judged(self):
        out = self.compare()
        self.assertIn("B only: becomes MQL", out)
        self.assertIn("no lead has an outcome: which model is better cannot be said", out)
        self.assertNotIn("ROC AUC", out)

    def test_a_model_beside_itself_changes_nothing(self):
        table = self.write("outcomes.csv", outcomes())
        out = self.compare("--outcomes", table, b=self.model)
        self.assertIn("Spearman 1.000, Kendall 1.000", out)
        self.assertIn("both models put the leads in the same order", out)
        self.assertRegex(out, r"ROC AUC +(0\.\d+) +\1 +0\.000 +0\.000 to 0\.000")
        self.assertNotIn("by chance alone", out)

    def test_csv_and_refusals(self):
        table = self.write("outcomes.csv", outcomes())
        arguments = ("--outcomes", table, "--capacity", "5/week")
        rows = list(csv.DictReader(io.StringIO(self.compare("-f", "csv", *arguments))))
        lines = [json.loads(one) for one in self.compare("-f", "ndjson", *arguments).splitlines()]
        def cells(of, subject="", figure=None):
            return [row["value"] for row in rows if row["of"] == of and row["subject"] == subject and
                    figure in (None, row["figure"])]
        self.assertEqual([float(one) for one in cells("all", figure="kendall")], [lines[0]["kendall"]])
        self.assertEqual(cells("gained"), [one["lead"] for one in lines if one.get("which") == "gained" and "lead" in one])
        for change in (one for one in lines if one["of"] == "lead"):
            self.assertEqual([float(one) for one in cells("lead", change["lead"], "place_b")], [change["place_b"]])
            self.assertEqual(len(cells("rule b less a", change["lead"])), len(change["rules"]))
        for one in (one for one in lines if one["of"] in ("model_threshold", "capacity")):
            kind = "%s %s" % (one["model"], "threshold" if one["of"] == "model_threshold" else "capacity")
            self.assertEqual([row["value"] for row in rows if (row["of"], row["figure"]) == (kind, "leads")], [str(one["leads"])])
        self.assertEqual(sum(one["of"] == "capacity" for one in lines), 2)
        self.assertIn("missing.json", self.compare(b="missing.json", expect=1))


if __name__ == "__main__":
    world.main()
