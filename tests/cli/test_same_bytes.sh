#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The same tables whatever instruction set, threads, blocks, parts or kills. tests/same_bytes.sh
# without an argument also varies compiler and optimisation.
. "$CGAP_SOURCE/tests/support/cli.sh"
REPLICATES=80 bash "$CGAP_SOURCE/tests/same_bytes.sh" "$CGAP" >.stdout 2>.stderr || fail "$(cat .stdout)"
prints "results, 0 different"
[ "$(sed -n 's/ results, .*//p' .stdout)" -ge 12 ] || fail "fewer ways than there are: $(cat .stdout)"
# and a difference is found: a program whose results depend on the threads
cat >crooked <<'S'
#!/usr/bin/env bash
for word; do [ "$word" = 7 ] && set -- "$@" --seed 2; done
exec "$CGAP" "$@"
S
chmod +x crooked
CGAP="$CGAP" REPLICATES=16 bash "$CGAP_SOURCE/tests/same_bytes.sh" ./crooked >.stdout 2>.stderr &&
    fail "a difference is not found"
prints "DIFFERENT: this build, blocks of 32, 7 threads, run" "union.csv"
end_tests
