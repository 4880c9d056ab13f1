#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Code points to sections of sim/model/MODEL.md: each section and each item of section 6 that a
# source, header, test or scenario names is there; so are the tests and scenarios the note names.
set -u
cd "$CGAP_SOURCE" || exit 1
python3 - <<'PYTHON'
import glob, os, re, sys

NOTE = "sim/model/MODEL.md"
NUMBER = r"[0-9]\.[0-9]{1,2}"
# 2.3, 2.4 and 2.10; a whole section only in front, so that "section 3.1, 28 states" is no list.
LIST = r"((?:%s|[0-9])(?![0-9])(?:(?:,| and| to|;) %s)*)" % (NUMBER, NUMBER)
PLURAL = r"([0-9]+(?:(?:,| and| to|, and) [0-9]+)*)"


def sections_of(note):
    return set(re.findall(r"^#{2,3} ([0-9](?:\.[0-9]+)?)\b", note, re.M))


def items_of(note):
    part = re.split(r"^## ", note, flags=re.M)
    part = next(text for text in part if text.startswith("6."))
    return set(re.findall(r"^\| ([0-9]+) \|", part, re.M))


def comments_of(path, text):
    """What a file says to its readers, as one line: comments of C, all of other files."""
    if path.endswith((".c", ".h", ".def")):
        text = "\n".join(re.findall(r'/\*.*?\*/|"(?:[^"\\\n]|\\.)*"', text, re.S))
        text = re.sub(r"\n\s*\*", " ", text)
    else:
        text = re.sub(r"\n\s*#", " ", text)
    return re.sub(r"\s+", " ", text)


def references(path, text):
    """(kind, number) of everything in the note that a text points to."""
    said = comments_of(path, text)
    # A section of a paper ("Phillips and Sul 2007, section 4") or of another document is not ours.
    said = re.sub(r"([0-9]{4}|[A-Z]+\.md)\)?,? sections? " + LIST, "", said.replace("MODEL.md", "Note"))
    found = re.findall(r"\bsections? " + LIST, said)
    found += re.findall(r"(?:\bNote|[Mm]odel note),? (?:sections? )?" + LIST, said)
    if path.endswith((".c", ".h")):
        found += re.findall(r"\((%s(?:(?:,| and| to|;) %s)*)\)(?=[^\"]*\*/| )" % (NUMBER, NUMBER), said) \
            if path.startswith(("sim/policy/", "sim/model/", "sim/ensemble/", "include/cgap/")) else []
    for group in found:
        for number in re.findall(r"[0-9](?:\.[0-9]+)?", group):
            yield "section", number
    for group in re.findall(r"\bsection 6, items? " + PLURAL, said) + re.findall(r"\binvariants? " + PLURAL, said):
        for number in re.findall(r"[0-9]+", group):
            yield "item", number


def check(path, text, have):
    return [f"{path}: names {kind} {number}, which {NOTE} has not"
            for kind, number in sorted(set(references(path, text))) if number not in have[kind]]


note = open(NOTE, encoding="utf-8").read()
have = {"section": sections_of(note), "item": items_of(note)}
problems, count = [], 0
for path in sorted(sum((glob.glob(top + "/**/*", recursive=True) for top in ("sim", "include", "tests", "scenarios", "plots")), [])):
    if path.endswith((".c", ".h", ".def", ".sh", ".cfg", ".cmake", ".gp", ".md")) and path != "tests/lint/test_model_note.sh":
        text = open(path, encoding="utf-8").read()
        count += len(list(references(path, text)))
        problems += check(path, text, have)
for path in set(re.findall(r"tests/[a-z0-9_/]+\.(?:c|sh)", note)):
    if not os.path.exists(path):
        problems.append(f"{NOTE}: names {path}, which is not there")
shipped = {os.path.basename(path)[:-4] for path in glob.glob("scenarios/*.cfg")}
listed = re.split(r"^## ", note, flags=re.M)
listed = next(text for text in listed if text.startswith("5."))
listed = set(re.findall(r"`([a-z0-9-]+)`", "".join(line.split("|")[1] for line in listed.splitlines() if line.startswith("| `"))))
for name in sorted(shipped ^ listed):
    problems.append(f"{NOTE}, section 5: scenario '{name}' is " + ("not in the table" if name in shipped else "not shipped"))

# The check itself must find what it is for, and nothing else.
WRONG = {
    "a.c": '/* See MODEL.md section 2.99 and\n * sections 2.1, 2.88. */',
    "sim/model/a.c": "/* as argued (2.77) */",
    "a.def": 'X("model note 3.9")',
    "b.c": "/* section 6, items 1 and 99 */ /* MODEL.md 2.4, invariant 98 */",
    "a.cfg": "# MODEL.md,\n# section 4.5",
}
RIGHT = {"a.c": "/* Phillips and Sul 2007, section 4.7; DESIGN.md section 9.4 */ x(2.77); /* in [.1] (0.5) */"}
found = sum((check(path, text, have) for path, text in WRONG.items()), [])
if [line.split(" names ")[1].split(",")[0] for line in found] != ["section 2.88", "section 2.99", "section 2.77", "section 3.9", "item 98", "item 99",
                                                                  "section 4.5"]:
    problems.append("this check does not see what it should: " + "; ".join(found))
if count < 50 or sum((check(path, text, have) for path, text in RIGHT.items()), []):
    problems.append("this check reads the wrong things")
print("\n".join(problems))
sys.exit(bool(problems))
PYTHON
