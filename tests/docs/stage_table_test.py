"""The stage table in docs/architecture.md is the one in src/engine/stages.cpp, and so is its picture."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
STAGES = ["lead", "mql", "sal", "sql", "opportunity", "closed_won", "nurture", "disqualified", "closed_lost"]


def stages_of(expression):
    """`bit(Stage::mql) | bit(Stage::sal)`, `ladder`, `anywhere & ~(…)` as a set of names."""
    kept, _, without = expression.partition("& ~")
    named = set(re.findall(r"Stage::(\w+)", kept))
    if "ladder" in kept:
        named |= set(STAGES[:5])
    if "anywhere" in kept:
        named |= set(STAGES)
    return named - set(re.findall(r"Stage::(\w+)", without))


def rows_of_source():
    source = (ROOT / "src/engine/stages.cpp").read_text(encoding="utf-8")
    table = re.search(r"constexpr StageRow rows\[\] = \{\n(.*?)\n\};", source, re.S).group(1)
    table = re.sub(r"//[^\n]*", "", table)
    rows = []
    for row in re.finditer(r"\{(.*?),\s*Trigger::(\w+),\s*([\w |]+),\s*Stage::(\w+)\}", table, re.S):
        start, trigger, guards, to = row.groups()
        if trigger == "override_stage":
            trigger, to = "override", "as asked"
        rows.append((frozenset(stages_of(start)), trigger, frozenset(re.findall(r"\w+", guards)), to))
    if len(rows) != table.count("Trigger::"):
        sys.exit("a row of src/engine/stages.cpp is written in a way that this test does not read")
    return rows


def rows_of_page(page):
    table = page[page.index("### The stage table"):]
    rows = []
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 4 and cells[0] not in ("from", "---"):
            rows.append((frozenset(cells[0].split()), cells[1], frozenset(cells[2].split()), cells[3]))
    return rows


def main():
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    source, shown = rows_of_source(), rows_of_page(page)
    faults = [f"row {i + 1}: the page has {b}, the source {a}"
              for i, (a, b) in enumerate(zip(source, shown)) if a != b]
    if len(source) != len(shown):
        faults.append(f"{len(shown)} rows on the page, {len(source)} in the source")

    edges = {(start, to, trigger) for starts, trigger, _, to in source for start in starts}
    drawn = set(re.findall(r"^  (\w+) --> (\w+): (\w+)$", page, re.M))
    left_out = {"recycle", "disqualify", "override", "sla"}
    faults += [f"drawn but not in the table: {edge}" for edge in sorted(drawn - edges)]
    faults += [f"not drawn: {edge}" for edge in sorted(edges - drawn) if edge[2] not in left_out]
    print("\n".join(faults) if faults else f"{len(source)} rows and {len(drawn)} arrows agree")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
