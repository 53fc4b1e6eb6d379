"""bantam funnel, counted by hand on six leads. Usage: funnel_test.py [PROGRAM]"""

import csv
import io
import json
import os

import world
from world import World, leads, line, log

AS_OF = "2026-03-01T00:00:00Z"


def at(day, hour=0):
    return f"2026-{day}T{hour:02}:00:00Z"


# MQL from 30 points on: a software company has 20, a webinar gives 25. An MQL is to be taken within
# a day, and lags are 10 days.
SIX = log(
    # won: MQL after 1 day, accepted after half a day more, SQL after 1.5, opportunity after 2, won after 6
    line("L1", at("01-01"), attributes={"industry": "software"}),
    line("L1", at("01-02"), activity="webinar"),
    line("L1", at("01-02", 12), command="accept", by="ann"),
    line("L1", at("01-03"), answer="budget", fields={"amount": 5000}),
    line("L1", at("01-03"), answer="need", fields={"pain": 5}),
    line("L1", at("01-04"), command="qualify", by="ann"),
    line("L1", at("01-06"), command="open_opportunity", by="ann"),
    line("L1", at("01-12"), command="win", by="ann"),
    # MQL at once, accepted a day late, rejected after three days
    line("L2", at("01-05"), attributes={"industry": "software"}),
    line("L2", at("01-05"), activity="webinar"),
    line("L2", at("01-07"), command="accept", by="bob"),
    line("L2", at("01-10"), command="reject", by="bob", reason="no_budget"),
    # never MQL
    line("L3", at("01-10"), attributes={"industry": "finance"}),
    line("L3", at("01-10", 1), activity="visit"),
    # MQL after 12 days, which is too late, then past the shut gate, and lost
    line("L4", at("01-20"), attributes={"industry": "software"}),
    line("L4", at("02-01"), activity="webinar"),
    line("L4", at("02-01", 6), command="override", to="opportunity", by="boss", reason="known"),
    line("L4", at("02-05", 6), command="lose", by="ann", reason="price"),
    # MQL at once, and nobody cares
    line("L5", at("02-15"), attributes={"industry": "software"}),
    line("L5", at("02-15"), activity="webinar"),
    # MQL at once, recycled when the day is just over; too young to be asked
    line("L6", at("02-25"), attributes={"industry": "software"}),
    line("L6", at("02-25"), activity="webinar"),
    line("L6", at("02-26"), command="recycle", by="bob", reason="later"),
)


class Funnel(World):
    def funnel(self, *arguments, events=SIX, expect=0, warning=""):
        path = self.write("events.ndjson", events)
        code, out, err = self.run_program("funnel", "-m", self.model, "-e", path, "-t", AS_OF,
                                          "--lag", "10d", *arguments)
        self.assertEqual(code, expect, err)
        if expect == 0:
            self.assertEqual(err, warning)
            return out
        self.assertEqual(out, "")
        return err

    def spans(self, *arguments, **more):
        return leads(self.funnel("-f", "ndjson", *arguments, **more))

    def test_stages_are_as_counted_by_hand(self):
        [whole] = self.spans()
        self.assertEqual(whole["leads"], 6)
        self.assertEqual((whole["from"], whole["to"]), (at("01-01"), AS_OF))
        counts = {stage: [figures[key] for key in ("opening", "in", "out", "closing", "first_in")]
                  for stage, figures in whole["stages"].items()}
        self.assertEqual(counts, {
            "lead": [0, 6, 5, 1, 6], "mql": [0, 5, 4, 1, 5], "sal": [0, 2, 2, 0, 2],
            "sql": [0, 1, 1, 0, 1], "opportunity": [0, 2, 2, 0, 2], "closed_won": [0, 1, 0, 1, 1],
            "nurture": [0, 2, 0, 2, 2], "disqualified": [0, 0, 0, 0, 0], "closed_lost": [0, 1, 0, 1, 1]})
        # MQL for 0.5, 2, 0.25 and 1 days
        self.assertEqual(whole["stages"]["mql"]["days"], {"count": 4, "median": 0.75, "p75": 1.25, "p90": 1.7})
        self.assertIsNone(whole["stages"]["closed_won"]["days"])
        self.assertEqual(whole["stages"]["mql"]["sla"], {"met": 2, "missed": 3})
        self.assertIsNone(whole["stages"]["sal"]["sla"])
        self.assertEqual(whole["days_to_won"], {"count": 1, "median": 11.0, "p75": 11.0, "p90": 11.0})

    def test_conversions_are_as_counted_by_hand(self):
        [whole] = self.spans()
        steps = {(step["from"], step["to"]):
                 [step[key] for key in ("entered", "immature", "converted", "by_override", "so_far")]
                 for step in whole["conversions"]}
        self.assertEqual(steps, {
            ("lead", "mql"): [6, 1, 3, 0, 5], ("lead", "closed_won"): [6, 1, 0, 0, 1],
            ("mql", "sal"): [5, 1, 3, 1, 3], ("mql", "closed_won"): [5, 1, 1, 0, 1],
            ("sal", "sql"): [2, 0, 1, 0, 1], ("sal", "closed_won"): [2, 0, 1, 0, 1],
            ("sql", "opportunity"): [1, 0, 1, 0, 1], ("sql", "closed_won"): [1, 0, 1, 0, 1],
            ("opportunity", "closed_won"): [2, 0, 1, 0, 1]})
        to_sal = next(step for step in whole["conversions"] if step["to"] == "sal")
        # Wilson, 3 of 4
        self.assertAlmostEqual(to_sal["share"]["value"], 0.75)
        self.assertAlmostEqual(to_sal["share"]["low"], 0.30064, places=5)
        self.assertAlmostEqual(to_sal["share"]["high"], 0.95441, places=5)

    def test_moves_are_as_counted_by_hand(self):
        [whole] = self.spans()
        moves = [(m["trigger"], m["from"], m["to"], m.get("reason"), m["count"], m["gate_shut"])
                 for m in whole["moves"] if m["trigger"] != "automatic"]
        self.assertEqual(moves, [
            ("accept", "mql", "sal", None, 2, 2), ("reject", "sal", "nurture", "no_budget", 1, 1),
            ("qualify", "sal", "sql", None, 1, 0), ("open_opportunity", "sql", "opportunity", None, 1, 0),
            ("win", "opportunity", "closed_won", None, 1, 0), ("lose", "opportunity", "closed_lost", "price", 1, 1),
            ("recycle", "mql", "nurture", "later", 1, 1), ("override", "mql", "opportunity", "known", 1, 1)])

    def test_months_open_as_the_one_before_closed(self):
        spans = self.spans("--period", "month")
        self.assertEqual([span["period"] for span in spans], ["whole", "month", "month"])
        january, february = spans[1:]
        self.assertEqual([january["from"], january["to"], february["to"]], [at("01-01"), at("02-01"), AS_OF])
        self.assertTrue(february["complete"])

        def flow(span, stage):
            return [span["stages"][stage][key] for key in ("opening", "in", "out", "closing")]
        self.assertEqual(flow(january, "lead"), [0, 4, 2, 2])
        self.assertEqual(flow(february, "lead"), [2, 2, 3, 1])
        self.assertEqual(flow(january, "mql"), [0, 2, 2, 0])
        self.assertEqual(flow(february, "mql"), [0, 3, 2, 1])
        self.assertEqual(flow(february, "nurture"), [1, 1, 0, 2])

    def test_segments_add_up(self):
        spans = self.spans("--by", "industry")
        self.assertNotIn("segment", spans[0])
        self.assertEqual([(span["segment"], span["leads"]) for span in spans[1:]],
                         [("finance", 1), ("software", 5)])
        for stage, figures in spans[0]["stages"].items():
            self.assertEqual(figures["in"], sum(span["stages"][stage]["in"] for span in spans[1:]))

    def test_values_that_are_not_known_are_a_segment(self):
        spans = self.spans("--by", "customer")
        self.assertEqual([(span["segment"], span["leads"]) for span in spans[1:]], [])
        events = SIX + line("L1", at("02-28"), attributes={"customer": True}) + "\n"
        spans = self.spans("--by", "customer", events=events)
        self.assertEqual([(span["segment"], span["leads"]) for span in spans[1:]], [(None, 5), ("true", 1)])

    def test_an_owner_is_who_asked_for_the_last_move(self):
        spans = self.spans("--by", "owner")
        self.assertEqual([(span["segment"], span["leads"]) for span in spans[1:]],
                         [(None, 2), ("ann", 2), ("bob", 2)])

    def test_a_table_lines_up_and_has_dashes_for_what_there_is_not(self):
        out = self.funnel("--by", "industry", "--period", "month")
        for title in ("Stages", "Conversion within 10d", "Velocity", "By month", "By industry", "Reasons",
                      "Overrides", "Recycled"):
            self.assertTrue(any(row.startswith(title) for row in out.splitlines()), title)
        stages = next(part for part in out.split("\n\n") if part.startswith("stage "))
        won = next(row for row in stages.splitlines() if row.startswith("closed_won"))
        self.assertEqual(won.split(), ["closed_won", "1", "0", "1", "1"] + ["–"] * 6)
        self.assertEqual(len({row.index("–") for row in stages.splitlines() if row.count("–") == 6}), 1)
        self.assertNotRegex(out, r"\bnan\b")
        cohorts = [row for row in out.splitlines() if row.startswith("lead to mql")]
        self.assertEqual(cohorts[0].split()[3:9], ["2026-01", "4", "0", "2", "50.0", "%"])

    def test_csv_has_a_figure_a_row(self):
        rows = list(csv.DictReader(io.StringIO(self.funnel("-f", "csv", "--by", "industry"), newline=""), strict=True))
        self.assertFalse(any(None in row or None in row.values() for row in rows))
        [share] = [row for row in rows if row["of"] == "all" and row["figure"] == "share" and row["to_stage"] == "sal"]
        self.assertEqual(float(share["value"]), 0.75)
        self.assertLess(float(share["low"]), 0.75)
        [leads_of] = [row["value"] for row in rows if row["segment"] == "finance" and row["figure"] == "leads"]
        self.assertEqual(leads_of, "1")
        # Nobody of finance entered mql: there is no share to show.
        self.assertFalse([row for row in rows if row["segment"] == "finance" and row["figure"] == "share"
                          and row["stage"] == "mql"])

    def test_reasons_reach_no_spreadsheet_as_formulas(self):
        events = SIX.replace('"later"', '"=1+1"')
        rows = csv.DictReader(io.StringIO(self.funnel("-f", "csv", events=events), newline=""))
        self.assertIn("'=1+1", {row["reason"] for row in rows})

    def test_a_log_without_outcomes_has_dashes(self):
        out = self.funnel(events=line("L1", at("01-01"), tick=True) + "\n", warning=(
            f"{self.folder}/events.ndjson: warning funnel/no_outcomes: no lead is won or lost until then; "
            "conversion to closed_won says nothing\n"))
        won = next(row for row in out.splitlines() if row.startswith("opportunity to closed_won"))
        self.assertEqual(won.split()[3:], ["all", "0", "0", "0", "–", "–", "0", "0"])
        self.assertIn("nobody was moved for a reason", out)

    def test_an_empty_log_is_no_leads(self):
        self.assertTrue(self.funnel(events="").startswith("0 leads"))

    def test_wrong_names_are_answered_with_the_nearest(self):
        self.assertIn("the model declares no attribute `industri`; did you mean `industry`?",
                      self.funnel("--by", "industri", expect=1))

    def test_wrong_usage_is_exit_code_2(self):
        for wrong in (("--lag", "0d"), ("--lag", "soon"), ("--period", "year")):
            code, out, err = self.run_program("funnel", "-m", self.model, "-e", "x", *wrong)
            self.assertEqual((code, out), (2, ""), err)
        code, _, err = self.run_program("funnel", "-m", self.model)
        self.assertEqual(code, 2, err)

    def test_too_many_spans_are_refused(self):
        path = self.write("events.ndjson", line("L1", "1971-01-01T00:00:00Z", tick=True))
        code, out, err = self.run_program("funnel", "-m", self.model, "-e", path, "-t", "2199-01-01T00:00:00Z",
                                          "--period", "day")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("limit/exceeded", err)

    def test_the_sample_of_the_repository_balances(self):
        source = os.environ.get("BANTAM_SOURCE_DIR")
        if not source:
            self.skipTest("BANTAM_SOURCE_DIR is not set")
        examples = os.path.join(source, "examples")
        code, out, err = self.run_program(
            "funnel", "-m", os.path.join(examples, "models", "starter.json"), "-e",
            os.path.join(examples, "data", "season_events.ndjson"), "-t", "2026-07-01T00:00:00Z",
            "--period", "month", "--by", "function", "-f", "ndjson")
        self.assertEqual(code, 0, err)
        for span in leads(out):
            for stage in span["stages"].values():
                self.assertEqual(stage["opening"] + stage["in"] - stage["out"], stage["closing"])
        whole = json.loads(out.splitlines()[0])
        self.assertEqual(whole["leads"], 520)
        self.assertEqual(whole["stages"]["closed_won"]["closing"], 56)
        self.assertEqual(whole["stages"]["closed_lost"]["closing"], 50)


if __name__ == "__main__":
    world.main()
