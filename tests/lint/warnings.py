"""What a compiler warns of in any source: each warning once. Exit code 1 when there is one.

    warnings.py FOLDER [--jobs N]    a folder that CMake has configured with compile_commands.json

gcc finds some of its warnings only while it optimises, and so compiles; clang reads alone.
"""

import argparse
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

# The stable_sort of libstdc++ 12 uses what libstdc++ itself has deprecated, and clang 19 tells.
NOT_OURS = re.compile(r"'get_temporary_buffer<.*>' is deprecated")


def command_of(entry):
    words = shlex.split(entry["command"])
    words = [word for word in words if os.path.basename(word) != "ccache"]
    at = words.index("-o")
    del words[at:at + 2]
    reads_alone = "clang" in os.path.basename(words[0])
    return words + (["-fsyntax-only"] if reads_alone else ["-o", os.devnull])


def said_of(entry):
    ran = subprocess.run(command_of(entry), cwd=entry["directory"], capture_output=True, text=True, check=False)
    said = re.findall(r"^\S.*(?:warning|error): .*$", ran.stderr, re.M)
    if ran.returncode != 0 and not said:
        said = [f"{entry['file']}: exit code {ran.returncode}"]
    return [line for line in said if not NOT_OURS.search(line)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    with open(os.path.join(arguments.folder, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        said = set()
        for lines in pool.map(said_of, entries):
            new = set(lines) - said
            said |= new
            for line in sorted(new):
                print(line, flush=True)
    print(f"  {len(entries)} sources, {len(said)} warnings")
    return 1 if said or not entries else 0


if __name__ == "__main__":
    sys.exit(main())
