# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the figures of a results folder against what every figure promises.

    check_figures.py [--whole] FOLDER [NAME...]

Each SVG of FOLDER/charts is well-formed XML of a known size, has a title and a description, its
texts lie inside the canvas and apart from each other, and every panel of its layout has data. With
names given, exactly these figures must be there. With --whole no text may have been cut. Prints what is wrong; exit code 1 if anything is.
"""
import os
import re
import struct
import sys
import xml.etree.ElementTree as ET

FONTS = "/usr/share/fonts/truetype/dejavu/"
SVG = "{http://www.w3.org/2000/svg}"
problems = []


class Font:
    """Advance widths of a TrueType file: head, hhea, hmtx and a format-4 cmap."""

    def __init__(self, path):
        with open(path, "rb") as f:
            d = self.d = f.read()
        self.tables = {d[o:o + 4]: struct.unpack(">I", d[o + 8:o + 12])[0]
                       for o in range(12, 12 + 16 * self.u16(4), 16)}
        self.em = self.u16(self.tables[b"head"] + 18)
        self.n_metric = self.u16(self.tables[b"hhea"] + 34)
        self.glyph = self.read_cmap(self.tables[b"cmap"])

    def u16(self, at):
        return struct.unpack(">H", self.d[at:at + 2])[0]

    def read_cmap(self, cmap):
        found = {}
        for i in range(self.u16(cmap + 2)):
            at = cmap + struct.unpack(">I", self.d[cmap + 8 + 8 * i:cmap + 12 + 8 * i])[0]
            if self.u16(at) != 4:
                continue
            n = self.u16(at + 6)
            for s in range(0, n, 2):
                end, start = self.u16(at + 14 + s), self.u16(at + 16 + n + s)
                delta, ro = self.u16(at + 16 + 2 * n + s), self.u16(at + 16 + 3 * n + s)
                for c in range(start, min(end, 0xFFFE) + 1):
                    g = c if ro == 0 else self.u16(at + 16 + 3 * n + s + ro + 2 * (c - start))
                    if g:
                        found[c] = (g + delta) & 0xFFFF
        return found

    def width(self, text, size):
        total = 0
        for c in text:
            g = self.glyph.get(ord(c))
            total += self.em if g is None else self.u16(self.tables[b"hmtx"] + 4 * min(g, self.n_metric - 1))
        return total * size / self.em


def boxes(root, fonts):
    """(left, top, right, bottom, text) of every text, as high as capitals and figures."""
    for group in root.iter(SVG + "g"):
        text = group.find(SVG + "text")
        at = re.match(r"translate\(([-\d.]+),([-\d.]+)\)$", group.get("transform", ""))
        if text is None or at is None:
            continue
        words = "".join(text.itertext())
        if not words.strip():
            continue
        x, y, size = float(at.group(1)), float(at.group(2)), float(group.get("font-size"))
        width = fonts[group.get("font-weight") == "bold"].width(words, size)
        left = x - {"start": 0, "middle": .5, "end": 1}[group.get("text-anchor")] * width
        yield left, y - .73 * size, left + width, y, words


def check_layout(name, path):
    """Every panel has a mark with data."""
    with open(path + ".gp", encoding="utf-8") as f:
        layout = f.read()
    with open(path + ".dat", encoding="utf-8") as f:
        blocks = [b for b in f.read().split("\n\n\n")]
    filled = [any(not line.startswith(("#", "NaN")) and line for line in b.split("\n")) for b in blocks]

    def array(key):
        return re.search(r"^array %s\[\d+\] = \[(.*)\]$" % key, layout, re.M).group(1).split(", ")

    block = array("mark_block")
    kinds = "area tile box band line whisker point".split()
    for panel in range(int(re.search(r"^n_panel = (\d+)$", layout, re.M).group(1))):
        marks = [m for k in kinds for m in range(int(array(k + "_first")[panel]), int(array(k + "_last")[panel]) + 1)]
        if not any(filled[int(block[m - 1])] for m in marks):
            problems.append("%s: panel %d is empty" % (name, panel + 1))


def check_figure(folder, name, fonts, whole):
    path = os.path.join(folder, "charts", name + ".svg")
    with open(path, encoding="utf-8") as f:
        source = f.read()
    root = ET.fromstring(source)
    width, height = float(root.get("width")), float(root.get("height"))
    title, detail = root.findtext(SVG + "title"), root.findtext(SVG + "desc")
    if not title or "gnuplot" in title.lower() or not detail or "gnuplot" in detail.lower():
        problems.append("%s: title or description is missing" % name)
    if "NaN" in source or "<script" in source:
        problems.append("%s: holds NaN or a script" % name)
    found = list(boxes(root, fonts))
    if len(found) < 5:
        problems.append("%s: has only %d texts" % (name, len(found)))
    for left, top, right, bottom, words in found:
        if left < -1 or top < -1 or right > width + 1 or bottom > height + 1:
            problems.append("%s: text outside the canvas: %s" % (name, words))
        if whole and "\u2026" in words:
            problems.append("%s: text was cut: %s" % (name, words))
    for i, a in enumerate(found):
        for b in found[:i]:
            if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1:
                problems.append("%s: texts overlap: '%s' and '%s'" % (name, b[4], a[4]))
    check_layout(name, os.path.join(folder, "charts", "data", name))


def main():
    whole = "--whole" in sys.argv
    folder, *wanted = [a for a in sys.argv[1:] if a != "--whole"]
    wanted.sort()
    fonts = {False: Font(FONTS + "DejaVuSans.ttf"), True: Font(FONTS + "DejaVuSans-Bold.ttf")}
    names = sorted(f[:-4] for f in os.listdir(os.path.join(folder, "charts")) if f.endswith(".svg"))
    if not names or (wanted and names != wanted):
        problems.append("figures are %s, expected %s" % (names, wanted))
    for f in os.listdir(os.path.join(folder, "charts")):
        if ".part" in f:
            problems.append("%s was left behind" % f)
    for name in names:
        check_figure(folder, name, fonts, whole)
    for p in problems:
        print(p)
    sys.exit(1 if problems else 0)


main()
