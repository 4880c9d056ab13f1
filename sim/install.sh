# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by sim/quickstart.sh and tests/run.sh: installs the Debian packages a task needs.

# The packages of each task, with what they are for.
packages_of() {
    case $1 in
    build) echo "gcc libc6-dev cmake make pkg-config libgsl-dev libconfig-dev librandom123-dev libjansson-dev nettle-dev libxlsxwriter-dev" ;;
    chart) echo "gnuplot-nox fonts-dejavu-core" ;; # drawing, and the typeface of the figures
    test) echo "libcmocka-dev gnuplot-nox fonts-dejavu-core python3 chromium util-linux locales libopenmpi-dev openmpi-bin dpkg-dev" ;;
    esac
}

# install_packages TASK...: installs what is missing; one sentence and status 1 when it cannot.
install_packages() {
    local missing=() task package
    for task in "$@"; do
        for package in $(packages_of "$task"); do
            dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
        done
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Missing packages: ${missing[*]}. Install them as root (apt-get install ${missing[*]}) and run this again." >&2
            return 1
        fi
        root=(sudo)
    fi
    echo "== installing ${missing[*]}"
    local log
    log=$(mktemp)
    if ! "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
        # A fresh machine has no package lists yet.
        if ! { "${root[@]}" apt-get update && "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
            tail -n 5 "$log" >&2
            rm -f "$log"
            echo "These packages could not be installed: ${missing[*]}. Is this Debian 12 with access to its packages?" >&2
            return 1
        fi
    fi
    rm -f "$log"
}
