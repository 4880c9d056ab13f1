/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Further tables of a comparison, turned so that the strategies stand side by side. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/number.h"
#include "cgap/quantities.h"

#include "sections.h"
#include "turned.h"

/* clang-format off */
static const cgap_turned TURNED[] = {
    {.table = "ranking", .heading = CGAP_T_FURTHER_RANKING, .about = CGAP_T_ABOUT_RANKING,
     .subject = {"measure", "span"}, .strategy = "scenario", .value = "rank", .share = "share_best", .share_words = CGAP_T_BEST_IN,
     .verdict = "in_best_set", .verdict_shown = "yes"},
    {.table = "targets", .heading = CGAP_T_FURTHER_TARGETS, .about = CGAP_T_ABOUT_TARGETS,
     .subject = {"target"}, .strategy = "scenario", .value = "median_time", .share = "reached", .share_words = CGAP_T_REACHED_IN, .date = true},
    {.table = "price", .heading = CGAP_T_FURTHER_PRICE, .about = CGAP_T_ABOUT_PRICE,
     .subject = {"figure"}, .unit = "unit", .strategy = "alternative", .value = "value", .low = "ci_low", .high = "ci_high",
     .share = "share_assumptions", .share_words = CGAP_T_ASSUMED_IN, .note = "note", .plus = true},
    {.table = "who", .heading = CGAP_T_FURTHER_WHO, .about = CGAP_T_ABOUT_WHO,
     .subject = {"kind", "who", "variable"}, .unit = "unit", .strategy = "alternative", .value = "difference", .low = "ci_low", .high = "ci_high",
     .share = "share_losing", .share_words = CGAP_T_LOSES_IN, .measured = "variable", .left_out = "kind", .left_out_as = "member", .plus = true},
    {.table = "regret", .heading = CGAP_T_FURTHER_REGRET, .about = CGAP_T_ABOUT_REGRET,
     .subject = {"measure", "span"}, .unit = "unit", .strategy = "scenario", .value = "max_regret", .measured = "measure", .share = "share_best", .share_words = CGAP_T_BEST_IN},
    {.table = "satisficing", .heading = CGAP_T_FURTHER_SATISFICING, .about = CGAP_T_ABOUT_SATISFICING,
     .subject = {"threshold"}, .strategy = "scenario", .value = "share", .percent = true},
    {.table = "shapley", .heading = CGAP_T_FURTHER_SHAPLEY, .about = CGAP_T_ABOUT_SHAPLEY,
     .subject = {"kind", "part", "other"}, .strategy = "measure", .value = "value", .measured = "measure", .low = "ci_low", .high = "ci_high", .plus = true},
};
/* clang-format on */

static const char *
brief_of(const cgap_report_source *source, const char *name)
{
    for (size_t s = 0; s < source->n_scenario; s++) {
        if (strcmp(source->scenario[s].name, name) == 0) {
            return source->scenario[s].brief;
        }
    }
    return name;
}

/* "A dominates B: nowhere worse, better by 5 criteria." */
static void
put_dominance(cgap_page *page, const cgap_report_source *source, const cgap_csv *csv)
{
    cgap_page_said(page, "h3", CGAP_T_DOMINANCE, NULL);
    if (csv->n_row == 0) {
        cgap_page_said(page, "p", CGAP_T_DOMINANCE_NONE, NULL);
        return;
    }
    cgap_page_open(page, "ul", NULL);
    for (size_t r = 0; r < csv->n_row; r++) {
        double share = cgap_turned_number(csv, r, "share_of_replicates");

        char number[CGAP_NUMBER_WORDS];

        (void) cgap_percent_words(page->language, share, number);
        cgap_page_said(page, "li", isfinite(share) ? CGAP_T_DOMINANCE_ONE_IN : CGAP_T_DOMINANCE_ONE,
                       brief_of(source, cgap_turned_text(csv, r, "dominating")),
                       brief_of(source, cgap_turned_text(csv, r, "dominated")),
                       cgap_turned_text(csv, r, "better"), isfinite(share) ? number : NULL, NULL);
    }
    cgap_page_close(page);
}

static void
open_once(cgap_page *page, const cgap_report_source *source, bool *open)
{
    if (!*open) {
        cgap_page_open(page, "section", "id", "further", NULL);
        if (source->several) { /* a run has one such table, whose heading says all */
            cgap_page_said(page, "h2", CGAP_T_FURTHER, NULL);
        }
        *open = true;
    }
}

cgap_status
cgap_section_further(cgap_page *page, const cgap_report_source *source, cgap_error *err)
{
    cgap_csv csv;
    cgap_status status = CGAP_OK;
    bool open = false;

    for (size_t k = 0; status == CGAP_OK && k < sizeof TURNED / sizeof TURNED[0]; k++) {
        status = cgap_turned_read(&csv, source->folder, TURNED[k].table, err);
        if (status == CGAP_OK && csv.n_row > 0) {
            open_once(page, source, &open);
            cgap_page_said(page, source->several ? "h3" : "h2", TURNED[k].heading, NULL);
            cgap_page_said(page, "p", TURNED[k].about, NULL);
            cgap_turned_put(page, source, &TURNED[k], &csv);
        }
        cgap_csv_free(&csv);
    }
    if (status == CGAP_OK) {
        status = cgap_turned_read(&csv, source->folder, "dominance", err);
        if (status == CGAP_OK && csv.n_column > 0) {
            open_once(page, source, &open);
            put_dominance(page, source, &csv);
        }
        cgap_csv_free(&csv);
    }
    if (open) {
        cgap_page_close(page);
    }
    return status;
}
