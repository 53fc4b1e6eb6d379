#!/usr/bin/env python3
"""Turns the loan applications of the BPI Challenge 2012 into an event log.

Reads cases.csv and events.csv.gz from a folder, writes one JSON object a line:
an attributes event at registration (amount_req), then one activity an event of
the log, named as there, with its `lifecycle` as a field.

What would tell the outcome is never written: neither the columns `outcome` and
`decided_utc`, nor the events that say what the bank or the customer decided.

The cases entered over many months. To ask of each how it stood N hours after
its entry, every case is moved so that all are registered at one instant; the
time between the events of a case stays as it was:

  loan_leads_to_events.py FOLDER --hours 72 --undecided |
    bantam replay --model examples/models/loan_leads.json --events - \\
                  --as-of 2026-01-04T00:00:00Z
"""

import argparse
import csv
import datetime
import gzip
import json
import os
import sys

DECISIONS = {
    "A_REGISTERED", "A_APPROVED", "A_ACTIVATED", "A_DECLINED", "A_CANCELLED",
    "O_ACCEPTED", "O_DECLINED", "O_CANCELLED",
}


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def spelled(moment):
    moment = moment.astimezone(datetime.timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_events(folder):
    """case id -> its events, in the order of the log"""
    events = {}
    with gzip.open(os.path.join(folder, "events.csv.gz"), "rt", encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            events.setdefault(row["case_id"], []).append(row)
    return events


def number(text):
    value = float(text)
    return int(value) if value.is_integer() else value


def write(out, **event):
    out.write(json.dumps(event, ensure_ascii=False) + "\n")


def convert(folder, out, entry, hours, undecided):
    events = read_events(folder)
    horizon = None if hours is None else datetime.timedelta(hours=hours)
    with open(os.path.join(folder, "cases.csv"), encoding="utf-8", newline="") as table:
        for case in csv.DictReader(table):
            lead, registered = case["case_id"], instant(case["registered_utc"])
            # The date of the decision chooses rows here; nothing of it is written.
            if undecided and case["decided_utc"] and instant(case["decided_utc"]) - registered <= horizon:
                continue
            shift = datetime.timedelta(0) if entry is None else entry - registered
            write(out, lead=lead, at=spelled(registered + shift), id=f"{lead}-0",
                  attributes={"amount_req": number(case["amount_req"])})
            for index, row in enumerate(events.get(lead, []), start=1):
                at = instant(row["timestamp_utc"])
                if row["activity"] in DECISIONS or (horizon is not None and at - registered > horizon):
                    continue
                write(out, lead=lead, at=spelled(at + shift), id=f"{lead}-{index}",
                      activity=row["activity"], fields={"lifecycle": row["lifecycle"]})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="holds cases.csv and events.csv.gz")
    parser.add_argument("--hours", type=float, help="leave out what happened later than this after registration")
    parser.add_argument("--undecided", action="store_true",
                        help="leave out cases that were decided within the hours: there is nothing left to foresee")
    parser.add_argument("--entry", default="2026-01-01T00:00:00Z", metavar="INSTANT",
                        help="the instant at which all cases are registered (default %(default)s); `log` keeps the real times")
    options = parser.parse_args()
    if options.undecided and options.hours is None:
        parser.error("--undecided needs --hours")
    entry = None if options.entry == "log" else instant(options.entry)
    try:
        convert(options.folder, sys.stdout, entry, options.hours, options.undecided)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, KeyError) as problem:
        sys.exit(f"loan_leads_to_events: {problem}")


if __name__ == "__main__":
    main()
