#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What figures and the report say comes from the table include/cgap/texts.def alone, and every text of
# the table is said somewhere.
set -u
cd "$CGAP_SOURCE" || exit 1
python3 - <<'PY'
import glob, re, sys

problems = []
# Calls whose words are for the user of the program, not for the reader of a figure.
MESSAGES = r"(?:cgap_figure_lacks|cgap_error_fail|cgap_error_note|cgap_sink_add|cgap_diagnostics_add)\s*\((?:[^()]|\([^()]*\))*\)"
WORDS = re.compile(r"[A-Za-z]{2,}[,.:;]? [A-Za-z]{2,}")


def code_of(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"^#.*$", "", text, flags=re.M)
    return re.sub(MESSAGES, "", text, flags=re.S)


def literals(text):
    found = re.findall(r'"((?:[^"\\]|\\.)*)"', code_of(text))
    return [m for m in found if WORDS.search(m) and not re.fullmatch(r"[\w/]+\.csv(, [\w/]+\.csv)*", m)]


for path in sorted(glob.glob("sim/charts/chart_*.c") + glob.glob("sim/charts/panel*.c") + ["sim/charts/words.c", "sim/charts/tiles.c"]):
    for found in literals(open(path, encoding="utf-8").read()):
        problems.append(f"{path}: \"{found}\" belongs into include/cgap/texts/charts.def")

sources = "\n".join(open(p, encoding="utf-8").read() for p in glob.glob("sim/*/*.[ch]") + glob.glob("sim/*/*.def"))
said = set(re.findall(r"\bCGAP_T_(\w+)", sources))
leads = re.findall(r'"([A-Z]+_)"', sources)
keys = [k for p in glob.glob("include/cgap/texts/*.def") for k in re.findall(r"^CGAP_TEXT\((\w+)", open(p, encoding="utf-8").read(), re.M)]
months = keys.index("JANUARY")
for key in keys:
    used = key in said or any(key.startswith(lead) for lead in leads)
    if not used and key not in keys[months:months + 12]:
        problems.append(f"{key}: nothing says this text")
if len(keys) != len(set(keys)):
    problems.append("a key stands twice")
# The check itself must be able to fail.
if literals('f(x, "A sentence for readers"); cgap_figure_lacks(f, "no such table");') != ["A sentence for readers"]:
    problems.append("literals are not found")
print("\n".join(problems))
sys.exit(1 if problems else 0)
PY
