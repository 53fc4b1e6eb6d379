"""Every link in README.md, docs/ and examples/ leads somewhere, and every file that a page names is there."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NAMED = re.compile(r"`((?:src|include|tests|examples|docs)/[\w./-]+\.\w+)`")


def without_fences(text):
    return re.sub(r"(?ms)^```.*?^```", "", text)


def anchors_of(page):
    """Headings as GitHub makes anchors of them; equal ones get a number."""
    seen, anchors = {}, set()
    for heading in re.findall(r"(?m)^#{1,6} (.+)$", without_fences(page.read_text(encoding="utf-8"))):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading.strip().lower())
        anchor = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
        number = seen.get(anchor, 0)
        seen[anchor] = number + 1
        anchors.add(f"{anchor}-{number}" if number else anchor)
    return anchors | set(re.findall(r'<a (?:id|name)="([^"]+)"', page.read_text(encoding="utf-8")))


def faults_of(page):
    text = without_fences(page.read_text(encoding="utf-8"))
    name = page.relative_to(ROOT)
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists():
            yield f"{name}: no {target}"
        elif anchor and file.suffix == ".md" and anchor not in anchors_of(file):
            yield f"{name}: no heading for {target}"
    for named in NAMED.findall(text):
        if not (ROOT / named).exists() and not (page.parent / named).exists():
            yield f"{name}: no file {named}"


def main():
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "examples").rglob("*.md"))]
    faults = [fault for page in pages for fault in faults_of(page)]
    print("\n".join(faults) if faults else f"the links of {len(pages)} pages hold")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
