#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes sim/model/reference.cfg, the scenario that gives every key its default, from the program's
own table:
    build/dev/cgap list parameters --format csv | tests/support/reference_scenario.py > sim/model/reference.cfg
"""
import csv
import sys

# What has no default, or is told in words: examples.
EXAMPLE = {
    "format": "1",
    "name": '"reference"',
    "title": '"Every key with its default"',
    "coalition.from": '"2016-07-01"',
    "levers.engagement.*": "0.3",
    "partners.*.name": '"example"',
    "partners.*.intelligence": "0",
    "partners.*.norms": "0",
    "partners.*.law": "0",
    "instruments.*.name": '"example"',
    "instruments.*.type": '"directive"',
    "instruments.*.adopted": '"2016-07-06"',
    "instruments.*.applies": '"2018-05-09"',
    "events.*.name": '"example"',
    "events.*.date": '"2020-01-31"',
    "events.*.type": '"leave"',
    "events.*.member": '"UK"',
}
LEFT_OUT = {"base": '"other.cfg"'}  # a complete scenario inherits nothing
OTHER_EVENTS = ("relapse: ", "systemic: ", "regime: ")  # keys that an exit may not have
COLUMN = 44


def comment(row):
    what = row["name"]
    what += f" [{row['unit']}]" if row["unit"] else ""
    if row["kind"] and row["low"]:
        what += f"; {row['kind']}, {row['low']} to {row['high']}"
    elif row["kind"]:
        what += f"; {row['kind']}"
    return what


class Writer:
    """Opens and closes groups and lists as keys pass by."""

    def __init__(self):
        self.open = []

    def line(self, text, row):
        indent = "  " * len(self.open)
        print(f"{indent + text:<{COLUMN}} # {comment(row)}")

    def move_to(self, group):
        while self.open != group[: len(self.open)]:
            word = self.open.pop()
            print("  " * len(self.open) + ("} );" if word.endswith("*") else "};"))
        for word in group[len(self.open):]:
            print("  " * len(self.open) + word.rstrip("*") + (" = ( {" if word.endswith("*") else " = {"))
            self.open.append(word)


def path(key):
    """Groups and the last word: instruments.*.covers.sme -> [instruments*, covers], sme."""
    words = key.replace("levers.engagement.*", "levers.engagement.example").replace(".*.", "*.").split(".")
    return words[:-1], words[-1]


print("# SPDX-License-Identifier: GPL-3.0-or-later")
print("# Every key of a scenario file with its default, unit, evidence and plausible range. Written by")
print("# tests/support/reference_scenario.py from `cgap list parameters`: do not edit, copy from it.")
print("# The partner, the instrument and the event are examples; so are values that have no default.")
out = Writer()
for row in csv.DictReader(sys.stdin):
    group, word = path(row["key"])
    out.move_to(group)
    value = EXAMPLE.get(row["key"], LEFT_OUT.get(row["key"], row["default"]))
    other = row["key"] in LEFT_OUT or row["name"].startswith(OTHER_EVENTS)
    out.line(f"{'# ' if other else ''}{word} = {value};", row)
out.move_to([])
