/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How to add a command: its function in cmd_<name>.c and command.h, a row here, a bit in options.h
 * and, in options.c, that bit in the rows of the options it takes.
 */
#include <stdint.h>
#include <string.h>

#include "command.h"
#include "options.h"

#define ANY SIZE_MAX

/* clang-format off */
static const cgap_command COMMAND[] = {
    {"run", CGAP_CLI_RUN, NULL, cgap_command_run, "SCENARIO", "simulate one scenario",
     "Simulates the scenario many times with different draws and writes tables and charts into a results folder. SCENARIO is a file, or the name of a shipped scenario.\n"
     "The folder is results/NAME-DATE unless --out names another, and it appears when it is whole. when.csv has the share of replicates that have reached each --target by each date, targets.csv the time to it; those that never do are counted. --replicates 0 simulates one run in which every random part takes its expectation.",
     {"cgap run history --replicates 20 --no-charts --out my-history",
      "cgap run status-quo-2013 --replicates 0 --set levers.platform=0.8 --out -"}, 1, 1},
    {"compare", CGAP_CLI_COMPARE, NULL, cgap_command_compare, "BASE ALTERNATIVE...", "compare scenarios on common random numbers",
     "Simulates all scenarios under the same draws, so that their differences are paired, and writes comparison.csv with 95 % intervals, plain and simultaneous, and horizon.csv (averages over the horizon) beside the tables of `cgap run`. Further tables judge by --criteria: criteria.csv (differences, simultaneous intervals, verdicts), ranking.csv, ranks.csv (how often each place is taken), dominance.csv, who.csv, price.csv, when.csv and targets.csv (time to --target), why.csv. A summary is printed.\n"
     "Each scenario is a file, or the name of a shipped scenario; all must agree in members, start, end and step. The folder is results/compare-DATE unless --out names another.",
     {"cgap compare status-quo-2013 cooperation-first --replicates 20 --no-charts --out two-strategies",
      "cgap compare no-eu-action history --replicates 0 --baseline history --out -"}, 2, ANY},
    {"calibrate", CGAP_CLI_CALIBRATE, cgap_command_calibrate, NULL, "[SCENARIO]", "hold a scenario against the figures of 2017 to 2022, and fit it",
     "Simulates the scenario (history unless another is named) and compares it, through a model of how each edition was observed, with the GCI of 2018 and 2020, Eurostat of 2019 and 2022, the DESI of 2017 to 2022 and the lists of states that had transposed NIS and NIS2. Writes targets.csv, levels.csv and editions.csv.\n"
     "--fit fits what these figures identify, and nothing else, and adds fit.csv, profile.csv (what they do not identify) and fitted.cfg, a scenario with the fitted values.",
     {"cgap calibrate --replicates 32 --out -",
      "cgap calibrate history --fit --replicates 16 --set steps_per_year=2 --out my-fit"}, 0, 1},
    {"check", CGAP_CLI_CHECK, cgap_command_check, NULL, "SCENARIO...", "find every error of scenarios, without simulating",
     "Reads each scenario and does everything but simulate. All errors and warnings are printed in one pass, each with its file, line and key. A warning is a value outside its plausible range.",
     {"cgap check history", "cgap check status-quo-2013 --set levers.platform=0.8"}, 1, ANY},
    {"show", CGAP_CLI_SHOW, cgap_command_show, NULL, "SCENARIO", "print the effective scenario, each value with its origin",
     "Prints every value of the scenario after inheritance and --set, and where it comes from: file and line, --set, or the default. Dates that lie between two steps are shown with the step at which they take effect.",
     {"cgap show history", "cgap show history --set parameters.peer_learning_rate=0 --format csv"}, 1, 1},
    {"measure", 0, cgap_command_measure, NULL, "PANEL.csv", "measure the gaps in a panel of your own",
     "Measures dispersion, inequality, polarisation and convergence of a panel: time,UNIT1,UNIT2,... or time,unit,value. Writes CSV from,time,measure,value to standard output. An undefined value is an empty field; its reason goes to standard error. `cgap list measures` defines each measure.",
     {"cgap measure <(printf 'time,A,B,C\\n2010,1,2,4\\n2020,2,3,4\\n')",
      "cgap measure <(printf 'time,A,B,C\\n2010,1,2,4\\n2020,2,3,4\\n') --measures sd,beta,gap_target --target 5"}, 1, 1},
    {"chart", CGAP_CLI_CHART, cgap_command_chart, NULL, "FOLDER", "draw the charts of a results folder again",
     "Draws from the tables of the folder alone, without simulating, into FOLDER/charts; the data and layout of each figure go to FOLDER/charts/data. Needs gnuplot 5.4 or later.\n"
     "A folder of one scenario has the charts of a run, a folder of several those of a comparison. With --only, a chart of a run is drawn for every scenario of a comparison.",
     {"cgap chart my-history", "cgap chart two-strategies --only strategies --format svg,pdf --size column"}, 1, 1},
    {"report", CGAP_CLI_REPORT, cgap_command_report, NULL, "FOLDER", "one page that tells what a results folder holds",
     "Writes FOLDER/report.html: the answer in words, tables, the figures of FOLDER/charts, assumptions, scenarios, parameters with their sources, and how to reproduce it. One file that loads nothing else, for screens, phones and paper.",
     {"cgap report my-history", "cgap report two-strategies --out two-strategies.html"}, 1, 1},
    {"merge", CGAP_CLI_MERGE, cgap_command_merge, NULL, "FOLDER...", "join the results of --subset runs",
     "Joins results folders of one `cgap run` or `cgap compare` whose replicates were shared out with --subset, say over the jobs of an array on a cluster. The joined tables are those of one run over all replicates, to the last byte. Parts of other scenarios, seeds or versions, parts that overlap and gaps between parts are refused.",
     {"cgap run history --replicates 16 --subset 0:8 --no-charts --out half-1 && cgap run history --replicates 16 --subset 8:16 --no-charts --out half-2 && cgap merge half-1 half-2 --no-charts --out joined",
      "cgap merge half-1 --no-charts --out only-half"}, 1, ANY},
    {"list", CGAP_CLI_LIST, cgap_command_list, NULL, CGAP_LIST_SUBJECTS, "list what there is",
     "Prints a table of shipped scenarios, of every parameter with unit, default, range and source, of the measures in the results, and so on. --format csv has all columns.",
     {"cgap list scenarios", "cgap list parameters --format csv"}, 1, 1},
};
/* clang-format on */

_Static_assert(sizeof COMMAND / sizeof COMMAND[0] <= CGAP_MOST_COMMANDS, "more commands than fit");

const cgap_command *
cgap_command_table(size_t *n)
{
    *n = sizeof COMMAND / sizeof COMMAND[0];
    return COMMAND;
}

const cgap_command *
cgap_command_find(const char *name)
{
    for (size_t k = 0; k < sizeof COMMAND / sizeof COMMAND[0]; k++) {
        if (strcmp(COMMAND[k].name, name) == 0) {
            return &COMMAND[k];
        }
    }
    return NULL;
}
