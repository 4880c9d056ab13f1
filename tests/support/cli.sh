# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by tests/cli/test_*.sh: runs the program as a user types it, in a fresh folder that goes
# away at the end. CGAP is the program, CGAP_SOURCE the source tree.
set -u
unset CGAP_SHARE
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

fail() {
    echo "FAILED: $*"
    echo "  standard error was: $(head -c 600 "$work/.stderr" 2>/dev/null)"
    failed=$((failed + 1))
}
# run CODE ARGUMENT...: runs cgap, keeps its output, and expects the exit code.
run() {
    local expected=$1 code
    shift
    "$CGAP" "$@" >"$work/.stdout" 2>"$work/.stderr"
    code=$?
    [ "$code" -eq "$expected" ] || fail "cgap $*: exit code $code, expected $expected"
}
# says TEXT...: the last run said each of them on standard error.
says() {
    local text
    for text in "$@"; do
        grep -qF -- "$text" "$work/.stderr" || fail "standard error does not say: $text"
    done
}
# prints TEXT...: the last run printed each of them on standard output.
prints() {
    local text
    for text in "$@"; do
        grep -qF -- "$text" "$work/.stdout" || fail "standard output does not hold: $text"
    done
}
# same FILE FILE: byte for byte.
same() {
    cmp -s "$1" "$2" || fail "$1 and $2 differ"
}
# nothing_left FOLDER: no draft of an unfinished run stands there.
nothing_left() {
    local left
    left=$(find "$1" -maxdepth 1 -name '.*' -type d ! -path "$1" | wc -l)
    [ "$left" -eq 0 ] || fail "an unfinished folder was left in $1"
}
end_tests() {
    [ "$failed" -eq 0 ] || echo "$failed check(s) failed"
    exit $((failed > 0))
}
