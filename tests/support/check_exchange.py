# SPDX-License-Identifier: GPL-3.0-or-later
"""check_exchange.py FOLDER: datapackage.json describes every CSV file, and tables.xlsx, if there, holds them by year."""
import csv
import json
import os
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

folder = sys.argv[1]
package = json.load(open(folder + "/datapackage.json", encoding="utf-8"))
described = {r["name"]: r for r in package["resources"]}
files = {f[:-4] for f in os.listdir(folder) if f.endswith(".csv")}
assert set(described) == files, set(described) ^ files
assert package["profile"] == "tabular-data-package"
meanings = {(r["table"], r["column"]): r for r in csv.DictReader(open(folder + "/columns.csv", encoding="utf-8"))}
tables = {}
for name, resource in described.items():
    rows = list(csv.reader(open(f"{folder}/{resource['path']}", encoding="utf-8", newline="")))
    tables[name] = rows
    fields = resource["schema"]["fields"]
    assert [f["name"] for f in fields] == rows[0], name
    assert resource["schema"]["missingValues"] == [""]
    for k, field in enumerate(fields):
        row = meanings[name, field["name"]]
        assert field["description"] == row["meaning"] and field.get("unit", "") == row["unit"], field
        kind = {"string": str, "number": float, "integer": int}[field["type"]]
        for cells in rows[1:]:
            cells[k] == "" or kind(cells[k])
    if name != "columns":
        assert {f["type"] for f in fields} - {"string"}, name + " has no numbers"

if os.path.exists(folder + "/tables.xlsx"):
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    book = zipfile.ZipFile(folder + "/tables.xlsx")
    assert book.testzip() is None
    names = [s.get("name") for s in tree.fromstring(book.read("xl/workbook.xml")).findall("m:sheets/m:sheet", space)]
    assert set(names) == files, set(names) ^ files
    shared = ["".join(s.itertext()) for s in tree.fromstring(book.read("xl/sharedStrings.xml"))]
    for number, name in enumerate(names, 1):
        sheet = {}
        for row in tree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).findall("m:sheetData/m:row", space):
            cells = {}
            for c in row:
                value = c.find("m:v", space)
                if value is not None:
                    column = re.match("[A-Z]+", c.get("r")).group()
                    place = 0
                    for letter in column:
                        place = 26 * place + ord(letter) - 64
                    cells[place - 1] = shared[int(value.text)] if c.get("t") == "s" else float(value.text)
            sheet[int(row.get("r")) - 1] = cells
        header, rows = tables[name][0], tables[name][1:]
        assert [sheet[2][k] for k in range(len(header))] == header, name
        assert [sheet[0][k] for k in range(len(header))] == [meanings[name, c]["meaning"] for c in header], name
        if "time" in header and len(rows) > 10000:
            at = header.index("time")
            times = [float(r[at]) for r in rows]
            rows = [r for r, t in zip(rows, times) if t in (min(times), max(times)) or abs(t - round(t)) < 1e-6]
        assert max(sheet) == 2 + len(rows), (name, max(sheet), len(rows))
        kinds = [f["type"] for f in described[name]["schema"]["fields"]]
        for cells, row in zip((sheet.get(3 + k, {}) for k in range(len(rows))), rows):
            for k, text in enumerate(row):
                want = None if text == "" else text if kinds[k] == "string" else float(text)
                got = cells.get(k)
                same = want == got if kinds[k] == "string" or want is None else abs(got - want) <= 1e-14 * abs(want)
                assert same, (name, k, text, got)
