# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture as a grid of mean colours, and two of them compared.

    picture_grid.py write PNG GRID
    picture_grid.py compare PNG GRID

A grid is a text file: the size of the picture, then per row the mean colours of its cells of 20 by 20 pixels as
six hexadecimal digits. Strokes of letters average out, so that another version of the typeface or of the renderer
stays within the tolerance; a line, an area, a colour or a label that is missing or elsewhere does not. Tolerance:
the mean difference of all channels is at most 4 of 255; at most 1 cell in 50 differs by more than 40; and, since
all text is grey, at most 1 cell in 200 changes its tint by more than 12 (the channels' differences lie that far apart).
"""
import struct
import sys
import zlib

CELL, MEAN, FAR, SHARE, TINT, TINTED = 20, 4.0, 40, 0.02, 12, 0.005


def pixels(path):
    """Width, height, bytes per pixel and the rows of a PNG of 8 bits per channel, not interlaced."""
    data = open(path, "rb").read()
    at, packed, palette = 8, b"", None
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
        elif kind == b"PLTE":
            palette = [body[k:k + 3] for k in range(0, size, 3)]
        elif kind == b"IDAT":
            packed += body
        at += 12 + size
    wide = {2: 3, 6: 4, 3: 1, 0: 1}[colour]
    if depth != 8 or interlaced:
        raise ValueError(f"{path}: {depth} bits a channel or interlaced")
    raw, stride, above, rows = zlib.decompress(packed), width * wide, bytes(width * wide), []
    for y in range(height):
        start = y * (stride + 1)
        above = unfilter(raw[start], bytearray(raw[start + 1:start + 1 + stride]), above, wide)
        rows.append(above)
    if palette is not None:
        rows, wide = [b"".join(palette[index] for index in row) for row in rows], 3
    return width, height, wide, rows


def unfilter(kind, row, above, wide):
    if kind == 1:
        for k in range(wide, len(row)):
            row[k] = (row[k] + row[k - wide]) & 255
    elif kind == 2:
        row = bytearray((a + b) & 255 for a, b in zip(row, above))
    elif kind == 3:
        for k in range(len(row)):
            row[k] = (row[k] + ((row[k - wide] if k >= wide else 0) + above[k] >> 1)) & 255
    elif kind == 4:
        for k in range(len(row)):
            a, b, c = (row[k - wide], above[k], above[k - wide]) if k >= wide else (0, above[k], 0)
            pa, pb, pc = abs(b - c), abs(a - c), abs(a + b - 2 * c)
            row[k] = (row[k] + (a if pa <= pb and pa <= pc else b if pb <= pc else c)) & 255
    return bytes(row)


def grid(path):
    width, height, wide, rows = pixels(path)
    out = []
    for top in range(0, height, CELL):
        band, line = rows[top:top + CELL], []
        for left in range(0, width, CELL):
            parts = [row[left * wide:(left + CELL) * wide] for row in band]
            n = sum(len(part) for part in parts) // wide
            line.append(tuple(round(sum(sum(part[c::wide]) for part in parts) / n) for c in range(3)))
        out.append(line)
    return (width, height), out


def read(path):
    lines = open(path, encoding="ascii").read().split("\n")
    width, height = lines[0].split()
    cells = [[tuple(bytes.fromhex(cell)) for cell in line.split()] for line in lines[1:] if line]
    return (int(width), int(height)), cells


def main():
    what, picture, golden = sys.argv[1:]
    size, cells = grid(picture)
    if what == "write":
        with open(golden, "w", encoding="ascii") as out:
            out.write("%d %d\n" % size + "".join(" ".join("%02x%02x%02x" % c for c in line) + "\n" for line in cells))
        return 0
    wanted_size, wanted = read(golden)
    if size != wanted_size:
        print(f"{picture}: is {size[0]} by {size[1]} pixels, expected {wanted_size[0]} by {wanted_size[1]}")
        return 1
    apart = [[a - b for a, b in zip(one, other)] for line, others in zip(cells, wanted) for one, other in zip(line, others)]
    mean = sum(abs(d) for one in apart for d in one) / (3 * len(apart))
    far = [k for k, one in enumerate(apart) if max(map(abs, one)) > FAR]
    tinted = [k for k, one in enumerate(apart) if max(one) - min(one) > TINT]
    if mean <= MEAN and len(far) <= SHARE * len(apart) and len(tinted) <= TINTED * len(apart):
        return 0
    across = len(cells[0])
    print(f"{picture}: differs by {mean:.2f} of 255 in the mean (at most {MEAN} allowed), by more than {FAR} in {len(far)} and in "
          f"tint by more than {TINT} in {len(tinted)} of {len(apart)} cells, the first at pixel "
          f"{[(CELL * (k % across), CELL * (k // across)) for k in (far + tinted)[:3]]}")
    return 1


sys.exit(main())
