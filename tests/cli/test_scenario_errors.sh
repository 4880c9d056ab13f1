#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Bad scenarios: every error of one pass with file, line and key, exit 2, nothing written.
. "$CGAP_SOURCE/tests/support/cli.sh"

cat >bad.cfg <<'CFG'
format = 1;
base = "status-quo-2013.cfg";
levers = {
  platfrom = 0.5;
  research = 7.0;
  law_enforcement = "much";
};
coalition = { members = [ "FR", "XX" ]; platform = 0.8; };
CFG
for command in run check; do
    run 2 "$command" bad.cfg
    says "bad.cfg:4: levers.platfrom: " "did you mean levers.platform?" \
        "bad.cfg:5: levers.research: 7" "bad.cfg:6: levers.law_enforcement: " "bad.cfg:8: coalition" "XX"
done
run 2 check bad.cfg history
says "bad.cfg: " "history: no errors"
run 2 show bad.cfg
[ -s .stdout ] && fail "show printed a scenario with errors"
run 2 compare bad.cfg nowhere.cfg
says "bad.cfg:5: " "nowhere.cfg: is neither a file nor the name of a shipped scenario"
run 2 run histroy
says "did you mean history?"
mkdir folder.cfg
run 2 run folder.cfg
says "is a folder"
run 2 run history --set levers.platfrom=1
says "--set" "did you mean levers.platform?"
run 2 run history --set levers.platform=nan
says "levers.platform"
run 2 run history --set levers.platform=1e400
says "levers.platform"
run 2 compare history status-quo-2013 history
says "two scenarios are named 'history'"
printf 'format = 1;\nbase = "status-quo-2013.cfg";\nend = "2025-01-01";\n' >short.cfg
run 2 compare status-quo-2013 short.cfg --replicates 0
says "cannot be compared"

# a value that is possible, but outside what the sources support, is a warning: printed, never fatal
run 0 check history --set parameters.peer_learning_rate=5
says "warning: " "parameters.peer_learning_rate"
run 0 check history --quiet --set parameters.peer_learning_rate=5
[ -s .stderr ] && fail "--quiet printed something"

# a year of accession does not let a state in, so one after the start is told
cp -r "$CGAP_SOURCE/scenarios/data" grown
sed -i 's/^HR,Croatia,Zagreb,2013/HR,Croatia,Zagreb,2028/' grown/members.csv
printf 'format = 1;\nbase = "status-quo-2013.cfg";\ndata = "grown";\n' >grown.cfg
run 0 check grown.cfg
says "grown.cfg:3: warning: data: HR has accession_year 2028 in members.csv and yet is a member from the start" "1 warning"
printf 'events = ( { date = "2028-01-01"; type = "join"; member = "HR"; } );\n' >>grown.cfg
run 0 check grown.cfg
says "no errors, 0 warnings"
run 0 check history
says "no errors, 0 warnings"

# broken data: file and line
cp -r "$CGAP_SOURCE/scenarios/data" data
awk -F, -v OFS=, 'NR == 5 { $10 = "many" } 1' data/members.csv >members.csv && mv members.csv data/
printf 'format = 1;\nbase = "status-quo-2013.cfg";\ndata = "data";\n' >own-data.cfg
run 2 run own-data.cfg
says "data/members.csv:5"
rm data/borders.csv
run 2 check own-data.cfg
says "borders.csv"

[ -e results ] && fail "a run that was refused wrote results"
CGAP_SHARE=$work/nowhere run 2 check history
says "CGAP_SHARE is '$work/nowhere'"
end_tests
