#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Commands, options and help: every usage error is one sentence that says what is allowed, exit 2.
. "$CGAP_SOURCE/tests/support/cli.sh"

run 2
says "a command is missing"
run 2 rnu
says "did you mean run?"
run 0 --version
prints "cgap " "commit " "gsl "
run 0 --help
prints "run " "compare " "check " "show " "list " "130 interrupted"

# help of every command, and its two examples as they stand
commands=$("$CGAP" --help | sed -n 's/^  \([a-z]*\)  .*/\1/p')
[ "$(wc -w <<<"$commands")" -ge 5 ] || fail "--help lists fewer than five commands"
mkdir bin && ln -s "$CGAP" bin/cgap && PATH=$work/bin:$PATH
for command in $commands; do
    run 0 "$command" --help
    prints "Usage: cgap $command" "Examples:"
    sed -n '/^Examples:/,$p' .stdout | sed -n 's/^  cgap /cgap /p' >examples
    [ "$(wc -l <examples)" -eq 2 ] || fail "cgap $command --help does not end with two examples"
    while read -r example; do
        eval "$example" >.stdout 2>.stderr </dev/null || fail "the example does not run: $example"
    done <examples
done

# --version, --quiet and --verbose wherever a command is given
printf 'time,A,B\n2010,1,2\n2020,2,\n' >panel.csv
printf 'time,A,B,C\n2010,1,2,4\n2020,2,3,4\n' >whole.csv
for command in $commands; do
    run 0 "$command" --version
    prints "cgap " "commit "
    [ -s .stderr ] && fail "cgap $command --version says something on standard error"
done
odd=(--set parameters.peer_learning_rate=5)
for quiet in "show history ${odd[*]}" "check history ${odd[*]}" "list members" "measure whole.csv --missing drop"; do
    run 0 $quiet --quiet
    [ -s .stderr ] && fail "cgap $quiet --quiet said something"
    run 0 $quiet --verbose
    says "${quiet%% *}: "
done
run 0 show history "${odd[@]}"
says "warning: " "parameters.peer_learning_rate"
run 2 measure panel.csv --quiet
says "B has no value at 2020"
run 2 measure whole.csv --quiet --verbose
says "exclude each other"

# one line per usage error: arguments | what the message says
while IFS='|' read -r arguments expected; do
    eval "run 2 $arguments"
    says "$expected"
    [ "$(wc -l <.stderr)" -eq 1 ] || fail "more than one line for: $arguments"
    [ -s .stdout ] && fail "standard output is not empty for: $arguments"
done <<'CASES'
run|an argument is missing; usage: cgap run SCENARIO
compare history|an argument is missing; usage: cgap compare BASE ALTERNATIVE...
run history extra|'extra' is one argument too many
run history --sed 1|did you mean --seed?
run history --isa neon|--isa 'neon': baseline, avx2 or avx512
run history --seed|--seed needs a value
run history --seed -1|--seed '-1': a whole number from 0
run history --seed 1.5|--seed '1.5'
run history --seed 9223372036854775808|--seed '9223372036854775808'
run history --seed 1 --seed 2|--seed is given twice
run history --replicates 1e3|--replicates '1e3': a whole number from 0 to 4294967295
run history --replicates 4294967296|--replicates '4294967296'
run history --replicates ' 5'|--replicates ' 5'
run history --replicates 5x|--replicates '5x'
run history --replicates=|--replicates ''
run history --threads 0|--threads '0': a whole number from 1 to
run history --block 16|--block '16': 32 or 64
run history --subset 3:3|--subset '3:3': A:B with 0 <= A < B
run history --subset 5|--subset '5'
run history --subset 0:11 --replicates 10|--subset ends at 11, but there are 10
run history --members-every day|year or step is allowed
run history --format xml|csv or json is allowed
run history --force|--force needs --out DIR
compare history nis2 --design halton|--design needs --futures
compare history nis2 --future-replicates 8|--future-replicates needs --futures
compare history nis2 --threshold formal_cv=80%|--threshold needs --futures
compare history nis2 --futures 4 --decompose-replicates 8|--decompose-replicates needs --decompose
run history --out ''|--out: the value is empty
run history --set platform|key=value is expected
run history --quiet --verbose|exclude each other
run history --quiet=yes|--quiet takes no value
run history --baseline x|--baseline does not apply to `cgap run`
compare status-quo-2013 no-eu-action --baseline no-eu-acton|did you mean no-eu-action?
list|an argument is missing
list measure|did you mean measures?
CASES
end_tests
