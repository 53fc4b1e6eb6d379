#!/usr/bin/env python3
"""Makes up enquiries.csv: 1,200 enquiries of which it is known who became a customer.

No company or person in it is real. Source, team size and visits decide, with chance, who is won; the
other columns say little, or what must not be used: `Contract sent` is filled in after the fact.
"""

import csv
import math
import random
from datetime import date, timedelta
from pathlib import Path

SOURCES = {"search": 0.0, "referral": 1.4, "trade show": 0.6, "newsletter": -0.4, "cold list": -1.6}


def enquiries(count=1200, seed=2026):
    pick = random.Random(seed)
    for i in range(count):
        source = pick.choices(list(SOURCES), [34, 14, 14, 20, 18])[0]
        team = round(pick.lognormvariate(3.2, 1.1)) if pick.random() < 0.85 else ""
        visits = min(round(pick.expovariate(1 / 3)), 20)
        odds = -2.1 + SOURCES[source] + 0.35 * min(visits, 6)
        odds += 0 if team == "" else 0.9 if 20 <= team < 250 else -0.5
        won = pick.random() < 1 / (1 + math.exp(-odds))
        yield {
            "lead": f"E{i + 1:04}",
            "Came": date(2025, 1, 6) + timedelta(days=i * 360 // count),
            "Source": source,
            "Team size": team,
            "Visits": visits,
            "Country": pick.choice(["NL", "BE", "DE", "FR", ""]),
            "Age": pick.randint(24, 63),
            "Salesperson": pick.choice(["Kim", "Noor", "Sam"]),
            "Contract sent": "yes" if won and pick.random() < 0.95 else "",
            "Outcome": "won" if won else "lost",
        }


if __name__ == "__main__":
    rows = list(enquiries())
    with open(Path(__file__).with_name("enquiries.csv"), "w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
