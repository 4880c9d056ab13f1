#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Libraries never print, exit, read the clock or the environment; only cli does. Every header compiles
# alone, as C and as C++; every source carries its licence.
set -u
cd "$CGAP_SOURCE" || exit 1
status=0
for file in $(ls sim/*/*.c sim/*/*.h 2>/dev/null | grep -v '^sim/cli/'); do
    if grep -nE '(^|[^_a-zA-Z0-9>.])(printf|puts|putchar|perror|exit|abort|time|clock|clock_gettime|gettimeofday|getenv|setlocale|rand|srand|system|popen) *\(' "$file" |
        grep -vE '^\S+: *\*|/\*'; then
        echo "$file: a library may not call that"
        status=1
    fi
done
for file in $(git ls-files '*.c' '*.h' '*.sh' '*.cmake' '*.gp' 2>/dev/null); do
    head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || { echo "$file: no SPDX line"; status=1; }
done
for header in include/cgap/*.h; do
    printf '#include "%s"\n' "${header#include/}" >"$CGAP_BUILD/alone.c"
    "${CC:-cc}" -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Werror -Iinclude -fsyntax-only "$CGAP_BUILD/alone.c" || status=1
done
exit $status
