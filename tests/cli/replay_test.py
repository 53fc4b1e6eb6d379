"""bantam replay. Usage: replay_test.py [PROGRAM [REFERENCE]]"""

import csv
import io
import json
import os
import random
import subprocess
import threading

import world
from world import SMALL_LOG, World, leads, line, log


class Printing(World):
    def test_ndjson_is_the_line_of_the_semantics(self):
        out, err = self.replay(SMALL_LOG, "--explain")
        self.assertEqual(err, "")
        first, second = out.splitlines()
        self.assertEqual(
            first,
            '{"lead":"L1","as_of":"2026-03-03T00:00:00Z","scores":{"fit":20,"engagement":25},"total":45,'
            '"bands":{"fit":"A"},"rating":"A","excluded_by":[],"stage":"mql","entered_at":"2026-03-01T12:00:00Z",'
            '"gate":{"open":false,"criteria":{"budget":"unknown","authority":"unknown","need":"met","timeline":"unknown"}},'
            '"transitions":[{"from":"lead","to":"mql","trigger":"automatic","at":"2026-03-01T12:00:00Z"}],'
            '"alerts":[{"alert":"sla_breached","stage":"mql","due":"2026-03-02T12:00:00Z","at":"2026-03-02T12:00:00Z"}],'
            '"contributions":[{"rule":"industry","points":20},{"rule":"webinar","points":25}]}')
        self.assertEqual(json.loads(second)["contributions"],
                         [{"rule": "size", "points": -5}, {"rule": "visit", "points": 10}])

    def test_without_explain_there_are_no_contributions(self):
        out, _ = self.replay(SMALL_LOG)
        self.assertNotIn("contributions", out)

    def test_a_table_is_ranked_by_total_then_by_lead(self):
        events = log(*(line(lead, "2026-03-01T00:00:00Z", attributes={"team_size": size})
                       for lead, size in (("b", 60), ("a", 60), ("Zürich", 20), ("low", 1))))
        out, _ = self.replay(events, "--format", "table")
        rows = out.splitlines()
        self.assertEqual(rows[0].split()[:5], ["lead", "stage", "total", "fit", "engagement"])
        self.assertEqual([row.split()[0] for row in rows[2:]], ["a", "b", "Zürich", "low"])
        self.assertEqual([row.split()[2] for row in rows[2:]], ["15", "15", "5", "-5"])
        self.assertIn("0/2", rows[2])
        self.assertIn("=What is the budget, roughly?", rows[2])
        self.assertEqual(len({row.index("0/2") for row in rows[2:]}), 1, "gates line up")

    def test_a_table_shows_an_open_gate_and_says_who_is_excluded(self):
        events = log(line("L1", "2026-03-01T00:00:00Z", answer="budget", verdict="met"),
                     line("L1", "2026-03-01T00:00:00Z", answer="need", verdict="met"),
                     line("L2", "2026-03-01T00:00:00Z", attributes={"email": "X@EXAMPLE.com"}))
        out, _ = self.replay(events, "--format", "table")
        self.assertIn("2/2 open", out)
        self.assertIn("excluded by own_staff", out)

    def test_a_table_leaves_out_columns_that_say_nothing(self):
        model = dict(world.MODEL)
        for key in ("gate", "rating"):
            del model[key]
        self.write("model.json", json.dumps(model))
        out, _ = self.replay(SMALL_LOG, "--format", "table")
        self.assertEqual(out.splitlines()[0].split(), ["lead", "stage", "total", "fit", "engagement"])
        out, _ = self.replay(SMALL_LOG + line("L2", "2026-03-03T00:00:00Z", answer="need", verdict="unmet") + "\n",
                             "--format", "table")
        self.assertIn("0/4", out)

    def test_control_characters_reach_no_terminal(self):
        events = log(line("\x1b[2Jx", "2026-03-01T00:00:00Z", tick=True))
        out, _ = self.replay(events, "--format", "table")
        self.assertNotIn("\x1b", out)
        self.assertIn("\\x1b[2Jx", out)

    def test_csv_is_rfc_4180(self):
        tricky = 'say "hi", you\r\n'
        events = log(line(tricky, "2026-03-01T00:00:00Z", attributes={"team_size": 5}))
        out, _ = self.replay(events, "--format", "csv", "--explain")
        self.assertTrue(out.endswith("\r\n"))
        rows = list(csv.DictReader(io.StringIO(out, newline=""), strict=True))
        self.assertEqual(len(rows), 1)
        self.assertEqual(
            list(rows[0]),
            ["lead", "as_of", "stage", "entered_at", "total", "score.fit", "score.engagement", "rating",
             "gate_open", "gate.budget", "gate.authority", "gate.need", "gate.timeline", "next_ask",
             "excluded_by", "contributions"])
        self.assertEqual(rows[0]["lead"], tricky)
        self.assertEqual(rows[0]["gate_open"], "false")
        self.assertEqual(rows[0]["contributions"], "size -5")

    def test_csv_neutralises_formulas_and_leaves_numbers(self):
        ids = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "x=1"]
        events = log(*(line(lead, "2026-03-01T00:00:00Z", attributes={"team_size": 5}) for lead in ids))
        out, _ = self.replay(events, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(out, newline="")))
        self.assertEqual(sorted(row["lead"] for row in rows),
                         sorted("'" + lead if lead != "x=1" else lead for lead in ids))
        self.assertEqual({row["total"] for row in rows}, {"-5"})
        self.assertEqual({row["next_ask"] for row in rows}, {"'=What is the budget, roughly?"})


class Order(World):
    LATE = log(
        line("L1", "2026-03-05T00:00:00Z", id="x", activity="webinar"),
        line("L2", "2026-03-01T00:00:00Z", activity="visit"),
        line("L1", "2026-03-01T00:00:00Z", attributes={"industry": "software"}),
        line("L2", "2026-03-06T00:00:00Z", tick=True),
        line("L1", "2026-03-05T00:00:00Z", id="x", activity="webinar"))

    def test_a_log_out_of_order_is_replayed_by_time(self):
        ordered = "".join(sorted(self.LATE.splitlines(True), key=lambda one: json.loads(one)["at"]))
        self.assertEqual(self.replay(self.LATE)[0], self.replay(ordered)[0])

    def test_arrival_order_is_the_journal_that_the_host_saw(self):
        by_time = leads(self.replay(self.LATE)[0])[0]
        by_arrival = leads(self.replay(self.LATE, "--arrival")[0])[0]
        self.assertEqual(by_time["scores"], by_arrival["scores"])
        self.assertEqual(by_time["transitions"][0]["at"], "2026-03-05T00:00:00Z")
        late = log(line("L1", "2026-03-05T00:00:00Z", command="disqualify", reason="no"),
                   line("L1", "2026-03-01T00:00:00Z", attributes={"industry": "software"}),
                   line("L1", "2026-03-01T00:00:00Z", activity="webinar"))
        self.assertEqual([move["to"] for move in leads(self.replay(late, "--arrival")[0])[0]["transitions"]],
                         ["disqualified"])
        self.assertEqual([move["to"] for move in leads(self.replay(late)[0])[0]["transitions"]],
                         ["mql", "disqualified"])

    def test_standard_input_a_pipe_and_a_file_give_the_same(self):
        expected = self.replay(self.LATE)[0]
        self.assertEqual(self.replay(self.LATE, stdin=True)[0], expected)
        self.assertEqual(self.replay(self.LATE, "--notices", stdin=True)[0], expected)
        pipe = os.path.join(self.folder, "pipe")
        os.mkfifo(pipe)

        def feed():
            with open(pipe, "w", encoding="utf-8") as file:
                file.write(self.LATE)

        thread = threading.Thread(target=feed)
        thread.start()
        code, out, err = self.run_program("replay", "-m", self.model, "-e", pipe)
        thread.join()
        self.assertEqual((code, out, err), (0, expected, ""))
        self.assertEqual(sorted(os.listdir(self.folder)), ["events.ndjson", "model.json", "pipe"])

    def test_events_after_the_moment_are_not_applied(self):
        out, _ = self.replay(SMALL_LOG, "--as-of", "2026-03-01T10:30:00Z")
        self.assertEqual([(lead["lead"], lead["as_of"], lead["total"]) for lead in leads(out)],
                         [("L1", "2026-03-01T10:30:00Z", 25)])
        out, _ = self.replay(SMALL_LOG, "--as-of", "2026-03-01T12:00:00+01:00")
        self.assertEqual([lead["lead"] for lead in leads(out)], ["L1", "L2"])

    def test_every_lead_gets_a_tick_at_the_moment(self):
        out, _ = self.replay(log(line("L1", "2026-03-01T00:00:00Z", command="override", to="mql",
                                      by="me", reason="test", id="1")),
                             "--as-of", "2026-03-09T00:00:00Z")
        self.assertEqual(leads(out)[0]["stage"], "lead", "the total is under the threshold")

    def test_without_a_moment_it_is_the_last_one_that_is_not_in_the_future(self):
        events = SMALL_LOG + line("L9", "2027-01-01T00:00:00Z", received="2026-03-03T00:00:00Z", tick=True) + "\n"
        out, err = self.replay(events, "--notices")
        self.assertEqual([(lead["lead"], lead["as_of"]) for lead in leads(out)],
                         [("L1", "2026-03-03T00:00:00Z"), ("L2", "2026-03-03T00:00:00Z")])
        self.assertEqual([json.loads(one)["line"] for one in err.splitlines()], [6])
        self.assertIn("time/future", err)

    def test_a_lead_whose_first_event_is_refused_is_not_printed(self):
        out, _ = self.replay(log(line("L1", "2026-03-01T00:00:00Z", command="win"),
                                 line("L2", "2026-03-01T00:00:00Z", tick=True)))
        self.assertEqual([lead["lead"] for lead in leads(out)], ["L2"])

    def test_leads_are_printed_in_order_of_their_bytes(self):
        events = log(*(line(lead, "2026-03-01T00:00:00Z", tick=True) for lead in ("é", "b", "Z", "10", "9")))
        self.assertEqual([lead["lead"] for lead in leads(self.replay(events)[0])], ["10", "9", "Z", "b", "é"])

    def test_an_empty_log_is_no_error(self):
        for events in ("", "\n\r\n  \n"):
            self.assertEqual(self.replay(events), ("", ""))
        out, _ = self.replay("", "--format", "csv")
        self.assertEqual(len(out.splitlines()), 1)


class BadLines(World):
    SECRET = "jane.doe@customer.test"

    def test_line_ends_marks_and_blank_lines_are_accepted(self):
        expected = self.replay(SMALL_LOG)[0]
        for variant in (SMALL_LOG.replace("\n", "\r\n"), SMALL_LOG.replace("\n", "\r"),
                        "\ufeff" + SMALL_LOG, SMALL_LOG.rstrip("\n"),
                        "\n\n" + SMALL_LOG.replace("\n", "\n \t\n\r\n")):
            self.assertEqual(self.replay(variant), (expected, ""))

    def test_a_bad_line_stops_the_replay_with_its_place_and_without_its_content(self):
        good = line("L1", "2026-03-01T00:00:00Z", tick=True)
        for bad in ('{"lead":"%s","at":"2026-03-01T00:00:00Z","activity":"visit"' % self.SECRET,
                    '{"lead":"%s","at":"yesterday","tick":true}' % self.SECRET,
                    '{"lead":"%s","at":"2026-03-01T00:00:00Z","lead":"x","tick":true}' % self.SECRET,
                    '{"lead":"%s","at":"2026-03-01T00:00:00Z"}' % self.SECRET,
                    '["%s"]' % self.SECRET, '"%s"' % self.SECRET, self.SECRET):
            err = self.refuse(log(good, bad, good))
            self.assertRegex(err, r"^\S*events\.ndjson:2:\d+: error event/malformed: \S.*\n$")
            self.assertNotIn("jane", err)

    def test_the_line_number_counts_blank_lines_and_the_column_counts_bytes(self):
        err = self.refuse('\n\r\n\r{"lead":"é","at":1}\n')
        self.assertIn("events.ndjson:4:19: error event/malformed: ", err)

    def test_a_cut_last_line_is_an_error(self):
        self.refuse(SMALL_LOG[:-2])
        self.refuse(SMALL_LOG + "1")

    def test_bytes_that_are_no_utf_8_are_refused(self):
        err = self.refuse(b'{"lead":"L\xff","at":"2026-03-01T00:00:00Z","tick":true}\n')
        self.assertIn("events.ndjson:1:11: error event/malformed", err)

    def test_a_line_over_the_limit_is_refused_and_the_next_one_is_read(self):
        def long(size):
            return line("L1", "2026-03-01T00:00:00Z", activity="visit",
                        **{"x%d" % i: "y" * 16000 for i in range(size)})
        self.replay(log(long(4)))
        err = self.refuse(log(line("L0", "2026-03-01T00:00:00Z", tick=True), long(5)))
        self.assertRegex(err, r"events\.ndjson:2:\d+: error limit/exceeded")
        out, _ = self.replay(log(long(500), line("L0", "2026-03-01T00:00:00Z", tick=True)), "--keep-going")
        self.assertEqual([lead["lead"] for lead in leads(out)], ["L0"])

    def test_keep_going_reports_each_and_says_how_many(self):
        lines = SMALL_LOG.splitlines(True)
        events = "".join(lines[:2] + ["{\n"] + lines[2:4] + ["nonsense\n"] + lines[4:])
        expected = self.replay(SMALL_LOG)[0]
        out, err = self.replay(events, "--keep-going")
        self.assertEqual(out, expected)
        reports = err.splitlines()
        self.assertIn("events.ndjson:3:", reports[0])
        self.assertIn("events.ndjson:6:", reports[1])
        self.assertRegex(reports[2], r"events\.ndjson: 2 of 7 lines left out$")
        late = "".join(reversed(lines)) + "{\n"
        out, err = self.replay(late, "--keep-going", "--notices")
        self.assertEqual(out, expected)
        self.assertEqual(err.count("error"), 1, "a second pass does not report again")

    def test_require_ids_refuses_what_would_count_twice(self):
        self.replay(SMALL_LOG + line("L1", "2026-03-03T00:00:00Z", tick=True) + "\n", "--require-ids")
        for what in ({"activity": "visit"}, {"attributes": {}}, {"command": "accept"},
                     {"answer": "need", "verdict": "met"}):
            err = self.refuse(SMALL_LOG + line("L1", "2026-03-03T00:00:00Z", **what) + "\n", "--require-ids")
            self.assertIn("events.ndjson:6:1: error event/no_id", err)


class Notices(World):
    EVENTS = log(
        line("L1", "2026-03-02T00:00:00Z", id="1", activity="party"),
        line("L1", "2026-03-02T00:00:00Z", id="1", activity="party"),
        line("L1", "2026-03-02T00:00:00Z", id="1", activity="visit"),
        line("L1", "2026-03-02T00:00:00Z", command="qualify"),
        line("L1", "2026-03-02T00:00:00Z", attributes={"team_size": "many", "shoe": 44}),
        line("L2", "2026-03-02T00:00:00Z", activity="visit", fields={"seconds": "x"}))

    def said(self, err):
        return [json.loads(one) for one in err.splitlines()]

    def test_each_is_one_json_object_with_line_and_lead(self):
        _, err = self.replay(self.EVENTS, "--notices")
        said = self.said(err)
        self.assertEqual(said[0], {"line": 1, "lead": "L1", "notice": "activity/unknown_type", "subject": "party"})
        self.assertEqual(said[1], {"line": 2, "lead": "L1", "result": "duplicate"})
        self.assertEqual((said[2]["line"], said[2]["result"]), (3, "duplicate_conflict"))
        self.assertEqual((said[3]["line"], said[3]["result"]), (4, "refused"))
        self.assertIn("stage/not_from lead", said[3]["blockers"])
        self.assertEqual({(one["notice"], one["subject"]) for one in said if one["line"] == 5},
                         {("attribute/wrong_type", "team_size"), ("attribute/unknown", "shoe")})
        self.assertEqual(said[-1]["line"], 6)
        self.assertNotIn("many", err)

    def test_without_the_flag_there_are_none(self):
        self.assertEqual(self.replay(self.EVENTS)[1], "")

    def test_each_is_said_once_whatever_the_order_of_the_log(self):
        late = self.EVENTS + line("L1", "2026-03-01T00:00:00Z", activity="party") + "\n"
        for stdin in (False, True):
            said = self.said(self.replay(late, "--notices", stdin=stdin)[1])
            self.assertEqual(sorted({one["line"] for one in said}), [1, 2, 3, 4, 5, 6, 7])
            self.assertEqual(len([one for one in said if one["line"] == 1]), 1)


class Generated(World):
    """Random logs: the order of lines does not matter, and the reference scorer says the same."""

    SEEDS = range(min(60, int(os.environ.get("BANTAM_LAW_CASES", "300")) // 5))  # few under sanitizers

    def random_log(self, random_):
        events = []
        for _ in range(random_.randrange(1, 40)):
            at = "2026-%02d-%02dT%02d:00:00Z" % (
                random_.randrange(1, 4), random_.randrange(1, 29), random_.choice((0, 12)))
            what = random_.choice([
                {"activity": "visit", "fields": {"seconds": random_.randrange(100)}},
                {"activity": "webinar"}, {"activity": "party"},
                {"attributes": {"team_size": random_.choice([3, 30, 300, None, "x"])}},
                {"attributes": {"industry": random_.choice(["software", "finance", "farming"])}},
                {"answer": random_.choice(["need", "budget", "timeline", "shoe"]),
                 "verdict": random_.choice(["met", "unmet", "unknown"])},
                {"answer": "budget", "fields": {"amount": random_.choice([1, 5000])}},
                {"command": random_.choice(["accept", "qualify", "reopen", "win"])},
                {"command": "reject", "reason": random_.choice(["no_budget", "other"])},
                {"tick": True}])
            if random_.random() < 0.3:
                what = dict(what, id=str(random_.randrange(12)))
            if random_.random() < 0.2:
                what = dict(what, received="2026-02-15T00:00:00Z")
            events.append((at, line("L%d" % random_.randrange(4), at, **what)))
        return events

    def test_by_time_is_the_sorted_log_by_arrival_the_log_as_it_is(self):
        for seed in self.SEEDS:
            with self.subTest(seed=seed):
                events = self.random_log(random.Random(seed))
                as_it_is = log(*(one for _, one in events))
                by_time = log(*(one for _, one in sorted(events, key=lambda pair: pair[0])))
                self.assertEqual(self.replay(as_it_is, "--explain")[0], self.replay(by_time, "--arrival", "--explain")[0])
                self.assertEqual(self.replay(as_it_is, "--notices")[0], self.replay(by_time)[0])

    def test_the_reference_scorer_prints_the_same(self):
        if not world.REFERENCE:
            self.skipTest("no reference scorer: set BANTAM_REFERENCE")
        for seed in self.SEEDS:
            events = log(*(one for _, one in self.random_log(random.Random(seed))))
            for arguments in ([], ["--arrival"], ["--as-of", "2026-02-10T06:00:00Z"]):
                with self.subTest(seed=seed, arguments=arguments):
                    out, _ = self.replay(events, "--explain", *arguments)
                    reference = subprocess.run(
                        [world.REFERENCE, self.model, os.path.join(self.folder, "events.ndjson"), "--explain", *arguments],
                        capture_output=True, timeout=120)
                    self.assertEqual(out, reference.stdout.decode("utf-8"))


if __name__ == "__main__":
    world.main()
