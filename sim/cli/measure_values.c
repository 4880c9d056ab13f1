/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure_values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/calendar.h"
#include "cgap/memory.h"
#include "cgap/number.h"

void
measure_refuse(measure_parser *self, const char *text, const char *allowed)
{
    cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, NULL, 0, self->option,
                         "'%s' is not allowed; %s", text, allowed);
}

static double
read_number(measure_parser *self, const char *text)
{
    double value = NAN;

    if (!cgap_number_parse(text, &value)) {
        measure_refuse(self, text, "a number is needed");
    }
    return value;
}

static double
read_time(measure_parser *self, const char *text)
{
    double value = NAN;

    if (!cgap_number_parse(text, &value) && !cgap_calendar_year(text, &value)) {
        measure_refuse(self, text, "a decimal year or a date YYYY-MM-DD is needed");
    }
    return value;
}

static bool
read_choice(measure_parser *self, const char *text, const char *first, const char *second)
{
    if (strcmp(text, first) != 0 && strcmp(text, second) != 0) {
        cgap_diagnostics_add(self->diagnostics, CGAP_ERROR, NULL, 0, self->option,
                             "'%s' is not allowed; choose %s or %s", text, first, second);
    }
    return strcmp(text, second) == 0;
}

static double
read_whole(measure_parser *self, const char *text, double least, double most)
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
take_units(measure_parser *self, const char *text)
{
    self->to->units = text;
}

static void
take_weight(measure_parser *self, const char *text)
{
    self->to->columns.weight = text;
}

static void
take_group(measure_parser *self, const char *text)
{
    self->to->columns.group = text;
}

static void
take_from(measure_parser *self, const char *text)
{
    self->to->from = read_time(self, text);
}

static void
take_to(measure_parser *self, const char *text)
{
    self->to->to = read_time(self, text);
}

static void
take_transform(measure_parser *self, const char *text)
{
    self->to->logarithm = read_choice(self, text, "none", "log");
}

static void
take_floor(measure_parser *self, const char *text)
{
    self->to->options.floor = read_number(self, text);
}

static void
take_target(measure_parser *self, const char *text)
{
    self->to->options.target = read_number(self, text);
    if (self->to->options.target <= 0.0) {
        measure_refuse(self, text, "a target is above 0, since the gap is a share of it");
    }
}

static void
take_missing(measure_parser *self, const char *text)
{
    self->to->drop_missing = read_choice(self, text, "error", "drop");
}

static void
take_format(measure_parser *self, const char *text)
{
    self->to->format = read_choice(self, text, "csv", "json") ? CGAP_FORMAT_JSON : CGAP_FORMAT_CSV;
}

static void
take_bootstrap(measure_parser *self, const char *text)
{
    self->to->bootstrap = (size_t) read_whole(self, text, 100, 1000000);
}

static void
take_seed(measure_parser *self, const char *text)
{
    self->to->seed_given = true;
    self->to->seed = (uint64_t) read_whole(self, text, 0, 9007199254740992.0);
}

static void
take_confidence(measure_parser *self, const char *text)
{
    double value = read_number(self, text);

    self->to->confidence_given = true;
    if (value > 0.0 && value < 1.0) {
        self->to->confidence = value;
    } else if (!isnan(value)) {
        measure_refuse(self, text, "a share between 0 and 1 is needed, as 0.95");
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
take_covariates(measure_parser *self, const char *text)
{
    char *rest;

    free(self->to->list);
    self->to->list = cgap_text_copy(text);
    rest = self->to->list;
    self->to->columns.n_covariate = 0;
    for (char *name = next_part(&rest); name != NULL; name = next_part(&rest)) {
        if (self->to->columns.n_covariate == CGAP_MAX_COVARIATE) {
            measure_refuse(self, text,
                           "there are more columns than a regression of this kind bears");
            return;
        }
        self->to->covariate[self->to->columns.n_covariate++] = name;
    }
}

static void
take_levels(measure_parser *self, const char *text)
{
    char *copy = cgap_text_copy(text), *rest = copy;
    measure_request *to = self->to;

    to->n_cut = 0;
    for (char *part = next_part(&rest); part != NULL; part = next_part(&rest)) {
        double cut = read_number(self, part);

        if (to->n_cut == MEASURE_MAX_CUT) {
            measure_refuse(self, text, "at most 32 cuts can be given");
            break;
        }
        if (to->n_cut > 0 && !(cut > to->cut[to->n_cut - 1]) && !isnan(cut)) {
            measure_refuse(self, text, "cuts must rise, as in 0.25,0.5,0.75");
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
unknown_measure(measure_parser *self, const char *name)
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
take_measures(measure_parser *self, const char *text)
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
take_lower(measure_parser *self, const char *text)
{
    (void) text;
    self->to->options.lower_is_better = true;
}

static void
take_clubs(measure_parser *self, const char *text)
{
    (void) text;
    self->to->clubs = true;
}

static void
take_merge_clubs(measure_parser *self, const char *text)
{
    take_clubs(self, text);
    self->to->merge_clubs = true;
}

static void
take_charts(measure_parser *self, const char *text)
{
    self->to->charts = text;
}

static void
take_language(measure_parser *self, const char *text)
{
    self->to->language_given = true;
    if (!cgap_language_find(text, &self->to->language)) {
        measure_refuse(self, text, "en, fr or de is allowed");
    }
}

static void
take_force(measure_parser *self, const char *text)
{
    (void) text;
    self->to->force = true;
}

static void
take_quiet(measure_parser *self, const char *text)
{
    (void) text;
    self->to->quiet = true;
}

static void
take_verbose(measure_parser *self, const char *text)
{
    (void) text;
    self->to->verbose = true;
}

static void
take_version(measure_parser *self, const char *text)
{
    (void) text;
    self->to->version = true;
}

static void
take_help(measure_parser *self, const char *text)
{
    (void) text;
    self->to->help = true;
}

const measure_option MEASURE_OPTION[] = {
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
_Static_assert(sizeof MEASURE_OPTION / sizeof *MEASURE_OPTION == MEASURE_N_OPTION,
               "MEASURE_N_OPTION is their number");
