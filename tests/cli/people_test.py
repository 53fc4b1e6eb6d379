"""People: sensitive names, objections, erasing, and what a subject is told. Usage: people_test.py [PROGRAM]"""

import copy
import csv
import io
import json
import os

import world
from world import MODEL, SMALL_LOG, World, line, log

MARK = "zq81vxkw"
AT = ("-t", "2026-03-03T00:00:00Z")


class SensitiveNames(World):
    def check(self, change, *options):
        model = copy.deepcopy(MODEL)
        change(model)
        path = self.write("sensitive.json", json.dumps(model, indent=1))
        return self.run_program("check", path, *options)[:2]

    def test_a_sensitive_name_is_a_warning_with_its_place_and_strictly_an_error(self):
        def postcode(model):
            model["attributes"]["team_size"]["column"] = "Home post_code ZIP"
        code, out = self.check(postcode)
        self.assertEqual(code, 0)
        self.assertRegex(out, r"sensitive\.json:\d+:\d+: warning name/sensitive: `team_size`, from column")
        code, out = self.check(postcode, "--strict")
        self.assertEqual(code, 1)
        self.assertRegex(out, r"sensitive\.json:\d+:\d+: error name/sensitive: ")
        self.assertIn("1 error, 0 warnings", out)

    def test_the_words_are_a_setting_and_words_within_words_are_none(self):
        self.assertEqual(self.check(lambda model: None, "--strict")[0], 0)
        self.assertEqual(self.check(lambda model: None, "--strict", "--sensitive", "team size,mood")[0], 1)
        self.assertEqual(self.check(lambda model: None, "--strict", "--sensitive", "size of team")[0], 0)

    def test_strict_refuses_every_warning(self):
        def never(model):
            model["rules"][3]["if"] = {"and": [{"<": [{"var": "team_size"}, 1]}, {">": [{"var": "team_size"}, 2]}]}
        self.assertEqual(self.check(never)[0], 0)
        self.assertEqual(self.check(never, "--strict")[0], 1)


class Objections(World):
    """L1 would be MQL; it objects."""

    def setUp(self):
        super().setUp()
        model = copy.deepcopy(MODEL)
        model["attributes"]["objects"] = {"type": "flag"}
        model["suppress"] = [{"id": "objection", "if": {"var": "objects"}}]
        self.objectable = self.write("objectable.json", json.dumps(model))
        self.objection = line("L1", "2026-03-01T09:00:00Z", attributes={"objects": True})
        self.log = self.write("objections.ndjson", SMALL_LOG + self.objection + "\n")

    def run_ok(self, *words):
        code, out, err = self.run_program(*words)
        self.assertEqual(code, 0, err)
        return out

    def test_replay_says_why_and_gives_no_number(self):
        out = self.run_ok("replay", "-m", self.objectable, "-e", self.log, *AT, "--explain")
        first, second = [json.loads(one) for one in out.splitlines()]
        self.assertEqual(first["suppressed_by"], ["objection"])
        self.assertEqual(first["stage"], "lead")
        for key in ("scores", "total", "bands", "rating", "excluded_by", "contributions"):
            self.assertNotIn(key, first)
            self.assertIn(key, second)
        self.assertNotIn("suppressed_by", second)

    def test_tables_and_csv_leave_the_numbers_empty_and_say_why(self):
        out = self.run_ok("replay", "-m", self.objectable, "-e", self.log, *AT, "-f", "csv")
        rows = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual([(row["lead"], row["total"], row["score.fit"], row["suppressed_by"]) for row in rows],
                         [("L1", "", "", "objection"), ("L2", rows[1]["total"], "-5", "")])
        last = self.run_ok("replay", "-m", self.objectable, "-e", self.log, *AT, "-f", "table").splitlines()[-1]
        self.assertTrue(last.startswith("L1"), last)
        self.assertIn("suppressed by objection", last)

    def test_a_model_without_suppressions_has_no_column_for_them(self):
        out = self.run_ok("replay", "-m", self.model, "-e", self.log, *AT, "-f", "csv")
        self.assertNotIn("suppressed", out)

    def test_score_and_rank_give_no_number_either_and_rank_puts_them_last(self):
        table = self.write("leads.csv", "lead,Employees,objects\nL1,90,true\nL2,5,false\nL3,90,\n")
        out = self.run_ok("score", "-m", self.objectable, "-l", table, *AT)
        self.assertEqual(["total" in json.loads(one) for one in out.splitlines()], [False, True, True])
        for source in (("-l", table), ("-l", table, "-e", self.log)):
            ranked = [json.loads(one) for one in
                      self.run_ok("rank", "-m", self.objectable, *source, *AT, "-f", "ndjson").splitlines()]
            self.assertEqual([lead["lead"] for lead in ranked], ["L3", "L2", "L1"])
            self.assertEqual(ranked[2], {"lead": "L1", "as_of": AT[1], "suppressed_by": ["objection"]})
        out = self.run_ok("rank", "-m", self.objectable, "-l", table, *AT, "-f", "csv")
        rows = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual((rows[2]["rank"], rows[2]["total"], rows[2]["score.fit"], rows[2]["suppressed_by"]),
                         ("", "", "", "objection"))
        self.assertIn("objection", self.run_ok("rank", "-m", self.objectable, "-l", table, *AT).splitlines()[-1])

    def test_explain_says_why_in_text_and_json(self):
        out = self.run_ok("explain", "-m", self.objectable, "-e", self.log, "--lead", "L1", *AT)
        self.assertIn("not scored, suppressed by `objection`", out)
        self.assertIn("suppress/objection", out)
        out = self.run_ok("explain", "-m", self.objectable, "-e", self.log, "--lead", "L1", *AT, "-f", "json")
        said = json.loads(out)
        self.assertEqual(said["explanation"]["suppressed_by"], ["objection"])
        for key in ("rules", "scores", "total", "rating"):
            self.assertNotIn(key, said["explanation"])
        self.assertEqual(said["missing"]["changes"], [])

    def test_an_objection_that_is_lifted_is_over(self):
        lifted = self.write("lifted.ndjson", SMALL_LOG + self.objection + "\n" +
                            line("L1", "2026-03-02T09:00:00Z", attributes={"objects": None}) + "\n")
        lead = json.loads(self.run_ok("replay", "-m", self.objectable, "-e", lifted, *AT).splitlines()[0])
        self.assertEqual((lead["total"], lead["stage"]), (45, "mql"))
        self.assertEqual(lead["transitions"][0]["at"], "2026-03-02T09:00:00Z")

    def test_a_suppression_reads_attributes_alone_neither_signals_nor_ages(self):
        for name, right in (("founded", True), ("founded.age_days", False), ("signal.visits", False), ("score.total", False)):
            model = copy.deepcopy(MODEL)
            model["signals"] = {"visits": {"on": "visit", "measure": "count"}}
            model["suppress"] = [{"id": "x", "if": {"!=": [{"var": name}, None]}}]
            code, out, _ = self.run_program("check", self.write("one.json", json.dumps(model)))
            self.assertEqual(code, 0 if right else 1, out)
            self.assertEqual("condition/unknown_name" in out, not right, out)

    def test_a_description_says_who_is_not_scored(self):
        out = self.run_ok("describe", self.objectable)
        self.assertIn("## Suppressed leads", out)
        self.assertIn("- `objection`: while `objects` is true", out)

    def test_the_next_change_of_who_objects_has_no_total(self):
        log_of_mql = self.write("mql.ndjson", SMALL_LOG + line("L1", "2026-03-01T13:00:00Z", attributes={"objects": True}) + "\n")
        out = self.run_ok("next", "-m", self.objectable, "-e", log_of_mql, "-t", "2026-03-01T14:00:00Z", "-f", "ndjson")
        change, = [json.loads(one) for one in out.splitlines() if json.loads(one)["lead"] == "L1"]
        self.assertEqual(change["suppressed_by"], ["objection"])
        self.assertNotIn("total", change)
        self.assertNotIn("total_then", change)
        self.assertEqual(change["alerts"][0]["alert"], "sla_breached")

    def test_learning_leaves_out_who_objects_and_says_how_many(self):
        rows = ["lead,Employees,objects,outcome"]
        rows += [f"L{i},{90 if i % 2 else 5},{'true' if i < 7 else 'false'},{'won' if i % 3 else 'lost'}" for i in range(60)]
        out = self.run_program("learn", "--model", self.objectable, "-l", self.write("rows.csv", "\n".join(rows) + "\n"),
                               "--outcome", "outcome", "-t", "2026-03-01T00:00:00Z", "--out", os.path.join(self.folder, "learned.json"))
        self.assertIn("7 suppressed", out[1] + out[2])

    def test_a_backtest_leaves_out_who_objects_and_says_how_many(self):
        lines = []
        for index in range(30):
            lead = f"L{index:02}"
            lines.append(line(lead, "2026-03-01T10:00:00Z", attributes={"team_size": 90 if index % 2 else 5,
                                                                         "objects": index < 4}))
            lines.append(line(lead, "2026-03-05T10:00:00Z", command="override",
                              to="closed_won" if index % 3 else "closed_lost", reason="said so", by="ann"))
        path = self.write("many.ndjson", log(*lines))
        out = self.run_ok("backtest", "-m", self.objectable, "-e", path, "--as-of", "2026-03-02T00:00:00Z")
        self.assertIn("26 leads judged", out)
        self.assertIn("4 suppressed", out)


class Erasing(World):
    def setUp(self):
        super().setUp()
        self.key = self.write("erasure.key", "00112233445566778899aabbccddeeff\n")
        self.stones = os.path.join(self.folder, "erased.txt")
        self.marked = log(
            line("L" + MARK, "2026-03-01T10:00:00Z", id=MARK, activity="webinar", fields={"note": MARK}),
            line("L2", "2026-03-01T11:00:00Z", attributes={"team_size": 5}),
            line("L" + MARK, "2026-03-09T10:00:00Z", command="override", to="sal", by=MARK, reason=MARK))

    def erase(self, events):
        return self.run_program("erase", "-e", self.write("old.ndjson", events), "--lead", "L" + MARK,
                                "--tombstones", self.stones, "--erasure-key", self.key)

    def replay(self, *options):
        return self.run_program("replay", "-m", self.model, "-e", os.path.join(self.folder, "old.ndjson"), *options)

    def test_the_log_and_the_tombstone_hold_nothing_of_the_lead(self):
        code, out, err = self.erase(self.marked)
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(out.splitlines(), [self.marked.splitlines()[1]])
        with open(self.stones, encoding="ascii") as file:
            stones = file.read()
        self.assertNotIn(MARK, stones + out)
        self.assertRegex(stones, r"^[0-9a-f]{32}\n$")

    def test_a_replay_of_the_old_log_refuses_the_lead_without_saying_who(self):
        self.assertEqual(self.erase(self.marked)[0], 0)
        self.assertIn(MARK, self.replay()[1])
        options = ("--tombstones", self.stones, "--erasure-key", self.key)
        code, out, err = self.replay(*options)
        self.assertEqual(code, 0)
        self.assertEqual([json.loads(one)["lead"] for one in out.splitlines()], ["L2"])
        self.assertEqual(json.loads(out)["as_of"], "2026-03-01T11:00:00Z")
        self.assertIn("2 events of erased leads refused", err)
        self.assertNotIn(MARK, out + err)
        for command in (["rank", "-f", "ndjson"], ["funnel", "-f", "ndjson"], ["next", "-f", "ndjson"]):
            code, out, err = self.run_program(*command[:1], "-m", self.model, "-e",
                                              os.path.join(self.folder, "old.ndjson"), *command[1:], *options)
            self.assertEqual(code, 0, err)
            self.assertNotIn(MARK, out + err)

    def test_a_row_of_a_table_does_not_bring_an_erased_lead_back(self):
        self.erase(self.marked)
        table = self.write("leads.csv", f"lead,Employees\nL{MARK},90\nL2,5\n")
        code, out, err = self.run_program("score", "-m", self.model, "-l", table, *AT, "--tombstones", self.stones,
                                          "--erasure-key", self.key)
        self.assertEqual(code, 0, err)
        self.assertNotIn(MARK, out + err)
        self.assertIn("1 rows of erased leads refused", err)

    def test_who_is_erased_is_neither_judged_nor_learned_from(self):
        self.erase(self.marked)
        options = ("--as-of", "2026-03-02T00:00:00Z", "--tombstones", self.stones, "--erasure-key", self.key)
        lines, rows, outcomes = [], ["lead,Employees"], ["lead,won,at"]
        for index in range(30):
            lead = "L" + MARK if index == 0 else f"K{index:02}"
            size = 90 if index % 2 else 5
            lines.append(line(lead, "2026-03-01T10:00:00Z", attributes={"team_size": size}))
            rows.append(f"{lead},{size}")
            outcomes.append(f"{lead},{int(index % 3 > 0)},2026-03-05T10:00:00Z")
        events = self.write("many.ndjson", log(*lines))
        table = self.write("many.csv", "\n".join(rows) + "\n")
        told = ("--outcomes", self.write("told.csv", "\n".join(outcomes) + "\n"))
        folds = self.write("folds.csv", "".join(row.split(",")[0] + f",{index % 5}\n" if index else "lead,fold\n"
                                                for index, row in enumerate(rows)))
        for command in (["backtest", "-m", self.model], ["compare", self.model, self.model, "--names", "30"],
                        ["learn", "-m", self.model]):
            for source, refused in ((("-e", events), "1 events"), (("-l", table), "1 rows"),
                                    (("-e", events, "--folds", folds), "1 events")):
                code, out, err = self.run_program(*command, *source, *told, *options)
                self.assertEqual(code, 0, err)
                self.assertIn(refused + " of erased leads refused", err)
                self.assertIn("29 leads" if command[0] != "learn" else "29", out)
                self.assertNotIn("30 leads", out)
                self.assertNotIn(MARK, out + err)
                self.assertNotIn("of whom nothing but the outcome is known", out)

    def test_points_from_elsewhere_take_no_tombstones(self):
        self.erase(self.marked)
        scores = self.write("scores.csv", "lead,score,won\nL1,5,1\n")
        code, _, err = self.run_program("backtest", "--scores", scores, "--tombstones", self.stones,
                                        "--erasure-key", self.key)
        self.assertEqual(code, 2, err)

    def test_tombstones_belong_to_a_key_and_a_tenant(self):
        self.erase(self.marked)
        other = self.write("other.key", "f" * 32)
        self.assertIn(MARK, self.replay("--tombstones", self.stones, "--erasure-key", other)[1])
        self.assertIn(MARK, self.replay("--tombstones", self.stones, "--erasure-key", self.key, "--tenant", "north")[1])

    def test_bad_keys_and_tombstones_are_errors_that_show_neither(self):
        self.erase(self.marked)
        bad = self.write("bad.key", "secretsecret")
        code, out, err = self.replay("--tombstones", self.stones, "--erasure-key", bad)
        self.assertEqual((code, out), (1, ""))
        self.assertIn("erasure/key", err)
        self.assertNotIn("secretsecret", err)
        with open(self.stones, "a", encoding="ascii") as file:
            file.write("no tombstone\n")
        code, _, err = self.replay("--tombstones", self.stones, "--erasure-key", self.key)
        self.assertEqual(code, 1)
        self.assertIn("erased.txt:2: error erasure/tombstone", err)
        self.assertEqual(self.replay("--tombstones", self.stones)[0], 2)

    def test_a_line_that_cannot_be_read_stops_the_erasing_and_the_tombstone_stands(self):
        code, _, err = self.erase(self.marked + "{" + MARK + "\n")
        self.assertEqual(code, 1)
        self.assertIn("old.ndjson:4:", err)
        self.assertNotIn(MARK, err)
        self.assertTrue(os.path.exists(self.stones))


class GroupRates(World):
    def test_rates_of_groups_are_exact_also_by_an_attribute_that_no_rule_reads(self):
        model = copy.deepcopy(MODEL)
        model["attributes"]["survey_group"] = {"type": "text"}
        path = self.write("grouped.json", json.dumps(model))
        # 7 of a are there, 3 of them promoted; 5 of b, 4 of them; one says nothing and is promoted.
        groups = {"a": (7, 3), "b": (5, 4), None: (1, 1)}
        lines = []
        for group, (count, promoted) in groups.items():
            for index in range(count):
                lead = f"{group}{index}"
                lines.append(line(lead, "2026-03-01T10:00:00Z", attributes={
                    "survey_group": group, "team_size": 90 if index < promoted else 5, "industry": "software"}))
        events = self.write("grouped.ndjson", log(*lines))
        code, out, err = self.run_program("funnel", "-m", path, "-e", events, "-t", "2026-03-10T00:00:00Z",
                                          "--lag", "1d", "--by", "survey_group", "-f", "ndjson")
        self.assertEqual(code, 0, err)
        found = {}
        for span in [json.loads(one) for one in out.splitlines()]:
            step, = [each for each in span["conversions"] if (each["from"], each["to"]) == ("lead", "mql")]
            if "segment" in span:
                found[span["segment"]] = (step["entered"], step["converted"])
        self.assertEqual(found, groups)


class ForSubject(World):
    def test_a_person_is_told_in_plain_words_with_a_contact_and_as_a_page(self):
        path = self.write("events.ndjson", SMALL_LOG)
        page = os.path.join(self.folder, "subject.html")
        code, out, err = self.run_program("explain", "-m", self.model, "-e", path, "--lead", "L1", "--for-subject",
                                          "--contact", "Write to privacy@example.com.", "--html", page)
        self.assertEqual(code, 0, err)
        for part in ("How you were scored", "webinar, once, 2026-03-01", "industry: software, since 2026-03-01",
                     "need: met, pain 4, answered on 2026-03-02", "Write to privacy@example.com."):
            self.assertIn(part, out)
        for part in ("L1", "sdr", "`"):
            self.assertNotIn(part, out)
        with open(page, encoding="utf-8") as file:
            self.assertIn("Write to privacy@example.com.", file.read())

    def test_its_options_belong_together(self):
        common = ["explain", "-m", self.model, "-e", "x", "--lead", "L1"]
        for options in (["--contact", "x"], ["--html", "x"], ["--for-subject", "-f", "json"]):
            self.assertEqual(self.run_program(*common, *options)[0], 2, options)


if __name__ == "__main__":
    world.main()
