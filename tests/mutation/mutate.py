"""Flips every branch of the files that decide, one at a time, and asks the tests whether they notice.

  python3 tests/mutation/mutate.py --build build/test [--minutes 30] [--jobs 2] [--file gate|stages]
                                   [--survivors] [--report]

All flips are compiled into one program, asleep; BANTAM_FLIP wakes one of them. It holds the tests of
bantam_tests that fit, and no more of those has to be built. Unit tests, conformance cases and saved
states are run for each flip, then the laws with few cases for those that are left. What is evaluated
when compiling is flipped and compiled by itself. Results stay in <build>/mutation/results.tsv, and the
next run goes on from there; --survivors runs those again that survived. Survivors that change nothing
are listed with the reason in equivalent.txt. Fails when there is any other.
"""
import argparse
import csv
import os
import re
import resource
import shlex
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sites

ROOT = Path(__file__).resolve().parents[2]
FILES = ["src/engine/gate.cpp", "src/engine/stages.cpp", "src/engine/condition_value.cpp",
         "src/program/predicate.cpp", "src/engine/content.cpp", "src/model/decay.cpp",
         "src/engine/tally.cpp", "src/engine/tally_all.cpp", "src/engine/apply.cpp"]
UNFIT = r"\S*/(bantam_cli\.dir|bantam_tests\.dir/(docs|unit/(analytics|cli)))/\S+\.o "
LAWS = ["engine_equals_reference_test", "every_way_test", "state_laws_test", "order_laws_test"]
SECONDS = 20  # of the processor: a flip that makes the tests run on for ever is noticed
DEFINITION = "#include <cstdlib>\nnamespace bantam_flips { extern int active; int active = " \
             "std::getenv(\"BANTAM_FLIP\") ? std::atoi(std::getenv(\"BANTAM_FLIP\")) : -1; }\n"


def limited():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Build:
    """How ninja compiles one file and links bantam_tests, with other files in their places."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.work = self.folder / "mutation"
        self.work.mkdir(exist_ok=True)
        out = subprocess.run(["ninja", "-C", self.folder, "-t", "commands", "bantam_tests"], check=True,
                             capture_output=True, text=True).stdout
        self.commands = out.splitlines()
        link = next(line for line in reversed(self.commands) if "-o tests/bantam_tests" in line)
        self.link = re.sub(UNFIT, "", link)
        objects = [word for word in shlex.split(self.link) if word.endswith(".o")]
        subprocess.run(["ninja", "-C", self.folder, f"-j{os.cpu_count()}", *objects], check=True,
                       stdout=subprocess.DEVNULL)

    def compile(self, file, text, name):
        """What the compiler says of `text` in the place of `file`; empty: it is in <name>.o."""
        source = self.work / f"{name}.cpp"
        source.write_text(text)
        words = shlex.split(next(line for line in self.commands if line.endswith(f"-c {ROOT / file}")))
        words = words[next(i for i, word in enumerate(words) if word.endswith("++")):]
        for dropped, count in (("-MD", 1), ("-MT", 2), ("-MF", 2)):
            if dropped in words:
                at = words.index(dropped)
                del words[at:at + count]
        words[words.index("-o") + 1] = str(self.work / f"{name}.o")
        words[words.index("-c") + 1] = str(source)
        done = subprocess.run([*words, "-O0", "-w"], cwd=self.folder, capture_output=True, text=True)
        return "" if done.returncode == 0 else done.stderr or "failed"

    def object_of(self, file):
        words = shlex.split(next(line for line in self.commands if line.endswith(f"-c {ROOT / file}")))
        return words[words.index("-o") + 1]

    def link_tests(self, objects, name):
        """`objects`: file to object in its place; under `None` one more."""
        command = self.link.replace("-o tests/bantam_tests", f"-o {self.work / name} {objects.pop(None, '')}")
        for file, made in objects.items():
            command = command.replace(f" {self.object_of(file)} ", f" {made} ")
        subprocess.run(["sh", "-c", command], cwd=self.folder, check=True, stdout=subprocess.DEVNULL)

    def passes(self, name, specs, cases, flip):
        environment = {**os.environ, "BANTAM_LAW_CASES": str(cases), "BANTAM_LAW_SHRINK": "0",
                       "BANTAM_FLIP": str(flip)}
        command = [self.work / name, "--filenames-as-tags", "--abort", ",".join(specs)]
        return subprocess.run(command, cwd=self.folder, env=environment, preexec_fn=limited,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def files_of(*folders):
    return [f"[#{file.stem}]" for folder in folders
            for file in sorted((ROOT / "tests/unit" / folder).glob("*_test.cpp"))]


def stages():
    """What notices a flip: the fate it gives, the tests and their number of generated cases."""
    quick = ["[conformance]", "[#saved_versions_test]", *files_of("engine", "program", "model", "values")]
    laws = [f"[#{law}]" for law in LAWS] + files_of("adapters")
    laws.remove("[#damaged_state_test]")  # which decides nothing, for seconds
    return [("killed", quick, 50), ("killed by laws", laws, 100)]


def build_switched(build, numbered):
    """One bantam_tests with all flips; gives back the flips that can only be compiled alone."""
    objects, alone = {}, set()
    (build.work / "active.cpp").write_text(DEFINITION)
    for file in FILES:
        text = (ROOT / file).read_text()
        mine = [(number, site) for number, (where, site) in numbered.items() if where == file]
        name = Path(file).stem
        while errors := build.compile(file, sites.with_switches(text, mine), name):
            lines = {int(line) for line in re.findall(rf"{name}\.cpp:(\d+):", errors)}
            wrong = {number for number, site in mine if site.line in lines}
            if not wrong:
                sys.exit(f"{file} does not compile with switches:\n{errors}")
            alone |= wrong
            mine = [(number, site) for number, site in mine if number not in wrong]
        objects[file] = build.work / f"{name}.o"
    build.compile(FILES[0], DEFINITION, "active")
    objects[None] = build.work / "active.o"
    build.link_tests(objects, "switched_tests")
    return alone


def compile_alone(build, file, site):
    if build.compile(file, sites.flipped((ROOT / file).read_text(), site), "alone"):
        return False
    build.link_tests({file: build.work / "alone.o"}, "alone_tests")
    return True


def key_of(file, site):
    return file, site.source, site.change, str(site.ordinal)


def read_results(path):
    if not path.exists():
        return {}
    with path.open(newline="") as rows:
        return {tuple(row[:4]): row[4] for row in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)}


def read_equivalent():
    """The flips that change nothing: a file, a line, a change and which, a reason, a blank line."""
    known = {}
    for block in re.split(r"\n\s*\n", (ROOT / "tests/mutation/equivalent.txt").read_text().strip()):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if len(lines) < 4:
            continue
        change, ordinal = re.fullmatch(r"(.*?)(?:, the (\d+)\.)?", lines[2]).groups()
        known[lines[0], lines[1], change, ordinal or "1"] = " ".join(lines[3:])
    return known


def all_sites():
    return [(file, site) for file in FILES for site in sites.sites((ROOT / file).read_text())]


def report(results, pattern):
    equivalent = read_equivalent()
    rows, survivors, current = {}, [], set()
    for file, site in all_sites():
        if not re.search(pattern, file):
            continue
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
    stale = [key for key in equivalent if re.search(pattern, key[0]) and key not in current]
    print("\n".join(survivors + [f"equivalent.txt: no such flip: {' | '.join(key)}" for key in stale]))
    return not survivors and not stale


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=ROOT / "build/test")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--file", default="", help="a pattern for the files' names")
    parser.add_argument("--jobs", type=int, default=1, help="flips at a time")
    parser.add_argument("--survivors", action="store_true", help="run the survivors again")
    parser.add_argument("--report", action="store_true", help="run nothing, show what is known")
    arguments = parser.parse_args()
    end = time.monotonic() + 60 * arguments.minutes
    build = Build(arguments.build)
    path = build.work / "results.tsv"
    results = read_results(path)
    if arguments.report:
        return 0 if report(results, arguments.file) else 1
    known = read_equivalent()
    numbered = dict(enumerate(all_sites()))

    def is_wanted(file, site):
        key = key_of(file, site)
        again = arguments.survivors and results.get(key) == "survived" and key not in known
        return re.search(arguments.file, file) and (key not in results or again)

    wanted = [number for number, (file, site) in numbered.items() if is_wanted(file, site)]
    alone = build_switched(build, numbered) if wanted else set()
    if wanted and not all(build.passes("switched_tests", tests, cases, -1) for _, tests, cases in stages()):
        sys.exit("the tests fail with nothing flipped")

    def tell(number, fate):
        file, site = numbered[number]
        results[key_of(file, site)] = fate
        with path.open("a", newline="") as rows:
            rows.write("\t".join([*key_of(file, site), fate]) + "\n")
        print(f"{file}:{site.line}: {site.change}: {fate}", file=sys.stderr, flush=True)

    def notices(number, name, stage, flip):
        """Whether a stage's tests notice a flip; nothing when there is no time to ask."""
        _, tests, cases = stage
        return None if time.monotonic() > end else not build.passes(name, tests, cases, flip)

    # What is quick for all of them, before what takes long for those that are left.
    left = [number for number in wanted if number not in alone]
    for stage in stages():
        passed = []
        with ThreadPoolExecutor(arguments.jobs) as pool:
            answers = pool.map(lambda number: notices(number, "switched_tests", stage, number), left)
            for number, answer in zip(left, answers):
                if answer:
                    tell(number, stage[0])
                elif answer is not None:
                    passed.append(number)
        left = passed
    for number in left:
        if not numbered[number][1].constant:
            tell(number, "survived")
    for number in sorted({*alone, *left} & {*wanted}):
        if time.monotonic() > end or not (number in alone or numbered[number][1].constant):
            continue
        if not compile_alone(build, *numbered[number]):
            tell(number, "does not compile")
            continue
        answers = [(stage[0], notices(number, "alone_tests", stage, -1)) for stage in stages()]
        if None not in dict(answers).values():
            tell(number, next((fate for fate, answer in answers if answer), "survived"))
    return 0 if report(results, arguments.file) else 1


if __name__ == "__main__":
    sys.exit(main())
