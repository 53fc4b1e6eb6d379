#!/usr/bin/env python3
"""The host killed at every call that changes a file: test_crash.py PROGRAM LIBRARY [MODEL]

LIBRARY is preloaded and kills (kill_at.cpp). A scenario runs once in peace, then once for each such
call: killed before it, in the middle of a write, after it. What was answered must be there then, and
of the command that was not answered all or nothing. Sending the whole scenario again must end in
what the run in peace ended in.

CRASH_POINTS is how many kills of each scenario are tried, 0 all of them.
"""
import json
import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = LIBRARY = MODEL = None
POINTS = int(os.environ.get("CRASH_POINTS", "75"))

MARK = "zq81vxkw"  # of the person who is erased
ERASE = "erase L2"
DAY = f"""
init {{model}} --now 2026-11-01T09:00:00Z
add L1 team_size=120 industry=software --id a1 --now 2026-11-02T09:00:00Z
add L2 email={MARK}@example.org team_size=120 --id a2 --now 2026-11-02T09:00:00Z
add L3 team_size=250 --id a3 --now 2026-11-02T09:00:00Z
record L1 page_view path=/pricing seconds=30 --id v1 --now 2026-11-02T09:01:00Z
record L1 hand_raise --id h1 --now 2026-11-02T09:02:00Z
record L2 hand_raise --id {MARK} --now 2026-11-02T09:02:00Z
record L3 hand_raise --id h3 --now 2026-11-02T09:03:00Z
record L1 hand_raise --id h1 --now 2026-11-02T09:04:00Z
set L3 industry=finance --id s3 --now 2026-11-02T09:05:00Z
accept L1 --by ann --version 1 --id c1 --now 2026-11-02T10:00:00Z
answer L1 budget amount=20000 --by ann --id b1 --now 2026-11-02T10:01:00Z
answer L1 authority role=decision_maker --by ann --id o1 --now 2026-11-02T10:02:00Z
answer L1 need pain=4 --by ann --id n1 --now 2026-11-02T10:03:00Z
qualify L1 --by ann --version 2 --id c2 --now 2026-11-02T10:04:00Z
tick 2026-11-03T09:30:00Z
qualify L3 --by bob --version 1 --id c3 --now 2026-11-04T09:00:00Z
reject L3 --by bob --reason no_budget --version 1 --id c4 --now 2026-11-04T09:01:00Z
{ERASE}
record L2 hand_raise --id {MARK} --now 2026-11-04T10:00:00Z
record L1 webinar --id w1 --at 2026-11-02T08:00:00Z --now 2026-11-05T09:00:00Z
rebuild
"""
CHANGE_OF_MODEL = """
init {other} --now 2026-11-06T09:00:00Z
rebuild --write --now 2026-11-06T09:01:00Z
record L1 hand_raise --id h4 --now 2026-11-06T09:02:00Z
rebuild
"""
KEY = """
init {model} --now 2026-11-01T09:00:00Z
rebuild
"""


def several_transactions(command):
    return command.startswith(("tick", "rebuild"))


def content_of(database):
    """Every row as (table, lead, row). What is drawn by lot is left out: L2 alone is erased."""
    if not os.path.exists(database):
        return set()
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    try:
        assert [tuple(row) for row in connection.execute("PRAGMA integrity_check")] == [("ok",)]
        tables = [row[0] for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        rows = []
        for table in tables:
            for row in connection.execute(f"SELECT * FROM {table}"):
                kept = {key: row[key] for key in row.keys() if key not in ("tombstone", "journal")}
                rows.append((table, kept.get("lead", ""), tuple(kept.values())))
        assert len(rows) == len(set(rows))
        return set(rows)
    finally:
        connection.close()


def of_lead(content, lead):
    return {row for row in content if row[1] == lead}


class Crash(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.home = os.path.join(self.folder.name, "host")
        self.database = os.path.join(self.home, "crm.db")
        self.other = os.path.join(self.folder.name, "other.json")
        with open(MODEL, encoding="utf-8") as file:
            model = json.load(file)
        model["rules"][3]["points"] = 10  # nobody is an MQL for a raised hand any more
        with open(self.other, "w", encoding="utf-8") as file:
            json.dump(model, file)
        self.at_the_start = os.path.join(self.folder.name, "start")
        os.mkdir(self.at_the_start)

    def tearDown(self):
        self.folder.cleanup()

    def begin(self):
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.at_the_start, self.home)

    def run_host(self, *words, text=None, **kill):
        environment = dict(os.environ, LD_PRELOAD=LIBRARY, TMPDIR=self.home, SQLITE_TMPDIR=self.home)
        environment.update({"KILL_" + key.upper(): str(value) for key, value in kill.items()})
        return subprocess.run([PROGRAM, self.database, *words], input=text, capture_output=True,
                              text=True, timeout=120, env=environment, check=False)

    def run_all(self, **kill):
        return self.run_host(text="\n".join(self.commands) + "\n", **kill)

    def run_in_peace(self, scenario):
        """A command at a time, for what each answers and what is stored after it."""
        self.commands = scenario.format(model=MODEL, other=self.other).strip().split("\n")
        self.begin()
        self.answers, self.contents = [], [content_of(self.database)]
        for command in self.commands:
            done = self.run_host(*shlex.split(command))
            self.assertEqual(done.stderr, "", command)
            self.answers.append(done.stdout)
            self.contents.append(content_of(self.database))
        self.assertRegex(self.answers[-1], r"^(\d+) leads, \1 equal, 0 not\n$")

    def ways(self):
        """Where and how the host can be killed in this scenario."""
        self.begin()
        done = self.run_all(tell=1)
        self.assertEqual((done.returncode, done.stdout), (0, "".join(self.answers)))
        self.assertEqual(content_of(self.database), self.contents[-1])
        return [(at, how) for at, letter in enumerate(done.stderr, 1)
                for how in (("before", "half", "after") if letter == "w" else ("before", "after"))]

    def answered(self, text):
        """How many commands were answered, each in full and as in peace."""
        for count, answer in enumerate(self.answers):
            if not text.startswith(answer):
                self.assertEqual(text, "")
                return count
            text = text[len(answer):]
        self.assertEqual(text, "")
        return len(self.answers)

    def check_what_is_left(self, count):
        # In a copy: the host, and nobody for it, repairs what it left.
        copy = os.path.join(self.folder.name, "copy")
        shutil.copytree(self.home, copy)
        found = content_of(os.path.join(copy, "crm.db"))
        shutil.rmtree(copy)
        before = self.contents[count]
        after = self.contents[min(count + 1, len(self.commands))]
        if count < len(self.commands) and several_transactions(self.commands[count]):
            for lead in {row[1] for row in before | found | after}:
                self.assertIn(of_lead(found, lead), (of_lead(before, lead), of_lead(after, lead)))
        else:
            self.assertIn(found, (before, after))
        if ERASE in self.commands[:count]:
            self.assertEqual(self.files_with_mark(), [])

    def files_with_mark(self):
        found = []
        for folder, _, names in os.walk(self.home):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    if MARK.encode() in file.read():
                        found.append(name)
        return found

    def kill_everywhere(self, name):
        ways = self.ways()
        wanted = min(POINTS or len(ways), len(ways))
        for index in range(wanted):
            at, how = ways[index * len(ways) // wanted]
            with self.subTest(scenario=name, at=at, how=how):
                self.begin()
                killed = self.run_all(at=at, how=how)
                self.assertEqual(killed.returncode, -signal.SIGKILL)
                self.check_what_is_left(self.answered(killed.stdout))
                again = self.run_all()
                self.assertEqual((again.returncode, again.stderr), (0, ""))
                self.assertTrue(again.stdout.endswith(self.answers[-1]), again.stdout)
                self.assertEqual(content_of(self.database), self.contents[-1])
                self.assertEqual(self.files_with_mark(), [])
        print(f"{name}: killed at {wanted} of {len(ways)} points, {ways[-1][0]} calls")

    def test_killed_while_its_key_is_drawn_there_is_a_whole_key_or_none(self):
        self.run_in_peace(KEY)
        ways = self.ways()
        for at, how in ways:
            with self.subTest(at=at, how=how):
                self.begin()
                self.run_all(at=at, how=how)
                if os.path.exists(self.database + ".key"):
                    with open(self.database + ".key", encoding="ascii") as file:
                        self.assertRegex(file.read(), "^[0-9a-f]{32}\n$")
                self.assertEqual(self.run_all().returncode, 0)
                self.assertEqual(sorted(os.listdir(self.home)), ["crm.db", "crm.db.key"])
        print(f"a key: killed at {len(ways)} of {len(ways)} points, {ways[-1][0]} calls")

    def test_killed_at_any_call_nothing_answered_is_lost_and_nothing_counts_twice(self):
        self.run_in_peace(DAY)
        self.assertIn("alert sla_breached", "".join(self.answers))
        self.kill_everywhere("a day")

    def test_killed_at_any_call_of_a_change_of_model_it_can_be_done_again(self):
        self.run_in_peace(DAY)
        shutil.rmtree(self.at_the_start)
        shutil.copytree(self.home, self.at_the_start)
        self.run_in_peace(CHANGE_OF_MODEL)
        self.assertIn("2 written", self.answers[1])
        self.kill_everywhere("a change of model")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    PROGRAM, LIBRARY = (os.path.abspath(path) for path in sys.argv[1:3])
    MODEL = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else os.path.join(HERE, "model.json")
    unittest.main(argv=sys.argv[:1], verbosity=1)
