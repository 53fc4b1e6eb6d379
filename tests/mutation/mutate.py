"""Flips every branch of the files that decide, one at a time, and asks the tests whether they notice.

  python3 tests/mutation/mutate.py --build build/test [--minutes 30] [--file gate] [--survivors]

A flip compiles the one file, links bantam_tests and runs what fits: unit tests and conformance cases,
then the laws with few cases. Results stay in <build>/mutation/results.tsv, and the next run goes on
from there; --survivors runs those again that survived. Survivors that change nothing are listed with
the reason in equivalent.txt. Fails when there is any other.
"""
import argparse
import csv
import os
import re
import shlex
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import sites

ROOT = Path(__file__).resolve().parents[2]
FILES = ["src/engine/gate.cpp", "src/engine/stages.cpp", "src/engine/condition_value.cpp", "src/engine/tally.cpp",
         "src/engine/tally_all.cpp", "src/engine/apply.cpp", "src/engine/content.cpp", "src/model/decay.cpp",
         "src/program/predicate.cpp"]
LAWS = ["engine_equals_reference_test", "state_laws_test", "order_laws_test", "next_change_law_test",
        "batch_equals_replay_test"]
SECONDS = 40  # a flip that makes the tests run on for ever is noticed


class Build:
    """How ninja compiles one file and links bantam_tests, with another file in its place."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.work = self.folder / "mutation"
        self.work.mkdir(exist_ok=True)
        out = subprocess.run(["ninja", "-C", self.folder, "-t", "commands", "bantam_tests"], check=True,
                             capture_output=True, text=True).stdout
        self.commands = out.splitlines()
        self.link = next(line for line in reversed(self.commands) if "-o tests/bantam_tests" in line)

    def compile(self, file, text):
        """The object of the flipped text, or nothing where it does not compile."""
        source = self.work / "flipped.cpp"
        source.write_text(text)
        command = next(line for line in self.commands if line.endswith(f"-c {ROOT / file}"))
        words = shlex.split(command)
        words = words[next(i for i, word in enumerate(words) if word.endswith("++")):]
        drop = {"-MD": 1, "-MT": 2, "-MF": 2}
        kept, i = [], 0
        while i < len(words):
            if words[i] in drop:
                i += drop[words[i]]
                continue
            kept.append({"-O2": "-O0", "-O3": "-O0"}.get(words[i], words[i]))
            i += 1
        self.object = kept[kept.index("-o") + 1]
        kept[kept.index("-o") + 1] = str(self.work / "flipped.o")
        kept[kept.index("-c") + 1] = str(source)
        return run([*kept, "-w"], self.folder, 120)

    def link_tests(self):
        # The object may stand in the command by itself or in an archive; by itself it comes first.
        command = self.link.replace(f" {self.object} ", f" {self.work}/flipped.o ")
        command = command.replace("-o tests/bantam_tests", f"-o {self.work}/flipped_tests -fuse-ld=gold")
        return run(["sh", "-c", command], self.folder, 120)

    def test(self, specs, cases):
        environment = {**os.environ, "BANTAM_LAW_CASES": str(cases)}
        command = [self.work / "flipped_tests", "--filenames-as-tags", "--abort", ",".join(specs)]
        return run(command, self.folder, SECONDS, environment)


def run(command, folder, seconds, environment=None):
    try:
        done = subprocess.run(command, cwd=folder, env=environment, timeout=seconds, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def unit_specs():
    folders = ["engine", "program", "model", "adapters", "values"]
    files = [file.stem for folder in folders for file in sorted((ROOT / "tests/unit" / folder).glob("*_test.cpp"))]
    return ["[conformance]"] + [f"[#{file}]" for file in files]


def fate_of(build, file, text, site):
    """killed by what, or survived."""
    if not build.compile(file, text[:site.start] + site.new + text[site.end:]):
        return "does not compile"
    if not build.link_tests():
        return "does not link"
    if not build.test(unit_specs(), 50):
        return "killed"
    return "survived" if build.test([f"[#{law}]" for law in LAWS], 400) else "killed by laws"


def key_of(file, site):
    return file, site.source, site.change, str(site.ordinal)


def read_results(path):
    if not path.exists():
        return {}
    with path.open(newline="") as rows:
        return {tuple(row[:4]): row[4] for row in csv.reader(rows, delimiter="\t")}


def read_equivalent():
    """The flips that change nothing: a file, a line, a change and which, a reason, a blank line."""
    text = (ROOT / "tests/mutation/equivalent.txt").read_text()
    known = {}
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if len(lines) < 4:
            continue
        change, ordinal = re.fullmatch(r"(.*?)(?:, the (\d+)\.)?", lines[2]).groups()
        known[lines[0], lines[1], change, ordinal or "1"] = " ".join(lines[3:])
    return known


def all_sites(pattern):
    for file in FILES:
        if pattern in file:
            text = (ROOT / file).read_text()
            for site in sites.sites(text):
                yield file, text, site


def report(results, pattern):
    equivalent = read_equivalent()
    rows, survivors, current = {}, [], set()
    for file, _, site in all_sites(pattern):
        key = key_of(file, site)
        current.add(key)
        fate = results.get(key, "not run")
        if fate == "survived" and key in equivalent:
            fate = "equivalent"
        if fate == "survived":
            survivors.append(f"{file}:{site.line}: {site.change}, the {site.ordinal}.: {site.source}")
        rows.setdefault(file, Counter())[fate.split(" by ")[0]] += 1
    columns = ["killed", "does not compile", "equivalent", "survived", "not run"]
    print(f"{'file':34}" + "".join(f"{column:>18}" for column in columns))
    for file, counts in [*rows.items(), ("all", sum(rows.values(), Counter()))]:
        print(f"{file:34}" + "".join(f"{counts[column]:18}" for column in columns))
    for survivor in survivors:
        print(survivor)
    stale = [key for key in equivalent if pattern in key[0] and key not in current]
    for key in stale:
        print("equivalent.txt: no such flip:", *key)
    return not survivors and not stale


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=ROOT / "build/test")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--file", default="", help="part of a file's name")
    parser.add_argument("--survivors", action="store_true", help="run the survivors again")
    arguments = parser.parse_args()
    build = Build(arguments.build)
    path = build.work / "results.tsv"
    results = read_results(path)
    end = time.monotonic() + 60 * arguments.minutes
    known = read_equivalent()
    for file, text, site in all_sites(arguments.file):
        key = key_of(file, site)
        again = arguments.survivors and results.get(key) == "survived" and key not in known
        if key in results and not again:
            continue
        if time.monotonic() > end:
            break
        results[key] = fate_of(build, file, text, site)
        with path.open("a", newline="") as rows:
            csv.writer(rows, delimiter="\t").writerow([*key, results[key]])
        print(f"{file}:{site.line}: {site.change}: {results[key]}", file=sys.stderr, flush=True)
    return 0 if report(results, arguments.file) else 1


if __name__ == "__main__":
    sys.exit(main())
