"""Judges what the tests reach of src/ outside src/cli, by what `llvm-cov export` says.

  python3 tests/coverage/coverage.py build/coverage/export.json [--under src/engine]

A line must run, each side of each branch must be taken, and in the files that decide each condition
must have a pair of cases that differ in it alone and in the decision (MC/DC). What is not reached is
listed with the reason in exceptions.txt: file, line, kind and reason, with a tab between. The line is
its text, so that edits elsewhere do not move it. The kind is `line`, or `true`, `false` or `mcdc` with
the condition. Of the same thing twice in a file each counts. Fails when something else is not reached,
or when something listed is.
"""
import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXCEPTIONS = Path(__file__).with_name("exceptions.txt")
DECIDING = ["src/engine/gate.cpp", "src/engine/stages.cpp", "src/engine/condition_value.cpp",
            "src/engine/tally.cpp", "src/engine/tally_all.cpp", "src/engine/apply.cpp",
            "src/engine/content.cpp", "src/model/decay.cpp", "src/program/predicate.cpp"]
MCDC_BRANCH = 6  # how llvm-cov marks the condition of a decision that it measured
KINDS = ["line", "true", "false", "mcdc"]


class Source:
    def __init__(self, text):
        self.lines = text.split("\n")

    def line(self, number):
        return self.lines[number - 1].strip().replace("\t", " ")

    def span(self, line, column, end_line, end_column):
        inside = self.lines[line - 1:end_line]
        inside[-1] = inside[-1][:end_column - 1]
        inside[0] = inside[0][column - 1:]
        return re.sub(r"\s+", " ", " ".join(inside)).strip()

    def is_switch(self, line, column):
        return self.lines[line - 1][:column - 1].endswith("switch (")

    def is_condition(self, line, column, end_line, end_column):
        """Whether it is one of several that `&&` and `||` join."""
        before = "\n".join(self.lines[max(line - 3, 0):line - 1] + [self.lines[line - 1][:column - 1]])
        after = "\n".join([self.lines[end_line - 1][end_column - 1:]] + self.lines[end_line:end_line + 1])
        return before.rstrip("(! \n").endswith(("&&", "||")) or after.lstrip(") \n").startswith(("&&", "||"))


def line_counts(segments):
    """How often each line ran: the most that a region does which begins in it or reaches into it."""
    starts = defaultdict(list)
    for line, column, count, has_count, is_entry, is_gap in segments:
        starts[line].append((count, has_count, is_entry and not is_gap))
    counts, reaching = {}, None
    for line in range(min(starts), max(starts) + 1) if starts else []:
        inside = [count for count, has_count, begins in starts[line] if has_count and begins]
        if reaching is not None:
            inside.append(reaching)
        if inside:
            counts[line] = max(inside)
        if starts[line]:
            count, has_count, _ = starts[line][-1]
            reaching = count if has_count else None
    return counts


def branch_counts(exported, source):
    """How often each branch was taken and not, in all instances of a template together.

    Left out are conditions that are constants, which the compiler folds, and what a `switch` does
    when no case fits: each of those without `default` is over an enumeration, and names all of it.
    """
    counts = defaultdict(lambda: [0, 0])
    for *place, taken, not_taken, _, _, _ in exported["branches"]:
        if not source.is_switch(*place[:2]):
            counts[tuple(place)][0] += taken
            counts[tuple(place)][1] += not_taken
    runs = {(line, column): count for line, column, count, *_ in exported["segments"]}
    return {place: both for place, both in counts.items() if any(both) or not runs.get(place[:2])}


def pairs(exported, branches, source):
    """Which conditions of each decision have their pair, in one instance of a template at least.

    A decision inside a condition of another is not measured, the outer one; it has no pair.
    """
    covered = {place: False for place in branches if source.is_condition(*place)}
    conditions = sorted({tuple(branch[:4]) for branch in exported["branches"] if branch[-1] == MCDC_BRANCH})
    for line, column, end_line, end_column, *_, have_pairs in exported["mcdc_records"]:
        inside = [place for place in conditions
                  if (line, column) <= place[:2] and place[2:] <= (end_line, end_column)]
        if len(inside) != len(have_pairs):
            sys.exit(f"{exported['filename']}:{line}: {len(inside)} conditions, {len(have_pairs)} results")
        for place, has_pair in zip(inside, have_pairs):
            if place in branches:
                covered[place] = covered.get(place, False) or has_pair
    return covered


def things(name, exported, source):
    """All that is to be reached of one file: number of its line, kind with condition, whether it is."""
    for number, count in line_counts(exported["segments"]).items():
        yield number, "line", count > 0
    branches = branch_counts(exported, source)
    for place, both in sorted(branches.items()):
        for kind, count in zip(("true", "false"), both):
            yield place[0], f"{kind} {source.span(*place)}", count > 0
    if name in DECIDING:
        for place, has_pair in sorted(pairs(exported, branches, source).items()):
            yield place[0], f"mcdc {source.span(*place)}", has_pair


def read_exceptions(text):
    """The things that need not be reached, each as often as it is listed."""
    known = Counter()
    for number, row in enumerate(text.splitlines(), 1):
        if row and not row.startswith("#"):
            columns = row.split("\t")
            if len(columns) != 4 or columns[2].split(" ")[0] not in KINDS or not columns[3].strip():
                sys.exit(f"{EXCEPTIONS.name}:{number}: not file, line, kind and reason with tabs between")
            known[tuple(columns[:3])] += 1
    return known


def judge(files, known):
    """Totals by kind (reached, excepted, all), and what is wrong, a line each."""
    totals, wrong, left = {kind: Counter() for kind in KINDS}, [], Counter(known)
    for name, (exported, source) in sorted(files.items()):
        for number, kind, is_reached in things(name, exported, source):
            total, key = totals[kind.split(" ")[0]], (name, source.line(number), kind)
            total["all"] += 1
            if is_reached:
                total["reached"] += 1
            elif left[key]:
                left[key] -= 1
                total["excepted"] += 1
            else:
                wrong.append(f"{name}:{number}: {kind}: {source.line(number)}")
    wrong += [f"{EXCEPTIONS.name}: is reached, or gone: {' | '.join(key)}" for key in (+left).elements()]
    return totals, wrong


def print_totals(totals):
    rows = {"lines": totals["line"], "sides of branches": totals["true"] + totals["false"],
            "conditions by MC/DC": totals["mcdc"]}
    for what, counts in rows.items():
        print(f"  {what:20} {counts['reached']:6} reached, {counts['excepted']:3} excepted, of {counts['all']:6}: "
              f"{100 * counts['reached'] / max(counts['all'], 1):6.2f} %")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", type=Path)
    parser.add_argument("--under", default="src/", help="how a file's name begins")
    arguments = parser.parse_args()
    files = {}
    for exported in json.loads(arguments.export.read_text())["data"][0]["files"]:
        path = Path(exported["filename"])
        name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else ""
        if name.startswith(arguments.under) and name.startswith("src/") and not name.startswith("src/cli/"):
            files[name] = exported, Source(path.read_text())
    if not files:
        sys.exit(f"{arguments.export} says nothing of {arguments.under}")
    known = read_exceptions(EXCEPTIONS.read_text())
    known = Counter({key: count for key, count in known.items() if key[0].startswith(arguments.under)})
    totals, wrong = judge(files, known)
    print("\n".join(wrong))
    print_totals(totals)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
