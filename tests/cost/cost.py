"""Whether the work for hostile input grows no faster than the input: instructions of twice the size
over instructions of the size, counted by callgrind. Counts, not times: the same on a busy machine.

    python3 tests/cost/cost.py build/test/tests/cost/bantam_cost [family…]
"""

import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

MOST = 2.2
# What may grow faster, and why.
EXCUSED = {
    "many fields": "fields are sorted by name; a line has at most 1,024",
    "what_is_missing": "tries the next change, which see",
    "next_change": "each boundary ahead is a walk over the history: docs/semantics.md, section 8",
}


def instructions(program, family, size):
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--collect-atstart=no",
         "--toggle-collect=bantam_counted", program, family, str(size)],
        capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not found:
        sys.exit(f"{family} {size}:\n{run.stderr}")
    return int(found[1])


def main(program, wanted):
    if not shutil.which("valgrind"):
        print("skipped: no valgrind")
        return 77
    listed = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    families = [line.split(" ", 1) for line in listed.splitlines()]
    families = [(name, int(size)) for size, name in families if not wanted or name in wanted]
    print(f"{'family':34} {'size':>7} {'instructions':>13} {'of twice':>13} {'ratio':>6}")
    faults = 0
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        counts = [(name, size, pool.submit(instructions, program, name, size),
                   pool.submit(instructions, program, name, 2 * size)) for name, size in families]
        for name, size, one, two in counts:
            one, two = one.result(), two.result()
            ratio = two / one
            too_much = ratio > MOST and name not in EXCUSED
            faults += too_much
            note = "  too much" if too_much else "  " + EXCUSED[name] if ratio > MOST else ""
            print(f"{name:34} {size:7} {one:13} {two:13} {ratio:6.2f}{note}", flush=True)
    print(f"{len(families)} families, {faults} above {MOST}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
