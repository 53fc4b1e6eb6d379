"""bantam rank. Usage: rank_test.py [PROGRAM]"""

import copy
import csv
import io
import json
import random

import world
from world import MODEL, SMALL_LOG, World, leads, line, log

ROWS = "lead,Employees,industry\n"


class Ranking(World):
    def rank(self, *arguments, expect=0, stdin=b""):
        code, out, err = self.run_program("rank", "-m", self.model, *arguments, stdin=stdin)
        self.assertEqual(code, expect, err)
        return out, err

    def ranked(self, *arguments, **more):
        return leads(self.rank(*arguments, "--format", "ndjson", **more)[0])

    def same_as(self, command, *arguments):
        """What another command says of the same leads, in the order of a ranking."""
        code, out, err = self.run_program(command, "-m", self.model, *arguments)
        self.assertEqual(code, 0, err)
        found = sorted(leads(out), key=lambda lead: (-lead["total"], lead["lead"].encode()))
        keys = ("lead", "as_of", "total", "scores", "rating", "excluded_by")
        return [dict(rank=i + 1, **{key: lead[key] for key in keys}) for i, lead in enumerate(found)]


class Printing(Ranking):
    def test_a_line_of_each_format(self):
        path = self.write("events.ndjson", SMALL_LOG)
        self.assertEqual(
            self.rank("-e", path, "--format", "ndjson")[0].splitlines()[0],
            '{"rank":1,"lead":"L1","as_of":"2026-03-03T00:00:00Z","total":45,"scores":{"fit":20,"engagement":25},'
            '"rating":"A","excluded_by":[]}')
        self.assertEqual(list(csv.reader(io.StringIO(self.rank("-e", path, "--format", "csv")[0]))),
                         [["rank", "lead", "as_of", "total", "score.fit", "score.engagement", "rating", "excluded_by"],
                          ["1", "L1", "2026-03-03T00:00:00Z", "45", "20", "25", "A", ""],
                          ["2", "L2", "2026-03-03T00:00:00Z", "5", "-5", "10", "B", ""]])
        self.assertEqual([row.split() for row in self.rank("-e", path)[0].splitlines()],
                         [["rank", "lead", "total", "fit", "engagement", "rating"],
                          ["----", "----", "-----", "---", "----------", "------"],
                          ["1", "L1", "45", "20", "25", "A"], ["2", "L2", "5", "-5", "10", "B"]])

    def test_an_excluded_lead_says_by_what(self):
        events = log(line("L1", "2026-03-01T00:00:00Z", attributes={"email": "a@Example.com", "team_size": 60}))
        out, _ = self.rank("-e", self.write("events.ndjson", events))
        self.assertEqual(out.splitlines()[0].split()[-2:], ["excluded", "by"])
        self.assertEqual(out.splitlines()[2].split(), ["1", "L1", "0", "0", "0", "B", "own_staff"])

    def test_top_and_ties(self):
        events = log(*(line(lead, "2026-03-01T00:00:00Z", attributes={"team_size": 60})
                       for lead in ("b", "a", "Ü", "c")))
        path = self.write("events.ndjson", events)
        self.assertEqual([lead["lead"] for lead in self.ranked("-e", path)], ["a", "b", "c", "Ü"])
        self.assertEqual([lead["lead"] for lead in self.ranked("-e", path, "--top", "2")], ["a", "b"])
        self.assertEqual(len(self.ranked("-e", path, "--top", "9")), 4)

    def test_nothing_to_rank(self):
        self.assertEqual(self.ranked("-e", self.write("events.ndjson", "\n")), [])
        self.assertEqual(self.ranked("-l", self.write("leads.csv", ROWS), "-e", self.write("events.ndjson", "")), [])
        self.assertEqual(len(self.rank("-e", self.write("events.ndjson", ""))[0].splitlines()), 2)

    def test_a_moment_is_needed(self):
        table = self.write("leads.csv", ROWS + "L1,60,\n")
        err = self.rank("-l", table, "-e", self.write("events.ndjson", ""), expect=1)[1]
        self.assertIn("log/no_events", err)
        self.assertEqual(self.run_program("rank", "-m", self.model, "-l", table)[0], 2)
        self.assertEqual(self.ranked("-l", table, "-t", "2026-03-10T00:00:00Z")[0]["total"], 15)

    def test_a_bad_line(self):
        events = SMALL_LOG + '{"lead": "L3", "at": "2026-03-01"}\n'
        path = self.write("events.ndjson", events)
        out, err = self.rank("-e", path, expect=1)
        self.assertEqual(out, "")
        self.assertRegex(err, r"events\.ndjson:6:\d+: error event/malformed")
        out, err = self.rank("-e", path, "--keep-going")
        self.assertEqual(len(out.splitlines()), 4)
        self.assertIn("1 of 6 lines left out", err)


class WithReplays(Ranking):
    """Leads that columns do not suffice for: here nurture lets their activities be forgotten."""

    def setUp(self):
        super().setUp()
        model = copy.deepcopy(MODEL)
        model["stages"]["nurture"]["reset_activities"] = True
        self.model = self.write("model.json", json.dumps(model))

    EVENTS = SMALL_LOG + log(line("L1", "2026-03-02T20:00:00Z", command="recycle", reason="later"),
                             line("L3", "2026-03-02T21:00:00Z", command="accept"),
                             line("L4", "2026-03-02T22:00:00Z", attributes={"team_size": 60}))

    def test_they_stand_among_the_others(self):
        path = self.write("events.ndjson", self.EVENTS)
        expected = self.same_as("replay", "-e", path)
        self.assertEqual(self.ranked("-e", path), expected)
        self.assertEqual([lead["lead"] for lead in expected], ["L1", "L4", "L2"])  # L3 was only refused
        self.assertEqual(expected[0]["total"], 20)  # the webinar is forgotten

    def test_a_stream_is_read_once_for_both(self):
        path = self.write("events.ndjson", self.EVENTS)
        self.assertEqual(self.ranked("-e", "-", stdin=self.EVENTS), self.ranked("-e", path))

    def test_a_bad_line_is_reported_once(self):
        path = self.write("events.ndjson", self.EVENTS + "no\n")
        out, err = self.rank("-e", path, "--keep-going")
        self.assertEqual((err.count("error"), err.count("left out")), (1, 1))


class Random(Ranking):
    def random_log(self, random_):
        lines = []
        for i in range(random_.randrange(1, 60)):
            at = "2026-%02d-%02dT%02d:00:00Z" % (random_.randrange(1, 4), random_.randrange(1, 29),
                                                 random_.choice((0, 12)))
            what = random_.choice([
                {"activity": "visit", "fields": {"seconds": random_.randrange(100)}},
                {"activity": "webinar"}, {"activity": "unheard_of"}, {"tick": True},
                {"attributes": {"team_size": random_.choice([3, 30, 300, None, "x"])}},
                {"attributes": {"industry": "software", "email": random_.choice(["a@example.com", "b@c.d"])}},
                {"answer": "need", "verdict": random_.choice(["met", "unmet"])},
                {"command": random_.choice(["accept", "qualify"])},
                {"command": "recycle", "reason": "later"},
            ])
            if random_.random() < 0.3:
                what["id"] = "e%d" % random_.randrange(20)
            lines.append(line("L%d" % random_.randrange(8), at, **what))
        return log(*lines)

    def test_as_replay_and_score(self):
        random_ = random.Random(20261125)
        for i in range(25):
            model = copy.deepcopy(MODEL)
            model["stages"]["nurture"]["reset_activities"] = i % 2 == 0
            if i % 3 == 0:
                model["stages"]["mql"]["sla"] = {"within": "24h", "then": "nurture"}
            self.model = self.write("model.json", json.dumps(model))
            path = self.write("events.ndjson", self.random_log(random_))
            table = self.write("leads.csv", ROWS + "".join(
                "L%d,%d,finance\n" % (random_.randrange(10), random_.randrange(90)) for _ in range(5)))
            threads = ("--threads", str(random_.randrange(1, 5)))
            self.assertEqual(self.ranked("-e", path, *threads), self.same_as("replay", "-e", path))
            self.assertEqual(self.ranked("-e", path, "-l", table, *threads),
                             self.same_as("score", "-e", path, "-l", table))
            until = ("-t", "2026-02-14T06:00:00Z")
            self.assertEqual(self.ranked("-e", path, *until, *threads), self.same_as("replay", "-e", path, *until))


if __name__ == "__main__":
    world.main()
