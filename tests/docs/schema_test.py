#!/usr/bin/env python3
"""The JSON Schema of a model document agrees with the example models and with docs/model-format.md.

Exits 0 when all holds, 1 when something does not, 77 (skipped) without python3-jsonschema.
"""

import copy
import json
import pathlib
import re
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: no python3-jsonschema here (apt-get install python3-jsonschema)")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "docs" / "model.schema.json"
PAGE = ROOT / "docs" / "model-format.md"

# Small, with one of nearly everything; each wrong model below is this one but for a detail.
RIGHT = {
    "format": "bantam/1",
    "name": "right",
    "attributes": {
        "size": {"type": "number", "column": "Employees", "nulls": ["n/a"]},
        "kind": {"type": "choice", "values": ["a", "b"], "ignore_case": True},
        "tags": {"type": "list"},
    },
    "activities": {"visit": {"fields": {"path": {"type": "text"}, "seconds": {"type": "number"}}}},
    "signals": {"visits": {"on": "visit", "window": "7d", "measure": "count"}},
    "scores": {"fit": {"min": 0, "bands": [{"name": "A", "from": 10}, {"name": "B", "from": 0}]}},
    "groups": {"web": {"score": "fit", "max": 20}},
    "rules": [
        {"id": "visit", "group": "web", "on": ["visit"], "when": {"startsWith": [{"var": "path"}, "/"]},
         "points": 2, "window": "30d", "cooldown": "1h", "per_day": 3, "newest": 5,
         "decay": {"half_life": "10d"}, "max": 8},
        {"id": "size", "score": "fit", "of": "size", "bands": [{"below": 10, "points": 0}, {"points": 5}]},
        {"id": "kind", "score": "fit", "of": "kind", "values": {"a": 5}, "other": 1, "missing": 0},
        {"id": "keen", "score": "fit", "if": {">=": [{"var": "signal.visits"}, 3]}, "points": 4},
    ],
    "exclude": [{"id": "x", "if": {"==": [{"var": "kind"}, "b"]}}],
    "total": {"weights": {"fit": 2}, "min": 0, "bands": []},
    "rating": ["fit"],
    "gate": {"require": 2, "mandatory": ["need"],
             "criteria": {"need": {"fields": {"pain": {"type": "number"}},
                                   "met_if": {">": [{"var": "pain"}, 2]}, "valid_for": "90d", "ask": "?"}}},
    "stages": {"mql": {"promote_if": {">=": [{"var": "score.total"}, 10]}, "min_dwell": "1d",
                       "sla": {"within": "24h", "then": "accept"}},
               "sql": {"auto": True}, "nurture": {"cool_off": "30d", "reset_activities": True},
               "reasons": {"lose": ["price"]}},
}

ABSENT = object()

# (what is wrong, where, what stands there instead)
WRONG = [
    ("no format", "format", ABSENT),
    ("another format", "format", "bantam/2"),
    ("no name", "name", ABSENT),
    ("no scores", "scores", ABSENT),
    ("a version that is a number", "version", 2),
    ("a step of a week", "step", "1w"),
    ("unknown semantics", "semantics", "sql"),
    ("an unknown key at the top", "treshold", 5),
    ("scores in an array", "scores", []),
    ("a score with an unknown key", "scores/fit/floor", 0),
    ("a name with a hyphen", "scores/web-fit", {}),
    ("a name that begins with a digit", "scores/2nd", {}),
    ("a name of 65 letters", "scores/" + "n" * 65, {}),
    ("a name that is a word of the language", "scores/total", {}),
    ("an attribute without a type", "attributes/size/type", ABSENT),
    ("an attribute of unknown type", "attributes/size/type", "integer"),
    ("a choice without values", "attributes/kind/values", ABSENT),
    ("a choice with no value", "attributes/kind/values", []),
    ("a choice with a value twice", "attributes/kind/values", ["a", "a"]),
    ("values of a number", "attributes/size/values", ["a"]),
    ("a number without case", "attributes/size/ignore_case", True),
    ("nulls that are one text", "attributes/size/nulls", "n/a"),
    ("a column of a field", "activities/visit/fields/path/column", "Path"),
    ("nulls of a field", "activities/visit/fields/path/nulls", [""]),
    ("an activity with an unknown key", "activities/visit/field", {}),
    ("an activity type without a letter", "activities/", {}),
    ("a signal without `on`", "signals/visits/on", ABSENT),
    ("a signal without a measure", "signals/visits/measure", ABSENT),
    ("an unknown measure", "signals/visits/measure", "average"),
    ("a sum without a field", "signals/visits/measure", "sum"),
    ("a count with a field", "signals/visits/field", "seconds"),
    ("a window without a unit", "signals/visits/window", "7"),
    ("a window of nothing", "signals/visits/window", "0d"),
    ("a window of months", "signals/visits/window", "1mo"),
    ("a window that is a number", "signals/visits/window", 7),
    ("a window with a fraction", "signals/visits/window", "1.5d"),
    ("a band without a name", "scores/fit/bands/0/name", ABSENT),
    ("a band without `from`", "scores/fit/bands/0/from", ABSENT),
    ("a group without a score", "groups/web/score", ABSENT),
    ("a bound in words", "groups/web/max", "20"),
    ("a million and one", "groups/web/max", 1000001),
    ("a rule without an id", "rules/0/id", ABSENT),
    ("a rule with an empty id", "rules/0/id", ""),
    ("a rule with a score and a group", "rules/0/score", "fit"),
    ("a rule with neither score nor group", "rules/0/group", ABSENT),
    ("a rule with an unknown key", "rules/0/cap", 5),
    ("a rule that listens to nothing", "rules/0/on", []),
    ("an activity rule without points", "rules/0/points", ABSENT),
    ("points and points per field", "rules/0/points_per", {"field": "seconds", "each": 1}),
    ("points per field without `each`", "rules/0", {"id": "r", "score": "fit", "on": "visit", "points_per": {"field": "seconds"}}),
    ("a rule with `on` and `of`", "rules/0/of", "size"),
    ("`missing` of an activity rule", "rules/0/missing", 0),
    ("no activity a day", "rules/0/per_day", 0),
    ("half of the newest", "rules/0/newest", 0.5),
    ("two kinds of decay", "rules/0/decay", {"half_life": "10d", "linear": "10d"}),
    ("a decay of no kind", "rules/0/decay", {}),
    ("a step that keeps nothing said", "rules/0/decay", {"step": "30d"}),
    ("keep without step", "rules/0/decay", {"linear": "30d", "keep": 0.5}),
    ("more kept than there was", "rules/0/decay", {"step": "30d", "keep": 1.5}),
    ("`of` with neither bands nor values", "rules/1/bands", ABSENT),
    ("`of` with bands and values", "rules/1/values", {"a": 1}),
    ("`of` with a window", "rules/1/window", "30d"),
    ("`of` with a maximum", "rules/1/max", 3),
    ("bands with `other`", "rules/1/other", 3),
    ("no band", "rules/1/bands", []),
    ("a last band with `below`", "rules/1/bands/1/below", 20),
    ("two bands without `below`", "rules/1/bands/0/below", ABSENT),
    ("a value worth a text", "rules/2/values/a", "5"),
    ("`if` without points", "rules/3/points", ABSENT),
    ("`if` with a decay", "rules/3/decay", {"linear": "30d"}),
    ("a rule of no form", "rules/3/if", ABSENT),
    ("an unknown operator", "rules/3/if", {"=": [1, 1]}),
    ("two operators in one object", "rules/3/if", {"<": [1, 2], ">": [2, 1]}),
    ("an empty object for a condition", "rules/3/if", {}),
    ("a text for a condition", "rules/3/if", "signal.visits >= 3"),
    ("one operand of two", "rules/3/if", {">=": [{"var": "size"}]}),
    ("three operands of two", "rules/3/if", {">": [3, 2, 1]}),
    ("operands outside an array", "rules/3/if", {"and": True}),
    ("`and` of nothing", "rules/3/if", {"and": []}),
    ("`var` of a number", "rules/3/if", {"var": 1}),
    ("`var` with a default", "rules/3/if", {"var": ["size", 0]}),
    ("an operator deep inside that is unknown", "rules/3/if", {"and": [{"!": {"or": [{"log": [1]}]}}]}),
    ("a list of operators after `in`", "rules/3/if", {"in": [{"var": "kind"}, [{"var": "kind"}]]}),
    ("`missing_some` without a number", "rules/3/if", {"missing_some": [["size"], ["size"]]}),
    ("`if` with a condition alone", "rules/3/if", {"if": [True]}),
    ("`map`, which json-logic has", "rules/3/if", {"map": [{"var": "tags"}, {"var": ""}]}),
    ("an exclusion without a condition", "exclude/0/if", ABSENT),
    ("an exclusion without an id", "exclude/0/id", ABSENT),
    ("a weight in words", "total/weights/fit", "2"),
    ("a rating that is one text", "rating", "fit"),
    ("a criterion that BANT does not have", "gate/criteria/money", {}),
    ("a framework of one's own without criteria", "gate", {"framework": "champ"}),
    ("a framework with 17 criteria", "gate", {"framework": "long", "criteria": {f"c{i}": {} for i in range(17)}}),
    ("half a criterion required", "gate/require", 1.5),
    ("a criterion with an unknown key", "gate/criteria/need/question", "?"),
    ("a validity that is a number", "gate/criteria/need/valid_for", 90),
    ("an unknown stage", "stages/prospect", {}),
    ("`promote_if` of another stage", "stages/sal", {"promote_if": True}),
    ("`auto` in words", "stages/sql/auto", "yes"),
    ("an SLA without `within`", "stages/mql/sla", {"then": "none"}),
    ("an SLA that wins", "stages/mql/sla/then", "win"),
    ("an SLA that accepts what is accepted", "stages/sal", {"sla": {"within": "1d", "then": "accept"}}),
    ("an SLA out of a closed stage", "stages/closed_won", {"sla": {"within": "1d", "then": "nurture"}}),
    ("reasons of a command that gives none", "stages/reasons/accept", ["fine"]),
    ("reasons that are one text", "stages/reasons/lose", "price"),
]

# (what is right, where, what stands there instead)
ALSO_RIGHT = [
    ("a comment at the top", "x-comment", {"any": ["thing"]}),
    ("a comment in a band", "scores/fit/bands/0/x-why", 1),
    ("a rule builder's tree", "rules/3/ui", {"combinator": "and"}),
    ("a score without bounds", "scores/fit", {}),
    ("a flag for a condition", "rules/3/if", True),
    ("between", "rules/3/if", {"<=": [1, {"var": "size"}, 9]}),
    ("a negation with and without an array", "rules/3/if", {"or": [{"!": {"var": "a"}}, {"!": [{"var": "a"}]}]}),
    ("missing as names and as one array of names", "rules/3/if", {"or": [{"missing": ["size", "kind"]}, {"missing": [["size"]]}]}),
    ("`in` with literals", "rules/3/if", {"in": [{"var": "kind"}, ["a", "b"]]}),
    ("a list asked for its elements", "rules/3/if", {"some": [{"var": "tags"}, {"==": [{"var": ""}, "vip"]}]}),
    ("null in a comparison", "rules/3/if", {"==": [{"var": "size"}, None]}),
    ("a decay in steps", "rules/0/decay", {"step": "30d", "keep": 0.5}),
    ("points per field", "rules/0", {"id": "r", "score": "fit", "on": "visit", "points_per": {"field": "seconds", "each": 0.05}}),
    ("bands of a signal", "rules/1/of", "signal.visits"),
    ("a guard beside `of`", "rules/1/if", {"var": "a"}),
    ("a gate of one's own", "gate", {"framework": "champ", "criteria": {"challenges": {}}}),
    ("an empty gate", "gate", {}),
    ("a model without rules", "rules", ABSENT),
]


def changed(where, what):
    model = copy.deepcopy(RIGHT)
    *path, last = where.split("/")
    place = model
    for key in path:
        place = place[int(key)] if isinstance(place, list) else place[key]
    last = int(last) if isinstance(place, list) else last
    if what is ABSENT:
        del place[last]
    else:
        place[last] = what
    return model


def blocks(text):
    """(line, what the author said of it, text) of each JSON block of a page"""
    for match in re.finditer(r"^```json(| [^\n]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield text.count("\n", 0, match.start()) + 1, match.group(1).strip(), match.group(2)


def keys_of(schema):
    """Every key that the schema names, operators of conditions included"""
    keys = set()
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "properties" and isinstance(value, dict):
                keys.update(value)
            keys |= keys_of(value)
    elif isinstance(schema, list):
        for value in schema:
            keys |= keys_of(value)
    return keys


def complaints(validator, model):
    errors = sorted(validator.iter_errors(model), key=lambda error: list(map(str, error.path)))
    return ["/" + "/".join(map(str, error.path)) + ": " + error.message[:160] for error in errors]


def main():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = []
    checks = 0

    def expect(holds, message):
        nonlocal checks
        checks += 1
        if not holds:
            failures.append(message)

    def expect_model(model, what):
        found = complaints(validator, model)
        expect(not found, f"{what} is refused: " + "; ".join(found[:3]))

    models = sorted((ROOT / "examples" / "models").glob("*.json"))
    expect(len(models) >= 4, "examples/models holds fewer models than expected")
    for path in models:
        expect_model(json.loads(path.read_text(encoding="utf-8")), path.relative_to(ROOT))

    expect_model(RIGHT, "the right model")
    for what, where, value in ALSO_RIGHT:
        expect_model(changed(where, value), what)
    for what, where, value in WRONG:
        expect(complaints(validator, changed(where, value)), f"{what} at /{where} is taken")

    page = PAGE.read_text(encoding="utf-8")
    kinds = {"model": 0, "part": 0}
    for line, kind, text in blocks(page):
        try:
            found = json.loads(text)
        except ValueError as problem:
            expect(False, f"model-format.md:{line}: {problem}")
            continue
        expect(kind in kinds, f"model-format.md:{line}: a JSON block is marked `json model` or `json part`")
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind == "part":  # members of a model, which would stand at its top
            found = {"format": "bantam/1", "name": "part", "scores": {}, **found}
        expect_model(found, f"model-format.md:{line}")
    expect(all(kinds.values()), "model-format.md has no whole model, or no part of one")

    # Whole code spans, or a word of a code span: `"then": "accept"` speaks of `then`.
    spans = set()
    for span in re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)):
        spans.update({span, *re.findall(r"[A-Za-z_]+", span)})
    for key in sorted(keys_of(schema) - spans):
        expect(False, f"model-format.md says nothing of `{key}`")

    for failure in failures:
        print("failed:", failure)
    print(f"{checks - len(failures)} of {checks} checks hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
