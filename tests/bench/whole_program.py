# SPDX-License-Identifier: GPL-3.0-or-later
"""Times whole runs of cgap in turns and prints medians, ratios and where a run's time goes.
Usage: whole_program.py CGAP BENCH_PARTS SCENARIOS [ROUNDS]"""
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

PROGRAM, PARTS, SCENARIOS = sys.argv[1:4]
ROUNDS = int(sys.argv[4]) if len(sys.argv) > 4 else 3
WORK = tempfile.mkdtemp(prefix="cgap-bench-")
TWELVE = ("status-quo-2013 cohesion-funding combined-package cooperation-first expiring-mandate external-first "
          "industry maximum-harmonisation minimum-harmonisation nis2 no-eu-action strong-agency").split()
PANEL = os.path.join(WORK, "panel.csv")
PLAIN = ["--no-charts", "--quiet", "--force", "--out", os.path.join(WORK, "results")]


def spend(arguments):
    """(elapsed seconds, processor seconds, peak memory in MB) of one run."""
    start = os.times().elapsed
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    rest = [] if arguments[0] == "measure" else PLAIN
    pid = os.posix_spawn(PROGRAM, [PROGRAM] + arguments + rest, os.environ, file_actions=quiet)
    _, status, usage = os.wait4(pid, 0)
    elapsed = os.times().elapsed - start
    if status != 0:
        sys.exit(f"cgap {' '.join(arguments)} failed")
    return elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


WAYS = {
    "one": ["run", "history", "--threads", "1"],
    "one, baseline": ["run", "history", "--threads", "1", "--isa", "baseline"],
    "two threads": ["run", "history", "--threads", "2"],
    "ten times as many": ["run", "history", "--threads", "2", "--replicates", "10000"],
    "no replicate": ["run", "history", "--threads", "1", "--replicates", "1"],
    "pair": ["compare", *TWELVE[:2], "--threads", "1"],
    "twelve, one thread": ["compare", *TWELVE, "--threads", "1"],
    "twelve scenarios": ["compare", *TWELVE, "--threads", "2"],
    "panel read": ["measure", PANEL, "--measures", "n"],
    "panel measured": ["measure", PANEL, "--measures", "sd,gini,theil_t,beta"],
}


def write_panel():
    """100,000 dates of 28 units, some 25 MB."""
    draw = random.Random(1)
    with open(PANEL, "w", encoding="ascii") as out:
        out.write("time," + ",".join(f"U{unit:02d}" for unit in range(28)) + "\n")
        for time in range(100000):
            out.write(f"{time}," + ",".join(f"{draw.uniform(0.2, 0.9):.6f}" for _ in range(28)) + "\n")


def parts_of_one():
    """Seconds that the last run, "one", spent on each of its parts: draws, step and measures by a
    block of the same replicates, the rest by its own clock. Sums are what is left of the simulation."""
    with open(os.path.join(WORK, "results", "timing.json"), encoding="utf-8") as file:
        clock = json.load(file)["seconds"]
    lines = subprocess.run([PARTS, os.path.join(SCENARIOS, "history.cfg"), SCENARIOS], check=True,
                           capture_output=True, text=True).stdout.split()
    parts = {name: float(each) * 1e-3 for name, each in (line.split(",") for line in lines)}
    parts["sums"] = clock["simulation"] - sum(parts.values())
    parts["output"] = clock["writing"]
    parts["reading, report"] = clock["total"] - clock["simulation"] - clock["writing"]
    return parts


def main():
    write_panel()
    seen = {name: [] for name in WAYS}
    parts = []
    for _ in range(ROUNDS):
        for name, arguments in WAYS.items():
            seen[name].append(spend(arguments))
            if name == "one":
                parts.append(parts_of_one())
    middle = {name: [statistics.median(column) for column in zip(*runs)] for name, runs in seen.items()}
    steps = 1000 * 162
    print(f"medians of {ROUNDS} rounds in turns; seconds elapsed, seconds of processor, MB at the peak")
    for name, (elapsed, processor, peak) in middle.items():
        print(f"{name:20} {elapsed:8.2f} {processor:8.2f} {peak:8.0f}   cgap {' '.join(WAYS[name])[:60]}")
    part = {name: statistics.median(each[name] for each in parts) for name in parts[0]}
    wanted = {"measures": "   (wanted: at most 20)", "output": "   (wanted: at most 15)"}
    print("parts of one, % of its time")
    for name, each in part.items():
        print(f"{name:20} {100 * each / sum(part.values()):8.1f}{wanted.get(name, '')}")
    one, two = middle["one"], middle["two threads"]
    print(f"replicate-steps per second, one thread      {steps / one[0]:10.0f}")
    print(f"two threads beside one                      {one[0] / two[0]:10.2f}   (wanted: at least 1.85)")
    print(f"baseline beside the widest vectors          {middle['one, baseline'][0] / one[0]:10.2f}")
    pair, twelve = middle["pair"][1], middle["twelve, one thread"][1]
    extra = (twelve - pair) / (len(TWELVE) - 2)  # mean of the ten: some share a long past, some none
    print(f"a further paired scenario beside the first  {extra / (pair - extra):10.2f}   (wanted: at most 0.8)")
    print(f"twelve scenarios, 1,000 replicates, seconds {middle['twelve scenarios'][0]:10.2f}   (wanted: at most 8)")
    print(f"reading beside reading and measuring a panel{middle['panel read'][1] / middle['panel measured'][1]:9.2f}")
    print(f"memory of 10,000 replicates beside 1,000    {middle['ten times as many'][2] / two[2]:10.2f}")


try:
    main()
finally:
    shutil.rmtree(WORK, ignore_errors=True)
