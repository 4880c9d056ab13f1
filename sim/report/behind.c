/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turned tables of the folder behind figures; the heading is the caption. */
#include <string.h>

#include "sections.h"
#include "turned.h"

/* clang-format off */
static const struct {
    const char *chart;
    cgap_turned how;
} BEHIND[] = {
    {"who",
     {.table = "who", .heading = CGAP_T_BEHIND_WHO, .subject = {"kind", "who", "variable"}, .unit = "unit", .strategy = "alternative",
      .value = "difference", .low = "ci_low", .high = "ci_high", .share = "share_losing", .share_words = CGAP_T_LOSES_IN,
      .measured = "variable", .left_out = "kind", .left_out_as = "member", .plus = true}},
    {"pareto",
     {.table = "ranking", .heading = CGAP_T_BEHIND_PARETO, .subject = {"measure", "span"}, .unit = "unit", .strategy = "scenario", .value = "mean",
      .measured = "measure"}},
    {"ranks",
     {.table = "ranks", .heading = CGAP_T_BEHIND_RANKS, .subject = {"measure", "span", "rank"}, .strategy = "scenario", .value = "share",
      .percent = true, .across = true}},
    {"regret",
     {.table = "regret", .heading = CGAP_T_BEHIND_REGRET_LARGEST, .subject = {"measure", "span"}, .unit = "unit", .strategy = "scenario",
      .value = "max_regret", .measured = "measure"}},
    {"regret",
     {.table = "regret", .heading = CGAP_T_BEHIND_REGRET_MEAN, .subject = {"measure", "span"}, .unit = "unit", .strategy = "scenario",
      .value = "mean_regret", .measured = "measure"}},
    {"regret",
     {.table = "satisficing", .heading = CGAP_T_BEHIND_REGRET_MET, .subject = {"threshold"}, .strategy = "scenario", .value = "share",
      .percent = true}},
    {"shapley",
     {.table = "shapley", .heading = CGAP_T_BEHIND_SHAPLEY, .subject = {"part", "other"}, .strategy = "measure", .value = "value",
      .measured = "measure", .low = "ci_low", .high = "ci_high", .left_out = "kind", .left_out_as = "total", .plus = true}},
    {"exceedance",
     {.table = "exceedance", .heading = CGAP_T_BEHIND_EXCEEDANCE, .subject = {"probability"}, .by_share = true, .unit = "unit",
      .strategy = "scenario", .value = "loss", .measured = "measure", .only = "measure", .only_as = "loss_gdp_year",
      .of = CGAP_OF_COMPARISON}},
    {"exceedance",
     {.table = "exceedance", .heading = CGAP_T_BEHIND_EXCEEDANCE, .subject = {"probability"}, .by_share = true, .unit = "unit",
      .strategy = "scenario", .value = "loss", .measured = "measure", .only = "measure", .only_as = "loss_gdp_realised",
      .of = CGAP_OF_COMPARISON, .instead = true}},
    {"exceedance",
     {.table = "exceedance", .heading = CGAP_T_BEHIND_EXCEEDANCE, .subject = {"probability"}, .by_share = true, .strategy = "measure",
      .value = "loss", .measured = "measure", .of = CGAP_OF_RUN}},
    {"who-members",
     {.table = "who", .heading = CGAP_T_BEHIND_WHO, .subject = {"who", "variable"}, .unit = "unit", .strategy = "alternative",
      .value = "difference", .share = "share_losing", .share_words = CGAP_T_LOSES_IN, .measured = "variable",
      .only = "kind", .only_as = "member", .across = true, .plus = true}},
};
/* clang-format on */

/* One table; false when the folder lacks it. */
static bool
put_one(cgap_page *page, const cgap_report_source *source, const cgap_turned *how)
{
    cgap_csv csv;
    bool there;

    if (how->of == (source->several ? CGAP_OF_RUN : CGAP_OF_COMPARISON) ||
        cgap_turned_read(&csv, source->folder, how->table, NULL) != CGAP_OK) {
        return false;
    }
    there = cgap_turned_fits(how, &csv);
    if (there) {
        cgap_turned_put(page, source, how, &csv);
    }
    cgap_csv_free(&csv);
    return there;
}

bool
cgap_further_behind(cgap_page *page, const cgap_report_source *source, const char *chart)
{
    bool known = false;

    for (size_t k = 0; k < sizeof BEHIND / sizeof BEHIND[0]; k++) {
        if (strcmp(BEHIND[k].chart, chart) == 0 && !(known && BEHIND[k].how.instead)) {
            known = put_one(page, source, &BEHIND[k].how) || known;
        }
    }
    return known;
}
