"""Where a C++ source can be flipped: conditions, && and ||, comparisons.

Text is looked at, not syntax: the house's layout, with blanks around binary operators, tells a
comparison from a template's bracket. What does not compile is counted apart.
"""
import re
from collections import Counter, namedtuple

# start, end: what is replaced in the text; key: names the site whatever lines stand before it.
Site = namedtuple("Site", "start end new line source change ordinal")

FLIPS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&"}


def masked(text):
    """The text with comments, literals and preprocessor lines blanked, at equal length."""
    pattern = r'//[^\n]*|/\*.*?\*/|R"\((?:.*?)\)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|^\s*#[^\n]*'
    blank = lambda match: re.sub(r"[^\n]", " ", match.group())
    text = re.sub(r"(?<=\d)'(?=\d)", "0", text)  # 1'000
    return re.sub(pattern, blank, text, flags=re.S | re.M)


def closing(text, at):
    """The place of the bracket that closes the one at `at`."""
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if depth == 0:
            return i
    raise ValueError("a bracket is never closed")


def parts(text, start, end):
    """The parts between the semicolons of the outermost level, as (start, end)."""
    found, depth, begin = [], 0, start
    for i in range(start, end):
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if text[i] == ";" and depth == 0:
            found.append((begin, i))
            begin = i + 1
    return found + [(begin, end)]


def conditions(text):
    """(start, end, declared name or None) of the conditions of if, while and for."""
    for match in re.finditer(r"\b(if|while|for)\s*\(", text):
        opening = match.end() - 1
        pieces = parts(text, opening + 1, closing(text, opening))
        if match.group(1) == "for":
            if len(pieces) != 3 or not text[slice(*pieces[1])].strip():
                continue
            yield (*pieces[1], None)
            continue
        start, end = pieces[-1]
        declared = re.match(r"\s*(?:const )?[\w:<>]+[ *&]+(\w+) = ", text[start:end])
        yield start, end, declared.group(1) if declared else None


def ternary_start(text, question):
    """Where the condition of the `?` begins."""
    depth = 0
    for i in range(question - 1, -1, -1):
        depth += (text[i] in ")]}") - (text[i] in "([{")
        if depth < 0 or (depth == 0 and text[i] in ";,?{}"):
            return i + 1
        if depth == 0 and re.fullmatch(r"[\s+*|-][=:]\s", text[i - 1:i + 2]):
            return i + 1
        if depth == 0 and re.match(r"\breturn\b", text[i:]):
            return i + len("return")
    return 0


def says_the_same(condition):
    """Whether the condition is one == or !=, whose own flip negates it."""
    return re.fullmatch(r"[^()&|?]* (==|!=) [^()&|?]*", condition.strip()) is not None


def raw_sites(text, mask):
    for start, end, name in conditions(mask):
        if name:
            yield end, end, f"; !{name}", start, "negated"
        elif not says_the_same(mask[start:end]):
            start += len(mask[start:end]) - len(mask[start:end].lstrip())
            yield start, end, f"!({text[start:end]})", start, "negated"
    for match in re.finditer(r" \? ", mask):
        start = ternary_start(mask, match.start())
        while mask[start].isspace():
            start += 1
        end = start + len(mask[start:match.start()].rstrip())
        if not says_the_same(mask[start:end]):
            yield start, end, f"!({text[start:end]})", match.start(), "? negated"
    for match in re.finditer(r"(?<= )(<=|>=|==|!=|<|>|&&|\|\|)(?=\s)", mask):
        new = FLIPS[match.group()]
        yield match.start(), match.end(), new, match.start(), f"{match.group()} to {new}"


def sites(text):
    mask = masked(text)
    seen = Counter()
    found = []
    for start, end, new, at, change in sorted(raw_sites(text, mask), key=lambda site: site[3]):
        at += len(mask[at:]) - len(mask[at:].lstrip())
        line = text.count("\n", 0, at) + 1
        source = text.split("\n")[line - 1].strip()
        seen[source, change] += 1
        found.append(Site(start, end, new, line, source, change, seen[source, change]))
    return found
