/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers behind each figure, for those who cannot see it and for the values a pointer shows.
 * Rows of courses name their panel, heads their time; the script needs no more.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "effect.h"
#include "figure_tables.h"
#include "sections.h"

enum { MOST_COURSES = 8 };

/* Which table stands behind which chart. Of courses, measure k is drawn in panel k; a "+" before
 * it: in the panel of the one before. */
typedef struct figure_table {
    const char *chart;
    cgap_behind_writer write;
    const char *measure[MOST_COURSES + 1];
} figure_table;

void
cgap_behind_time_heads(cgap_page *page, const cgap_times *times)
{
    char words[CGAP_WORDS_SIZE], number[CGAP_WORDS_SIZE];

    for (size_t t = 0; t < times->n; t++) {
        (void) cgap_date_words(page->language, times->at[t], words);
        (void) snprintf(number, sizeof number, "%.4f", times->at[t]);
        cgap_page_open(page, "th", "scope", "col", "data-x", number, NULL);
        cgap_page_element(page, "span", words);
        cgap_page_close(page);
    }
    cgap_table_body(page);
}

void
cgap_behind_row(cgap_page *page, size_t panel, const char *first, const char *second)
{
    char number[CGAP_WORDS_SIZE];

    (void) snprintf(number, sizeof number, "%zu", panel);
    cgap_page_open(page, "tr", "data-panel", number, NULL);
    cgap_page_open(page, "th", "scope", "row", NULL);
    cgap_page_text(page, first);
    if (second != NULL) {
        cgap_page_text(page, ", ");
        cgap_page_text(page, second);
    }
    cgap_page_close(page);
}

double
cgap_behind_value(const cgap_row *row, size_t at)
{
    return row == NULL ? NAN : row->value[at];
}

static void
put_course(cgap_page *page, const cgap_report_source *source, size_t s, const cgap_times *times,
           const char *measure)
{
    const cgap_measure_words *words = cgap_words_of(measure);

    for (size_t t = 0; t < times->n; t++) {
        const cgap_row *row = cgap_source_union(source, s, measure, times->at[t]);
        bool bands = !source->several;

        cgap_cell_interval(page, cgap_behind_value(row, CGAP_MEAN),
                           bands ? cgap_behind_value(row, CGAP_Q05) : NAN,
                           bands ? cgap_behind_value(row, CGAP_Q95) : NAN, words->style, false);
    }
}

/* One row per measure of one scenario. */
static void
courses_of_one(cgap_page *page, const cgap_report_source *source, size_t scenario,
               const cgap_times *times, const char *const *measure)
{
    size_t panel = 0;

    cgap_table_open(page, cgap_page_words(page, CGAP_T_BEHIND_COURSES), false);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_MEASURE), NULL);
    cgap_behind_time_heads(page, times);
    for (size_t k = 0; measure[k] != NULL; k++) {
        const char *name = measure[k] + (measure[k][0] == '+');
        const cgap_measure_words *words = cgap_words_of(name);

        panel += k > 0 && measure[k][0] != '+';
        cgap_behind_row(page, panel, cgap_page_words(page, words->words),
                        cgap_page_words(page, words->unit));
        put_course(page, source, scenario, times, name);
        cgap_page_close(page);
    }
    cgap_table_close(page);
}

/* One row per measure and scenario. */
static void
courses_of_all(cgap_page *page, const cgap_report_source *source, size_t scenario,
               const cgap_times *times, const char *const *measure)
{
    (void) scenario;
    cgap_table_open(page, cgap_page_words(page, CGAP_T_BEHIND_ALL), false);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_MEASURE_AND_SCENARIO), NULL);
    cgap_behind_time_heads(page, times);
    for (size_t k = 0; measure[k] != NULL; k++) {
        for (size_t s = 0; s < source->n_scenario; s++) {
            cgap_behind_row(page, k, cgap_page_words(page, cgap_words_of(measure[k])->words),
                            source->scenario[s].label);
            put_course(page, source, s, times, measure[k]);
            cgap_page_close(page);
        }
    }
    cgap_table_close(page);
}

/* Members that have each law in force; a row per law, none of which the script can place. */
static void
laws_in_force(cgap_page *page, const cgap_report_source *source, size_t scenario,
              const cgap_times *times, const char *const *measure)
{
    const cgap_key_names *names = &source->union_wide.key[1];

    (void) measure;
    cgap_table_open(page, cgap_page_words(page, CGAP_T_BEHIND_LAWS), false);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_LAW), NULL);
    cgap_behind_time_heads(page, times);
    for (size_t m = 0; m < names->n; m++) {
        if (strncmp(names->at[m], "transposed_", 11) == 0 &&
            cgap_source_union(source, scenario, names->at[m], source->end) != NULL) {
            cgap_text_key known = cgap_text_find("INSTRUMENT_", names->at[m] + 11);

            cgap_behind_row(page, 99,
                            known == CGAP_N_TEXT ? names->at[m] + 11 : cgap_page_words(page, known),
                            NULL);
            put_course(page, source, scenario, times, names->at[m]);
            cgap_page_close(page);
        }
    }
    cgap_table_close(page);
}

static void
strategies_at_end(cgap_page *page, const cgap_report_source *source, size_t scenario,
                  const cgap_times *times, const char *const *measure)
{
    (void) scenario;
    (void) times;
    cgap_table_open(page, cgap_page_words(page, CGAP_T_BEHIND_END), true);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_SCENARIO_HEAD), NULL);
    for (size_t k = 0; measure[k] != NULL; k++) {
        const cgap_measure_words *words = cgap_words_of(measure[k]);

        cgap_table_head(page, cgap_page_words(page, words->words),
                        cgap_page_words(page, words->unit));
    }
    cgap_table_body(page);
    for (size_t s = 0; s < source->n_scenario; s++) {
        cgap_page_open(page, "tr", NULL);
        cgap_cell_row(page, source->scenario[s].label);
        for (size_t k = 0; measure[k] != NULL; k++) {
            const cgap_row *row = cgap_source_union(source, s, measure[k], source->end);

            cgap_cell_interval(page, cgap_behind_value(row, CGAP_MEAN),
                               cgap_behind_value(row, CGAP_Q05), cgap_behind_value(row, CGAP_Q95),
                               cgap_words_of(measure[k])->style, false);
        }
        cgap_page_close(page);
    }
    cgap_table_close(page);
}

/* Panels of this chart are the alternatives, the narrowest formal gap first. */
static void
differences(cgap_page *page, const cgap_report_source *source, size_t scenario,
            const cgap_times *times, const char *const *measure)
{
    size_t *order = cgap_order_by_gap(source), panel = 0;

    (void) scenario;
    if (order == NULL) {
        page->failed = true;
        return;
    }
    cgap_table_open(page, cgap_page_words(page, CGAP_T_BEHIND_DIFFERENCES), false);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_ALTERNATIVE_AND_MEASURE), NULL);
    cgap_behind_time_heads(page, times);
    for (size_t r = 0; r < source->n_scenario; r++) {
        if (order[r] == source->baseline) {
            continue;
        }
        for (size_t k = 0; measure[k] != NULL; k++) {
            cgap_behind_row(page, panel, source->scenario[order[r]].label,
                            cgap_page_words(page, cgap_words_of(measure[k])->words));
            for (size_t t = 0; t < times->n; t++) {
                const cgap_row *row =
                    cgap_source_difference(source, order[r], measure[k], times->at[t]);

                cgap_cell_interval(page, cgap_behind_value(row, CGAP_DIFFERENCE),
                                   cgap_behind_value(row, CGAP_CI_LOW),
                                   cgap_behind_value(row, CGAP_CI_HIGH), CGAP_STYLE_INDEX, true);
            }
            cgap_page_close(page);
        }
        panel++;
    }
    cgap_table_close(page);
    free(order);
}

static const cgap_row *
attribution_row(const cgap_report_source *source, size_t s, const char *layer, const char *quantity,
                const char *mechanism, double time)
{
    const char *const key[CGAP_ROW_KEYS] = {source->scenario[s].name, layer, quantity, mechanism};

    return cgap_rows_find(&source->attribution, key, time);
}

const char *const CGAP_BEHIND_LAYER[CGAP_N_BEHIND_LAYER] = {"formal", "practice"};

const char *
cgap_behind_layer(const cgap_page *page, size_t layer)
{
    return cgap_page_words(page, layer == 0 ? CGAP_T_WORD_FORMAL : CGAP_T_WORD_PRACTICE);
}

/* Contributions since the start of one scenario, thousandths. */
static void
attribution_of_one(cgap_page *page, const cgap_report_source *source, size_t scenario,
                   const cgap_times *times, const char *const *measure)
{
    const cgap_key_names *names = &source->attribution.key[3];
    char words[CGAP_WORDS_SIZE];

    cgap_table_open(page, cgap_page_words(page, CGAP_T_BEHIND_ATTRIBUTION), false);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_LAYER_AND_MECHANISM), NULL);
    cgap_behind_time_heads(page, times);
    for (size_t l = 0; l < 2; l++) {
        for (size_t m = 0; m < names->n; m++) {
            if (attribution_row(source, scenario, CGAP_BEHIND_LAYER[l], measure[0], names->at[m],
                                source->end) == NULL) {
                continue;
            }
            cgap_mechanism_label(page->language, names->at[m], words);
            cgap_behind_row(page, l, cgap_behind_layer(page, l), words);
            for (size_t t = 0; t < times->n; t++) {
                const cgap_row *row = attribution_row(source, scenario, CGAP_BEHIND_LAYER[l],
                                                      measure[0], names->at[m], times->at[t]);

                cgap_cell_interval(page, cgap_behind_value(row, CGAP_MEAN), NAN, NAN,
                                   CGAP_STYLE_THOUSANDTHS, true);
            }
            cgap_page_close(page);
        }
    }
    cgap_table_close(page);
}

/* Contributions until the end, a column per scenario. */
static void
attribution_of_all(cgap_page *page, const cgap_report_source *source, size_t scenario,
                   const cgap_times *times, const char *const *measure)
{
    const cgap_key_names *names = &source->attribution.key[3];
    char words[CGAP_WORDS_SIZE];

    (void) scenario;
    (void) times;
    cgap_table_open(page, cgap_page_words(page, CGAP_T_BEHIND_ATTRIBUTION_ALL), true);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_LAYER_AND_MECHANISM), NULL);
    for (size_t s = 0; s < source->n_scenario; s++) {
        cgap_table_head(page, source->scenario[s].label, NULL);
    }
    cgap_table_body(page);
    for (size_t l = 0; l < 2; l++) {
        for (size_t m = 0; m < names->n; m++) {
            cgap_mechanism_label(page->language, names->at[m], words);
            cgap_behind_row(page, 99, cgap_behind_layer(page, l), words);
            for (size_t s = 0; s < source->n_scenario; s++) {
                const cgap_row *row = attribution_row(source, s, CGAP_BEHIND_LAYER[l], measure[0],
                                                      names->at[m], source->end);

                cgap_cell_interval(page, cgap_behind_value(row, CGAP_MEAN), NAN, NAN,
                                   CGAP_STYLE_THOUSANDTHS, true);
            }
            cgap_page_close(page);
        }
    }
    cgap_table_close(page);
}

/* One row per target and scenario. */
static void
targets_over_time(cgap_page *page, const cgap_report_source *source, size_t scenario,
                  const cgap_times *times, const char *const *measure)
{
    const cgap_key_names *names = &source->when.key[0];
    char words[CGAP_WORDS_SIZE];

    (void) scenario;
    (void) measure;
    cgap_table_open(page, cgap_page_words(page, CGAP_T_BEHIND_TARGETS), false);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_TARGET_AND_SCENARIO), NULL);
    cgap_behind_time_heads(page, times);
    for (size_t t = 0; t < names->n; t++) {
        if (!cgap_target_words(page->language, names->at[t], words)) {
            (void) snprintf(words, sizeof words, "%.150s", names->at[t]);
        }
        for (size_t s = 0; s < source->n_scenario; s++) {
            const char *const key[CGAP_ROW_KEYS] = {names->at[t], source->scenario[s].name};

            cgap_behind_row(page, t, words, source->scenario[s].label);
            for (size_t at = 0; at < times->n; at++) {
                const cgap_row *row = cgap_rows_find(&source->when, key, times->at[at]);

                cgap_cell_interval(page, cgap_behind_value(row, CGAP_REACHED),
                                   cgap_behind_value(row, CGAP_CI_LOW),
                                   cgap_behind_value(row, CGAP_CI_HIGH), CGAP_STYLE_SHARE, false);
            }
            cgap_page_close(page);
        }
    }
    cgap_table_close(page);
}

/* clang-format off */
static const figure_table TABLE[] = {
    {"fan",          courses_of_one, {"formal_mean", "practice_mean", "formal_cv", "practice_cv", NULL}},
    {"practice",     courses_of_one, {"sme_mean", "enterprise_mean", "administration_mean", "people_mean",
                                      "sme_cv", "enterprise_cv", "administration_cv", "people_cv", NULL}},
    {"convergence",  courses_of_one, {"formal_sd", "+practice_sd", "formal_beta", "practice_beta", NULL}},
    {"losses",       courses_of_one, {"loss_gdp_sme", "+loss_gdp_enterprise", "+loss_gdp_administration",
                                      "+loss_gdp_people", NULL}},
    {"market",       courses_of_one, {"market_integration", "union_supply_share", "sme_supplier_share", "home_share",
                                      NULL}},
    {"transposition", laws_in_force, {NULL}},
    {"members",      cgap_behind_members_of_one, {NULL}},
    {"map",          cgap_behind_members_on_maps, {NULL}},
    {"heatmap",      cgap_behind_members_by_year, {NULL}},
    {"attribution",      attribution_of_one, {"change_of_variance", NULL}},
    {"attribution-mean", attribution_of_one, {"change_of_mean", NULL}},
    {"strategies",   strategies_at_end, {"formal_cv", "practice_cv", "formal_mean", "practice_mean", NULL}},
    {"paths",        courses_of_all, {"formal_cv", "practice_cv", "formal_mean", "practice_mean", NULL}},
    {"differences",  differences, {"formal_cv", "practice_cv", NULL}},
    {"attribution-strategies", attribution_of_all, {"change_of_variance", NULL}},
    {"map-difference", cgap_behind_members_of_all, {NULL}},
    {"time-to-target", targets_over_time, {NULL}},
};
/* clang-format on */

bool
cgap_figure_table(cgap_page *page, const cgap_report_source *source, const char *name,
                  size_t scenario)
{
    for (size_t k = 0; k < sizeof TABLE / sizeof TABLE[0]; k++) {
        if (strcmp(TABLE[k].chart, name) == 0) {
            cgap_times times;

            if (cgap_source_times(source, &times)) {
                TABLE[k].write(page, source, scenario, &times, TABLE[k].measure);
            } else {
                page->failed = true;
            }
            free(times.at);
            return true;
        }
    }
    return false;
}
