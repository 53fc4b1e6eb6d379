#!/usr/bin/env python3
"""What the host promises: test_crm_host.py PROGRAM [MODEL] [SEED]

Two users at once, retries, kills at random moments, replays and changes of model, seen from
outside: through the console and with a second pair of eyes on the database.
"""
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = MODEL = None
SEED = 1

MONDAY = "2026-11-02T09:00:00Z"


class Console:
    """The program with a pipe to it: a command a line, the answer's first line is awaited."""

    def __init__(self, database):
        self.process = subprocess.Popen(
            [PROGRAM, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def send(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def answer(self):
        """The next line that begins an answer."""
        while True:
            line = self.process.stdout.readline()
            if not line.startswith("  "):
                return line.rstrip("\n")

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait()


class HostTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.database = os.path.join(self.folder.name, "crm.db")
        self.run_ok("init", MODEL)

    def tearDown(self):
        self.folder.cleanup()

    def run_it(self, *words):
        done = subprocess.run([PROGRAM, self.database, *words], capture_output=True, text=True,
                              timeout=120)
        return done.returncode, done.stdout + done.stderr

    def run_ok(self, *words):
        status, text = self.run_it(*words)
        self.assertEqual(status, 0, text)
        return text

    def rows(self, sql, *parameters):
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(sql, parameters).fetchall()
        finally:
            connection.close()

    def change(self, sql, *parameters):
        connection = sqlite3.connect(self.database)
        with connection:
            connection.execute(sql, parameters)
        connection.close()

    def add_mql(self, lead, now=MONDAY):
        """A lead that the model has promoted: version 1."""
        self.run_ok("add", lead, "team_size=120", "--now", now)
        text = self.run_ok("record", lead, "hand_raise", "--now", now)
        self.assertIn("stage mql, total 120, version 1", text)

    def all_equal(self):
        text = self.run_ok("rebuild")
        self.assertRegex(text, r"^(\d+) leads, \1 equal, 0 not")

    def other_model(self, change):
        with open(MODEL, encoding="utf-8") as file:
            model = json.load(file)
        change(model)
        path = os.path.join(self.folder.name, "other.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(model, file)
        return path


class TwoUsers(HostTest):
    def race(self, count, first_words, second_words):
        """Starts both at once; the first words of their answers, sorted."""
        outcomes = []
        for index in range(count):
            lead = f"L{index}"
            self.add_mql(lead)
            both = [subprocess.Popen([PROGRAM, self.database, *(word.format(lead=lead) for word in words)],
                                     stdout=subprocess.PIPE, text=True)
                    for words in (first_words, second_words)]
            texts = [process.communicate(timeout=60)[0] for process in both]
            outcomes.append(sorted(text.split()[0] for text in texts))
        return outcomes

    def test_two_processes_promoting_at_once_end_in_one_promotion_and_one_already(self):
        accept = ["accept", "{lead}", "--version", "1", "--by"]
        for outcome in self.race(12, accept + ["ann"], accept + ["bob"]):
            self.assertEqual(outcome, ["accepted", "already"])
        moves = self.rows("SELECT lead, count(*) FROM journal WHERE to_stage = 'sal' GROUP BY lead")
        self.assertEqual([count for _, count in moves], [1] * 12)
        self.all_equal()

    def test_two_waiting_consoles_promoting_at_once_end_in_one_promotion_and_one_already(self):
        consoles = {name: Console(self.database) for name in ("ann", "bob")}
        for console in consoles.values():  # both are up and have the model
            console.send("list")
            console.answer()
        for index in range(50):
            lead = f"L{index}"
            consoles["ann"].send(f"add {lead} team_size=120")
            self.assertRegex(consoles["ann"].answer(), "^(LEAD|accepted)")
            consoles["ann"].send(f"record {lead} hand_raise")
            self.assertIn("version 1", consoles["ann"].answer())
            for name, console in consoles.items():
                console.send(f"accept {lead} --version 1 --by {name}")
            answers = {name: console.answer() for name, console in consoles.items()}
            outcomes = {text.split()[0]: name for name, text in answers.items()}
            self.assertEqual(sorted(outcomes), ["accepted", "already"], answers)
            # The one who came second is told who was first, and when.
            late = answers[outcomes["already"]]
            self.assertRegex(late, f"^already {lead}: sal by {outcomes['accepted']} at 20.*Z, version 2$")
        for console in consoles.values():
            console.close()
        self.all_equal()

    def test_two_users_who_want_different_things_end_in_one_move_and_one_conflict(self):
        accept = ["accept", "{lead}", "--version", "1", "--by", "ann"]
        disqualify = ["disqualify", "{lead}", "--version", "1", "--by", "bob", "--reason", "bad_data"]
        for outcome in self.race(6, accept, disqualify):
            self.assertEqual(outcome, ["accepted", "conflict"])
        self.all_equal()

    def test_a_version_from_before_a_round_trip_is_refused_though_the_stage_looks_the_same(self):
        self.add_mql("L1")
        self.run_ok("reject", "L1", "--by", "ann", "--reason", "no_budget", "--version", "1",
                    "--now", MONDAY)
        self.run_ok("record", "L1", "hand_raise", "--now", "2026-12-10T09:00:00Z")
        self.assertIn("mql", self.run_ok("list", "mql", "--now", "2026-12-10T09:00:00Z"))
        status, text = self.run_it("accept", "L1", "--by", "bob", "--version", "1",
                                   "--now", "2026-12-10T09:01:00Z")
        self.assertEqual(status, 1)
        self.assertEqual(text, "conflict L1: stage mql, version 3; you saw version 1\n")

    def test_a_page_view_between_looking_and_accepting_is_no_conflict(self):
        self.add_mql("L1")
        self.run_ok("record", "L1", "page_view", "path=/pricing", "--now", MONDAY)
        self.assertTrue(self.run_ok("accept", "L1", "--by", "ann", "--version", "1",
                                    "--now", MONDAY).startswith("accepted"))

    def test_a_version_nobody_can_have_seen_is_a_conflict(self):
        self.add_mql("L1")
        status, text = self.run_it("accept", "L1", "--by", "ann", "--version", "9", "--now", MONDAY)
        self.assertEqual((status, text.split()[0]), (1, "conflict"))

    def test_a_command_without_a_version_or_a_name_is_a_usage_error(self):
        self.add_mql("L1")
        self.assertEqual(self.run_it("accept", "L1", "--by", "ann")[0], 2)
        self.assertEqual(self.run_it("accept", "L1", "--version", "1")[0], 2)


class Gate(HostTest):
    def test_the_gate_is_judged_when_the_command_is_recorded_not_when_it_was_looked_at(self):
        self.add_mql("L1")
        for words in (("budget", "amount=20000"), ("authority", "role=decision_maker"), ("need", "pain=4")):
            self.run_ok("answer", "L1", *words, "--by", "ann", "--now", MONDAY)
        self.assertIn("open 3/3", self.run_ok("list", "--now", MONDAY))
        self.run_ok("answer", "L1", "need", "--verdict", "unmet", "--by", "bob", "--now", MONDAY)
        status, text = self.run_it("qualify", "L1", "--by", "ann", "--version", "1", "--now", MONDAY)
        self.assertEqual(status, 1)
        self.assertIn("gate/need unmet", text)
        self.assertEqual(self.rows("SELECT stage FROM states"), [("mql",)])
        self.run_ok("answer", "L1", "need", "pain=5", "--by", "bob", "--now", MONDAY)
        self.assertIn("stage sql", self.run_ok("qualify", "L1", "--by", "ann", "--version", "1",
                                               "--now", MONDAY))
        self.all_equal()

    def test_a_refused_command_leaves_the_time_that_passed_in_the_log_and_nothing_else(self):
        self.add_mql("L1")
        status, text = self.run_it("qualify", "L1", "--by", "ann", "--version", "1", "--id", "q1",
                                   "--now", "2026-11-03T09:00:00Z")
        self.assertEqual((status, text.split()[0]), (1, "refused"))
        self.assertIn("alert sla_breached mql, due 2026-11-03T09:00:00Z", text)
        event = json.loads(self.rows("SELECT event FROM events ORDER BY arrival DESC LIMIT 1")[0][0])
        self.assertEqual(event, {"lead": "L1", "at": "2026-11-03T09:00:00Z", "tick": True})
        self.all_equal()
        # Its id was not taken: the same request may succeed later.
        self.assertEqual(self.rows("SELECT count(*) FROM events WHERE id = 'q1'"), [(0,)])


class Retries(HostTest):
    def test_a_retry_is_a_duplicate_and_brings_the_first_answer(self):
        self.run_ok("add", "L1")
        words = ("record", "L1", "webinar", "--id", "w1", "--at", MONDAY)
        first = self.run_ok(*words, "--now", MONDAY)
        for _ in range(3):
            self.assertEqual(self.run_ok(*words, "--now", "2026-11-05T09:00:00Z"),
                             "duplicate L1 w1\n  then: " + first)
        self.assertEqual(self.rows("SELECT count(*) FROM events WHERE id = 'w1'"), [(1,)])

    def test_a_retry_without_a_time_means_the_time_of_the_first_try(self):
        self.run_ok("add", "L1")
        self.run_ok("record", "L1", "webinar", "--id", "w1")
        time.sleep(0.01)
        self.assertTrue(self.run_ok("record", "L1", "webinar", "--id", "w1").startswith("duplicate"))

    def test_the_same_id_with_other_content_is_neither_dropped_nor_merged(self):
        self.run_ok("add", "L1")
        self.run_ok("record", "L1", "page_view", "path=/pricing", "--id", "p1")
        status, text = self.run_it("record", "L1", "page_view", "path=/blog", "--id", "p1")
        self.assertEqual((status, text.split()[0]), (1, "duplicate_conflict"))
        self.all_equal()

    def test_the_same_id_at_two_leads_is_two_events(self):
        for lead in ("L1", "L2"):
            self.run_ok("add", lead)
            self.assertTrue(self.run_ok("record", lead, "webinar", "--id", "w1").startswith("accepted"))

    def test_a_promotion_sent_again_is_a_duplicate_also_after_the_lead_moved_on(self):
        self.add_mql("L1")
        accept = ("accept", "L1", "--by", "ann", "--version", "1", "--id", "c1")
        self.run_ok(*accept, "--now", MONDAY)
        self.run_ok("reject", "L1", "--by", "bob", "--reason", "no_budget", "--version", "2",
                    "--now", MONDAY)
        self.assertRegex(self.run_ok(*accept, "--now", MONDAY),
                         r"^duplicate L1 c1\n  then: accepted L1 c1: stage sal, .* version 2")
        self.assertEqual(self.rows("SELECT stage, version FROM states"), [("nurture", 3)])

    def test_adding_a_lead_twice_adds_it_once(self):
        self.run_ok("add", "L1", "team_size=120", "--id", "a1")
        self.assertTrue(self.run_ok("add", "L1", "team_size=120", "--id", "a1").startswith("duplicate"))
        self.assertEqual(self.run_it("add", "L1", "team_size=5")[0], 1)
        self.assertEqual(self.rows("SELECT count(*) FROM events"), [(1,)])

    def test_two_processes_sending_one_event_count_it_once(self):
        self.run_ok("add", "L1")
        for index in range(8):
            words = [PROGRAM, self.database, "record", "L1", "webinar", "--id", f"w{index}"]
            both = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(2)]
            outcomes = sorted(process.communicate(timeout=60)[0].split()[0] for process in both)
            self.assertEqual(outcomes, ["accepted", "duplicate"])
        self.all_equal()


class Kills(HostTest):
    LEADS = 5
    ROUNDS = 15

    def stream(self, events, seconds):
        """Sends events until killed; the ids that were acknowledged."""
        console = Console(self.database)
        acknowledged = set()

        def read():
            for line in console.process.stdout:
                found = re.match(r"(accepted|duplicate) \S+ (e\d+)", line)
                if found and line.endswith("\n"):
                    acknowledged.add(found.group(2))

        def write():
            try:
                for identity, lead in events:
                    console.process.stdin.write(
                        f"record {lead} webinar --id {identity} --at {MONDAY}\n")
                    console.process.stdin.flush()
            except (BrokenPipeError, ValueError):
                pass

        threads = [threading.Thread(target=read), threading.Thread(target=write)]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        console.process.send_signal(signal.SIGKILL)
        console.process.wait()
        for thread in threads:
            thread.join()
        for pipe in (console.process.stdin, console.process.stdout):
            try:
                pipe.close()
            except BrokenPipeError:
                pass
        return acknowledged

    def test_killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_counts_twice(self):
        dice = random.Random(SEED)
        for index in range(self.LEADS):
            self.run_ok("add", f"L{index}")
        waiting, acknowledged, number, in_time = [], set(), 0, 0
        for _ in range(self.ROUNDS):
            fresh = []
            for _ in range(2000):
                fresh.append((f"e{number}", f"L{number % self.LEADS}"))
                number += 1
            sent = waiting + fresh
            got = self.stream(sent, dice.uniform(0.01, 0.35))
            acknowledged |= got
            in_time += bool(got)
            logged = {row[0] for row in self.rows("SELECT id FROM events WHERE id IS NOT NULL")}
            self.assertLessEqual(acknowledged, logged)
            self.all_equal()
            # What was not acknowledged is sent again, as a caller would, whether it was logged or not.
            waiting = [event for event in sent if event[0] not in acknowledged][:50]
        self.assertGreater(in_time, 0, "no round got as far as one acknowledged event")
        for identity, lead in waiting:
            self.run_ok("record", lead, "webinar", "--id", identity, "--at", MONDAY)
            acknowledged.add(identity)
        counts = self.rows("SELECT id, count(*) FROM events WHERE id IS NOT NULL GROUP BY id")
        self.assertTrue(all(count == 1 for _, count in counts))
        self.assertLessEqual(acknowledged, {identity for identity, _ in counts})
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])
        self.all_equal()

    def test_killed_while_rescoring_it_can_be_done_again(self):
        for index in range(60):
            self.run_ok("add", f"L{index}", "team_size=120")
        path = self.other_model(lambda model: model["rules"][4].update({"missing": 1}))
        self.run_ok("init", path)
        process = subprocess.Popen([PROGRAM, self.database, "rebuild", "--write"],
                                   stdout=subprocess.DEVNULL)
        time.sleep(random.Random(SEED).uniform(0.0, 0.05))
        process.kill()
        process.wait()
        self.assertIn(" 0 not", self.run_ok("rebuild", "--write") and self.run_ok("rebuild"))
        self.all_equal()


class Log(HostTest):
    def test_events_that_come_late_count_at_their_time_and_are_replayed_in_order_of_arrival(self):
        self.run_ok("add", "L1", "--now", MONDAY)
        for day in (20, 5, 12, 5):
            self.run_ok("record", "L1", "page_view", "path=/pricing", "--at",
                        f"2026-11-{day:02}T09:00:00Z", "--now", "2026-11-20T09:00:00Z")
        days = [row[0] for row in self.rows("SELECT json_extract(event, '$.at') FROM events"
                                            " ORDER BY arrival")][1:]
        self.assertEqual([day[8:10] for day in days], ["20", "05", "12", "05"])
        self.all_equal()

    def test_an_event_from_the_future_is_refused_and_time_does_not_pass(self):
        self.run_ok("add", "L1", "--now", MONDAY)
        before = self.rows("SELECT state FROM states")
        status, text = self.run_it("record", "L1", "webinar", "--at", "2106-11-02T09:00:00Z",
                                   "--now", MONDAY)
        self.assertEqual(status, 1)
        self.assertIn("time/future", text)
        self.assertEqual(self.rows("SELECT state FROM states"), before)

    def test_the_log_and_the_journal_are_append_only(self):
        self.add_mql("L1")
        for sql in ("UPDATE events SET at = 0", "DELETE FROM events", "UPDATE journal SET at = 0",
                    "DELETE FROM journal"):
            with self.assertRaises(sqlite3.DatabaseError):
                self.change(sql)

    def test_a_damaged_state_is_found_refused_and_rebuilt(self):
        for lead in ("L1", "L2"):
            self.add_mql(lead)
        blob = bytearray(self.rows("SELECT state FROM states WHERE lead = 'L1'")[0][0])
        blob[len(blob) // 2] ^= 1
        self.change("UPDATE states SET state = ? WHERE lead = 'L1'", bytes(blob))
        status, text = self.run_it("record", "L1", "webinar", "--now", MONDAY)
        self.assertEqual(status, 1)
        self.assertIn("state/corrupt", text)
        status, text = self.run_it("rebuild")
        self.assertEqual(status, 1)
        self.assertRegex(text, r"2 leads, 1 equal, 1 not\n  L1: .*state/corrupt")
        self.assertIn("1 written", self.run_ok("rebuild", "--write"))
        self.all_equal()

    def test_a_state_of_another_lead_is_found_and_refused(self):
        self.add_mql("L1")
        self.add_mql("L2")
        self.change("UPDATE states SET state = (SELECT state FROM states WHERE lead = 'L2')"
                    " WHERE lead = 'L1'")
        self.assertEqual(self.run_it("record", "L1", "webinar", "--now", MONDAY)[0], 1)
        self.assertIn("1 not\n  L1: ", self.run_it("rebuild")[1])

    def test_an_older_state_put_back_is_found(self):
        self.add_mql("L1")
        old = self.rows("SELECT state FROM states")[0][0]
        self.run_ok("record", "L1", "webinar", "--now", MONDAY)
        self.change("UPDATE states SET state = ?", old)
        status, text = self.run_it("rebuild")
        self.assertEqual(status, 1)
        self.assertIn("L1: the state is another than the log gives", text)

    def test_columns_and_journal_are_compared_too(self):
        self.add_mql("L1")
        for column, value in (("stage", "sal"), ("next_change", 1), ("version", 7)):
            self.run_ok("rebuild")
            before = self.rows(f"SELECT {column} FROM states")[0][0]
            self.change(f"UPDATE states SET {column} = ?", value)
            self.assertIn(f"column `{column}` differs", self.run_it("rebuild")[1])
            self.change(f"UPDATE states SET {column} = ?", before)
        self.change("DROP TRIGGER journal_remains")
        self.change("DELETE FROM journal")
        self.assertEqual(self.run_it("rebuild")[0], 1)


class Clock(HostTest):
    def test_due_tells_what_tick_will_do(self):
        self.add_mql("L1")
        self.assertEqual(self.run_ok("due", "2026-11-03T08:59:59Z"), "nothing is due\n")
        self.assertEqual(self.run_ok("due", "2026-11-03T09:00:00Z"),
                         "2026-11-03T09:00:00Z L1\n  alert sla_breached mql, due 2026-11-03T09:00:00Z\n")
        text = self.run_ok("tick", "2026-11-10T00:00:00Z")
        self.assertIn("1 ticks\n2026-11-03T09:00:00Z accepted L1", text)
        self.assertIn("alert sla_breached mql", text)
        self.assertEqual(self.run_ok("tick", "2026-11-10T00:00:00Z"), "0 ticks\n")
        # The points end with their window; below 40 the lead falls back, each at its moment.
        text = self.run_ok("tick", "2027-01-01T00:00:00Z")
        self.assertIn("2026-12-02T09:00:00Z accepted L1: stage lead", text)
        self.assertIn("move mql -> lead (automatic)", text)
        self.assertIn("alert mql sla_breached", self.run_ok("journal", "L1"))
        self.all_equal()

    def test_ticks_that_two_schedulers_send_at_once_happen_once(self):
        for index in range(10):
            self.add_mql(f"L{index}")
        words = [PROGRAM, self.database, "tick", "2027-01-01T00:00:00Z"]
        both = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        ticks = [int(process.communicate(timeout=60)[0].split()[0]) for process in both]
        self.assertEqual(sum(ticks), 20)
        self.assertEqual(self.rows("SELECT count(*) FROM journal WHERE kind = 'alert'"), [(10,)])
        self.all_equal()


class Models(HostTest):
    def test_a_model_with_errors_leaves_the_old_one_active(self):
        path = self.other_model(lambda model: model["rules"][0].update({"group": "wbe"}))
        before = self.rows("SELECT * FROM active_model")
        status, text = self.run_it("init", path)
        self.assertEqual(status, 1)
        self.assertIn("did you mean `web`", text)
        self.assertEqual(self.rows("SELECT * FROM active_model"), before)

    def test_a_state_of_another_model_is_refused_with_the_rules_that_need_a_replay(self):
        self.add_mql("L1")
        path = self.other_model(lambda model: model["rules"][3].update({"points": 50}))
        self.assertIn("1 leads have states of another model", self.run_ok("init", path))
        before = self.rows("SELECT state FROM states")
        status, text = self.run_it("record", "L1", "webinar", "--now", MONDAY)
        self.assertEqual(status, 1)
        self.assertIn("state/foreign", text)
        self.assertIn("hand_raise", text)
        self.assertNotIn("pricing", text)
        self.assertIn("see `rebuild`", self.run_ok("list"))
        self.assertEqual(self.rows("SELECT state FROM states"), before)

    def test_rescoring_is_explicit_and_tells_first_who_would_move(self):
        self.add_mql("L1")
        self.add_mql("L2")
        self.run_ok("accept", "L2", "--by", "ann", "--version", "1", "--now", MONDAY)
        path = self.other_model(lambda model: model["rules"][3].update({"points": 10}))
        self.run_ok("init", path)
        before = self.rows("SELECT state FROM states")
        status, text = self.run_it("rebuild")
        self.assertEqual(status, 1)
        self.assertRegex(text, r"L1: .*hand_raise.*stage mql -> lead")
        self.assertRegex(text, r"L2: .*stage sal -> lead; event \d+ stage/not_from")
        self.assertEqual(self.rows("SELECT state FROM states"), before)

        self.assertIn("2 written", self.run_ok("rebuild", "--write", "--now", MONDAY))
        self.all_equal()
        # The model takes back what it gave; what ann did holds.
        self.assertEqual(self.rows("SELECT lead, stage FROM states ORDER BY lead"),
                         [("L1", "lead"), ("L2", "sal")])
        self.assertIn("model_change mql -> lead", self.run_ok("journal", "L1"))
        self.assertRegex(self.run_ok("journal", "L2"),
                         r"sal \(accept\) by ann(.*\n)*.*model_change sal -> lead(.*\n)*.*"
                         r"lead -> sal \(override\) by rebuild, reason model_change")
        self.assertEqual(self.rows("SELECT version FROM states ORDER BY lead"), [(2,), (4,)])
        # And life goes on under the new model.
        self.run_ok("record", "L1", "webinar", "--now", MONDAY)
        self.run_ok("recycle", "L2", "--by", "ann", "--reason", "later", "--version", "4",
                    "--now", MONDAY)
        self.all_equal()

    def test_a_console_that_is_open_meanwhile_uses_the_new_model_at_once(self):
        console = Console(self.database)
        console.send(f"add L1 --now {MONDAY}")
        self.assertTrue(console.answer().startswith("accepted"))
        path = self.other_model(lambda model: model["rules"][3].update({"points": 10}))
        self.run_ok("init", path)
        self.run_ok("rebuild", "--write", "--now", MONDAY)
        console.send(f"record L1 hand_raise --now {MONDAY}")
        self.assertIn("total 10,", console.answer())
        console.close()
        self.all_equal()


class People(HostTest):
    """A marker stands in everything that can be said of a lead; after erasing it stands nowhere."""

    MARK = "zq81vxkw"

    def add_marked(self, lead):
        mark = self.MARK
        self.run_ok("add", lead, f"email={mark}@example.org", "team_size=120", "--id", "a" + mark, "--now", MONDAY)
        self.run_ok("record", lead, "hand_raise", f"note={mark}", "--id", "b" + mark, "--now", MONDAY)
        self.run_ok("record", lead, "page_view", "path=/" + mark * 400, "--now", MONDAY)
        self.run_ok("answer", lead, "need", "pain=4", "--by", mark, "--note", "said " + mark, "--now", MONDAY)
        self.run_ok("accept", lead, "--by", mark, "--version", "1", "--now", "2026-11-05T09:00:00Z")
        self.run_ok("reject", lead, "--by", mark, "--reason", "no_budget", "--version", "2",
                    "--now", "2026-11-06T09:00:00Z")
        self.run_ok("override", lead, "--to", "sal", "--by", mark, "--reason", "met " + mark, "--version", "3",
                    "--now", "2026-11-07T09:00:00Z")

    def files_with_mark(self):
        """The database's files that hold the marker, also those that SQLite keeps beside it."""
        found = []
        for name in sorted(os.listdir(self.folder.name)):
            with open(os.path.join(self.folder.name, name), "rb") as file:
                if self.MARK.encode() in file.read():
                    found.append(name)
        return found

    def test_an_erased_lead_leaves_no_byte_in_any_file_of_the_database(self):
        self.add_marked("L" + self.MARK)
        for index in range(40):  # so that pages split and move
            self.add_mql(f"L{index}")
        self.assertIn("crm.db", self.files_with_mark())
        self.assertIn("erased", self.run_ok("erase", "L" + self.MARK))
        self.assertEqual(self.files_with_mark(), [])
        self.all_equal()

    def test_erasing_empties_the_write_ahead_log_under_another_open_console(self):
        console = Console(self.database)
        console.send(f"add L1 email={self.MARK}@example.org --now {MONDAY}")
        self.assertTrue(console.answer().startswith("accepted"))
        console.send("erase L1")
        self.assertEqual(console.answer(), "erased L1")
        self.assertEqual(self.files_with_mark(), [])
        console.close()

    def test_an_old_event_of_an_erased_lead_is_refused_by_a_tombstone_that_says_nothing(self):
        self.add_marked("L1")
        line = self.rows("SELECT event FROM events ORDER BY arrival")[0][0]
        self.run_ok("erase", "L1")
        for words in (["add", "L1", "email=x@example.org"], ["record", "L1", "hand_raise", "--id", "b" + self.MARK]):
            status, text = self.run_it(*words)
            self.assertEqual((status, text.strip()), (1, "refused L1: lead/erased"), words)
        self.assertEqual(self.rows("SELECT count(*) FROM events"), [(0,)])
        (tombstone,), = self.rows("SELECT tombstone FROM tombstones")
        self.assertRegex(tombstone, "^[0-9a-f]{32}$")
        self.assertEqual(self.run_it("erase", "L1"), (0, "already L1: erased\n"))
        self.assertIn("L1", line)

    def test_another_key_gives_another_tombstone_and_without_the_key_nothing_is_recorded(self):
        self.run_ok("add", "L1", "--now", MONDAY)
        self.run_ok("erase", "L1")
        key = self.database + ".key"
        self.assertEqual(os.stat(key).st_mode & 0o077, 0)
        with open(key, encoding="ascii") as file:
            kept = file.read()
        os.remove(key)
        status, text = self.run_it("add", "L1")
        self.assertEqual(status, 1)
        self.assertIn("without the key", text)
        with open(key, "w", encoding="ascii") as file:
            file.write(kept)
        self.assertEqual(self.run_it("add", "L1")[0], 1)
        self.run_ok("init", MODEL)
        self.assertEqual(self.run_it("add", "L1")[0], 1)
        self.run_ok("add", "L2", "--now", MONDAY)

    def test_a_lost_key_is_not_replaced_for_with_another_the_erased_would_come_back(self):
        self.run_ok("add", "L1", "--now", MONDAY)
        self.run_ok("erase", "L1")
        os.remove(self.database + ".key")
        status, text = self.run_it("init", MODEL)
        self.assertEqual(status, 1)
        self.assertIn("erased with a key that is gone", text)
        self.assertFalse(os.path.exists(self.database + ".key"))

    def test_the_funnel_counts_on_as_if_nobody_had_been_erased_but_for_what_people_wrote(self):
        self.add_marked("L1")
        self.add_mql("L2")
        self.run_ok("tick", "2026-11-20T09:00:00Z")
        before = self.run_ok("funnel", "--at", "2026-12-01T00:00:00Z")
        self.assertIn("no_budget", before)
        self.assertIn(self.MARK, before)
        self.run_ok("erase", "L1")
        after = self.run_ok("funnel", "--at", "2026-12-01T00:00:00Z")
        self.assertEqual(after, before.replace(", met " + self.MARK, ""))

    def test_only_an_erasure_deletes(self):
        self.add_mql("L1")
        with self.assertRaises(sqlite3.IntegrityError):
            self.change("DELETE FROM events")
        with self.assertRaises(sqlite3.IntegrityError):
            self.change("DELETE FROM journal")
        self.assertEqual(self.run_it("erase", "L9")[0], 1)

    def test_who_objects_is_not_scored_and_people_still_move_them(self):
        self.add_mql("L1")
        text = self.run_ok("set", "L1", "objects_to_profiling=true", "--now", MONDAY)
        self.assertIn("not scored (objection)", text)
        self.assertIn("not scored, suppressed by `objection`", self.run_ok("explain", "L1", "--at", MONDAY))
        self.assertRegex(self.run_ok("list", "--at", MONDAY), r"L1 +mql +- ")
        text = self.run_ok("accept", "L1", "--by", "ann", "--version", "1", "--now", MONDAY)
        self.assertIn("stage sal, not scored (objection), version 2", text)
        self.assertIn("total 120", self.run_ok("set", "L1", "objects_to_profiling=false", "--now", MONDAY))
        self.all_equal()

    def test_the_person_behind_a_lead_is_told_without_ids_and_names_of_staff(self):
        self.add_marked("L1")
        text = self.run_ok("explain", "L1", "--for-subject", "--at", "2026-11-08T09:00:00Z")
        self.assertIn("team size: 120, since 2026-11-02", text)
        self.assertIn("Whom to ask", text)
        self.assertNotIn("L1", text)
        self.assertNotIn("said " + self.MARK, text)
        self.assertNotIn("hand_raise", text)


class Words(HostTest):
    def test_what_is_not_understood_is_a_usage_error(self):
        for words in (["frobnicate"], ["list", "mqll"], ["list", "--frob", "1"], ["record", "L1"],
                      ["add", "L1", "team_size"], ["add", "L1", "--at", "yesterday"], ["add", "L1\nL2"],
                      ["add", "L1", "--at"], ["add"], ["add", "L1", "team_size=1", "team_size=2"]):
            self.assertEqual(self.run_it(*words)[0], 2, words)

    def test_a_lead_that_is_not_there_is_an_error(self):
        for words in (["record", "L9", "webinar"], ["explain", "L9"]):
            status, text = self.run_it(*words)
            self.assertEqual(status, 1)
            self.assertIn("no lead L9", text)

    def test_a_mistyped_database_is_not_created(self):
        path = os.path.join(self.folder.name, "crn.db")
        done = subprocess.run([PROGRAM, path, "list"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertFalse(os.path.exists(path))

    def test_a_lead_whose_first_event_cannot_be_read_is_not_added(self):
        self.assertEqual(self.run_it("add", "L" * 129)[0], 1)
        self.assertEqual(self.run_it("add", "L1", "industry=" + "x" * 70000)[0], 1)
        self.assertEqual(self.rows("SELECT count(*) FROM leads"), [(0,)])

    def test_explain_shows_the_lines_and_what_is_missing(self):
        self.add_mql("L1")
        text = self.run_ok("explain", "L1", "--now", MONDAY)
        for expected in ("version 1", "hand_raise", "team", "120"):
            self.assertIn(expected, text)

    def test_values_are_read_by_their_look_and_quotes_make_texts(self):
        self.run_ok("add", "L1", "team_size=120", "industry=software")
        event = json.loads(self.rows("SELECT event FROM events")[0][0])
        self.assertEqual(event["attributes"], {"team_size": 120, "industry": "software"})
        console = Console(self.database)
        console.send("record L1 page_view path='10' seconds=1.5 --id p1")
        self.assertTrue(console.answer().startswith("accepted"))
        console.send('answer L1 need --verdict met --note "a long talk"')
        self.assertTrue(console.answer().startswith("accepted"))
        console.close()
        fields = json.loads(self.rows("SELECT event FROM events WHERE id = 'p1'")[0][0])["fields"]
        self.assertEqual(fields, {"path": "10", "seconds": 1.5})
        note = json.loads(self.rows("SELECT event FROM events ORDER BY arrival DESC")[0][0])["note"]
        self.assertEqual(note, "a long talk")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    PROGRAM = os.path.abspath(sys.argv[1])
    MODEL = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else os.path.join(HERE, "model.json")
    SEED = int(sys.argv[3]) if len(sys.argv) > 3 else SEED
    print(f"seed {SEED}")
    unittest.main(argv=sys.argv[:1], verbosity=1)
