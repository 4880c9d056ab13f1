#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian package: what it holds, what it asks for, and that what is in it runs, also under MPI.
. "$CGAP_SOURCE/tests/support/cli.sh"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 # containers
short=(--set 'end="2017-07-01"' --replicates 70 --no-charts --quiet)
with_mpi=$("$CGAP" --version | grep -c ', mpi ')

# Packs what is built: with the generator's own name cpack would build first, and put another program
# under the feet of the tests that run beside this one.
cpack --config "$CGAP_BUILD/CPackConfig.cmake" -G DEB -D CPACK_CMAKE_GENERATOR=Ninja -B "$work/made" >log 2>&1 ||
    { cat log; fail "no package was made"; }
package=$(find "$work/made" -maxdepth 1 -name 'cgap_*.deb')
[ -f "$package" ] || fail "cpack left no package"
dpkg-deb --field "$package" Depends Recommends Section Description >fields
for wanted in libgsl27 libconfig9 libjansson4 gnuplot-nox openmpi-bin science; do
    grep -q "$wanted" fields || fail "the package does not name $wanted: $(cat fields)"
done
dpkg-deb --contents "$package" >content
for wanted in ./usr/bin/cgap ./usr/share/cgap/scenarios/history.cfg ./usr/share/cgap/plots/style.gp \
    ./usr/share/doc/cgap/copyright; do
    grep -q " $wanted\$" content || fail "the package lacks $wanted"
done
grep -E '^[^d].* \./(usr/)?(include|lib|tests)/' content && fail "the package holds more than users need"

dpkg-deb --extract "$package" unpacked
CGAP=$work/unpacked/usr/bin/cgap
run 0 run history "${short[@]}" --out alone
[ "$with_mpi" -eq 1 ] || end_tests # a build of another kind: what is packaged has MPI
grep -q libopenmpi3 fields || fail "the package does not ask for Open MPI"
timeout 120 mpirun --quiet --oversubscribe -n 2 "$CGAP" run history "${short[@]}" --out together >log 2>&1 ||
    { cat log; fail "the packaged program does not run under mpirun"; }
same alone/union.csv together/union.csv
end_tests
