#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C file is in the style of .clang-format (clang-format 14, Debian 12's; other versions differ).
set -u
cd "$CGAP_SOURCE" || exit 1
git rev-parse --git-dir >/dev/null 2>&1 || { echo "no repository here: nothing to look at"; exit 0; }
clang-format --version 2>/dev/null | grep -q 'version 14\.' || { echo "no clang-format 14 here: not looked at"; exit 0; }
git -c safe.directory='*' ls-files -z '*.c' '*.h' | xargs -0 clang-format --dry-run -Werror
