#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The top of the tree holds what it promises and what tools require there; nothing else is committed.
set -u
cd "$CGAP_SOURCE" || exit 1
git rev-parse --git-dir >/dev/null 2>&1 || { echo "no repository here: nothing to look at"; exit 0; }
stray=$(git -c safe.directory='*' ls-files | cut -d/ -f1 | sort -u |
    grep -vxE '\..*|sim|include|scenarios|plots|tests|CMakeLists\.txt|CMakePresets\.json|README\.md|LICENSE')
[ -z "$stray" ] || { echo "not at home at the top of the tree: $stray"; exit 1; }
