"""The digest of 1,000 scored leads and of generated histories, by every compiler there is and under
everything that a host may have set for itself: all equal, and equal to digest.txt.

    digests.py --program FILE            one program, as it was built
    digests.py --program FILE --renew    writes digest.txt, after a change that was meant
    digests.py --build FOLDER [ROW...]   builds the program in every way, or in those named

The row `unguarded` has a planted fault, and must not be equal where the host rounds otherwise.
"""

import argparse
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
KNOWN = os.path.join(HERE, "digest.txt")
SKIPPED = 77
SURROUNDINGS = {"German": ["--german"], "up": ["--round-up"], "down": ["--round-down"],
                "flush": ["--flush-to-zero"], "all": ["--german", "--round-up", "--flush-to-zero"]}
# What scores no lead: learning, judging and pages.
OTHERS = re.compile(r"/(html_|subject_|learn|json_learn|\w*backtest|\w*compare|bootstrap|chances|delong"
                    r"|rank_correlation|threshold|written_points|document_edit|capacity)")
CLANGS = ["clang++", *(f"clang++-{version}" for version in range(20, 13, -1))]


class Row:
    """A way to build the program, and how it is run then."""

    def __init__(self, name, compilers, flags, runner=None, replaced=None):
        self.name = name
        self.cxx = next((found for found in map(shutil.which, compilers) if found), None)
        self.flags = flags
        self.runner = runner
        self.replaced = replaced or {}

    def missing(self):
        """Why this cannot be tried; nothing where it can."""
        if not self.cxx:
            return "not tried: no such compiler"
        if self.runner and not shutil.which(self.runner):
            return f"not tried: no {self.runner}"
        tried = subprocess.run([self.cxx, *self.flags, "-fsyntax-only", "-x", "c++", "-"], input="#include <cerrno>\n",
                               capture_output=True, text=True, check=False)
        return "not tried: the compiler cannot" if tried.returncode != 0 else None


ROWS = [
    Row("gcc-O0", ["g++"], ["-O0"]),
    Row("gcc-O3", ["g++"], ["-O3"]),
    Row("clang-O0", CLANGS, ["-O0"]),
    Row("clang-O3", CLANGS, ["-O3"]),
    Row("gcc-32-bit", ["g++"], ["-O1", "-m32", "-msse2", "-mfpmath=sse"]),
    Row("clang-32-bit", CLANGS, ["-O1", "-m32", "-msse2"]),
    Row("big-endian", ["s390x-linux-gnu-g++"], ["-O1", "-static"], "qemu-s390x"),
    Row("unguarded", ["g++"], ["-O3"],
        replaced={"src/values/floating_point.cpp": "tests/determinism/unguarded.cpp"}),
]


def sources():
    with open(os.path.join(ROOT, "src", "CMakeLists.txt"), encoding="utf-8") as file:
        listed = re.search(r"set\(BANTAM_SOURCES(.*?)\n\)", file.read(), re.S).group(1)
    paths = ["src/" + name for name in re.findall(r"^  (\S+\.cpp)$", listed, re.M)]
    paths = [path for path in paths if not OTHERS.search(path)]
    paths += [f"tests/determinism/{name}.cpp" for name in ("digest", "surroundings", "world")]
    paths += [f"tests/support/{name}.cpp" for name in ("batch_world", "columns_of", "everything")]
    return paths + [f"tests/laws/generate_{name}.cpp" for name in ("condition", "log", "model")]


def dependencies(folder):
    """Headers alone, where a cross compiler finds them and none of this machine's."""
    os.makedirs(folder, exist_ok=True)
    for name in ("fmt", "nlohmann"):
        link = os.path.join(folder, name)
        if not os.path.exists(link) and os.path.isdir(f"/usr/include/{name}"):
            os.symlink(f"/usr/include/{name}", link)
    return folder


def compiled(row, folder, jobs):
    """The program; nothing where it does not compile, which is then said."""
    headers = dependencies(os.path.join(folder, "headers"))
    objects = os.path.join(folder, row.name)
    os.makedirs(objects, exist_ok=True)
    launcher = [shutil.which("ccache")] if shutil.which("ccache") else []
    flags = ["-std=c++20", "-ffp-contract=off", "-DBANTAM_STATIC_DEFINE", "-DFMT_HEADER_ONLY", *row.flags,
             "-Iinclude", "-Isrc", "-Itests", "-isystem", headers]

    def compile_one(path):
        made = os.path.join(objects, path.replace("/", "+") + ".o")
        subprocess.run([*launcher, row.cxx, *flags, "-c", path, "-o", made], cwd=ROOT, check=True)
        return made

    try:
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            made = list(pool.map(compile_one, (row.replaced.get(path, path) for path in sources())))
        program = os.path.join(objects, "digest")
        subprocess.run([row.cxx, *row.flags, *made, "-o", program], check=True)
        return program
    except subprocess.CalledProcessError:
        return None


def digest_of(command):
    """The digest; nothing where the machine cannot be set so."""
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode == SKIPPED:
        print(ran.stderr.strip(), file=sys.stderr)
        return None
    return ran.stdout.strip() if ran.returncode == 0 else f"exit code {ran.returncode}: {ran.stderr.strip()}"


def report(name, command, known, planted=False):
    """Prints the digest and what changes it; how many are not the known one. With a planted fault,
    how many ways to round are, when they should not."""
    plain = digest_of(command)
    found = {setting: digest_of([*command, *options]) for setting, options in SURROUNDINGS.items()}
    words = [f"{setting} " + ("skipped" if one is None else "same" if one == plain else one)
             for setting, one in found.items()]
    print(f"{name:14}{plain}  {', '.join(words)}", flush=True)
    if planted:
        return (plain != known) + sum(found[setting] == known for setting in ("up", "down", "flush"))
    return sum(one not in (None, known) for one in [plain, *found.values()])


def known_digest():
    with open(KNOWN, encoding="utf-8") as file:
        return file.read().strip()


def renew(program):
    plain = digest_of([program])
    if not re.fullmatch("[0-9a-f]{32}", plain):
        sys.exit(plain)
    with open(KNOWN, "w", encoding="utf-8") as file:
        file.write(plain + "\n")


def every_row(arguments):
    faults = 0
    for row in ROWS:
        if arguments.rows and row.name not in arguments.rows:
            continue
        missing = row.missing()
        if missing:
            print(f"{row.name:14}{missing}", flush=True)
            continue
        program = compiled(row, arguments.build, arguments.jobs)
        if not program:
            print(f"{row.name:14}does not compile", flush=True)
            faults += 1
            continue
        runner = [shutil.which(row.runner)] if row.runner else []
        faults += report(row.name, [*runner, program], known_digest(), planted=bool(row.replaced))
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program")
    parser.add_argument("--renew", action="store_true")
    parser.add_argument("--build")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("rows", nargs="*", metavar="ROW")
    arguments = parser.parse_args()
    if arguments.program and arguments.renew:
        renew(arguments.program)
        return 0
    if arguments.program:
        faults = report("this build", [arguments.program], known_digest())
    elif arguments.build:
        faults = every_row(arguments)
    else:
        parser.error("--program or --build")
    if faults:
        print(f"{faults} should be otherwise; the digest is {known_digest()}, in {os.path.relpath(KNOWN, ROOT)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
