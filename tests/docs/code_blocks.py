"""Runs what README.md and docs/ show.

```cpp        with `int main`: compiled, run, and its output compared with the ```text block that
              follows. Without: statements that compile, given `model`, `state`, `event`, `now`.
```json x.y   any block whose info names a file: written to the folder in which the page's programs run.
```console    beginning with `$ bantam`: each command is run, and what stands below it is its output.
              `examples/` is there as in the repository.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(\S*)[ \t]*([^\n`]*)$")
PRELUDE = """\
#include <bantam/bantam.hpp>
#include <iostream>
#include <string>
#include <vector>
"""
GIVEN = ("[[maybe_unused]] const bantam::Model& model, [[maybe_unused]] bantam::LeadState& state, "
         "[[maybe_unused]] const bantam::Event& event, [[maybe_unused]] const bantam::Timestamp now")
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]


class Block:
    def __init__(self, language, info, line, body):
        self.language, self.info, self.line, self.body = language, info, line, body


def blocks_of(text):
    found, opened = [], None
    for number, line in enumerate(text.splitlines(), 1):
        fence = FENCE.match(line)
        if opened and line.startswith("```"):
            found.append(opened)
            opened = None
        elif opened:
            opened.body += line + "\n"
        elif fence:
            opened = Block(fence.group(1), fence.group(2).strip(), number + 1, "")
    return found


class Page:
    def __init__(self, name, blocks, tools):
        self.name, self.blocks, self.tools = name, blocks, tools
        self.faults, self.changes, self.ran = [], [], 0

    def fault(self, block, what):
        self.faults.append(f"{self.name}:{block.line}: {what}")

    def run(self):
        with tempfile.TemporaryDirectory() as folder:
            self.folder = folder
            os.symlink(self.tools.source / "examples", os.path.join(folder, "examples"))
            for block in self.blocks:
                if "." in block.info and "/" not in block.info:
                    pathlib.Path(folder, block.info).write_text(block.body, encoding="utf-8")
            for block, following in zip(self.blocks, self.blocks[1:] + [None]):
                if block.language == "cpp" and "int main" in block.body:
                    self.run_program(block, following)
                elif block.language == "console" and block.body.startswith("$ bantam "):
                    self.run_commands(block)
            self.compile_statements([b for b in self.blocks
                                     if b.language == "cpp" and "int main" not in b.body])

    def compile(self, code, *arguments):
        command = [self.tools.cxx, "-std=c++17", *WARNINGS, f"-I{self.tools.source}/include",
                   *self.tools.flag, "-x", "c++", "-", *arguments]
        return subprocess.run(command, input=code, capture_output=True, text=True, cwd=self.folder)

    def run_program(self, block, following):
        self.ran += 1
        if following is None or following.language != "text":
            return self.fault(block, "a program is followed by a text block with its output")
        library = os.path.abspath(self.tools.library)
        compiled = self.compile(f'#line {block.line} "{self.name}"\n{block.body}', "-o", "program",
                                "-x", "none", library, f"-Wl,-rpath,{os.path.dirname(library)}")
        if compiled.returncode != 0:
            return self.fault(block, f"does not compile\n{compiled.stderr}")
        done = subprocess.run(["./program"], capture_output=True, text=True, cwd=self.folder)
        if done.returncode != 0:
            return self.fault(block, f"exit status {done.returncode}\n{done.stderr}")
        self.compare(following, done.stdout)

    def compile_statements(self, blocks):
        if not blocks:
            return
        self.ran += len(blocks)
        code = PRELUDE
        for block in blocks:
            code += (f"[[maybe_unused]] static void at_line_{block.line}({GIVEN}) {{\n"
                     f'#line {block.line} "{self.name}"\n{block.body}}}\n')
        compiled = self.compile(code, "-fsyntax-only")
        if compiled.returncode != 0:
            self.faults.append(compiled.stderr)

    def run_commands(self, block):
        if not self.tools.program:
            return
        program = os.path.abspath(self.tools.program)
        line = block.line
        for entry in re.split(r"(?m)^\$ ", block.body)[1:]:
            self.ran += 1
            line += entry.count("\n")
            command, _, expected = entry.partition("\n")
            if not command.startswith("bantam "):
                self.fault(block, f"only `bantam` is run here: {command}")
                continue
            # A name of its own in the folder, so that messages begin as the page shows them.
            done = subprocess.run(f'bantam() {{ "{program}" "$@"; }}; {command}', shell=True, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.folder)
            self.compare(Block("text", "", line - expected.count("\n"), expected), done.stdout, command)

    def compare(self, block, printed, command=None):
        if block.body.rstrip("\n") == printed.rstrip("\n"):
            return
        self.changes.append((block.line, block.body.rstrip("\n"), printed.rstrip("\n")))
        named = f"`{command}` " if command else ""
        self.fault(block, f"{named}printed\n{printed}\nthe page has\n{block.body}")


def updated(text, changes):
    for line, shown, printed in sorted(changes, reverse=True):  # from the end: earlier lines stay put
        begin = sum(len(each) for each in text.splitlines(keepends=True)[:line - 1])
        at = text.index(shown, begin)
        text = text[:at] + printed + ("" if shown else "\n") + text[at + len(shown):]
    return text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", required=True, help="the repository")
    parser.add_argument("--cxx", required=True)
    parser.add_argument("--library", required=True)
    parser.add_argument("--program", help="without it no console block is run")
    parser.add_argument("--flag", action="append", default=[], help="one more flag for the compiler")
    parser.add_argument("--update", action="store_true", help="write what was printed into the pages")
    parser.add_argument("pages", nargs="*", help="all of them when none is named")
    tools = parser.parse_args()
    source = pathlib.Path(tools.source).resolve()
    tools.source = source

    names = tools.pages or ["README.md", *sorted(str(p.relative_to(source)) for p in (source / "docs").rglob("*.md"))]
    faults, ran = [], 0
    for name in names:
        text = (source / name).read_text(encoding="utf-8")
        page = Page(name, blocks_of(text), tools)
        page.run()
        if tools.update and page.changes:
            (source / name).write_text(updated(text, page.changes), encoding="utf-8")
        faults += page.faults
        ran += page.ran
    print("\n".join(faults) if faults else f"{ran} blocks of {len(names)} pages do what they show")
    return 1 if faults or ran == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
