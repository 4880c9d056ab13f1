# SPDX-License-Identifier: GPL-3.0-or-later
"""check_pdf.py SVG PDF: the PDF of a figure has the type sizes and line widths of its SVG, at 96 pixels to the inch."""
import re
import sys
import zlib

svg = open(sys.argv[1], encoding="utf-8").read()
pdf = open(sys.argv[2], "rb").read()
drawn = b""
for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S):
    try:
        drawn += zlib.decompress(stream)
    except zlib.error:
        pass
types = {round(float(size), 2) for size in re.findall(rb"([\d.]+) 0 0 -[\d.]+ [\d.-]+ [\d.-]+ Tm", drawn)}
lines = {round(float(width), 2) for width in re.findall(rb"([\d.]+) w\b", drawn)}
wanted_types = {round(.75 * float(size), 2) for size in re.findall(r'font-size="([\d.]+)"', svg)}
wanted_lines = {round(.75 * float(width), 2) for width in re.findall(r'stroke-width="([\d.]+)"', svg)}
problems = []
if not types or any(min(abs(a - b) for b in wanted_types) > .02 for a in types):
    problems.append(f"type sizes are {sorted(types)} points, expected {sorted(wanted_types)}")
if .6 not in lines or any(min(abs(a - b) for b in wanted_lines) > .02 for a in lines):
    problems.append(f"lines are {sorted(lines)} points wide, expected some of {sorted(wanted_lines)}")
for problem in problems:
    print(problem)
sys.exit(len(problems) > 0)
