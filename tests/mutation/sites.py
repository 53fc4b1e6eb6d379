"""Where a C++ source can be flipped: conditions, && and ||, comparisons.

Text is looked at, not syntax: the house's layout, with blanks around binary operators, tells a
comparison from a template's bracket.
"""
import re
from collections import Counter, namedtuple

# A flip. `at`: where it stands. `spans`: the condition, or the two operands; each is (start, end).
# `source`, `change` and `ordinal` name it whatever lines stand before it. `constant`: it may be
# evaluated when compiling.
Site = namedtuple("Site", "kind at spans name operator line source change ordinal constant")

FLIPS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&"}
LOGIC = ["||", "&&"]
# What ends an operand on either side: the operators that bind no closer.
LOOSER = {"||": ["||"], "&&": ["||", "&&"], "==": ["||", "&&", "==", "!="], "?": []}
BINARY = r"(?<=\s)(<=|>=|==|!=|<|>|&&|\|\|)(?=\s)"


def masked(text):
    """The text with comments, literals and preprocessor lines blanked, at equal length."""
    pattern = (r'//[^\n]*|/\*.*?\*/|R"\((?:.*?)\)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\''
               r"|^\s*#[^\n]*")
    text = re.sub(r"(?<=\d)'(?=\d)", "0", text)  # 1'000
    return re.sub(pattern, lambda match: re.sub(r"[^\n]", " ", match.group()), text, flags=re.S | re.M)


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


def trimmed(text, start, end):
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())


def operator_at(text, i):
    match = re.compile(r"(<=|>=|==|!=|&&|\|\||<|>)(?=\s)").match(text, i)
    return match.group() if match and text[i - 1].isspace() else None


def left_start(text, at, stops):
    """Where the operand that ends at `at` begins."""
    depth = 0
    for i in range(at - 1, -1, -1):
        depth += (text[i] in ")]}") - (text[i] in "([{")
        if depth < 0 or (depth == 0 and text[i] in ";,?{}"):
            return i + 1
        if depth == 0 and re.fullmatch(r"[\s+*|-][=:]\s", text[i - 1:i + 2]):
            return i + 1
        if depth == 0 and re.compile(r"\breturn\b").match(text, i):
            return i + len("return")
        if depth == 0 and (operator := operator_at(text, i)) in stops:
            return i + len(operator)
    return 0


def right_end(text, at, stops):
    """Where the operand that begins at `at` ends."""
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if depth < 0 or (depth == 0 and text[i] in ";,?"):
            return i
        if depth == 0 and (text[i - 1:i + 2] == " : " or operator_at(text, i) in stops):
            return i
    return len(text)


def conditions(text):
    """(start, end, declared name or None) of the conditions of if, while and for."""
    for match in re.finditer(r"\b(if|while|for)\s*\(", text):
        opening = match.end() - 1
        pieces = parts(text, opening + 1, closing(text, opening))
        if match.group(1) == "for":
            if len(pieces) == 3 and text[slice(*pieces[1])].strip():
                yield (*trimmed(text, *pieces[1]), None)
            continue
        start, end = trimmed(text, *pieces[-1])
        declared = re.match(r"(?:const )?[\w:<>]+[ *&]+(\w+) = ", text[start:end])
        yield start, end, declared.group(1) if declared else None


def says_the_same(condition):
    """Whether the condition is one == or !=, whose own flip negates it."""
    return re.fullmatch(r"[^()&|?]* (==|!=) [^()&|?]*", condition) is not None


def raw_sites(mask):
    """(kind, at, spans, declared name, operator, change)"""
    for start, end, name in conditions(mask):
        if name or not says_the_same(mask[start:end]):
            yield "declared" if name else "negated", start, [(start, end)], name, "", "negated"
    for match in re.finditer(r"(?<=\s)\?(?=\s)", mask):
        start, end = trimmed(mask, left_start(mask, match.start(), LOOSER["?"]), match.start())
        if not says_the_same(mask[start:end]):
            yield "negated", start, [(start, end)], None, "", "? negated"
    for match in re.finditer(BINARY, mask):
        operator = match.group()
        stops = LOOSER[operator if operator in LOGIC else "=="]
        left = trimmed(mask, left_start(mask, match.start(), stops if operator not in LOGIC else
                                        stops[:LOGIC.index(operator)]), match.start())
        right = trimmed(mask, match.end(), right_end(mask, match.end(), stops))
        kind = "logic" if operator in LOGIC else "compared"
        yield kind, match.start(), [left, right], None, operator, f"{operator} to {FLIPS[operator]}"


def constant_parts(mask):
    """(start, end) of what stands in the braces of a constexpr."""
    for match in re.finditer(r"\bconstexpr\b[^;{]*\{", mask):
        yield match.end() - 1, closing(mask, match.end() - 1)


def sites(text):
    mask = masked(text)
    constants = list(constant_parts(mask))
    seen = Counter()
    found = []
    for kind, at, spans, name, operator, change in sorted(raw_sites(mask), key=lambda site: site[1]):
        line = text.count("\n", 0, at) + 1
        source = text.split("\n")[line - 1].strip()
        seen[source, change] += 1
        constant = any(start < at < end for start, end in constants)
        found.append(Site(kind, at, spans, name, operator, line, source, change, seen[source, change], constant))
    return found


def flipped(text, site):
    """The text with one flip."""
    start, end = site.spans[0]
    if site.kind == "negated":
        return f"{text[:start]}!({text[start:end]}){text[end:]}"
    if site.kind == "declared":
        return f"{text[:end]}; !{site.name}{text[end:]}"
    return text[:site.at] + FLIPS[site.operator] + text[site.at + len(site.operator):]


HEAD = """\
#include <type_traits>
namespace bantam_flips {
extern int active;
constexpr bool on(int flip) { return !std::is_constant_evaluated() && flip == active; }
"""
for operator, word in (("<", "less"), ("<=", "less_equal"), (">", "greater"), (">=", "greater_equal"),
                       ("==", "equal"), ("!=", "not_equal")):
    HEAD += (f"template <class A, class B> constexpr bool {word}(int flip, const A& a, const B& b) "
             f"{{ return on(flip) ? a {FLIPS[operator]} b : a {operator} b; }}\n")
HEAD += "}\n"
WORDS = {"<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal", "==": "equal", "!=": "not_equal"}


def with_switches(text, numbered):
    """The text with all flips in it, each asleep until `bantam_flips::active` is its number.

    `A && B` becomes A || B as !(!A && !B), so that nothing is written twice.
    """
    inserts = []  # (place, closes before opens, the wider outside, which kind is outside), text

    def wrap(span, rank, before, after):
        start, end = span
        inserts.append(((start, 1, -end, rank), before))
        inserts.append(((end, 0, -start, -rank), after))

    cuts = {}
    for number, site in numbered:
        on = f"bantam_flips::on({number})"
        if site.kind == "negated":
            wrap(site.spans[0], 0, f"({on} != bool(", "))")
        elif site.kind == "declared":
            inserts.append(((site.spans[0][1], 0, 0, 0), f"; {on} != bool({site.name})"))
        else:
            whole = (site.spans[0][0], site.spans[1][1])
            if site.kind == "logic":
                wrap(whole, 2, f"({on} != (", "))")
                for span in site.spans:
                    wrap(span, 1, f"({on} != bool(", "))")
            else:
                wrap(whole, 3, f"bantam_flips::{WORDS[site.operator]}({number}, ", ")")
                cuts[site.at] = len(site.operator)
    written, at = [], 0
    for (place, *_), words in sorted([*inserts, *(((cut, 2, 0, 0), None) for cut in cuts)]):
        written.append(text[at:place])
        at = place
        if words is None:
            written.append(",")
            at += cuts[place]
        else:
            written.append(words)
    return HEAD + "#line 1\n" + "".join(written) + text[at:]
