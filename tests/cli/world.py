"""A small model, a small log, and a way to run the program on them."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.environ.get("BANTAM_PROGRAM", "")
REFERENCE = os.environ.get("BANTAM_REFERENCE", "")

MODEL = {
    "format": "bantam/1", "name": "small", "version": "1.0.0",
    "attributes": {
        "team_size": {"type": "number", "column": "Employees"},
        "industry": {"type": "choice", "values": ["software", "finance"], "nulls": ["Select", "n/a"]},
        "customer": {"type": "flag"},
        "tools": {"type": "list"},
        "founded": {"type": "date"},
        "email": {"type": "text", "ignore_case": True},
    },
    "activities": {"visit": {"fields": {"seconds": {"type": "number"}}}, "webinar": {}},
    "scores": {
        "fit": {"min": -50, "max": 100, "bands": [{"name": "A", "from": 20}, {"name": "B", "from": -50}]},
        "engagement": {"min": 0, "max": 100},
    },
    "rules": [
        {"id": "size", "score": "fit", "of": "team_size",
         "bands": [{"below": 10, "points": -5}, {"below": 50, "points": 5}, {"points": 15}]},
        {"id": "industry", "score": "fit", "of": "industry", "values": {"software": 20, "finance": 12}},
        {"id": "customer", "score": "fit", "of": "customer", "values": {"true": 1.5}},
        {"id": "tools", "score": "fit", "if": {"in": ["crm", {"var": "tools"}]}, "points": 3},
        {"id": "founded", "score": "fit", "if": {"<": [{"var": "founded"}, "2000-01-01"]}, "points": 7},
        {"id": "visit", "score": "engagement", "on": "visit", "points": 10, "window": "30d",
         "decay": {"half_life": "10d"}},
        {"id": "webinar", "score": "engagement", "on": "webinar", "points": 25, "window": "60d", "newest": 2},
    ],
    "exclude": [{"id": "own_staff", "if": {"endsWith": [{"var": "email"}, "@example.com"]}}],
    "total": {"min": -100, "max": 200},
    "rating": ["fit"],
    "gate": {
        "framework": "bant", "require": 2, "mandatory": ["need"],
        "criteria": {
            "budget": {"fields": {"amount": {"type": "number"}}, "met_if": {">=": [{"var": "amount"}, 1000]},
                       "valid_for": "10d", "ask": "=What is the budget, roughly?"},
            "need": {"fields": {"pain": {"type": "number"}}, "met_if": {">=": [{"var": "pain"}, 3]},
                     "ask": "How much does it hurt?"},
        },
    },
    "stages": {
        "mql": {"promote_if": {">=": [{"var": "score.total"}, 30]}, "demote_if": {"<": [{"var": "score.total"}, 10]},
                "sla": {"within": "24h"}},
        "nurture": {"cool_off": "30d"},
        "reasons": {"reject": ["no_budget"]},
    },
}


def event(lead, at, **what):
    return dict(lead=lead, at=at, **what)


def line(lead, at, **what):
    return json.dumps(event(lead, at, **what), ensure_ascii=False)


def log(*lines):
    return "".join(one + "\n" for one in lines)


SMALL_LOG = log(
    line("L1", "2026-03-01T10:00:00Z", id="a1", activity="webinar"),
    line("L2", "2026-03-01T11:00:00Z", id="b1", attributes={"team_size": 5}),
    line("L1", "2026-03-01T12:00:00Z", id="a2", attributes={"industry": "software"}),
    line("L1", "2026-03-02T12:00:00Z", id="a3", answer="need", fields={"pain": 4}, by="sdr"),
    line("L2", "2026-03-03T00:00:00Z", id="b2", activity="visit", fields={"seconds": 12}),
)


class World(unittest.TestCase):
    """A folder of its own for each test, with the model in `model.json`."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.model = self.write("model.json", json.dumps(MODEL))

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        with open(path, "wb") as file:
            file.write(data)
        return path

    def run_program(self, *arguments, stdin=b"", env=None):
        environment = dict(os.environ, TMPDIR=self.folder, **(env or {}))
        data = stdin if isinstance(stdin, bytes) else stdin.encode("utf-8")
        done = subprocess.run([PROGRAM, *arguments], input=data, capture_output=True,
                              env=environment, cwd=self.folder, timeout=120)
        self.assertIn(done.returncode, (0, 1, 2), done.stderr)
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    def replay(self, events, *arguments, stdin=False, **more):
        """Replays the text of a log and expects success; gives the lines and standard error."""
        path = "-" if stdin else self.write("events.ndjson", events)
        code, out, err = self.run_program("replay", "-m", self.model, "-e", path, *arguments,
                                          stdin=events if stdin else b"", **more)
        self.assertEqual(code, 0, err)
        return out, err

    def refuse(self, events, *arguments):
        """Replays the text of a log and expects exit code 1 and nothing on standard output."""
        path = self.write("events.ndjson", events)
        code, out, err = self.run_program("replay", "-m", self.model, "-e", path, *arguments)
        self.assertEqual((code, out), (1, ""))
        return err

    def score(self, leads, *arguments, name="leads.csv", expect=0):
        path = self.write(name, leads)
        code, out, err = self.run_program("score", "-m", self.model, "-l", path, "-t",
                                          "2026-03-10T00:00:00Z", *arguments)
        self.assertEqual(code, expect, err)
        return (out, err) if expect == 0 else err


def leads(out):
    return [json.loads(one) for one in out.splitlines()]


def main():
    global PROGRAM, REFERENCE
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        PROGRAM = os.path.abspath(sys.argv.pop(1))
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        REFERENCE = os.path.abspath(sys.argv.pop(1))
    if not PROGRAM:
        print("no program: give its path, or set BANTAM_PROGRAM; nothing tested")
        return
    unittest.main(module="__main__")
