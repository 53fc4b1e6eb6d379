#!/usr/bin/env python3
"""Makes up half a year of a sales team: season_events.ndjson and season_leads.csv.

Leads come and act; whenever the model makes one of them MQL, somebody in sales
takes it from there. The program says when that is, so the script asks it again
after each round of sales. What a lead is and does decides, with chance, what
becomes of it; the model's points play no part in that.

Everything follows from the seed: the same program and seed give the same files.
"""
import argparse
import csv
import json
import math
import random
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
START = datetime(2026, 1, 5, 7, tzinfo=timezone.utc)
LAST_ENTRY = datetime(2026, 6, 16, tzinfo=timezone.utc)
END = datetime(2026, 7, 1, tzinfo=timezone.utc)

COUNT = 520  # of leads

NAMES = """abbott adeyemi aguilar bakker barros becker bianco bosch castell chen costa dahl dubois
    eriksen farah fischer gallo garcia greene haddad hansen hoang ibrahim ivanov jansen kaya keller
    kimura koch kovacs larsen lindholm marin mendes meyer moreau nagy nakamura novak ochoa okoro olsen
    osei park petit popov quinn rossi saito salem santos schulz singh sousa steiner suzuki tanaka
    torres varga vidal weber yilmaz zhang""".split()
COMPANIES = """alder amberley arden aster bexhill birch briar calder cedar clover corrin dale delmar
    drift elm ember fable fenwick flint glade glen grange harbour hazel heron holm ivory jasper kestle
    larch linden lowell maple marl meadow merrow mill moss nettle oakley orin otter penn pike pinder
    quarry quill reed ridge rowan sable sedge sorrel tamar thistle umber vale wick willow yew""".split()
SALES = ["amara", "bruno", "chiyo", "dario"]
WORTH = {  # in log odds of a win; not the points of the model
    "function": {"sales": 0.5, "marketing": 0.1, "operations": 0.7, "finance": 0.2, "it": -0.3,
                 "people": -0.5, "student": -3.0, "other": -0.6},
    "line_of_business": {"software": 0.3, "finance": 0.5, "manufacturing": 0.1, "healthcare": 0.8,
                         "retail": -0.6, "public sector": -0.5, "education": -0.9, "other": -0.2},
    "activity": {"trial_start": 0.8, "contact_form": 0.5, "webinar": 0.4, "trade_show_talk": 0.5,
                 "ebook": 0.1, "newsletter": 0.0, "email_click": 0.0},
}


def text_of(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def chance(log_odds):
    return 1 / (1 + math.exp(-log_odds))


def office_hours(at):
    """The same moment, or the next one at which somebody sits at a desk."""
    if at.hour >= 17:
        at = (at + timedelta(days=1)).replace(hour=8)
    if at.hour < 8:
        at = at.replace(hour=8)
    while at.weekday() >= 5:
        at = (at + timedelta(days=1)).replace(hour=8)
    return at


class Lead:
    def __init__(self, number, seed):
        self.random = random.Random(f"{seed}/{number}")
        self.events = []
        self.cycles = 0  # of sales, begun
        self.left_alone = False  # by sales
        pick = self.random
        name, company = pick.choice(NAMES), pick.choice(COMPANIES)
        self.id = f"{company}-{name}-{number:03d}"
        self.company = f"{company.capitalize()} {pick.choice(['Group', 'Works', 'Partners', 'Labs'])}"
        share = (number + pick.random()) / COUNT
        self.entry = office_hours(START + share * (LAST_ENTRY - START))
        self.interest = pick.gauss(0, 1)
        self.attributes = self.draw_attributes(name, company)
        self.worth = self.draw_worth()
        self.owner = pick.choice(SALES)

    def draw_attributes(self, name, company):
        pick = self.random
        drawn = {
            "email": f"{pick.choice('abcdefghijklmnoprstuvw')}.{name}@"
                     + ("example.org" if pick.random() < 0.15 else f"{company}.example"),
            "function": pick.choices(list(WORTH["function"]), [20, 22, 14, 10, 12, 8, 5, 9])[0],
            "team_size": max(1, int(math.exp(pick.gauss(3.8, 1.5)))),
            "line_of_business": pick.choices(list(WORTH["line_of_business"]),
                                             [24, 14, 14, 12, 13, 8, 7, 8])[0],
            "relation": pick.choices(["prospect", "customer", "partner", "competitor"],
                                     [90, 5, 3, 2])[0],
        }
        for unsaid in ("function", "team_size", "line_of_business"):
            if pick.random() < 0.1:
                del drawn[unsaid]
        return drawn

    def draw_worth(self):
        size = self.attributes.get("team_size", 30)
        worth = 0.6 * self.interest + self.random.gauss(0, 0.6)
        worth += WORTH["function"].get(self.attributes.get("function"), -0.3)
        worth += WORTH["line_of_business"].get(self.attributes.get("line_of_business"), -0.2)
        worth += -1.0 if size < 10 else -0.1 if size < 50 else 0.7 if size < 1000 else 0.2
        return worth - (0.7 if self.attributes["email"].endswith("@example.org") else 0)

    # --- events

    def add(self, at, what):
        if at < END:
            self.events.append((at, what))

    def act(self, at, kind, **fields):
        self.add(at, {"activity": kind, "fields": fields} if fields else {"activity": kind})
        self.worth += WORTH["activity"].get(kind, 0)

    def command(self, at, kind, by, reason=None, **more):
        what = {"command": kind, "by": by}
        if reason:
            what["reason"] = reason
        self.add(at, what | more)

    def view(self, at):
        path = self.random.choices(
            ["/blog/weekly-planning", "/product/plans", "/pricing", "/careers"],
            [45, 30, 24 + 6 * self.interest, 1])[0]
        self.act(at, "page_view", path=path, seconds=self.random.randint(10, 260))
        if path == "/pricing":
            self.worth += 0.15

    def one_act(self, at):
        pick = self.random
        kind = pick.choices(
            ["view", "ebook", "webinar", "newsletter", "email_click", "contact", "reply", "talk",
             "trial", "off"],
            [32, 12, 12, 6, 8, max(3, 18 + 4 * self.interest), 9, 7, max(3, 16 + 4 * self.interest),
             max(1, 3 - self.interest)])[0]
        if kind == "view":
            self.view(at)
        elif kind == "ebook":
            self.act(at, "ebook", title="Planning for two teams")
        elif kind == "webinar":
            self.act(at, "webinar", title="Plans that hold", minutes=pick.choice([0, 12, 35, 50]))
        elif kind == "email_click":
            self.act(at, "email_click", campaign=pick.choice(["spring", "cases"]))
        elif kind == "contact":
            self.act(at, "contact_form", topic=pick.choices(["sales", "support", "jobs"],
                                                            [85, 10, 5])[0])
        elif kind == "reply":
            tone = pick.choices(["interested", "later", "not interested"],
                                [40 + 15 * self.interest, 30, max(1, 30 - 15 * self.interest)])[0]
            self.act(at, "outbound_reply", tone=tone)
        elif kind == "talk":
            self.act(at, "trade_show_talk", show="Work Expo", minutes=pick.randint(3, 30))
        elif kind == "trial":
            self.act(at, "trial_start")
        elif kind == "off":
            self.act(at, pick.choice(["unsubscribe", "hard_bounce"]))
        else:
            self.act(at, kind)

    def come(self):
        """Attributes, some weeks of activities, and whom marketing takes out by itself."""
        pick = self.random
        self.add(self.entry, {"attributes": self.attributes})
        at = self.entry
        for _ in range(1 + int(pick.expovariate(1 / (6 * math.exp(0.35 * self.interest))))):
            at += timedelta(hours=pick.expovariate(1 / 60), seconds=pick.randint(30, 3000))
            self.one_act(at)
        no_prospect = {"student": "student", "competitor": "competitor",
                       "customer": "existing customer"}
        for word in (self.attributes.get("function"), self.attributes["relation"]):
            if word in no_prospect and pick.random() < 0.8 and not self.left_alone:
                self.left_alone = True
                self.command(office_hours(self.entry + timedelta(days=pick.uniform(1, 9))),
                             "disqualify", "marketing", no_prospect[word])

    def come_back(self, at):
        """What a lead does that had been laid aside and is interested again."""
        at += timedelta(days=self.random.uniform(18, 50))
        for kind in ("view", "contact", "view", "trial"):
            at += timedelta(hours=self.random.expovariate(1 / 30), seconds=self.random.randint(9, 999))
            if kind == "contact":
                self.act(at, "contact_form", topic="sales")
            elif kind == "trial":
                self.act(at, "trial_start")
            else:
                self.view(at)

    # --- sales

    def sell(self, mql_at):
        """One way through sales, from the moment the lead became MQL."""
        pick = self.random
        self.cycles += 1
        if self.left_alone or pick.random() < 0.05:
            return
        wait = min(pick.lognormvariate(1.8, 1.1), 66)  # hours, within the dwell of the model
        at = office_hours(mql_at + timedelta(hours=wait, seconds=pick.randint(0, 3000)))
        if at - mql_at > timedelta(hours=71):
            at = mql_at + timedelta(hours=pick.uniform(20, 70))
        if pick.random() < 0.03:
            return self.override(at, "opportunity", "the board knows them")
        if pick.random() < chance(0.4 - 0.7 * self.worth):
            self.command(at, "reject", self.owner,
                         pick.choice(["no answer", "no answer", "no need", "no budget"]))
            return self.lay_aside(at)
        self.command(at, "accept", self.owner)
        return self.talk(at)

    def talk(self, at):
        pick = self.random
        for criterion in ("need", "authority", "budget", "timeline"):
            at = office_hours(at + timedelta(hours=pick.expovariate(1 / 34), minutes=pick.randint(5, 90)))
            met = pick.random() < chance(0.4 + 0.7 * self.worth)
            self.answer(at, criterion, met)
            if not met:
                return self.fall_short(at, criterion)
        at = office_hours(at + timedelta(hours=pick.expovariate(1 / 20), minutes=pick.randint(5, 90)))
        self.command(at, "qualify", self.owner)
        return self.close(at)

    def answer(self, at, criterion, met):
        pick = self.random
        fields = {
            "budget": lambda: {"amount": pick.randrange(6, 40) * 1000 if met else
                               pick.randrange(1, 6) * 1000},
            "authority": lambda: {"role": "decides" if met else pick.choice(["advises", "uses"])},
            "need": lambda: {"pain": pick.randint(3, 5) if met else pick.randint(1, 2)},
            "timeline": lambda: {"decide_by": (at + timedelta(
                days=pick.randint(70, 170) if met else pick.randint(200, 400))).strftime("%Y-%m-%d")},
        }[criterion]()
        self.add(at, {"answer": criterion, "fields": fields, "by": self.owner})

    def fall_short(self, at, criterion):
        pick = self.random
        at = office_hours(at + timedelta(hours=pick.uniform(1, 60)))
        if pick.random() < 0.1:
            return self.override(at, "sql", "known from an earlier deal")
        kind = pick.choice(["reject", "recycle", "recycle"])
        reason = f"no {criterion}"
        if kind == "recycle" and criterion == "timeline":
            reason = "postponed"
        self.command(at, kind, self.owner, reason)
        return self.lay_aside(at)

    def override(self, at, to, reason):
        self.command(at, "override", "head of sales", reason, to=to)
        if to == "opportunity":
            return self.decide(at)
        at = office_hours(at + timedelta(days=self.random.uniform(3, 20)))
        # The gate is shut, so only another override could open an opportunity.
        self.command(at, "lose", self.owner, "no decision")
        return None

    def close(self, at):
        pick = self.random
        at = office_hours(at + timedelta(days=min(pick.lognormvariate(1.1, 0.9), 30)))
        if pick.random() < 0.12:
            self.command(at, "lose", self.owner, "no decision")
            return None
        self.command(at, "open_opportunity", self.owner)
        return self.decide(at)

    def decide(self, at):
        pick = self.random
        at = office_hours(at + timedelta(days=4 + min(pick.lognormvariate(2.3, 0.7), 60)))
        if pick.random() < chance(1.2 * self.worth - 4.2):
            self.command(at, "win", self.owner)
            return
        self.command(at, "lose", self.owner,
                     pick.choice(["price", "price", "missing feature", "other vendor", "no decision"]))
        if pick.random() < 0.15:
            back = office_hours(at + timedelta(days=pick.uniform(5, 25)))
            self.command(back, "reopen", self.owner)
            self.lay_aside(back)

    def lay_aside(self, at):
        if self.random.random() < 0.35:
            self.come_back(at)


def log_of(leads):
    """The lines of the log in order of time."""
    lines = [(at, lead.id, place, what) for lead in leads
             for place, (at, what) in enumerate(sorted(lead.events, key=lambda each: each[0]))]
    lines.sort(key=lambda line: line[:3])
    return "".join(json.dumps({"lead": lead, "at": text_of(at), "id": f"n{number}", **what},
                              separators=(",", ":")) + "\n"
                   for number, (at, lead, _, what) in enumerate(lines, 1))


def replayed(program, model, log):
    """The journal and stage of each lead."""
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as file:
        file.write(log)
        file.flush()
        result = subprocess.run([program, "replay", "--model", model, "--events", file.name,
                                 "--as-of", text_of(END)], check=True, stdout=subprocess.PIPE, text=True)
    return {lead["lead"]: lead for lead in map(json.loads, result.stdout.splitlines())}


def play(leads, program, model):
    """Rounds of sales, until nobody becomes MQL who has not been dealt with."""
    for lead in leads:
        lead.come()
    while True:
        journals = replayed(program, model, log_of(leads))
        waiting = False
        for lead in leads:
            became = [move["at"] for move in journals[lead.id]["transitions"] if move["to"] == "mql"]
            if lead.cycles < len(became):
                lead.sell(datetime.fromisoformat(became[lead.cycles].replace("Z", "+00:00")))
                waiting = True
        if not waiting:
            return journals


def write_table(leads, journals, path):
    outcomes = {"closed_won": "won", "closed_lost": "lost", "disqualified": "disqualified"}
    with path.open("w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["lead", "Company", "Email", "Function", "Team size", "Line of business",
                      "Relation", "Outcome"])
        for lead in sorted(leads, key=lambda each: each.id):
            known = [lead.attributes.get(name, "") for name in
                     ("email", "function", "team_size", "line_of_business", "relation")]
            out.writerow([lead.id, lead.company, *known,
                          outcomes.get(journals[lead.id]["stage"], "")])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default="bantam")
    parser.add_argument("--model", default=str(HERE.parent / "models" / "starter.json"))
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--seed", type=int, default=2026)
    arguments = parser.parse_args()
    leads = [Lead(number, arguments.seed) for number in range(COUNT)]
    journals = play(leads, arguments.program, arguments.model)
    (arguments.out / "season_events.ndjson").write_text(log_of(leads))
    write_table(leads, journals, arguments.out / "season_leads.csv")


if __name__ == "__main__":
    main()
