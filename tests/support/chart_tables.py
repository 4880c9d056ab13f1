# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a results folder with plausible made-up numbers, for tests of the charts.

    chart_tables.py FOLDER [--scenarios NAME,NAME... | all | hostile] [--deterministic] [--steps N] [--targets TARGET;TARGET...]
                    [--tied MEASURE]

The numbers come from closed formulas (no random numbers), so that the same call gives the same bytes.
"""
import argparse
import csv
import json
import math
import os

START, END = 2016.5, 2030.0
CODES = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK UK".split()
NAMES = dict(zip(CODES, "Austria,Belgium,Bulgaria,Cyprus,Czechia,Germany,Denmark,Estonia,Greece,Spain,Finland,France,Croatia,"
                        "Hungary,Ireland,Italy,Lithuania,Luxembourg,Latvia,Malta,Netherlands,Poland,Portugal,Romania,Sweden,"
                        "Slovenia,Slovakia,United Kingdom".split(",")))
TILES = dict(IE=(0, 2), UK=(1, 2), PT=(0, 6), ES=(1, 6), FR=(2, 4), BE=(2, 3), NL=(3, 2), LU=(3, 3), DE=(4, 3), DK=(4, 1), SE=(5, 0),
             FI=(6, 0), EE=(6, 1), LV=(6, 2), LT=(6, 3), PL=(5, 3), CZ=(5, 4), AT=(4, 4), SK=(6, 4), HU=(6, 5), SI=(4, 5), HR=(5, 5),
             IT=(4, 6), RO=(7, 5), BG=(7, 6), EL=(6, 7), CY=(8, 7), MT=(4, 7))
# degrees east and north
POINTS = dict(AT=(14.08, 47.61), BE=(4.58, 50.65), BG=(25.19, 42.75), CY=(33.04, 34.91), CZ=(15.33, 49.78), DE=(10.29, 51.13),
              DK=(9.31, 56.22), EE=(25.83, 58.64), EL=(22.56, 39.34), ES=(-3.62, 40.35), FI=(26.21, 64.5), FR=(2.34, 46.61),
              HR=(16.57, 45.02), HU=(19.36, 47.2), IE=(-8.01, 53.18), IT=(12.22, 43.47), LT=(23.88, 55.28), LU=(5.97, 49.77),
              LV=(24.83, 56.81), MT=(14.44, 35.89), NL=(5.51, 52.3), PL=(19.31, 52.15), PT=(-8.06, 39.63), RO=(24.94, 45.86),
              SE=(16.6, 62.81), SI=(14.94, 46.13), SK=(19.51, 48.73), UK=(-2.66, 53.88))
# scenario: formal mean and CV at the end; SMEs' mean and CV at the end
SHAPES = {
    "no-eu-action": (.757, .117, .462, .216), "status-quo-2013": (.782, .098, .465, .211),
    "minimum-harmonisation": (.802, .069, .467, .208), "maximum-harmonisation": (.807, .046, .497, .177),
    "cooperation-first": (.813, .074, .469, .201), "cohesion-funding": (.803, .078, .474, .208),
    "strong-agency": (.802, .083, .467, .207), "external-first": (.79, .095, .466, .21), "industry": (.786, .092, .474, .203),
    "two-speed": (.805, .105, .467, .213), "combined-package": (.838, .046, .483, .191), "history": (.832, .047, .485, .191)}
# Names no command line would take: what a file can hold, a figure must survive.
HOSTILE = ["status-quo-2013", "'it''s \"quoted\" 100 % %s \\n \\ $HOME `date` @x", "<script>alert('1 & 2')</script>",
           "_sub^sup{brace}~tilde&more", "\u017elu\u0165ou\u010dk\u00fd k\u016f\u0148 \u4e2d\u6587 \u202eturned", "x" * 200, "tab\tand\nnew line"]
HOSTILE_TITLE = HOSTILE[1] + " " + HOSTILE[2] + " " + HOSTILE[3] + " " + "long words of a title " * 9
LAYERS = {"formal": (.608, .167), "sme": (.452, .223), "enterprise": (.80, .093), "administration": (.78, .18),
          "people": (.50, .20), "practice": (.633, .14)}
MECHANISMS = {"effort": -.35, "obsolescence": -.05, "peers": -.22, "agency": -.06, "funding": -.01, "incident_response": .02,
              "noise": .05, "free_riding": .015, "external": -.01, "market_access": 0.0, "formal_to_practice": -.03,
              "instrument:nis": -.25, "instrument:nis2": -.06, "instrument:certification": -.02, "membership": .01}


def spread(code):
    """Where a member stands among the others, about standard normal."""
    return 1.7 * math.sin(1 + 7.3 * CODES.index(code)) * (1 if code != "UK" else .8)


def path(scenario, layer, time):
    m0, cv0 = LAYERS[layer]
    f1, fc1, s1, sc1 = SHAPES.get(scenario, SHAPES["history"])
    if layer == "formal":
        m1, cv1 = f1, fc1
    else:
        m1, cv1 = m0 * s1 / .452, cv0 * sc1 / .223
    x = (1 - math.exp(-.18 * (time - START))) / (1 - math.exp(-.18 * (END - START)))
    return m0 + (m1 - m0) * x, cv0 + (cv1 - cv0) * x


class Table:
    def __init__(self, folder, name, header, deterministic):
        self.file = open(os.path.join(folder, name), "w", newline="", encoding="utf-8")
        self.rows = csv.writer(self.file, lineterminator="\n")
        self.rows.writerow(header)
        self.deterministic = deterministic

    def summary(self, keys, unit, mean, sd):
        if self.deterministic:
            tail = ["", "", "", "", "", "", 0]
        else:
            tail = [sd] + [mean + z * sd for z in (-1.645, -.674, 0, .674, 1.645)] + [1000]
        self.rows.writerow(keys + ([unit] if unit is not None else []) + [repr(float(mean))] + [repr(float(v)) if v != "" and v is not tail[-1] else v for v in tail])

    def close(self):
        self.file.close()


def times(steps):
    n = round((END - START) * steps)
    return [START + i / steps for i in range(n + 1)]


def member_count(scenario, time):
    return 27 if scenario == "history" and time > 2020.08 else 28


def write_union(folder, scenarios, steps, deterministic):
    t = Table(folder, "union.csv", "scenario,time,measure,unit,mean,sd,q05,q25,q50,q75,q95,n".split(","), deterministic)
    for s in scenarios:
        for time in times(steps):
            age = time - START
            wobble = .002 * math.sin(2 * age)
            for layer in LAYERS:
                mean, cv = path(s, layer, time)
                t.summary([s, time, layer + "_mean"], "index", mean + wobble, .004 * math.sqrt(age + .1))
                t.summary([s, time, layer + "_cv"], "ratio", cv, .004 * math.sqrt(age + .1))
                t.summary([s, time, layer + "_sd"], "index", cv * mean, .003 * math.sqrt(age + .1))
                t.summary([s, time, layer + "_variance"], "index2", (cv * mean) ** 2, .0003)
                t.summary([s, time, layer + "_level_playing_field"], "index", 1 - 1.8 * cv * mean, .003)
                if age > 0:
                    t.summary([s, time, layer + "_beta"], "1/year", -.05 * cv, .001)
            late = {"nis": (2016.51, 2018.36, 28), "nis2": (2022.99, 2024.79, 27)}
            for name, (adopted, due, total) in late.items():
                hazard = .1 * max(0, min(time, due) - adopted) + (.9 if name == "nis" else .5) * max(0, time - due)
                n = member_count(s, time) * (1 - math.exp(-hazard))
                t.summary([s, time, "transposed_" + name], "members", n, 1.5 if 1 < n < 26 else .1)
            for k, name in enumerate(("sme", "enterprise", "administration", "people")):
                if age > 0:
                    t.summary([s, time, "loss_gdp_" + name], "share of GDP", (.0012 - .0001 * k) * math.exp(.05 * age), .0001)
            if age > 0:
                t.summary([s, time, "loss_gdp"], "share of GDP", .0042 * math.exp(.05 * age), .0003)
                t.summary([s, time, "loss_gdp_fixed"], "share of GDP", .0043 * math.exp(.05 * age), .0003)
            gain = SHAPES.get(s, SHAPES["history"])[0] - .7
            for name, v in (("market_fragmentation", .8 - gain * age / 20), ("market_integration", .2 + gain * age / 10), ("home_share", .35 - gain * age / 30),
                            ("union_supply_share", .36 + gain * age / 15), ("sme_supplier_share", .74 - gain * age / 40),
                            ("cooperation_efficiency", .3 + gain * age / 20), ("trust", .55 + .002 * age),
                            ("cost_eu_meur", 40 + 600 * gain * min(1, age)), ("cost_national_meur", 900 * gain * min(1, age / 3))):
                t.summary([s, time, name], "", v, .02 * abs(v))
    t.close()


def write_members(folder, scenarios, deterministic):
    t = Table(folder, "members.csv", "scenario,time,member,variable,unit,mean,sd,q05,q25,q50,q75,q95,n".split(","), deterministic)
    years = [START] + list(range(2017, 2031))
    for s in scenarios:
        for time in years:
            for code in CODES:
                inside = not (code == "UK" and member_count(s, time) == 27)
                t.summary([s, time, code, "member"], "1", float(inside), 0)
                if not inside:
                    continue
                for layer in LAYERS:
                    mean, cv = path(s, layer, time)
                    z = spread(code) if layer == "formal" else .6 * spread(code) + .8 * spread(CODES[(CODES.index(code) + 9) % 27])
                    v = min(.98, max(.05, mean * (1 + cv * z)))
                    t.summary([s, time, code, layer], "index", v, .012 * math.sqrt(time - START + .1))
                t.summary([s, time, code, "loss_gdp"], "share of GDP", .004 * (1 - .2 * spread(code)), .0005)
    t.close()


def write_attribution(folder, scenarios, deterministic):
    with open(os.path.join(folder, "attribution.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow("scenario,time,layer,quantity,mechanism,mean,q05,q95".split(","))
        for s in scenarios:
            for time in [START] + list(range(2017, 2031)):
                age = (time - START) / (END - START)
                for layer, size in (("formal", .0085), ("practice", .0016), ("sme", .002)):
                    for k, (name, part) in enumerate(MECHANISMS.items()):
                        since = {"instrument:nis": .14, "instrument:nis2": .61, "instrument:certification": .33}.get(name, 0)
                        grown = max(0, age - since) / (1 - since) * (1 + .3 * math.sin(k))
                        scale = 1 - SHAPES.get(s, SHAPES["history"])[1] / .2
                        for quantity, v in (("change_of_variance", part * size * grown * scale),
                                            ("change_of_mean", abs(part) * .25 * grown * scale * (-1 if name in ("obsolescence", "free_riding") else 1))):
                            band = ["", ""] if deterministic else [v - .1 * abs(v), v + .1 * abs(v)]
                            rows.writerow([s, time, layer, quantity, name, v] + band)


def write_comparison(folder, scenarios, base, steps, deterministic):
    with open(os.path.join(folder, "comparison.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow("measure,time,base,alternative,difference,ci_low,ci_high,share_better,n".split(","))
        for s in scenarios:
            if s == base:
                continue
            for time in times(steps):
                for layer in LAYERS:
                    a, b = path(s, layer, time), path(base, layer, time)
                    for measure, d in (("mean", a[0] - b[0]), ("cv", a[1] - b[1])):
                        w = .0008 * math.sqrt(time - START)
                        ci = ["", ""] if deterministic else [d - w, d + w]
                        rows.writerow([layer + "_" + measure, time, base, s, d] + ci + [.9, 0 if deterministic else 1000])


def write_ties(folder, scenarios, strange, deterministic):
    """Stronger among those who stand high, and with what the scenario adds."""
    codes = CODES + (["'%s\"<X>"] if strange else []) # states that map.csv does not know
    with open(os.path.join(folder, "ties.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow("scenario,time,member,partner,both_members,mean,sd,n".split(","))
        for k, s in enumerate(scenarios):
            gain = (SHAPES.get(s, SHAPES["history"])[0] - .75) * (3 if k % 2 == 0 else 1)
            for time in (START, 2023, END):
                for i, a in enumerate(codes):
                    for b in codes[i + 1:]:
                        level = sum(.5 + .15 * (spread(c) if c in CODES else 0) for c in (a, b)) / 2
                        tie = (.05 + (.12 + gain) * (time - START) / (END - START)) * 2 * level
                        inside = not (member_count(s, time) == 27 and "UK" in (a, b))
                        rows.writerow([s, time, a, b, int(inside), tie if inside else .1 * tie] + (["", 0] if deterministic else [.02, 1000]))


def write_reference(folder):
    with open(os.path.join(folder, "map.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow(["member", "name", "longitude", "latitude", "grid_column", "grid_row"])
        for code in CODES:
            rows.writerow([code, NAMES[code], *POINTS[code], *TILES[code]])
    points = [("formal_mean", 2016.5, .61), ("formal_mean", 2018, .78), ("formal_mean", 2020.5, .91), ("formal_cv", 2016.5, .207),
              ("formal_cv", 2018, .155), ("formal_cv", 2020.5, .093), ("sme_mean", 2019, .452), ("sme_mean", 2022, .451),
              ("sme_cv", 2019, .223), ("sme_cv", 2022, .241), ("enterprise_mean", 2019, .8), ("enterprise_mean", 2022, .822),
              ("enterprise_cv", 2019, .093), ("enterprise_cv", 2022, .079), ("practice_mean", 2019, .636), ("practice_mean", 2022, .66),
              ("practice_cv", 2019, .145), ("practice_cv", 2022, .143), ("transposed_nis", 2018.55, 11), ("transposed_nis2", 2024.91, 4),
              ("transposed_nis2", 2025.35, 8)]
    with open(os.path.join(folder, "reference.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow(["series", "time", "member", "value", "unit", "source"])
        for series, time, value in points:
            rows.writerow([series, time, "", value, "", "published"])


def write_futures(folder, scenarios):
    criteria = (("formal_cv", "end", "1", 1), ("practice_cv", "end", "1", .4), ("loss_gdp", "mean", "share of GDP per year", .01),
                ("cost_national_meur", "mean", "M EUR per year", 2e4), ("rights_exposure", "end", "-1..1 per law", 0), ("own_measure", "end", "1", 3e-5))
    with open(os.path.join(folder, "regret.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow("measure,span,scenario,unit,max_regret,mean_regret,worst_future,share_best,n,difference,difference_q05,difference_q95".split(","))
        for measure, span, unit, size in criteria:
            for k, s in enumerate(scenarios):
                worst = size * (SHAPES.get(s, SHAPES["history"])[1] - .046 + .002 * (k % 7))
                empty = measure == "own_measure" and k == 1 # undefined in every future
                rows.writerow([measure, span, s, unit] + (["", "", "", "", 0, "", "", ""] if empty else [worst, .6 * worst, 3, .25, 16, -.2 * worst, -.4 * worst, .1 * worst]))
    with open(os.path.join(folder, "satisficing.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow("scenario,threshold,share,n".split(","))
        for k, s in enumerate(scenarios):
            for t, threshold in enumerate(("formal_cv <= 80 % of baseline", "formal_min >= 0.6", "all")):
                rows.writerow([s, threshold, (k * 5 + t) % 17 / 16, 16])


def write_shapley(folder, base, package, deterministic):
    parts = ["levers.platform", "instrument:nis", "external partners", "without instrument:certification",
             "instrument:it's \"quoted\" 100 % <b>" + "x" * 100 if package in HOSTILE else "instrument:nis2"]
    tail = [0, "", "", "", 0 if deterministic else 64]
    with open(os.path.join(folder, "shapley.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow("measure,span,unit,base,package,kind,part,other,value,ci_low,ci_high,sampling_error,share,alone,last,n,verdict".split(","))
        for measure, span, size, less in (("cost_eu_meur", "mean", 0, 1), ("formal_cv", "end", .04, 1), ("own_measure", "end", 3e6, -1), ("loss_gdp", "mean", 2e-4, 1)):
            head = [measure, span, "1", base, package]

            def put(kind, part, other, gain, words):
                v = 0 if size == 0 else -less * gain * size
                ci = ["", ""] if deterministic or size == 0 else [v - .03 * size, v + .03 * size]
                clear = size != 0 and (deterministic or abs(gain) > .03)
                verdict = words[gain < 0] if clear else "not distinguishable from zero" if size else "equal"
                rows.writerow(head + [kind, part, other, v] + ci + tail + [verdict])

            put("total", "", "", .8, ("better", "worse"))
            for k, part in enumerate(parts):
                put("part", part, "", (.3, .4, .15, .05, -.1)[k], ("better", "worse"))
            for k, part in enumerate(parts):
                for other in range(k + 1, len(parts)):
                    put("interaction", part, parts[other], .02 * (k + 1) * (-1) ** other, ("complements", "substitutes"))


def write_exceedance(folder, scenarios):
    with open(os.path.join(folder, "exceedance.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow("scenario,time,measure,unit,probability,loss,n".split(","))
        for k, s in enumerate(scenarios):
            for measure, size, tail in (("loss_gdp_year", .0085, .25), ("loss_gdp_realised", .008, .4), ("loss_gdp", .009, .02), ("loss_gdp_sme", .0028, .02),
                                        ("loss_gdp_enterprise", .0023, .02), ("loss_gdp_administration", .0016, .02), ("loss_gdp_people", .0027, .02)):
                for p in (.999, .99, .9, .7, .5, .3, .2, .1, .05, .02, .01, .005, .002, .001):
                    rows.writerow([s, END, measure, "share of GDP per year", p, size * (1 + .01 * k) * (.5 / p) ** tail, 1000])


TARGETS = "formal_cv <= 60 % of start;practice_cv <= 80 % of start;formal_min >= 0.6"


def write_when(folder, scenarios, targets, deterministic):
    with open(os.path.join(folder, "when.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow("target,scenario,time,reached,ci_low,ci_high,n".split(","))
        for target, half in zip(targets.split(";"), (2015, 2024, 2012)):
            for s in scenarios:
                for time in [START] + list(range(2017, 2031)):
                    late = 80 * SHAPES.get(s, SHAPES["history"])[1]
                    share = 1 / (1 + math.exp(half + late - time)) if time > START else 0
                    share = round(share) if deterministic else round(share, 2)
                    ci = ["", ""] if deterministic else [max(0, share - .02), min(1, share + .02)]
                    rows.writerow([target, s, time, share] + ci + [0 if deterministic else 1000])


def write_who(folder, scenarios, base, deterministic):
    """Members, groups and beneficiaries against the base; who starts high gains least."""
    with open(os.path.join(folder, "who.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow("kind,who,variable,unit,base,alternative,base_mean,difference,ci_low,ci_high,share_losing,n,verdict".split(","))

        def row(kind, who, variable, s, at, d):
            width = .15 * abs(d)
            tail = ["", "", "", 0, ""] if deterministic else [d - width, d + width, 1 if (d > 0) == (variable == "loss_gdp") and d else 0, 1000, ""]
            rows.writerow([kind, who, variable, "", base, s, at, d] + tail)

        for s in scenarios:
            if s == base:
                continue
            gain = SHAPES.get(s, SHAPES["history"])[0] - SHAPES.get(base, SHAPES["history"])[0]
            for who, z in [("member:" + c, spread(c)) for c in CODES] + [("group:1958-1995", .8), ("group:2004", -.6), ("group:2007-2013", -1)]:
                for variable, size in (("formal", 1), ("practice", .3), ("loss_gdp", -.02)):
                    row(*who.split(":"), variable, s, .7 + .1 * z, size * gain * (1 - .8 * z))
            for who, size in (("sme", 2), ("enterprise", 1.5), ("administration", 1), ("people", 2)):
                row("beneficiary", who, "loss_gdp", s, .001 * size, -.001 * size * gain)


CRITERIA = [("formal_cv", "end", "less"), ("practice_cv", "end", "less"), ("loss_gdp", "mean", "less"), ("cost_eu_meur", "mean", "less"),
            ("cost_national_meur", "mean", "less"), ("formal_max", "end", "less")]


TIED = []


def criterion(s, measure):
    if measure in TIED or TIED == ["all"]:
        return .5
    f1, fc1, s1, sc1 = SHAPES.get(s, SHAPES["history"])
    return {"formal_cv": fc1, "practice_cv": .6 * sc1, "loss_gdp": .012 - .01 * s1, "cost_eu_meur": 6000 * (f1 - .757) * sc1,
            "cost_national_meur": 9000 * (f1 - .757), "formal_max": 1 - s1}[measure]


def write_ranking(folder, scenarios, deterministic):
    """Ranks of the made-up means, and who is nowhere worse."""
    n = 0 if deterministic else 1000
    with open(os.path.join(folder, "ranking.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow("measure,span,scenario,unit,better,mean,rank,mean_rank,share_best,in_best_set,n".split(","))
        for measure, span, better in CRITERIA:
            for s in scenarios:
                mine = criterion(s, measure)
                rank = sum(criterion(o, measure) < mine for o in scenarios) + .5 * (sum(criterion(o, measure) == mine for o in scenarios) + 1)
                rows.writerow([measure, span, s, "1", better, mine, rank, "" if deterministic else rank, "", "", n])
    with open(os.path.join(folder, "ranks.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow("measure,span,scenario,rank,share,n".split(","))
        for measure, span, _ in CRITERIA:
            for s in scenarios:
                mine = criterion(s, measure)
                first = sum(criterion(o, measure) < mine for o in scenarios)
                tied = sum(criterion(o, measure) == mine for o in scenarios)
                for place in range(len(scenarios)):
                    sure = 1 / tied if first <= place < first + tied else 0
                    rows.writerow([measure, span, s, place + 1, sure if deterministic else .8 * sure + .2 / len(scenarios), n])
    with open(os.path.join(folder, "dominance.csv"), "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow("dominating,dominated,better,equal,share_of_replicates,supported".split(","))
        for a in scenarios:
            for b in scenarios:
                gain = [criterion(b, m) - criterion(a, m) for m, _, _ in CRITERIA]
                if min(gain) >= 0 and max(gain) > 0:
                    rows.writerow([a, b, sum(g > 0 for g in gain), sum(g == 0 for g in gain), "", ""])


def main():
    p = argparse.ArgumentParser()
    p.add_argument("folder")
    p.add_argument("--scenarios", default="history")
    p.add_argument("--base", default="status-quo-2013")
    p.add_argument("--steps", type=int, default=12)
    p.add_argument("--deterministic", action="store_true")
    p.add_argument("--targets", default=TARGETS)
    p.add_argument("--tied", default="", help="criterion in which all scenarios are the same")
    a = p.parse_args()
    TIED.append(a.tied)
    scenarios = {"all": list(SHAPES), "hostile": HOSTILE}.get(a.scenarios) or a.scenarios.split(",")
    os.makedirs(a.folder, exist_ok=True)
    write_union(a.folder, scenarios, a.steps, a.deterministic)
    write_members(a.folder, scenarios, a.deterministic)
    write_attribution(a.folder, scenarios, a.deterministic)
    write_ties(a.folder, scenarios, a.scenarios == "hostile", a.deterministic)
    if len(scenarios) > 1:
        base = a.base if a.base in scenarios else scenarios[0]
        write_comparison(a.folder, scenarios, base, a.steps, a.deterministic)
        write_futures(a.folder, scenarios)
        write_shapley(a.folder, base, scenarios[-1], a.deterministic)
        write_who(a.folder, scenarios, base, a.deterministic)
        write_ranking(a.folder, scenarios, a.deterministic)
    write_exceedance(a.folder, scenarios)
    write_when(a.folder, scenarios, a.targets, a.deterministic)
    write_reference(a.folder)
    titles = dict.fromkeys(HOSTILE[1:], HOSTILE_TITLE)
    titles["history"] = "What happened: NIS, Cybersecurity Act, NIS2"
    with open(os.path.join(a.folder, "manifest.json"), "w", encoding="utf-8") as f:
        json.dump({"program": {"name": "cgap", "version": "0.1.0"}, "seed": 1, "replicates": 0 if a.deterministic else 1000,
                   "scenarios": [{"name": s, "title": titles.get(s, "")} for s in scenarios]}, f)


main()
