"""bantam: help, version, exit codes, check, describe, init. Usage: usage_test.py [PROGRAM]"""

import json
import os

import world
from world import MODEL, World

COMMANDS = ["check", "describe", "replay", "score", "explain", "erase", "next", "init"]


class Usage(World):
    def test_help_of_every_command_has_examples(self):
        for command in COMMANDS:
            code, out, _ = self.run_program(command, "--help")
            self.assertEqual(code, 0)
            self.assertIn("Examples:\n  bantam " + command, out)
        code, out, _ = self.run_program("--help")
        self.assertEqual(code, 0)
        for command in COMMANDS:
            self.assertIn(command, out)

    def test_version(self):
        code, out, _ = self.run_program("--version")
        self.assertEqual(code, 0)
        self.assertRegex(out, r"^bantam \d+\.\d+\.\d+\n$")

    def test_wrong_usage_is_exit_code_2_and_prints_nothing_on_standard_output(self):
        for arguments in (
                [], ["judge"], ["check"], ["replay", "--model", self.model],
                ["replay", "--events", "x"], ["replay", "--model", self.model, "--events", "x", "--fast"],
                ["replay", "-m", self.model, "-e", "x", "--format", "xml"],
                ["replay", "-m", "-", "-e", "-"],
                ["score", "-m", self.model, "-l", "x"],
                ["score", "-m", self.model, "-e", "x"],
                ["explain", "-m", self.model, "--lead", "L1"],
                ["next", "-m", self.model, "-e", "x", "--within", "a month"],
                ["replay", "-m", self.model, "-e", "x", "--as-of", "2026-11-21"]):
            code, out, err = self.run_program(*arguments)
            self.assertEqual((code, out), (2, ""), arguments)
            self.assertNotEqual(err, "", arguments)

    def test_a_moment_in_milliseconds_is_recognised(self):
        code, _, err = self.run_program("replay", "-m", self.model, "-e", "x", "--as-of", "1760000000000")
        self.assertEqual(code, 2)
        self.assertIn("looks like milliseconds", err)

    def test_a_file_that_cannot_be_read_is_named(self):
        for arguments in (["check", "nowhere.json"], ["describe", "nowhere.json"],
                          ["replay", "-m", "nowhere.json", "-e", "x"],
                          ["replay", "-m", self.model, "-e", "nowhere.json"],
                          ["score", "-m", self.model, "-l", "nowhere.json", "-t", "2026-01-01T00:00:00Z"]):
            code, out, err = self.run_program(*arguments)
            self.assertEqual((code, out), (1, ""))
            self.assertEqual(err, "nowhere.json: error file/unreadable: no such file or directory\n")

    def test_a_folder_is_no_file(self):
        for arguments in (["check", self.folder], ["replay", "-m", self.model, "-e", self.folder]):
            code, _, err = self.run_program(*arguments)
            self.assertEqual(code, 1)
            self.assertIn("file/unreadable: is a directory", err)


class Check(World):
    def test_a_good_model_is_ok(self):
        code, out, err = self.run_program("check", self.model)
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, r"model\.json: ok: `small` 1\.0\.0, 2 scores, 7 rules, ")

    def test_errors_have_file_line_column_and_code_and_all_are_said(self):
        text = json.dumps(MODEL, indent=1).replace('"score": "engagement"', '"score": "engagment"', 1)
        text = text.replace('"half_life"', '"half_live"', 1)
        self.write("bad.json", text)
        code, out, err = self.run_program("check", "bad.json")
        self.assertEqual((code, err), (1, ""))
        self.assertRegex(out, r"(?m)^bad\.json:\d+:\d+: error [a-z]+/[a-z_]+: .*engagment")
        self.assertRegex(out, r"(?m)^bad\.json:\d+:\d+: error [a-z]+/[a-z_]+: .*half_live")
        where = text[:text.index('"engagment"')].count("\n") + 1
        self.assertIn("bad.json:%d:" % where, out)

    def test_other_commands_refuse_a_bad_model_on_standard_error(self):
        self.write("bad.json", '{"format": "bantam/1"}')
        for arguments in (["describe", "bad.json"], ["replay", "-m", "bad.json", "-e", "x"]):
            code, out, err = self.run_program(*arguments)
            self.assertEqual((code, out), (1, ""))
            self.assertRegex(err, r"^bad\.json:1:\d+: error ")

    def test_an_empty_file_is_an_error_at_its_start(self):
        self.write("empty.json", "")
        code, out, _ = self.run_program("check", "empty.json")
        self.assertEqual(code, 1)
        self.assertIn("empty.json:1:1: error ", out)

    def test_a_model_may_come_from_standard_input(self):
        code, out, _ = self.run_program("check", "-", stdin=json.dumps(MODEL))
        self.assertEqual(code, 0)
        self.assertIn("standard input: ok", out)


class Describe(World):
    def test_it_names_what_is_in_the_model(self):
        code, out, err = self.run_program("describe", self.model)
        self.assertEqual((code, err), (0, ""))
        for name in ("small", "engagement", "webinar", "What is the budget"):
            self.assertIn(name, out)


class Init(World):
    def test_the_starter_model_compiles_without_warnings(self):
        code, text, _ = self.run_program("init")
        self.assertEqual(code, 0)
        self.assertIn("x-comment", json.loads(text))
        code, out, err = self.run_program("check", "-", stdin=text)
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(len(out.splitlines()), 1, out)
        self.assertIn("0 warnings", out)

    def test_it_writes_a_file_but_never_over_one(self):
        code, out, _ = self.run_program("init", "--out", "new.json")
        self.assertEqual((code, out), (0, ""))
        path = os.path.join(self.folder, "new.json")
        with open(path, encoding="utf-8") as file:
            first = file.read()
        self.assertEqual(first, self.run_program("init")[1])
        self.write("new.json", "mine")
        code, _, err = self.run_program("init", "--out", "new.json")
        self.assertEqual(code, 1)
        self.assertIn("new.json: error file/exists", err)
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "mine")
        code, _, err = self.run_program("init", "--out", "no/such/folder.json")
        self.assertEqual(code, 1)
        self.assertIn("no/such/folder.json: error file/unwritable", err)


if __name__ == "__main__":
    world.main()
