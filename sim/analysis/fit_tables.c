/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was fitted, as a table and as a scenario file. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/elementary.h"
#include "cgap/memory.h"
#include "cgap/number.h"

#include "fit.h"

/* clang-format off */
static const cgap_column FIT[] = {
    {"parameter", CGAP_COLUMN_TEXT, "", "key of the parameter; last row: the misfit itself"},
    {"start", CGAP_COLUMN_REAL, "of the parameter", "value in the scenario"},
    {"fitted", CGAP_COLUMN_REAL, "of the parameter", "value after the fit, four significant digits"},
    {"standard_error", CGAP_COLUMN_REAL, "of the parameter", "of the fitted value: by simulated moments (sandwich), by observed information, or by the spread of the mean; of the hazards in the logarithm times the value"},
    {"ci_low", CGAP_COLUMN_REAL, "of the parameter", "90 % interval from the data alone, on a logarithmic scale where the range is"},
    {"ci_high", CGAP_COLUMN_REAL, "of the parameter", "90 % interval from the data alone"},
    {"low", CGAP_COLUMN_REAL, "of the parameter", "plausible range of the parameter table"},
    {"high", CGAP_COLUMN_REAL, "of the parameter", "plausible range of the parameter table"},
    {"identified", CGAP_COLUMN_TEXT, "", "yes: the 90 % interval stays inside the bounds of the search, which are the plausible range and once its width on either side as far as valid; no: the data alone would allow values beyond"},
    {"how", CGAP_COLUMN_TEXT, "", "method"},
};
/* clang-format on */

static const double QUANTILE_95 = 1.6448536269514722;

void
cgap_table_fit_init(cgap_table *out)
{
    cgap_table_init(out, "fit", FIT, sizeof FIT / sizeof FIT[0]);
}

static void
add_estimate(cgap_table *out, const cgap_estimate *estimate)
{
    double relative = estimate->error / estimate->fitted, end[2];

    for (int side = 0; side < 2; side++) {
        double errors = side == 0 ? -QUANTILE_95 : QUANTILE_95;

        end[side] = estimate->log ? estimate->fitted * cgap_exp(errors * relative)
                                  : estimate->fitted + errors * estimate->error;
    }
    cgap_table_add_text(out, estimate->key);
    cgap_table_add_real(out, estimate->start);
    cgap_table_add_real(out, estimate->fitted);
    cgap_table_add_real(out, estimate->error);
    cgap_table_add_real(out, end[0]);
    cgap_table_add_real(out, end[1]);
    cgap_table_add_real(out, estimate->low);
    cgap_table_add_real(out, estimate->high);
    cgap_table_add_text(out, end[0] > estimate->lower && end[1] < estimate->upper ? "yes" : "no");
    cgap_table_add_text(out, estimate->how);
}

cgap_status
cgap_table_fit(cgap_table *out, const cgap_fitter *fitter, cgap_error *err)
{
    for (size_t k = 0; k < fitter->n_estimate; k++) {
        add_estimate(out, &fitter->estimate[k]);
    }
    cgap_table_add_text(out, "misfit");
    cgap_table_add_real(out, fitter->misfit_start);
    cgap_table_add_real(out, fitter->misfit);
    for (int c = 0; c < 5; c++) {
        cgap_table_add_empty(out);
    }
    cgap_table_add_text(out, "");
    cgap_table_add_text(out, "weighted sum of squared residuals over scales");
    return cgap_table_finish(out, err);
}

/* Appends to a text on the heap; NULL once memory ran out. */
static char *
append(char *text, const char *more)
{
    char *longer = text != NULL ? cgap_text_format("%s%s", text, more) : NULL;

    free(text);
    return longer;
}

static char *
append_value(char *text, const char *indent, const char *name, double value)
{
    char number[CGAP_NUMBER_SIZE];
    char *line;

    (void) cgap_number_format(value, number);
    line = cgap_text_format("%s%s = %s;\n", indent, name, number);
    text = append(text, line != NULL ? line : "");
    if (line == NULL) {
        free(text);
        return NULL;
    }
    free(line);
    return text;
}

/* Estimates of one stem ("parameters.practice_headroom.") as a group. */
static char *
append_group(char *text, const cgap_fitter *fitter, const char *group)
{
    static const char stem[] = "parameters.";
    size_t skip = sizeof stem - 1, length = strlen(group);

    text = append(append(append(text, "  "), group), " = {\n");
    for (size_t k = 0; k < fitter->n_estimate; k++) {
        const char *key = fitter->estimate[k].key + skip;

        if (strncmp(fitter->estimate[k].key, stem, skip) == 0 && strncmp(key, group, length) == 0 &&
            key[length] == '.') {
            text = append_value(text, "    ", key + length + 1, fitter->estimate[k].fitted);
        }
    }
    return append(text, "  };\n");
}

/* Plain parameters: a key with one dot. */
static char *
append_plain(char *text, const cgap_fitter *fitter)
{
    for (size_t k = 0; k < fitter->n_estimate; k++) {
        const char *dot = strchr(fitter->estimate[k].key, '.');

        if (dot != NULL && strchr(dot + 1, '.') == NULL) {
            text = append_value(text, "  ", dot + 1, fitter->estimate[k].fitted);
        }
    }
    return text;
}

static char *
append_instruments(char *text, const cgap_fitter *fitter)
{
    static const char complexity[] = "instruments.nis2.complexity";

    for (size_t k = 0; k < fitter->n_estimate; k++) {
        if (strcmp(fitter->estimate[k].key, complexity) == 0) {
            text = append(text, "instruments = (\n  { name = \"nis2\";\n");
            text = append_value(text, "    ", "complexity", fitter->estimate[k].fitted);
            text = append(text, "  }\n);\n");
        }
    }
    return text;
}

char *
cgap_fitted_text(const cgap_fitter *fitter)
{
    char *text = cgap_text_copy(
        "# Written by `cgap calibrate --fit`: what the figures of 2017 to 2022 identify (fit.csv\n"
        "# has the standard errors, targets.csv what is met and what is missed). It runs as it\n"
        "# stands beside scenario.cfg; name another base to lay it over another scenario.\n"
        "format = 1;\n"
        "base = \"scenario.cfg\";\n"
        "parameters = {\n");

    text = append_plain(text, fitter);
    text = append_group(text, fitter, "practice_headroom");
    text = append_group(text, fitter, "practice_persistence");
    text = append_group(text, fitter, "edition_leniency");
    text = append(text, "};\n");
    return append_instruments(text, fitter);
}
