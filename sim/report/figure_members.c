/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables behind figures of members. */
#include <math.h>

#include "cells.h"
#include "figure_tables.h"

static const char *
member_words(const cgap_page *page, const char *member)
{
    cgap_text_key key = cgap_text_find("MEMBER_", member);

    return key == CGAP_N_TEXT ? member : cgap_page_words(page, key);
}

/* NaN at a date at which the state is no member. */
static double
member_mean(const cgap_report_source *source, size_t s, const char *member, const char *layer,
            double time)
{
    const char *const key[CGAP_ROW_KEYS] = {source->scenario[s].name, member, layer, NULL};
    const char *const standing[CGAP_ROW_KEYS] = {source->scenario[s].name, member, "member", NULL};

    return cgap_behind_value(cgap_rows_find(&source->members, standing, time), CGAP_MEAN) < 0.5
               ? NAN
               : cgap_behind_value(cgap_rows_find(&source->members, key, time), CGAP_MEAN);
}

/* Means of members in both layers at some dates. */
static void
members_at(cgap_page *page, const cgap_report_source *source, size_t scenario,
           const cgap_times *dates, cgap_text_key caption)
{
    const cgap_key_names *names = &source->members.key[1];
    char words[CGAP_WORDS_SIZE];

    cgap_table_open(page, cgap_page_words(page, caption), true);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_MEMBER), NULL);
    for (size_t c = 0; c < 2 * dates->n; c++) {
        (void) cgap_date_words(page->language, dates->at[c % dates->n], words);
        cgap_table_head(page, cgap_behind_layer(page, c / dates->n), words);
    }
    cgap_table_body(page);
    for (size_t m = 0; m < names->n; m++) {
        cgap_page_open(page, "tr", NULL);
        cgap_cell_row(page, member_words(page, names->at[m]));
        for (size_t c = 0; c < 2 * dates->n; c++) {
            double value = member_mean(source, scenario, names->at[m],
                                       CGAP_BEHIND_LAYER[c / dates->n], dates->at[c % dates->n]);

            cgap_cell_interval(page, value, NAN, NAN, CGAP_STYLE_INDEX, false);
        }
        cgap_page_close(page);
    }
    cgap_table_close(page);
}

/* At start and end. */
void
cgap_behind_members_of_one(cgap_page *page, const cgap_report_source *source, size_t scenario,
                           const cgap_times *times, const char *const *measure)
{
    double ends[] = {source->start, source->end};

    (void) times;
    (void) measure;
    members_at(page, source, scenario, &(cgap_times){2, ends}, CGAP_T_BEHIND_MEMBERS);
}

/* At start, in 2020 or the year next to the middle, and at the end, as the maps are drawn. */
void
cgap_behind_members_on_maps(cgap_page *page, const cgap_report_source *source, size_t scenario,
                            const cgap_times *times, const char *const *measure)
{
    double middle = source->start < 2020.0 && source->end > 2020.0
                        ? 2020.0
                        : 0.5 * (source->start + source->end);
    double dates[] = {source->start, source->start, source->end};

    (void) measure;
    for (size_t t = 0; t < times->n; t++) {
        dates[1] = fabs(times->at[t] - middle) < fabs(dates[1] - middle) ? times->at[t] : dates[1];
    }
    members_at(page, source, scenario, &(cgap_times){3, dates}, CGAP_T_BEHIND_MAPS);
}

/* In every year: a row per member and layer. */
void
cgap_behind_members_by_year(cgap_page *page, const cgap_report_source *source, size_t scenario,
                            const cgap_times *times, const char *const *measure)
{
    const cgap_key_names *names = &source->members.key[1];

    (void) measure;
    cgap_table_open(page, cgap_page_words(page, CGAP_T_BEHIND_YEARS), false);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_MEMBER_AND_LAYER), NULL);
    cgap_behind_time_heads(page, times);
    for (size_t m = 0; m < 2 * names->n; m++) {
        const char *member = names->at[m / 2];

        cgap_behind_row(page, 99, member_words(page, member), cgap_behind_layer(page, m % 2));
        for (size_t t = 0; t < times->n; t++) {
            double value =
                member_mean(source, scenario, member, CGAP_BEHIND_LAYER[m % 2], times->at[t]);

            cgap_cell_interval(page, value, NAN, NAN, CGAP_STYLE_INDEX, false);
        }
        cgap_page_close(page);
    }
    cgap_table_close(page);
}

/* Differences of members to the baseline at the end. */
void
cgap_behind_members_of_all(cgap_page *page, const cgap_report_source *source, size_t scenario,
                           const cgap_times *times, const char *const *measure)
{
    const cgap_key_names *names = &source->members.key[1];

    (void) scenario;
    (void) times;
    (void) measure;
    cgap_table_open(page, cgap_page_words(page, CGAP_T_BEHIND_MEMBERS_ALL), true);
    cgap_table_head(page, cgap_page_words(page, CGAP_T_MEMBER), NULL);
    for (size_t s = 0; s < source->n_scenario; s++) {
        if (s != source->baseline) {
            cgap_table_head(page, source->scenario[s].label, NULL);
        }
    }
    cgap_table_body(page);
    for (size_t m = 0; m < names->n; m++) {
        double base =
            member_mean(source, source->baseline, names->at[m], CGAP_BEHIND_LAYER[0], source->end);

        cgap_page_open(page, "tr", NULL);
        cgap_cell_row(page, member_words(page, names->at[m]));
        for (size_t s = 0; s < source->n_scenario; s++) {
            if (s != source->baseline) {
                double value =
                    member_mean(source, s, names->at[m], CGAP_BEHIND_LAYER[0], source->end);

                cgap_cell_interval(page, value - base, NAN, NAN, CGAP_STYLE_INDEX, true);
            }
        }
        cgap_page_close(page);
    }
    cgap_table_close(page);
}
