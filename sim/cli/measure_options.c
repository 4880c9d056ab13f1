/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Options of `cgap measure`. To add one: a field in measure_request, a reader here, a row in
 * OPTION, a line in MEASURE_OPTIONS and a case in tests/cli/test_measure.sh.
 */
#include "measure_options.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/calendar.h"
#include "cgap/memory.h"
#include "cgap/number.h"

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

typedef struct parser {
    measure_request *to;
    cgap_diagnostics *diagnostics;
    const char *option; /* "--floor" */
} parser;

typedef void (*reader)(parser *self, const char *text);

static void
refuse(parser *self, const char *text, const char *allowed)
{
    cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, NULL, 0, self->option,
                         "'%s' is not allowed; %s", text, allowed);
}

static double
read_number(parser *self, const char *text)
{
    double value = NAN;

    if (!cgap_number_parse(text, &value)) {
        refuse(self, text, "a number is needed");
    }
    return value;
}

static double
read_time(parser *self, const char *text)
{
    double value = NAN;

    if (!cgap_number_parse(text, &value) && !cgap_calendar_year(text, &value)) {
        refuse(self, text, "a decimal year or a date YYYY-MM-DD is needed");
    }
    return value;
}

static bool
read_choice(parser *self, const char *text, const char *first, const char *second)
{
    if (strcmp(text, first) != 0 && strcmp(text, second) != 0) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, NULL, 0, self->option,
                             "'%s' is not allowed; choose %s or %s", text, first, second);
    }
    return strcmp(text, second) == 0;
}

static double
read_whole(parser *self, const char *text, double least, double most)
{
    double value = read_number(self, text);

    if (!isnan(value) && !(value >= least && value <= most && value == floor(value))) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, NULL, 0, self->option,
                             "%s is not a whole number from %.0f to %.0f", text, least, most);
        value = NAN;
    }
    return isnan(value) ? least : value;
}

static void
take_units(parser *self, const char *text)
{
    self->to->units = text;
}

static void
take_weight(parser *self, const char *text)
{
    self->to->columns.weight = text;
}

static void
take_group(parser *self, const char *text)
{
    self->to->columns.group = text;
}

static void
take_from(parser *self, const char *text)
{
    self->to->from = read_time(self, text);
}

static void
take_to(parser *self, const char *text)
{
    self->to->to = read_time(self, text);
}

static void
take_transform(parser *self, const char *text)
{
    self->to->logarithm = read_choice(self, text, "none", "log");
}

static void
take_floor(parser *self, const char *text)
{
    self->to->options.floor = read_number(self, text);
}

static void
take_target(parser *self, const char *text)
{
    self->to->options.target = read_number(self, text);
    if (self->to->options.target <= 0.0) {
        refuse(self, text, "a target is above 0, since the gap is a share of it");
    }
}

static void
take_missing(parser *self, const char *text)
{
    self->to->drop_missing = read_choice(self, text, "error", "drop");
}

static void
take_format(parser *self, const char *text)
{
    self->to->format = read_choice(self, text, "csv", "json") ? CGAP_FORMAT_JSON : CGAP_FORMAT_CSV;
}

static void
take_bootstrap(parser *self, const char *text)
{
    self->to->bootstrap = (size_t) read_whole(self, text, 100, 1000000);
}

static void
take_seed(parser *self, const char *text)
{
    self->to->seed_given = true;
    self->to->seed = (uint64_t) read_whole(self, text, 0, 9007199254740992.0);
}

static void
take_confidence(parser *self, const char *text)
{
    double value = read_number(self, text);

    self->to->confidence_given = true;
    if (value > 0.0 && value < 1.0) {
        self->to->confidence = value;
    } else if (!isnan(value)) {
        refuse(self, text, "a share between 0 and 1 is needed, as 0.95");
    }
}

/* Next part of a list "a,b,c", terminated in place; NULL at its end. */
static char *
next_part(char **rest)
{
    char *part = *rest, *comma;

    if (part == NULL) {
        return NULL;
    }
    comma = strchr(part, ',');
    *rest = comma == NULL ? NULL : comma + 1;
    if (comma != NULL) {
        *comma = '\0';
    }
    return part;
}

static void
take_covariates(parser *self, const char *text)
{
    char *rest;

    free(self->to->list);
    self->to->list = cgap_text_copy(text);
    rest = self->to->list;
    self->to->columns.n_covariate = 0;
    for (char *name = next_part(&rest); name != NULL; name = next_part(&rest)) {
        if (self->to->columns.n_covariate == CGAP_MAX_COVARIATE) {
            refuse(self, text, "there are more columns than a regression of this kind bears");
            return;
        }
        self->to->covariate[self->to->columns.n_covariate++] = name;
    }
}

static void
take_levels(parser *self, const char *text)
{
    char *copy = cgap_text_copy(text), *rest = copy;
    measure_request *to = self->to;

    to->n_cut = 0;
    for (char *part = next_part(&rest); part != NULL; part = next_part(&rest)) {
        double cut = read_number(self, part);

        if (to->n_cut == MEASURE_MAX_CUT) {
            refuse(self, text, "at most 32 cuts can be given");
            break;
        }
        if (to->n_cut > 0 && !(cut > to->cut[to->n_cut - 1]) && !isnan(cut)) {
            refuse(self, text, "cuts must rise, as in 0.25,0.5,0.75");
        }
        to->cut[to->n_cut++] = cut;
    }
    free(copy);
}

static size_t
panel_measures(void)
{
    return CGAP_N_DATE_MEASURE + CGAP_N_SPAN_MEASURE;
}

static void
unknown_measure(parser *self, const char *name)
{
    const char *known[256], *near;
    size_t n = panel_measures();

    for (size_t k = 0; k < n; k++) {
        known[k] = cgap_measure_at(k)->name;
    }
    near = cgap_nearest_name(name, known, n);
    cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, NULL, 0, self->option,
                         "'%s' is not a measure of a panel (cgap list measures)%s%s%s", name,
                         near == NULL ? "" : "; did you mean '", near == NULL ? "" : near,
                         near == NULL ? "" : "'?");
}

static void
take_measures(parser *self, const char *text)
{
    char *copy = cgap_text_copy(text), *rest = copy;
    size_t change = cgap_measure_find("sigma_change");

    if (self->to->wanted == NULL) {
        self->to->wanted = cgap_memory_array(panel_measures(), sizeof *self->to->wanted);
    }
    for (char *part = next_part(&rest); part != NULL && self->to->wanted != NULL;
         part = next_part(&rest)) {
        size_t k = cgap_measure_find(part);

        if (k >= panel_measures()) {
            unknown_measure(self, part);
            continue;
        }
        self->to->wanted[k] = true;
        if (strncmp(part, "beta", 4) == 0) { /* never without sigma: noise alone gives a beta */
            self->to->wanted[change] = true;
        }
    }
    self->to->options.wanted = self->to->wanted;
    free(copy);
}

static void
take_lower(parser *self, const char *text)
{
    (void) text;
    self->to->options.lower_is_better = true;
}

static void
take_clubs(parser *self, const char *text)
{
    (void) text;
    self->to->clubs = true;
}

static void
take_merge_clubs(parser *self, const char *text)
{
    take_clubs(self, text);
    self->to->merge_clubs = true;
}

static void
take_charts(parser *self, const char *text)
{
    self->to->charts = text;
}

static void
take_language(parser *self, const char *text)
{
    self->to->language_given = true;
    if (!cgap_language_find(text, &self->to->language)) {
        refuse(self, text, "en, fr or de is allowed");
    }
}

static void
take_force(parser *self, const char *text)
{
    (void) text;
    self->to->force = true;
}

static void
take_quiet(parser *self, const char *text)
{
    (void) text;
    self->to->quiet = true;
}

static void
take_verbose(parser *self, const char *text)
{
    (void) text;
    self->to->verbose = true;
}

static void
take_version(parser *self, const char *text)
{
    (void) text;
    self->to->version = true;
}

static void
take_help(parser *self, const char *text)
{
    (void) text;
    self->to->help = true;
}

typedef struct option {
    const char *name;
    bool has_value;
    reader take;
} option;

static const option OPTION[] = {
    {"--units", true, take_units},
    {"--weight", true, take_weight},
    {"--group", true, take_group},
    {"--covariates", true, take_covariates},
    {"--from", true, take_from},
    {"--to", true, take_to},
    {"--transform", true, take_transform},
    {"--floor", true, take_floor},
    {"--target", true, take_target},
    {"--lower-is-better", false, take_lower},
    {"--measures", true, take_measures},
    {"--missing", true, take_missing},
    {"--merge-clubs", false, take_merge_clubs},
    {"--clubs", false, take_clubs},
    {"--levels", true, take_levels},
    {"--bootstrap", true, take_bootstrap},
    {"--confidence", true, take_confidence},
    {"--seed", true, take_seed},
    {"--format", true, take_format},
    {"--charts", true, take_charts},
    {"--force", false, take_force},
    {"--language", true, take_language},
    {"--quiet", false, take_quiet},
    {"--verbose", false, take_verbose},
    {"--help", false, take_help},
    {"--version", false, take_version},
};
enum { N_OPTION = sizeof OPTION / sizeof *OPTION };

static const option *
find_option(const char *text, size_t length)
{
    for (size_t k = 0; k < N_OPTION; k++) {
        if (strlen(OPTION[k].name) == length && strncmp(OPTION[k].name, text, length) == 0) {
            return &OPTION[k];
        }
    }
    return NULL;
}

static void
unknown_option(parser *self, const char *text)
{
    const char *known[N_OPTION], *near;

    for (size_t k = 0; k < N_OPTION; k++) {
        known[k] = OPTION[k].name;
    }
    near = cgap_nearest_name(text, known, N_OPTION);
    cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, NULL, 0, text,
                         "is not an option of cgap measure%s%s%s",
                         near == NULL ? "; see cgap measure --help" : "; did you mean ",
                         near == NULL ? "" : near, near == NULL ? "" : "?");
}

/* Reads the option at argv[*at], moving *at over its value. */
static void
read_option(parser *self, int argc, char **argv, int *at)
{
    const char *text = argv[*at], *equals = strchr(text, '=');
    const option *known =
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
        refuse(self, value, "this option takes no value");
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
    parser p = {self, diagnostics, NULL};

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
