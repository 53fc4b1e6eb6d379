"""bantam score: tables of leads. Usage: score_test.py [PROGRAM]"""

import json

import world
from world import SMALL_LOG, World, leads, line, log

HEADER = "lead,Employees,industry,customer,tools,founded,email,other\n"


def row(lead, **cells):
    names = HEADER.strip().split(",")
    return ",".join([lead] + [cells.get(name, "") for name in names[1:]]) + "\n"


class Csv(World):
    def totals(self, text, *arguments, **more):
        return {lead["lead"]: lead["total"] for lead in leads(self.score(text, *arguments, **more)[0])}

    def test_cells_are_read_by_the_type_of_their_attribute(self):
        out, err = self.score(HEADER + row("L1", Employees="60", industry="software", customer="true",
                                           tools="mail;crm", founded="1999-12-31", other="NaN"), "--explain")
        self.assertEqual(err, "")
        self.assertEqual(leads(out)[0]["contributions"],
                         [{"rule": "size", "points": 15}, {"rule": "industry", "points": 20},
                          {"rule": "customer", "points": 1.5}, {"rule": "tools", "points": 3},
                          {"rule": "founded", "points": 7}])
        self.assertEqual(leads(out)[0]["as_of"], "2026-03-10T00:00:00Z")

    def test_an_empty_cell_and_a_null_are_missing(self):
        self.assertEqual(self.totals(HEADER + row("L1") + row("L2", industry="Select") + row("L3", industry='"n/a"')
                                     + row("L4", Employees='""')),
                         {"L1": 0, "L2": 0, "L3": 0, "L4": 0})

    def test_numbers_are_written_as_in_json(self):
        for number in ("12", "12.5", "1.25e1", "-0", "1E+1", "12.50", "1e-999"):
            self.score(HEADER + row("L1", Employees=number))
        for number in ("NaN", "Infinity", '"12,5"', "+12", " 12", "12 ", ".5", "1.", "012", "0x1F", "1e", "1e999",
                       "-1e999", "-", "1_000", "12\u00a0", "\uff11"):
            err = self.score(HEADER + row("L0") + row("L1", Employees=number), expect=1)
            self.assertRegex(err, r"leads\.csv:3:4: error cell/not_a_number: row 3: column `Employees` wants a number",
                             number)

    def test_cells_of_other_types_are_strict_too(self):
        for cells, column, code in (({"customer": "TRUE"}, 6, "cell/not_a_flag"), ({"customer": "1"}, 6, "cell/not_a_flag"),
                                    ({"founded": "1999-2-3"}, 8, "cell/not_a_date"),
                                    ({"founded": "1999-02-30"}, 8, "cell/not_a_date")):
            err = self.score(HEADER + row("L1", **cells), expect=1)
            self.assertIn("leads.csv:2:%d: error %s" % (column, code), err)
            said = err.split("leads.csv:", 1)[1]  # the folder's random name may hold anything
            self.assertNotIn(list(cells.values())[0], said)

    def test_a_choice_that_is_none_is_a_notice(self):
        out, err = self.score(HEADER + row("L1", industry="farming"), "--notices")
        self.assertEqual(leads(out)[0]["total"], 0)
        self.assertEqual([(one["row"], one["subject"]) for one in map(json.loads, err.splitlines())], [(2, "industry")])

    def test_quotes_line_ends_and_marks(self):
        text = 'Employees,lead,note\n60,"a ""b"", c","one\r\ntwo\n\nthree"\n5,L2,\n'
        expected = {'a "b", c': 15, "L2": -5}
        self.assertEqual(self.totals(text), expected)
        self.assertEqual(self.totals("\ufeff" + text), expected)
        self.assertEqual(self.totals("Employees,lead\r\n60,L1\r\n\r\n5,L2"), {"L1": 15, "L2": -5})
        self.assertEqual(self.totals("Employees,lead\r60,L1\r5,L2\r"), {"L1": 15, "L2": -5})
        self.assertEqual(self.totals('"Employees","lead"\n"60","L1"\n'), {"L1": 15})

    def test_a_place_behind_a_line_end_in_quotes_is_the_line_of_the_cell(self):
        err = self.score('lead,note,Employees\nL1,"one\ntwo",many\n', expect=1)
        self.assertIn("leads.csv:3:6: error cell/not_a_number: row 2: column `Employees`", err)

    def test_what_is_not_csv_is_refused(self):
        for body, place, code in (('L1,"60\nL2,5\n', "2:4", "csv/unclosed_quote"), ('L1,6"0\n', "2:5", "csv/quote"),
                                  ('L1,"60"x\n', "2:8", "csv/quote"), ("L1\n", "2:1", "row/cells"),
                                  ("L1,60,7\n", "2:1", "row/cells"), (",60\n", "2:1", "row/no_lead"),
                                  ("L1," + "9" * 20000 + "\n", "2:16388", "limit/exceeded"),
                                  ('L1,"' + "\n" * 70000 + '"\n', "", "limit/exceeded"),
                                  ("x" * 129 + ",60\n", "2:1", "limit/exceeded")):
            err = self.score("lead,Employees\n" + body, expect=1)
            self.assertIn("leads.csv:%s" % place, err)
            self.assertIn(": error %s: " % code, err)
            self.assertEqual(err.count("\n"), 1)
        err = self.score(b"lead,Employees\nL\xff,5\n", expect=1)
        self.assertIn("leads.csv:2:2: error csv/utf8", err)

    def test_the_header_must_name_the_id(self):
        self.assertIn("leads.csv:1:1: error table/no_id_column: no column `lead`", self.score("id,Employees\nL1,5\n", expect=1))
        self.assertIn("semicolons", self.score("lead;Employees\nL1;5\n", expect=1))
        self.assertIn("table/empty", self.score("", expect=1))
        self.assertIn("leads.csv:1:6: error table/duplicate_column", self.score("lead,lead,Employees\nL1,L1,5\n", expect=1))
        self.assertEqual(self.totals("Lead Number,Employees\n7,60\n", "--id", "Lead Number"), {"7": 15})

    def test_the_column_that_an_attribute_names_goes_before_its_own_name(self):
        self.assertEqual(self.totals("lead,team_size\nL1,60\n"), {"L1": 15})
        self.assertEqual(self.totals("lead,team_size,Employees\nL1,unread,60\n"), {"L1": 15})

    def test_a_table_that_feeds_nothing_is_doubtful(self):
        _, err = self.score("lead,colour\nL1,red\n")
        self.assertIn("leads.csv:1:1: warning table/no_attributes", err)

    def test_keep_going_leaves_bad_rows_out_and_counts_them(self):
        text = 'lead,Employees\nL1,60\nL2,many\nL3,5\nL4,"5\nL5,60\n'
        out, err = self.score(text, "--keep-going")
        self.assertEqual([lead["lead"] for lead in leads(out)], ["L1", "L3", "L5"])
        self.assertIn("leads.csv:3:4: error", err)
        self.assertIn("leads.csv:5:4: error csv/unclosed_quote", err)
        self.assertIn("leads.csv: 2 of 5 rows left out", err)

    def test_a_header_alone_is_an_empty_table(self):
        self.assertEqual(self.score("lead,Employees\n")[0], "")

    def test_rows_of_one_lead_are_applied_in_order(self):
        self.assertEqual(self.totals("lead,Employees\nL1,5\nL1,60\n"), {"L1": 15})


class Ndjson(World):
    def test_rows_are_objects_with_the_columns_as_keys(self):
        out, err = self.score(log(json.dumps({"lead": "L2", "Employees": 60, "customer": True, "tools": ["crm"]}),
                                  "", json.dumps({"lead": "L1", "team_size": 5, "industry": None, "x": {"y": 1}})),
                              name="leads.ndjson")
        self.assertEqual(err, "")
        self.assertEqual([(lead["lead"], lead["total"]) for lead in leads(out)], [("L1", -5), ("L2", 19.5)])

    def test_bad_rows_are_refused_with_their_place(self):
        good = '{"lead":"L0"}'
        for bad, place in (('{"lead":"L1"', "2:13"), ('{"lead":"L1"}}', "2:14"), ('{"lead":"L1"},"tick":true', "2:14"),
                           ('{"lead":"L1"},"x":{"y":1}', "2:14"), ('{"lead":1}', "2:1"), ('{"id":"L1"}', "2:1"),
                           ('[1]', "2:1"), ('null', "2:1"), ('{"lead":"L1","lead":"L2"}', "2:14"),
                           ('{"lead":"L1",}', "2:14"), ('{"lead":""}', "2:1")):
            err = self.score(log(good, bad), name="leads.ndjson", expect=1)
            self.assertIn("leads.ndjson:%s: error " % place, err, bad)
            out, err = self.score(log(good, bad), "--keep-going", name="leads.ndjson")
            self.assertEqual([lead["lead"] for lead in leads(out)], ["L0"])
            self.assertIn("1 of 2 rows left out", err)


class WithEvents(World):
    def test_rows_come_after_the_events_and_leads_without_a_row_are_left_out(self):
        events = self.write("events.ndjson", SMALL_LOG)
        table = self.write("leads.csv", "lead,Employees\nL2,60\nL3,5\n")
        code, out, err = self.run_program("score", "-m", self.model, "-l", table, "-e", events)
        self.assertEqual((code, err), (0, ""))
        self.assertEqual([(lead["lead"], lead["total"], lead["as_of"]) for lead in leads(out)],
                         [("L2", 25, "2026-03-03T00:00:00Z"), ("L3", -5, "2026-03-03T00:00:00Z")])

    def test_one_of_them_may_be_standard_input(self):
        table = self.write("leads.csv", "lead,Employees\nL2,60\n")
        code, out, _ = self.run_program("score", "-m", self.model, "-l", table, "-e", "-", stdin=SMALL_LOG)
        self.assertEqual((code, leads(out)[0]["total"]), (0, 25))
        code, out, _ = self.run_program("score", "-m", self.model, "-l", "-", "-e", self.write("e", SMALL_LOG),
                                        stdin="lead,Employees\nL2,60\n")
        self.assertEqual((code, leads(out)[0]["total"]), (0, 25))

    def test_an_empty_log_gives_no_moment(self):
        table = self.write("leads.csv", "lead,Employees\nL2,60\n")
        code, _, err = self.run_program("score", "-m", self.model, "-l", table, "-e", self.write("e", ""))
        self.assertEqual(code, 1)
        self.assertIn("--as-of", err)

    def test_a_bad_line_of_another_lead_stops_it_too(self):
        table = self.write("leads.csv", "lead,Employees\nL2,60\n")
        code, out, _ = self.run_program("score", "-m", self.model, "-l", table, "-e",
                                        self.write("e", SMALL_LOG + line("L7", "never", tick=True)))
        self.assertEqual((code, out), (1, ""))

    def test_the_table_formats_work_here_too(self):
        text = "lead,Employees\nL1,5\nL2,60\n"
        self.assertIn("L2", self.score(text, "--format", "table")[0].splitlines()[2])
        self.assertIn("L1,2026-03-10T00:00:00Z,lead,2026-03-10T00:00:00Z,-5,-5,0,B,false,", self.score(text, "-f", "csv")[0])


if __name__ == "__main__":
    world.main()
