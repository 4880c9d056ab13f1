/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Options of `cgap measure`. To add one: a field in measure_request, a reader and a row in
 * measure_values.c, their number in its header, a line in MEASURE_OPTIONS and a case in
 * tests/cli/test_measure.sh.
 */
#include "measure_options.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure_values.h"

const char *const MEASURE_OPTIONS =
    "  --units FILE          CSV about the units, first column = unit\n"
    "  --weight COLUMN       weights for the weighted measures (with --units)\n"
    "  --group COLUMN        groups for within/between and Esteban-Ray (with --units)\n"
    "  --covariates A,B      covariates of conditional beta (with --units)\n"
    "  --from T0 --to T1     dates to measure, and the span: decimal year or YYYY-MM-DD\n"
    "  --transform none|log  log: measure the natural logarithms (beta takes them itself)\n"
    "  --floor V             for share_below_floor\n"
    "  --target V            for gap_target\n"
    "  --lower-is-better     the best is the lowest\n"
    "  --measures A,B        only these (beta brings sigma_change along)\n"
    "  --missing error|drop  refuse missing values, or leave those units out and say so\n"
    "  --clubs               convergence clubs (Phillips and Sul)\n"
    "  --merge-clubs         the same, neighbours that pass the test together made one\n"
    "  --levels C1,C2        transitions between the levels these cuts make\n"
    "  --bootstrap N         intervals (BCa) from N resamplings of units\n"
    "  --confidence P        coverage of those intervals (default 0.95)\n"
    "  --seed S              seed of the resamplings (default 1)\n"
    "  --charts DIR          draw figures into a new folder, with their data (needs gnuplot)\n"
    "  --language en|fr|de   language of those figures (default en)\n"
    "  --force               replace the folder that --charts drew before\n"
    "  --format csv|json     form of the output (default csv)\n"
    "  --quiet               say nothing but errors\n"
    "  --verbose             say what is measured and how long it takes\n"
    "  --help                this text\n"
    "  --version             the version of cgap and how it was built\n";

static const measure_option *
find_option(const char *text, size_t length)
{
    for (size_t k = 0; k < MEASURE_N_OPTION; k++) {
        if (strlen(MEASURE_OPTION[k].name) == length &&
            strncmp(MEASURE_OPTION[k].name, text, length) == 0) {
            return &MEASURE_OPTION[k];
        }
    }
    return NULL;
}

static void
unknown_option(measure_parser *self, const char *text)
{
    const char *known[MEASURE_N_OPTION], *near;

    for (size_t k = 0; k < MEASURE_N_OPTION; k++) {
        known[k] = MEASURE_OPTION[k].name;
    }
    near = cgap_nearest_name(text, known, MEASURE_N_OPTION);
    cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, NULL, 0, text,
                         "is not an option of cgap measure%s%s%s",
                         near == NULL ? "; see cgap measure --help" : "; did you mean ",
                         near == NULL ? "" : near, near == NULL ? "" : "?");
}

/* Reads the option at argv[*at], moving *at over its value. */
static void
read_option(measure_parser *self, int argc, char **argv, int *at)
{
    const char *text = argv[*at], *equals = strchr(text, '=');
    const measure_option *known =
        find_option(text, equals == NULL ? strlen(text) : (size_t) (equals - text));
    const char *value = equals == NULL ? NULL : equals + 1;

    if (known == NULL) {
        unknown_option(self, text);
        return;
    }
    self->option = known->name;
    if (known->has_value && value == NULL && *at + 1 < argc) {
        value = argv[++*at];
    }
    if (known->has_value && (value == NULL || *value == '\0')) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, NULL, 0, known->name,
                             "needs a value; see cgap measure --help");
    } else if (!known->has_value && value != NULL) {
        measure_refuse(self, value, "this option takes no value");
    } else {
        known->take(self, value);
    }
}

/* Options that say how another one works, and do nothing by themselves. */
static void
check_depending(const measure_request *self, cgap_diagnostics *diagnostics)
{
    static const char resampling[] = "needs --bootstrap N: without it nothing is resampled";

    if (self->seed_given && self->bootstrap == 0) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, "--seed", "%s", resampling);
    }
    if (self->confidence_given && self->bootstrap == 0) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, "--confidence", "%s", resampling);
    }
    if (self->language_given && self->charts == NULL) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, "--language",
                             "needs --charts DIR: the table has none");
    }
}

/* What the options demand of each other. */
static void
check_together(const measure_request *self, cgap_diagnostics *diagnostics)
{
    bool columns = self->columns.weight != NULL || self->columns.group != NULL ||
                   self->columns.n_covariate > 0;

    if (self->panel == NULL) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, NULL,
                             "a panel is needed: cgap measure PANEL.csv; see cgap measure --help");
    }
    if (columns && self->units == NULL) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, "--units",
                             "is needed: weights, groups and covariates are columns of its file");
    }
    if (self->force && self->charts == NULL) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, "--force",
                             "needs --charts DIR: without it nothing is replaced");
    }
    if (self->quiet && self->verbose) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, "--quiet",
                             "and --verbose exclude each other");
    }
    if (!columns && self->units != NULL) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, "--units",
                             "needs --weight, --group or --covariates beside it");
    }
}

void
measure_request_read(measure_request *self, int argc, char **argv, cgap_diagnostics *diagnostics)
{
    measure_parser p = {self, diagnostics, NULL};

    *self = (measure_request){.from = NAN, .to = NAN, .seed = 1, .confidence = 0.95};
    self->options = (cgap_measure_options){NAN, NAN, false, NULL};
    for (int at = 1; at < argc; at++) {
        if (strncmp(argv[at], "--", 2) == 0 && argv[at][2] != '\0') {
            read_option(&p, argc, argv, &at);
        } else if (self->panel != NULL) {
            cgap_diagnostics_add(diagnostics, CGAP_ERROR, NULL, 0, argv[at],
                                 "one panel at a time; '%s' was given already", self->panel);
        } else {
            self->panel = argv[at];
        }
    }
    self->columns.covariate = self->covariate;
    if (!self->help && !self->version) {
        check_together(self, diagnostics);
        check_depending(self, diagnostics);
    }
}

void
measure_request_free(measure_request *self)
{
    free(self->wanted);
    free(self->list);
    self->wanted = NULL;
    self->list = NULL;
}
