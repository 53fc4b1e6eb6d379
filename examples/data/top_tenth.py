#!/usr/bin/env python3
"""Of the tenth of leads with the highest total, what share converted?

Reads the NDJSON of `bantam replay` or `bantam score` on standard input, and
what became of the leads from a CSV file; prints the share in the top tenth
beside the share of all.

  bantam score --model m.json --leads leads.csv --id 'Lead Number' --as-of T |
    top_tenth.py leads.csv --id 'Lead Number' --outcome Converted --won 1

The top tenth are round(n / 10) leads. Where several leads have the total at
the cut and not all of them fit, each counts by the same fraction, so that the
figure does not depend on the order of leads with equal totals.
"""

import argparse
import csv
import json
import sys


def read_outcomes(path, id_column, outcome_column, won, skipped):
    """lead id -> whether it converted; leads whose outcome is skipped are left out"""
    with open(path, encoding="utf-8-sig", newline="") as table:
        rows = csv.DictReader(table)
        for column in (id_column, outcome_column):
            if column not in (rows.fieldnames or []):
                sys.exit(f"top_tenth: no column `{column}` in {path}")
        return {row[id_column]: row[outcome_column] == won for row in rows if row[outcome_column] not in skipped}


def read_totals(lines):
    """lead id -> total"""
    totals = {}
    for position, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            lead = json.loads(line)
            totals[lead["lead"]] = lead["total"]
        except (ValueError, KeyError, TypeError):
            sys.exit(f"top_tenth: line {position} of standard input is not a scored lead")
    return totals


def converted_among_top(scored, count):
    """How many of the `count` highest converted (leads tied at the cut by their fraction), and the total at the cut."""
    cut = sorted((total for total, _ in scored), reverse=True)[count - 1]
    above = [won for total, won in scored if total > cut]
    tied = [won for total, won in scored if total == cut]
    return sum(above) + (count - len(above)) * sum(tied) / len(tied), cut, len(above), len(tied)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("outcomes", help="CSV with a row for each lead")
    parser.add_argument("--id", required=True, help="its column with the lead's id")
    parser.add_argument("--outcome", required=True, help="its column with the outcome")
    parser.add_argument("--won", required=True, help="the value there of a lead that converted")
    parser.add_argument("--skip", action="append", default=[], metavar="VALUE",
                        help="leave out leads with this outcome (not decided yet); may be repeated")
    parser.add_argument("--share", type=float, default=0.1, help="another share than a tenth")
    options = parser.parse_args()
    if not 0 < options.share <= 1:
        parser.error("--share must be more than 0 and at most 1")

    outcomes = read_outcomes(options.outcomes, options.id, options.outcome, options.won, set(options.skip))
    totals = read_totals(sys.stdin)
    scored = [(total, outcomes[lead]) for lead, total in totals.items() if lead in outcomes]
    if not scored:
        sys.exit("top_tenth: no scored lead has an outcome")

    count = max(1, round(len(scored) * options.share))
    top, cut, above, tied = converted_among_top(scored, count)
    everyone = sum(won for _, won in scored)
    print(f"all {len(scored)} leads: {everyone} converted, {everyone / len(scored):.1%}")
    print(f"top {count} by total: {top:.1f} converted, {top / count:.1%}"
          f" (cut at {cut:g}: {above} above, {tied} tied there share {count - above} places)")
    if everyone:
        print(f"lift: {top / count / (everyone / len(scored)):.2f}")
    unknown = len(totals) - len(scored)
    if unknown:
        print(f"{unknown} scored leads without a known outcome are left out")


if __name__ == "__main__":
    main()
