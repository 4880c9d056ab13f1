/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the answer rests on, and what the model cannot say (sim/model/MODEL.md, 7 and 8). */
#include <math.h>
#include <string.h>

#include "cgap/number.h"

#include "cells.h"
#include "provenance.h"
#include "sections.h"

/* The assumptions that move results most, and what they decide. */
static const char *const ASSUMPTION[][2] = {
    {"parameters.peer_learning_rate", "how fast states learn from each other: the effect of every "
                                      "cooperation lever on the formal gap"},
    {"instruments.*.pull", "how hard law pulls: the effect of harmonisation"},
    {"instruments.*.standard", "how high the floor lies"},
    {"parameters.implementation_rate", "how fast law on paper becomes law in practice"},
    {"parameters.agency_hub_rate", "what the agency spreads"},
    {"parameters.adjustment_rate_formal",
     "what states do by themselves: the size of the baseline's "
     "own convergence"},
    {"parameters.persistence_of_differences", "how much of today's differences stays without the "
                                              "Union"},
    {"parameters.enabling_elasticity.sme", "whether formal capability reaches practice at all"},
    {"parameters.loss_rate_2017", "the level of losses: read shares and signs, not euros"},
    {"parameters.productivity_of_capability", "how much capability protects"},
};

static void
put_assumption(cgap_page *page, const cgap_report_source *source, const char *key, const char *why)
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
    cgap_cell_text(page, value == NULL ? "by instrument" : value);
    cgap_page_open(page, "td", NULL);
    if (isfinite(row->low) && isfinite(row->high)) {
        (void) cgap_number_format(row->low, low);
        (void) cgap_number_format(row->high, high);
        cgap_page_format(page, "%s to %s", low, high);
    }
    cgap_page_close(page);
    cgap_cell_text(page, row->kind);
    cgap_cell_text(page, why);
    cgap_page_close(page);
}

static void
put_assumptions(cgap_page *page, const cgap_report_source *source)
{
    static const char *const heads[] = {"Assumption", "Value", "Plausible range", "Kind",
                                        "What hangs on it"};

    cgap_page_open(page, "section", "id", "assumptions", NULL);
    cgap_page_element(page, "h2", "The assumptions that matter");
    cgap_page_paragraph(page,
                        "The data identify the reliability of the index, the headroom of practice "
                        "and the pace of transposition. They do not identify most rates below; no "
                        "interval of this report includes them. Vary each over its range with "
                        "--set before quoting a figure that hangs on it.");
    cgap_table_open(page, "Assumptions that move results most", false);
    for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++) {
        cgap_table_head(page, heads[h], NULL);
    }
    cgap_table_body(page);
    for (size_t k = 0; k < sizeof ASSUMPTION / sizeof ASSUMPTION[0]; k++) {
        put_assumption(page, source, ASSUMPTION[k][0], ASSUMPTION[k][1]);
    }
    cgap_table_close(page);
    cgap_page_close(page);
}

/* Or gains one. */
static bool
loses_a_member(const cgap_settings *settings)
{
    for (size_t k = 0; k < settings->n; k++) {
        const char *dot = strrchr(settings->at[k].key, '.');

        if (strncmp(settings->at[k].key, "events.", 7) == 0 && strcmp(dot, ".type") == 0 &&
            (strcmp(settings->at[k].value, "leave") == 0 ||
             strcmp(settings->at[k].value, "join") == 0)) {
            return true;
        }
    }
    return false;
}

size_t
cgap_membership_differs(const cgap_report_source *source)
{
    size_t changing = 0, last = source->n_scenario;

    for (size_t s = 0; s < source->n_scenario; s++) {
        if (loses_a_member(&source->scenario[s].settings)) {
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
        cgap_page_open(page, "li", NULL);
        cgap_page_element(page, "strong", "Membership differs between these scenarios.");
        cgap_page_format(page,
                         " Under %s a member leaves or joins, under others not, and every measure "
                         "is over current members. Of losses, compare loss_gdp_fixed and "
                         "loss_gdp_total, which keep the members of the start; part of any "
                         "other difference is the change of membership and no effect of policy.",
                         source->scenario[s].brief);
        cgap_page_close(page);
    }
}

static void
put_item(cgap_page *page, const char *strong, const char *rest)
{
    cgap_page_open(page, "li", NULL);
    cgap_page_element(page, "strong", strong);
    cgap_page_format(page, " %s", rest);
    cgap_page_close(page);
}

void
cgap_section_limits(cgap_page *page, const cgap_report_source *source)
{
    put_assumptions(page, source);
    cgap_page_open(page, "section", "id", "limits", NULL);
    cgap_page_element(page, "h2", "What the model cannot say");
    cgap_page_open(page, "ul", NULL);
    warn_of_membership(page, source);
    put_item(page, "No forecasts of single states.",
             "The data carry no skill beyond persistence at that level. Differences between "
             "scenarios in aggregates of the Union are the legitimate output; maps and curves of "
             "members show how an aggregate comes about.");
    put_item(page, "Intervals are Monte-Carlo error.",
             "They say how well the simulated futures estimate the model's own answer. They say "
             "nothing about wrong assumptions or a wrong model.");
    put_item(page, "Formal capability is declared commitment, practice a survey share.",
             "Neither is proven security. Practice of administrations and people is read off "
             "proxies of digitisation.");
    put_item(page, "Losses are orders of magnitude.",
             "Their level comes from contested, partly vendor-sponsored sources. Only avoided "
             "losses are counted in money; other benefits are indicators.");
    put_item(page, "Rights are accounted for, not modelled.",
             "Political feasibility, retaliation and escalation, regions and firms within states, "
             "cyber defence, output and employment are outside.");
    cgap_page_close(page);
    cgap_page_close(page);
}
