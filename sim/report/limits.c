/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the answer rests on, and what the model cannot say (sim/model/MODEL.md, 7 and 8). */
#include <math.h>

#include "cgap/number.h"

#include "assumed.h"
#include "cells.h"
#include "differ.h"
#include "events.h"
#include "provenance.h"
#include "sections.h"

/* The assumptions that move results most, and what they decide. */
static const struct {
    const char *key;
    cgap_text_key why;
} ASSUMPTION[] = {
    {"parameters.peer_learning_rate", CGAP_T_WHY_PEERS},
    {"instruments.*.pull", CGAP_T_WHY_PULL},
    {"instruments.*.standard", CGAP_T_WHY_STANDARD},
    {"parameters.implementation_rate", CGAP_T_WHY_IMPLEMENTATION},
    {"parameters.agency_hub_rate", CGAP_T_WHY_AGENCY},
    {"parameters.adjustment_rate_formal", CGAP_T_WHY_ADJUSTMENT},
    {"parameters.persistence_of_differences", CGAP_T_WHY_PERSISTENCE},
    {"parameters.enabling_elasticity.sme", CGAP_T_WHY_ENABLING},
    {"parameters.loss_rate_2017", CGAP_T_WHY_LOSS_RATE},
    {"parameters.productivity_of_capability", CGAP_T_WHY_PRODUCTIVITY},
};

static void
put_assumption(cgap_page *page, const cgap_report_source *source, const char *key,
               cgap_text_key why)
{
    const cgap_parameter *row = cgap_provenance(key);
    const char *value = cgap_settings_find(&source->scenario[source->baseline].settings, key);
    char low[CGAP_NUMBER_SIZE], high[CGAP_NUMBER_SIZE];

    if (row == NULL) {
        return;
    }
    cgap_page_open(page, "tr", NULL);
    cgap_page_open(page, "th", "scope", "row", NULL);
    cgap_page_format(page, "%s ", row->name);
    cgap_page_element(page, "code", key);
    cgap_page_close(page);
    cgap_page_open(page, "td", NULL);
    cgap_page_text(page, value == NULL ? cgap_page_words(page, CGAP_T_BY_INSTRUMENT) : value);
    cgap_put_other_values(page, source, key);
    cgap_page_close(page);
    cgap_page_open(page, "td", NULL);
    if (isfinite(row->low) && isfinite(row->high)) {
        cgap_written_out(row->low, low);
        cgap_written_out(row->high, high);
        cgap_page_say(page, CGAP_T_RANGE, low, high, NULL);
    }
    cgap_page_close(page);
    cgap_cell_word(page, row->kind);
    cgap_cell_text(page, cgap_page_words(page, why));
    cgap_page_close(page);
}

static void
put_assumptions(cgap_page *page, const cgap_report_source *source)
{
    static const cgap_text_key heads[] = {CGAP_T_ASSUMPTION, CGAP_T_VALUE, CGAP_T_PLAUSIBLE_RANGE,
                                          CGAP_T_KIND, CGAP_T_WHAT_HANGS_ON_IT};

    cgap_page_open(page, "section", "id", "assumptions", NULL);
    cgap_page_said(page, "h2", CGAP_T_ASSUMPTIONS, NULL);
    cgap_page_said(page, "p",
                   cgap_assumed_sets(source) > 0 ? CGAP_T_ASSUMPTIONS_ABOUT_SETS
                                                 : CGAP_T_ASSUMPTIONS_ABOUT,
                   NULL);
    cgap_table_open(page, cgap_page_words(page, CGAP_T_ASSUMPTIONS_TABLE), false);
    for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++) {
        cgap_table_head(page, cgap_page_words(page, heads[h]), NULL);
    }
    cgap_table_body(page);
    for (size_t k = 0; k < sizeof ASSUMPTION / sizeof ASSUMPTION[0]; k++) {
        put_assumption(page, source, ASSUMPTION[k].key, ASSUMPTION[k].why);
    }
    cgap_table_close(page);
    cgap_page_close(page);
}

/* Or gains one. */
static bool
loses_a_member(const cgap_report_source *source, const cgap_settings *settings)
{
    cgap_happening event;

    return cgap_next_event(source, settings, "leave", 0, &event) ||
           cgap_next_event(source, settings, "join", 0, &event);
}

size_t
cgap_membership_differs(const cgap_report_source *source)
{
    size_t changing = 0, last = source->n_scenario;

    for (size_t s = 0; s < source->n_scenario; s++) {
        if (loses_a_member(source, &source->scenario[s].settings)) {
            changing++;
            last = s;
        }
    }
    return changing < source->n_scenario ? last : source->n_scenario;
}

static void
warn_of_membership(cgap_page *page, const cgap_report_source *source)
{
    size_t s = cgap_membership_differs(source);

    if (s < source->n_scenario) {
        cgap_page_said(page, "li", CGAP_T_LIMIT_MEMBERSHIP,
                       cgap_page_words(page, CGAP_T_LIMIT_MEMBERSHIP_HEAD),
                       source->scenario[s].brief, NULL);
    }
}

void
cgap_section_limits(cgap_page *page, const cgap_report_source *source)
{
    static const cgap_text_key limit[][2] = {
        {CGAP_T_LIMIT_FORECASTS, CGAP_T_LIMIT_FORECASTS_HEAD},
        {CGAP_T_LIMIT_INTERVALS, CGAP_T_LIMIT_INTERVALS_HEAD},
        {CGAP_T_LIMIT_FORMAL, CGAP_T_LIMIT_FORMAL_HEAD},
        {CGAP_T_LIMIT_LOSSES, CGAP_T_LIMIT_LOSSES_HEAD},
        {CGAP_T_LIMIT_RIGHTS, CGAP_T_LIMIT_RIGHTS_HEAD},
    };

    put_assumptions(page, source);
    cgap_page_open(page, "section", "id", "limits", NULL);
    cgap_page_said(page, "h2", CGAP_T_LIMITS, NULL);
    cgap_page_open(page, "ul", NULL);
    warn_of_membership(page, source);
    for (size_t k = 0; k < sizeof limit / sizeof limit[0]; k++) {
        cgap_page_said(page, "li", limit[k][0], cgap_page_words(page, limit[k][1]), NULL);
    }
    cgap_page_close(page);
    cgap_page_close(page);
}
