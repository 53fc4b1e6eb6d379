"""What the library asks of its surroundings: its undefined symbols are those of allowed.txt, memory
and the C++ runtime. No clock, no file, no network, no environment, no randomness, no output.

With `--all` prints every symbol with the line that allows it.
"""

import fnmatch
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77
# Builds that are watched ask for more than the library does.
WATCHED = re.compile(r"^(__asan|__ubsan|__tsan|__sanitizer|__llvm_prof|__sancov|__gcov)")


def symbols(library, kind):
    dynamic = [] if library.endswith(".a") else ["-D"]
    listed = subprocess.run(["nm", *dynamic, "-P", kind, library], capture_output=True, text=True, check=True).stdout
    names = {line.split()[0].split("@")[0] for line in listed.splitlines() if len(line.split()) > 1}
    return {name for name in names if not name.endswith(":")}


def readable(names):
    shown = subprocess.run(["c++filt"], input="\n".join(names), capture_output=True, text=True, check=True).stdout
    return dict(zip(names, shown.splitlines()))


def allowed():
    with open(os.path.join(HERE, "allowed.txt"), encoding="utf-8") as file:
        lines = [line.strip() for line in file]
    return [line for line in lines if line and not line.startswith("#")]


def main():
    library = os.environ["BANTAM_LIBRARY"]
    wanted = sorted(symbols(library, "-u") - symbols(library, "--defined-only"))
    if any(WATCHED.match(name) for name in wanted):
        print("skipped: the build is instrumented")
        return SKIPPED
    patterns = allowed()
    faults = 0
    for name, shown in readable(wanted).items():
        by = next((pattern for pattern in patterns if fnmatch.fnmatchcase(shown, pattern)), None)
        if by is None:
            faults += 1
            print(f"not allowed: {shown}")
        elif "--all" in sys.argv:
            print(f"{shown}  # {by}")
    print(f"{len(wanted)} undefined symbols, {faults} not allowed")
    return 1 if faults or not wanted else 0


if __name__ == "__main__":
    sys.exit(main())
