#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Libraries never print, exit, read the clock or the environment; only cli does. Every header compiles
# alone, as C and as C++; every source carries its licence.
set -u
cd "$CGAP_SOURCE" || exit 1
status=0
# What a library may not do: the functions, and the streams, which others take as an argument.
functions='(^|[^_a-zA-Z0-9>.])(v?printf|v?dprintf|puts|putchar|perror|_?exit|_Exit|quick_exit|abort|time|clock|clock_gettime|gettimeofday|localtime(_r)?|gmtime(_r)?|(secure_)?getenv|setenv|putenv|setlocale|s?rand|srandom|random|system|popen) *\('
streams='(^|[^_a-zA-Z0-9])(stdout|stderr|stdin|STD(IN|OUT|ERR)_FILENO)([^_a-zA-Z0-9]|$)'
forbidden() { # FILE: the lines of code that do it
    sed -E 's@"([^"\\]|\\.)*"@""@g; s@/\*.*\*/@@; s@^ *(/\*|\*).*@@' "$1" | grep -nE "$functions|$streams"
}
for file in $(ls sim/*/*.c sim/*/*.h 2>/dev/null | grep -v '^sim/cli/'); do
    if forbidden "$file"; then
        echo "$file: a library may not call that, nor use such a stream"
        status=1
    fi
done
# The check itself must be able to fail.
for line in 'printf("x");' 'fprintf(stderr, "x");' 'fputs(text, stdout);' '(void) fwrite(a, 1, n, stdout);' \
    'double now = time(NULL);' 'const char *home = getenv("HOME");'; do
    echo "$line" >"$CGAP_BUILD/printing.c"
    forbidden "$CGAP_BUILD/printing.c" >/dev/null || { echo "not seen: $line"; status=1; }
done
for line in 'fprintf(stream, "x to stdout");' '/* never stdout */' 'self->time(now);' 'run_time(x);' 'fflush(self->stream);'; do
    echo "$line" >"$CGAP_BUILD/printing.c"
    forbidden "$CGAP_BUILD/printing.c" >/dev/null && { echo "wrongly seen: $line"; status=1; }
done
for file in $(git ls-files '*.c' '*.h' '*.sh' '*.cmake' '*.gp' 2>/dev/null); do
    head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || { echo "$file: no SPDX line"; status=1; }
done
for header in include/cgap/*.h; do
    printf '#include "%s"\n' "${header#include/}" >"$CGAP_BUILD/alone.c"
    "${CC:-cc}" -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Werror -Iinclude -fsyntax-only "$CGAP_BUILD/alone.c" || status=1
done
exit $status
