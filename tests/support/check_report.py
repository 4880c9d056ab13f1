# SPDX-License-Identifier: GPL-3.0-or-later
"""check_report.py FOLDER: report.html of a results folder is well formed, self-contained and readable."""
import csv
import os
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser

VOID = {"meta", "link", "br"}
SVG_VOID = True  # drawings may close themselves: <path/>
folder = sys.argv[1]
text = open(folder + "/report.html", encoding="utf-8").read()
problems = []


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.headings, self.links = [], [], [], []
        self.figures, self.drawings, self.behind, self.handlers, self.loads = 0, [], 0, [], []
        self.words, self.lang = [], None

    def handle_starttag(self, tag, attributes):
        self.note(tag, attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.note(tag, attributes)
        if "svg" not in self.open:
            problems.append(f"<{tag}/> outside a drawing")

    def note(self, tag, attributes):
        seen = [name for name, _ in attributes]
        if len(seen) != len(set(seen)):
            problems.append(f"<{tag}> repeats an attribute: {seen}")
        a = dict(attributes)
        self.ids += [a["id"]] if "id" in a else []
        self.handlers += [n for n in seen if n.startswith("on")]
        self.lang = a.get("lang") if tag == "html" else self.lang
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name in ("src", "srcset", "data", "poster", "action", "formaction", "xlink:href"):
            self.loads += [(tag, name)] if name in a else []
        if "href" in a:
            self.links.append((tag, a["href"]))
        if "url(" in (a.get("fill", "") + a.get("filter", "") + a.get("clip-path", "")):
            self.links += [("url", part) for part in re.findall(r"url\(([^)]*)\)", str(a))]
        if tag in ("iframe", "object", "embed", "img", "foreignobject", "base", "form", "audio", "video"):
            problems.append(f"<{tag}> in the report")
        self.figures += tag == "figure"
        self.behind += tag == "details" and a.get("class") == "behind"
        if tag == "svg":
            self.drawings.append(a)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            problems.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)


page = Reader()
page.feed(text)
page.close()
words = " ".join(page.words)


def expect(right, what):
    if not right:
        problems.append(what)


for table in re.findall("<table.*?</table>", text, re.S):
    wide = {len(re.findall("<t[hd][ >]", row)) for row in re.findall("<tr.*?</tr>", table, re.S)}
    expect(len(wide) == 1, f"rows of {wide} cells in one table: {table[:120]}")
expect(not page.open, f"left open: {page.open}")
expect(len(page.ids) == len(set(page.ids)), "an id stands twice")
language = sys.argv[2] if len(sys.argv) > 2 else "en"
expect(page.lang == language, f"language {page.lang}")
expect(not page.handlers, f"handlers in attributes: {page.handlers}")
expect(not page.loads, f"something is loaded: {page.loads}")
known = {"#" + one for one in page.ids} | {"data:,"}
for tag, target in page.links:
    expect(target in known, f"<{tag}> leads to {target}")
expect(text.count("<script>") == 1 and text.count("<style>") == 1, "one script and one style are expected")
style = text.split("<style>")[1].split("</style>")[0]
script = text.split("<script>")[1].split("</script>")[0]
expect(not re.search(r"url\(|@import|@font-face|expression", style), "the style loads something")
expect(not re.search(r"fetch|XMLHttp|WebSocket|sendBeacon|import\(|eval|innerHTML|document\.write|localStorage|cookie", script),
       "the script does what it need not do")
expect(page.headings[0] == 1 and page.headings.count(1) == 1, "one h1, first")
for before, after in zip(page.headings, page.headings[1:]):
    expect(after <= before + 1, f"a heading of level {after} follows one of level {before}")
charts = sorted(f for f in os.listdir(folder + "/charts") if f.endswith(".svg")) if os.path.isdir(folder + "/charts") else []
expect(page.figures == len(charts) == len(page.drawings) == page.behind, f"{page.figures} figures of {len(charts)} drawings")



# a table of its own behind every figure of the catalogue: caption, heads, numbers each with a unit that is told
def texts_of_units():
    column = ("en", "fr", "de").index(language)
    folder_of_texts = os.path.join(os.environ["CGAP_SOURCE"], "include/cgap/texts")
    found = ["%"]
    for name in sorted(os.listdir(folder_of_texts)):
        source = open(os.path.join(folder_of_texts, name), encoding="utf-8").read().replace('" NB "', "\u00a0")
        for key, three in re.findall(r"^CGAP_TEXT\((\w+),((?:[^\"\n]|\"[^\"]*\"|\n)*?)\)$", source, re.M):
            if key.startswith("UNIT_") or key in ("MARKET_INTEGRATION_UNIT",):
                found.append(re.findall(r'"([^"]*)"', three)[column])
    return found + {"en": ["index", "Members in"], "fr": ["indice", "États où"], "de": ["Index", "Staaten, in denen"]}[language]


def plain(markup):
    return unescape(re.sub("<[^>]*>", "", markup)).strip()


def check_table(name, table):
    """Rows with numbers of a table that a screen reader can tell; what is wrong with it is noted."""
    caption = re.search("<caption>(.*?)</caption>", table, re.S)
    expect(caption and len(plain(caption[1])) > 15, f"{name}: a table without a caption")
    rows = re.findall("<tr[ >].*?</tr>", table, re.S)
    heads = re.findall("<th ([^>]*)>(.*?)</th>", rows[0], re.S)
    expect(len(heads) > 1 and "<td" not in rows[0], f"{name}: a table of {len(heads)} columns")
    expect(all('scope="col"' in a and plain(words) for a, words in heads), f"{name}: a column without a head: {heads}")
    full = 0
    for row in rows[1:]:
        cells = re.findall("<t([hd])([^>]*)>(.*?)</t[hd]>", row, re.S)
        expect([kind for kind, _, _ in cells] == ["h"] + ["d"] * (len(heads) - 1) and 'scope="row"' in cells[0][1] and plain(cells[0][2]),
               f"{name}: a row without a head: {row[:120]}")
        for (_, words), (_, attributes, _) in zip(heads[1:], cells[1:]):
            if "data-sort" in attributes:
                full += 1
                told = plain(caption[1] if caption else "") + plain(words) + plain(cells[0][2])
                told = re.sub("[0-9][\u00a0‑ -]*%", "", told)  # how wide an interval is, which target: no unit
                expect(any(unit in told for unit in units), f"{name}: no unit of the number under '{plain(words)}' beside '{plain(cells[0][2])}'")
    return full


units = texts_of_units()
listed = subprocess.run([os.environ["CGAP"], "list", "charts", "--format", "csv"], capture_output=True, text=True, check=True).stdout
catalogue = [row["name"] for row in csv.DictReader(listed.splitlines())]
seen = {}
for name, figure in re.findall('<figure [^>]*data-figure="([^"]*)">(.*?)</figure>', text, re.S):
    chart = max((c for c in catalogue if name == c or name.startswith(c + "-")), key=len, default=None)
    behind = figure.split('<details class="behind">')[-1]
    if chart is not None:
        seen[chart] = sum(check_table(name, table) for table in re.findall("<table.*?</table>", behind, re.S))
        expect(seen[chart] > 0, f"{name}: no table with numbers behind the figure")
if os.environ.get("CHARTS_EXPECTED"):
    expect(sorted(seen) == sorted(os.environ["CHARTS_EXPECTED"].split()), f"figures are {sorted(seen)}, expected {os.environ['CHARTS_EXPECTED']}")
for a in page.drawings:
    expect(a.get("role") == "img" and len(a.get("aria-label", "")) > 40 and "viewbox" in a, f"a drawing without words: {a}")
expect(len(text.encode()) < 5_000_000, f"{len(text.encode())} bytes")
for said in () if language != "en" else ("What the model cannot say", "No forecasts of single states", "Monte-Carlo error", "The assumptions that matter",
             "How to reproduce this", "evidence", "assumption", "SHA-256"):
    expect(said in words, f"does not say: {said}")
for path in (os.path.abspath(folder), "/tmp", os.environ.get("HOME") or "/root"):
    expect(len(path) < 4 or path not in text, f"names the path {path}")


# the opening is what the tables say, and an interval has two ends
same_ends = re.findall(r"95[\u00a0‑ -]*%[^()0-9−]{0,14}(−?\d[\d.,]*) (?:to|à|bis) \1\)", text)
expect(not same_ends, f"an interval from {same_ends[:3]} to the same")


def union(measure, scenario, time):
    for row in csv.DictReader(open(folder + "/union.csv", encoding="utf-8")):
        if row["measure"] == measure and row["scenario"] == scenario and float(row["time"]) == time:
            return float(row["mean"])


if os.path.exists(folder + "/comparison.csv"):
    rows = [r for r in csv.DictReader(open(folder + "/comparison.csv", encoding="utf-8")) if r["measure"] == "formal_cv"]
    end = max(float(r["time"]) for r in rows)
    for r in rows:
        size = abs(float(r["difference"]))
        if float(r["time"]) == end and size > 0.01 and r["ci_low"] and float(r["ci_low"]) * float(r["ci_high"]) > 0:
            number = f"{size:.3f}".replace(".", "." if language == "en" else ",")
            expect(number in words, f"the answer does not hold {size:.3f} of {r['alternative']}")



# what other sets of assumptions make of it stands beside every such number, and how to ask where nobody did
def rows_of(table):
    path = f"{folder}/{table}.csv"
    return list(csv.DictReader(open(path, encoding="utf-8"))) if os.path.exists(path) else []


def written(value, decimals):
    return f"{abs(value):.{decimals}f}".replace(".", "." if language == "en" else ",")


def percent(share):
    return "<1" if 0 < share < 0.005 else ">99" if 0.995 <= share < 1 else f"{100 * share:.0f}"


answer = plain(text.split('id="answer"')[1].split("</section>")[0])
regret = [r for r in rows_of("regret") if r["measure"] == "formal_cv" and r["span"] == "end"]
for r in regret:
    ends = float(r["difference_q05"]), float(r["difference_q95"])
    if min(abs(e) for e in ends) > 0.001:
        expect(any(all(written(e, d) in answer for e in ends) for d in range(3, 8)), f"the answer does not hold {ends} of {r['scenario']}, over assumptions")
if regret and language == "en":
    best = [r["scenario"] for r in rows_of("ranking") if r["measure"] == "formal_cv" and r["rank"] == "1"][:1]
    shares = [float(r["share_best"]) for r in regret if r["scenario"] in best]
    turning = [r for r in rows_of("reversals") if r["measure"] == "formal_cv" and set(best) & {r["better"], r["worse"]} and 0 < float(r["share_holding"]) < 1]
    if len(page.drawings) and best and "more than any other" in answer and "narrows the formal gap by" in answer.split("more than any other")[0]:
        expect(f"under {percent(shares[0])}\u00a0% of the sets of assumptions" in answer, f"the answer does not say that {best} is best under {shares} of the sets")
        expect(bool(turning) == ("has a narrower formal gap than" in answer), "what turns the order of formal gaps is not said, or said of nothing")
if os.path.exists(folder + "/comparison.csv"):
    expect(bool(regret) != ("--futures 64" in answer), "the answer does not say how to vary assumptions, or says so though they were")
    if language == "en":
        expect(("Ranges “over assumptions”" in words) == bool(regret), "what intervals include is not what the folder has")

# contrast of every pair of colours in use, in both schemes
def colours(block):
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))


def luminance(colour):
    parts = [int(colour[k:k + 2], 16) / 255 for k in (1, 3, 5)]
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


light = colours(style.split("@media")[0])
dark = {**light, **colours(style.split("prefers-color-scheme: dark")[1].split("@media")[0])}
paper = {**light, **colours(style.split("@media print")[1])}
for scheme, c in (("light", light), ("dark", dark), ("print", paper)):
    for ink, ground in (("ink", "paper"), ("ink", "card"), ("muted", "paper"), ("muted", "card"), ("link", "paper"),
                        ("link", "card"), ("best-ink", "best")):
        high, low = sorted((luminance(c[ink]), luminance(c[ground])), reverse=True)
        expect((high + 0.05) / (low + 0.05) >= 4.5, f"{scheme}: {ink} on {ground} has too little contrast")

for problem in problems[:20]:
    print(problem)
sys.exit(len(problems) > 0)
