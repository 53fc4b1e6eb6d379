"""bantam explain and bantam next. Usage: explain_next_test.py [PROGRAM]"""

import csv
import io
import json

import world
from world import SMALL_LOG, World, line, log


class Explain(World):
    def explain(self, *arguments, events=SMALL_LOG, expect=0):
        path = self.write("events.ndjson", events)
        code, out, err = self.run_program("explain", "-m", self.model, "-e", path, *arguments)
        self.assertEqual(code, expect, err)
        return out if expect == 0 else err

    def test_the_text_has_rules_total_history_and_what_is_missing(self):
        out = self.explain("--lead", "L1")
        for part in ("webinar", "industry", "45", "lead -> mql (automatic)", "SLA of mql breached", "sal"):
            self.assertIn(part, out)

    def test_the_lines_add_up(self):
        said = json.loads(self.explain("--lead", "L2", "--format", "json", "--as-of", "2026-03-07T00:00:00Z"))
        explanation = said["explanation"]
        for score in explanation["scores"]:
            rules = [rule["points"] for rule in explanation["rules"] if rule["score"] == score["score"]]
            self.assertAlmostEqual(sum(rules) + score["clamp"] + score["exclusion"], score["points"], places=9)
        self.assertEqual(explanation["as_of"], "2026-03-07T00:00:00Z")
        missing = said["missing"]
        self.assertEqual((missing["stage"], missing["next"]), ("lead", "mql"))
        self.assertEqual(missing["points_short"], 30 - explanation["total"]["points"])
        self.assertTrue(missing["changes"], "there is a way up")
        said = json.loads(self.explain("--lead", "L1", "--format", "json"))
        self.assertEqual((said["missing"]["next"], said["missing"]["how"]), ("sal", "accept"))
        said = json.loads(self.explain("--lead", "L1", "--format", "json", events=SMALL_LOG + line(
            "L1", "2026-03-03T00:00:00Z", command="accept") + "\n"))
        self.assertEqual([answer["criterion"] for answer in said["missing"]["answers"]],
                         ["budget", "authority", "timeline"])

    def test_only_that_lead_is_asked_but_the_whole_log_is_read(self):
        self.assertIn("2026-03-03T00:00:00Z", self.explain("--lead", "L1", "--format", "json"))
        err = self.explain("--lead", "L1", events=SMALL_LOG + "{\n", expect=1)
        self.assertIn("events.ndjson:6:2: error event/malformed", err)
        self.explain("--lead", "L1", "--keep-going", events=SMALL_LOG + "{\n")

    def test_an_unknown_lead_is_refused_without_its_name(self):
        err = self.explain("--lead", "jane.doe", expect=1)
        self.assertIn("error lead/unknown", err)
        self.assertNotIn("jane", err)
        self.explain("--lead", "L2", "--as-of", "2026-03-01T10:30:00Z", expect=1)

    def test_a_table_serves_as_well(self):
        table = self.write("leads.csv", "lead,Employees\nL1,60\n")
        code, out, _ = self.run_program("explain", "-m", self.model, "-l", table, "--lead", "L1",
                                        "-t", "2026-03-01T00:00:00Z", "-f", "json")
        self.assertEqual(code, 0)
        self.assertEqual(json.loads(out)["explanation"]["total"]["points"], 15)


class Next(World):
    EVENTS = log(
        line("sla", "2026-03-01T00:00:00Z", attributes={"industry": "software", "team_size": 60}),
        line("expiry", "2026-03-01T00:00:00Z", answer="budget", fields={"amount": 5000}),
        line("fades", "2026-03-01T00:00:00Z", activity="webinar"),
        line("fades", "2026-03-01T00:00:00Z", activity="webinar"),
        line("fades", "2026-03-01T00:00:00Z", command="reject", reason="no_budget"),
        line("still", "2026-03-01T00:00:00Z", tick=True))

    def next(self, *arguments):
        path = self.write("events.ndjson", self.EVENTS)
        code, out, err = self.run_program("next", "-m", self.model, "-e", path, *arguments)
        self.assertEqual((code, err), (0, ""))
        return out

    def test_leads_come_by_the_moment_of_their_next_change(self):
        said = [json.loads(one) for one in self.next("--format", "ndjson").splitlines()]
        self.assertEqual([(one["lead"], one["at"]) for one in said],
                         [("sla", "2026-03-02T00:00:00Z"), ("expiry", "2026-03-11T00:00:00Z")])
        self.assertEqual(said[0]["alerts"][0]["stage"], "mql")
        self.assertEqual(said[1]["standings"], [{"criterion": "budget", "from": "met", "to": "expired"}])

    def test_within_leaves_out_what_is_further_away(self):
        for within, expected in (("1d", 1), ("86399999ms", 0), ("10d", 2), ("36500d", 2)):
            self.assertEqual(len(self.next("--within", within, "--format", "ndjson").splitlines()), expected)

    def test_the_table_says_when_and_what(self):
        rows = self.next().splitlines()
        self.assertEqual(len(rows), 4)
        self.assertRegex(rows[2], r"^2026-03-02T00:00:00Z +1 d +sla +mql .*SLA of mql breached")
        self.assertRegex(rows[3], r"^2026-03-11T00:00:00Z +10 d +expiry +lead .*budget met -> expired")

    def test_csv(self):
        rows = list(csv.DictReader(io.StringIO(self.next("--format", "csv"), newline="")))
        self.assertEqual([row["change"] for row in rows], ["SLA of mql breached", "budget met -> expired"])

    def test_a_lead_that_fades_is_demoted_on_the_day_it_falls_under_the_threshold(self):
        self.EVENTS = log(*[line("L1", "2026-03-01T00:00:00Z", activity="visit")] * 3,
                          line("L1", "2026-03-01T00:00:00Z", command="accept"),
                          line("L1", "2026-03-01T00:00:00Z", command="override", to="mql", by="x", reason="x"),
                          line("L1", "2026-03-03T00:00:00Z", tick=True))
        said = [json.loads(one) for one in self.next("--format", "ndjson").splitlines()]
        self.assertEqual([(move["from"], move["to"]) for move in said[0]["moves"]], [("mql", "lead")])
        # 30 x 2^(-age/10) falls under 10 at an age of 16 days (30 x 2^-1.6 = 9.896).
        self.assertEqual((said[0]["at"], said[0]["total_then"]), ("2026-03-17T00:00:00Z", 9.897))


if __name__ == "__main__":
    world.main()
