#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The shipped figures of the 27 members as panels: mean and cv are those that the model note states
# (section 1.1), and formal capability converges while the practice of SMEs does not.
. "$CGAP_SOURCE/tests/support/cli.sh"

# panel FILE TIME=COLUMN...: a wide panel from a table of members, without the United Kingdom
panel() {
    python3 - "$CGAP_SOURCE/scenarios/data/$1" "${@:2}" <<'PY'
import csv, sys
rows = [r for r in csv.DictReader(open(sys.argv[1])) if r["code"] != "UK"]
print("time," + ",".join(r["code"] for r in rows))
for pair in sys.argv[2:]:
    time, column = pair.split("=")
    print(time + "," + ",".join(r[column] for r in rows))
PY
}
# holds FROM TIME MEASURE VALUE DIGITS: the printed value rounds to VALUE
holds() {
    python3 - "$@" <<'PY' || fail "$3 at $2 does not round to $4"
import csv, sys
start, time, measure, value, digits = sys.argv[1:]
got = [r["value"] for r in csv.DictReader(open(".stdout")) if (r["from"], r["time"], r["measure"]) == (start, time, measure)]
sys.exit(0 if len(got) == 1 and round(float(got[0]), int(digits)) == float(value) else 1)
PY
}
verdict() {
    grep -q ",verdict,$1\$" .stdout || fail "the verdict is not '$1'"
}

panel gci.csv 2014=overall_2014 2016.5=overall_2017 2018=overall_2018 2020.5=overall_2020 >gci.csv
run 0 measure gci.csv
holds '' 2014 mean 0.50 2
holds '' 2016.5 mean 0.61 2
holds '' 2018 mean 0.78 2
holds '' 2020.5 mean 0.91 2
holds '' 2014 cv 0.32 2
holds '' 2016.5 cv 0.21 2
holds '' 2018 cv 0.155 3
holds '' 2020.5 cv 0.093 3
verdict 'strict upward convergence'

panel enterprise_practice.csv 2019=sme_2019 2022=sme_2022 >sme.csv
run 0 measure sme.csv
holds '' 2019 mean 0.452 3
holds '' 2022 mean 0.451 3
holds '' 2019 cv 0.223 3
holds '' 2022 cv 0.241 3
verdict 'downward divergence'

panel enterprise_practice.csv 2019=enterprise_2019 2022=enterprise_2022 >enterprise.csv
run 0 measure enterprise.csv
holds '' 2019 mean 0.800 3
holds '' 2022 mean 0.822 3
holds '' 2019 cv 0.093 3
holds '' 2022 cv 0.079 3
verdict 'upward convergence'

panel desi.csv 2017=administration_2017 2019=administration_2019 2022=administration_2022 >administration.csv
run 0 measure administration.csv
holds '' 2017 mean 0.47 2
holds '' 2022 cv 0.24 2

panel desi.csv 2017=people_2017 2019=people_2019 2022=people_2022 >people.csv
run 0 measure people.csv
holds '' 2017 mean 0.43 2
holds '' 2022 cv 0.20 2
end_tests
