#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# cgap compare: tables and summary of strategies, criteria and targets of the user's own, refusals.
. "$CGAP_SOURCE/tests/support/cli.sh"
short=(--set 'end="2018-07-01"' --set steps_per_year=4 --replicates 32 --no-charts)

run 0 compare status-quo-2013 no-eu-action cooperation-first "${short[@]}" --out three
prints "Differences to status-quo-2013" "formal_cv (end)" "loss_gdp (mean)" "n.d.  not distinguishable"
prints "rests on assumptions is not known;" "give --futures N to know"
python3 - three <<'PY' || fail "tables of a comparison"
import csv, sys
def rows(name):
    return list(csv.DictReader(open(f"{sys.argv[1]}/{name}.csv")))
described = {(r["table"], r["column"]): r["meaning"] for r in rows("columns")}
for name in ("criteria", "ranking", "ranks", "dominance", "who", "price", "when", "targets", "why"):
    header = next(csv.reader(open(f"{sys.argv[1]}/{name}.csv")))
    assert all(described[name, column] for column in header), name
criteria = rows("criteria")
assert len(criteria) == 2 * 7 * 5
assert {r["base"] for r in criteria} == {"status-quo-2013"}
assert [r["alternative"] for r in criteria[::35]] == ["no-eu-action", "cooperation-first"]
for r in criteria:
    if r["n"] != "0":
        assert float(r["joint_low"]) <= float(r["ci_low"]) <= float(r["difference"]) <= float(r["ci_high"]) <= float(r["joint_high"])
money = {(r["alternative"], r["figure"]): r for r in rows("price")}
assert abs(float(money["cooperation-first", "eu_money"]["value"]) - float(next(
    r["difference"] for r in criteria if r["alternative"] == "cooperation-first" and r["measure"] == "cost_eu_meur" and r["span"] == "mean"))) < 1e-9
assert money["no-eu-action", "eu_money_per_avoided_loss"]["note"]
assert {r["who"] for r in rows("who") if r["kind"] == "beneficiary"} == {"sme", "enterprise", "administration", "people"}
assert len({r["who"] for r in rows("who") if r["kind"] == "member"}) == 28
PY

# the user's own criteria and targets; the same seed gives the same bytes on any threads
own=(--criteria formal_min,trust:more:mean --target formal_mean=101%,trust=0.99)
run 0 compare status-quo-2013 no-eu-action "${short[@]}" "${own[@]}" --threads 1 --out own
run 0 compare status-quo-2013 no-eu-action "${short[@]}" "${own[@]}" --threads 3 --out again --quiet
[ -s .stdout ] && fail "--quiet printed a summary"
for table in criteria ranking ranks dominance who price when targets why comparison; do same own/$table.csv again/$table.csv; done
[ "$(cut -d, -f1 own/ranking.csv | sed 1d | sort -u | tr '\n' ' ')" = "formal_min trust " ] || fail "--criteria"
grep -q '^formal_mean >= 101 % of start,' own/targets.csv || fail "--target"

# what is taken once a year only is averaged over the same dates whatever rows members.csv has
once=(--criteria regime_hamming:mean,effective_regimes:mean)
run 0 compare status-quo-2013 no-eu-action "${short[@]}" "${once[@]}" --out yearly --quiet
run 0 compare status-quo-2013 no-eu-action "${short[@]}" "${once[@]}" --members-every step --out stepwise --quiet
for table in criteria ranking union comparison; do same yearly/$table.csv stepwise/$table.csv; done

# futures: drawn or from a file, with tables of their own
run 0 compare status-quo-2013 no-eu-action "${short[@]}" --futures 3 --future-replicates 8 --out drawn --quiet
python3 - drawn <<'PY' || fail "tables of futures"
import csv, sys
def rows(name):
    return list(csv.DictReader(open(f"{sys.argv[1]}/{name}.csv")))
described = {(r["table"], r["column"]) for r in rows("columns")}
for name in ("futures", "outcomes", "regret", "satisficing", "reversals", "price_futures"):
    header = next(csv.reader(open(f"{sys.argv[1]}/{name}.csv")))
    assert all((name, column) in described for column in header), name
assert len(rows("outcomes")) == 3 * 2 * 7
outcome = {(r["future"], r["scenario"]): float(r["mean"]) for r in rows("outcomes") if r["measure"] == "formal_cv"}
for r in rows("regret"):
    if r["measure"] == "formal_cv":
        lost = [outcome[f, r["scenario"]] - min(outcome[f, s] for s in ("status-quo-2013", "no-eu-action")) for f in "123"]
        assert abs(max(lost) - float(r["max_regret"])) < 1e-15 and abs(sum(lost) / 3 - float(r["mean_regret"])) < 1e-15
        change = sorted(outcome[f, r["scenario"]] - outcome[f, "status-quo-2013"] for f in "123")  # of three, 5 % lie a tenth of the way to the second
        expected = (sum(change) / 3, change[0] + 0.1 * (change[1] - change[0]), change[2] - 0.1 * (change[2] - change[1]))
        for column, value in zip(("difference", "difference_q05", "difference_q95"), expected):
            assert abs(float(r[column]) - value) < 1e-15, (column, r[column], value)
PY
run 0 compare status-quo-2013 no-eu-action "${short[@]}" --futures 3 --future-replicates 8 --threads 1 --out alone
prints "Assumptions drive" "of the variance of the prices of these strategies"
grep -q 'not known' alone/price.csv && fail "price.csv does not know what the futures told"
for table in futures outcomes regret satisficing reversals price_futures price; do same drawn/$table.csv alone/$table.csv; done
python3 - drawn own <<'PY' || fail "questions in manifest.json"
import json, sys
drawn, own = (json.load(open(f"{f}/manifest.json"))["questions"] for f in sys.argv[1:])
assert drawn == {"criteria": None, "target": None, "threshold": None, "futures": "3", "design": "latin", "futures_replicates": 8, "decompose": None}, drawn
assert own["criteria"] == "formal_min,trust:more:mean" and own["target"] == "formal_mean=101%,trust=0.99" and own["futures"] is None
PY
# what a strategy is about is not drawn over
run 0 compare status-quo-2013 threat-surge "${short[@]}" --futures 2 --future-replicates 0 --out surge
says "strategies differ in levers.threat_growth, so it is not drawn"
grep -q 'levers.threat_growth' surge/futures.csv && fail "a contested key was drawn"
grep -q '^1,levers.threat_growth,' drawn/futures.csv || fail "the growth of the threat is no future"
# every draw passes the checks of a scenario file, also those that hold two ranges against each other
run 0 compare status-quo-2013 no-eu-action "${short[@]}" --futures 64 --future-replicates 0 --out many --quiet
printf 'future,levers.threat_growth\ncalm,0.03\nstorm,0.18\n' >futures.csv
run 0 compare status-quo-2013 no-eu-action "${short[@]}" --futures futures.csv --future-replicates 0 --threshold formal_cv=100% --out filed --quiet
grep -q '^storm,levers.threat_growth,0.18,evidence,0.03,0.18$' filed/futures.csv || fail "futures.csv"
grep -q '^no-eu-action,formal_cv <= 100 % of baseline,0,2$' filed/satisficing.csv || fail "--threshold"
# refused whole, line by line, before anything is simulated
nothing_simulated() {
    grep -q 'replicates, seed' .stderr && fail "simulated before the refusal"
}
printf 'future,levers.platform,levers.research\nfine,0.5,1\nbroken,1.5,1\nworse,2,-1\n' >broken.csv
run 2 compare status-quo-2013 no-eu-action "${short[@]}" --futures broken.csv --verbose --out no
says "broken.csv:3: levers.platform: 1.5 is outside 0 to 1" "in future 'broken' of strategy 'status-quo-2013'" \
    "broken.csv:4: levers.platform: 2 is outside" "broken.csv:4: levers.research: " "3 errors; nothing was run"
nothing_simulated
printf 'future,levers.platform,levers.research\nfine,much,1\nfine,0.5,less\n' >broken.csv
run 2 compare status-quo-2013 no-eu-action "${short[@]}" --futures broken.csv --out no
says "broken.csv:2: levers.platform = 'much'" "broken.csv:3: future 'fine': each needs a name" "broken.csv:3: levers.research = 'less'"
# what does not go together with one strategy only
printf 'format = 1;\nbase = "status-quo-2013.cfg";\nparameters = { scale_advantage_exponent = 1.9; };\n' >steep.cfg
printf 'future,parameters.supplier_scale_elasticity\nmild,0.3\nstrong,0.6\n' >scale.csv
run 2 compare status-quo-2013 steep.cfg "${short[@]}" --futures scale.csv --out no
says "scale.csv:3: " "in future 'strong' of strategy 'steep'" "1 error; nothing was run"
run 2 compare status-quo-2013 no-eu-action "${short[@]}" --futures none.csv --verbose --out no
says "none.csv"
nothing_simulated
run 2 compare status-quo-2013 no-eu-action "${short[@]}" --futures 3 --out -
says "--futures writes tables of its own"

# a state that leaves in one scenario only takes its losses with it
printf 'format = 1;\nbase = "status-quo-2013.cfg";\nevents = ( { date = "2017-07-01"; type = "leave"; member = "DE"; } );\n' >leaving.cfg
run 0 compare status-quo-2013 leaving.cfg "${short[@]}" --out left
says "warning: 'leaving' and 'status-quo-2013' have other members" "loss_gdp_fixed"
run 0 compare status-quo-2013 no-eu-action "${short[@]}" --out stayed
grep -q 'other members' .stderr && fail "a warning without cause"

# a scenario that differs in more than policy: what it differs in is named, in the report too
cp -r "$CGAP_SOURCE/scenarios/data" other-data
sed -i 's/^MT,0.353,0.399/MT,0.353,0.6/' other-data/gci.csv
cat >world.cfg <<'CFG'
format = 1;
base = "threat-surge.cfg";
data = "other-data";
severity = "pareto";
parameters = { peer_learning_rate = 0.5; };
CFG
printf 'format = 1;\nbase = "status-quo-2013.cfg";\ndata = "other-data";\n' >data.cfg
run 0 compare status-quo-2013 world.cfg data.cfg no-eu-action --replicates 0 --no-charts --out worlds
says "warning: 'world' and 'status-quo-2013' differ in data, severity, levers.threat_growth, ...: their differences are not the effect of policy alone"
says "warning: 'data' and 'status-quo-2013' differ in data:"
[ "$(grep -c 'policy alone' .stderr)" = 2 ] || fail "a policy is warned of as a world of its own"
[ "$(grep -c 'rests on other assumptions than Status quo' worlds/report.html)" -ge 1 ] || fail "the report is silent on other assumptions"
grep -q 'Status quo (data of the start, law of the loss of one incident, growth of attack volume, …)' worlds/report.html || fail "other assumptions are not named in the report"
grep -q '<td>1[.]2 <small>world: 0[.]5</small></td>' worlds/report.html || fail "assumptions that matter show the baseline's values only"
printf 'format = 1;\nbase = "status-quo-2013.cfg";\nevents = ( { date = "2026-05-01"; type = "systemic"; size = 0.3; } );\n' >worm.cfg
run 0 compare history threat-regime-2022 relapse worm.cfg --replicates 0 --no-charts --out incidents
says "warning: 'threat-regime-2022' and 'history' differ in events: " "warning: 'worm' and 'history' differ in events: "
[ "$(grep -c 'policy alone' .stderr)" = 2 ] || fail "a relapse is warned of, which is politics"
[ "$(grep -c '(dated incidents): its differences' incidents/report.html)" -ge 1 ] || fail "the report is silent on other incidents"
run 0 compare history threat-regime-2022 worm.cfg --set 'end="2022-01-01"' --replicates 0 --no-charts --out before
grep -q 'differ in events' .stderr && fail "incidents after the end are warned of"
# measured by another yardstick: all is the same but the index that the weights are of, and it is told
printf 'format = 1;\nbase = "history.cfg";\nparameters = { fragmentation_weight = { levels = 0.7; law = 0.1; cooperation = 0.1; market = 0.1; }; };\n' >yardstick.cfg
run 0 compare history yardstick.cfg "${short[@]}" --out yardsticks
says "warning: 'yardstick' and 'history' differ in parameters.fragmentation_weight.levels, parameters.fragmentation_weight.law, "
grep -q '(weight in the composite fragmentation index: levels, ' yardsticks/report.html || fail "the report is silent on other weights"
python3 - <<'PY' || fail "other weights changed other things"
import csv
mean = {"history": {}, "yardstick": {}}
for r in csv.DictReader(open("yardsticks/union.csv", encoding="utf-8")):
    mean[r["scenario"]][r["time"], r["measure"]] = r["mean"]
other = {measure for (time, measure), value in mean["history"].items() if mean["yardstick"][time, measure] != value}
assert other == {"fragmentation", "fragmentation_practice", "fragmentation_combined", "fragmentation_weighted"}, other
PY
run 0 compare status-quo-2013 no-eu-action --replicates 0 --no-charts --set parameters.peer_learning_rate=0.5 --out one-world
grep -q 'policy alone' .stderr one-world/report.html && fail "a warning of a value that all scenarios have"

# a package taken apart
run 0 compare status-quo-2013 minimum-harmonisation "${short[@]}" --decompose minimum-harmonisation --set levers.platform=0.3 --decompose-replicates 8 --out parts --quiet
[ "$(grep -c '^formal_cv,.*,part,instrument:nis,' parts/shapley.csv)" = 1 ] || fail "shapley.csv"
grep -q '"decompose_replicates": 8' parts/manifest.json || fail "--decompose in manifest.json"
[ "$(grep -c '^formal_cv,.*,interaction,' parts/shapley.csv)" = 0 ] || fail "one part has no interactions"
run 2 compare status-quo-2013 no-eu-action "${short[@]}" --decompose status-quo-2013 --verbose --out no
says "does not differ from 'status-quo-2013'"
nothing_simulated
printf 'format = 1;\nbase = "status-quo-2013.cfg";\nsteps_per_year = 2;\n' >coarser.cfg
run 2 compare status-quo-2013 no-eu-action --set 'end="2018-07-01"' --replicates 32 --decompose coarser.cfg --verbose --out no
says "'status-quo-2013'" "'coarser'" "give both the same start, end and steps_per_year"
nothing_simulated
# one of those compared by its name, as --baseline takes it; another of that name is not looked for
printf 'format = 1;\nbase = "minimum-harmonisation.cfg";\nlevers = { platform = 0.3; };\n' >mine.cfg
run 0 compare status-quo-2013 mine.cfg "${short[@]}" --decompose mine.cfg --decompose-replicates 8 --out by-file --quiet
run 0 compare status-quo-2013 mine.cfg "${short[@]}" --decompose mine --decompose-replicates 8 --out by-name --quiet
same by-file/shapley.csv by-name/shapley.csv
run 2 compare status-quo-2013 mine.cfg "${short[@]}" --decompose mime --out no
says "mime: is neither a file nor the name of a shipped scenario"
run 2 compare status-quo-2013 no-eu-action "${short[@]}" --decompose no-such-package --out no
says "no-such-package"

# what cannot be asked is refused in words, before anything runs
run 2 compare status-quo-2013 no-eu-action "${short[@]}" --criteria formal_cw --out no
says "criterion 'formal_cw'" "did you mean formal_cv?"
run 2 compare status-quo-2013 no-eu-action "${short[@]}" --criteria home_share --out no
says "home_share:less or home_share:more"
run 2 compare status-quo-2013 no-eu-action "${short[@]}" --criteria formal_cv:worst --out no
says "'worst' is none of more, less, end, mean"
run 2 compare status-quo-2013 no-eu-action "${short[@]}" --target formal_cv --out no
says "NAME=NUMBER"
run 2 compare status-quo-2013 no-eu-action "${short[@]}" --target loss_gdp=80% --out no
says "target 'loss_gdp=80%'" "not defined at the start of scenario 'status-quo-2013'" "loss_gdp=NUMBER"
run 2 compare status-quo-2013 no-eu-action "${short[@]}" --target cost_national_meur=80% --out no
says "cost_national_meur is 0 at the start of scenario"
run 2 run status-quo-2013 --criteria formal_cv
says "--criteria: a single scenario is not judged"
printf 'format = 1;\nbase = "status-quo-2013.cfg";\nend = "2019-01-01";\n' >longer.cfg
run 2 compare status-quo-2013 longer.cfg --replicates 8 --no-charts --out no
says "'status-quo-2013'" "'longer'" "give both the same start, end and steps_per_year"
# scenarios that lose members, by who and when; what cannot be compared is not warned of first
leaving() {
    printf 'format = 1;\nbase = "status-quo-2013.cfg";\nevents = (' >"$1.cfg"
    printf '{ name = "%s"; date = "2017-01-01"; type = "leave"; member = "%s"; },' "$2" "$2" "$3" "$3" | sed 's/,$/ );\n/' >>"$1.cfg"
}
leaving one BE EL
leaving two CZ EE
leaving three EL BE
run 0 compare one.cfg two.cfg three.cfg --set 'end="2018-07-01"' --replicates 0 --no-charts --out leavers
says "'two' and 'one' have other members from some date on"
grep -q "'three'" .stderr && fail "the same members in another order are warned of"
mkdir a b
cp one.cfg a/x.cfg && cp two.cfg b/x.cfg
run 2 compare a/x.cfg b/x.cfg --replicates 0 --no-charts --out no
says "two scenarios are named 'x'"
[ "$(wc -l <.stderr)" -eq 1 ] || fail "more than the error is said of two equal names"
[ -e no ] && fail "a refused comparison left a folder"
nothing_left .
end_tests
