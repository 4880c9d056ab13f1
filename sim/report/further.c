/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Further tables of a comparison, turned so that the strategies stand side by side. */
#include <math.h>
#include <string.h>

#include "cgap/number.h"
#include "cgap/quantities.h"

#include "sections.h"
#include "turned.h"

static bool
is(const cgap_csv *csv, size_t row, const char *column, const char *value)
{
    return strcmp(cgap_turned_text(csv, row, column), value) == 0;
}

/* Accounts and what they buy, or the prices made of them. */
static bool
is_price(const cgap_csv *csv, size_t row)
{
    return strstr(cgap_turned_text(csv, row, "figure"), "_per_") != NULL;
}

static bool
is_account(const cgap_csv *csv, size_t row)
{
    return !is_price(csv, row);
}

static bool
is_group(const cgap_csv *csv, size_t row)
{
    return is(csv, row, "kind", "group");
}

static bool
is_beneficiary(const cgap_csv *csv, size_t row)
{
    return is(csv, row, "kind", "beneficiary");
}

static bool
is_together(const cgap_csv *csv, size_t row)
{
    return is(csv, row, "kind", "interaction");
}

static bool
is_apart(const cgap_csv *csv, size_t row)
{
    return !is_together(csv, row);
}

static const char *
span_column(const cgap_csv *csv, size_t row)
{
    return cgap_turned_text(csv, row, "span");
}

/* Money and losses are averages, gaps those of the end; a price is made of both. */
static const char *
span_of_account(const cgap_csv *csv, size_t row)
{
    return strstr(cgap_turned_text(csv, row, "figure"), "_gap_closed") != NULL ? "end" : "mean";
}

/* Groups of members at the end, those who bear losses on average. */
static const char *
span_of_party(const cgap_csv *csv, size_t row)
{
    return is_beneficiary(csv, row) ? "mean" : "end";
}

/* clang-format off */
static const cgap_turned TURNED[] = {
    {.table = "ranking", .heading = CGAP_T_FURTHER_RANKING, .about = CGAP_T_ABOUT_RANKING,
     .subject = {"measure", "span"}, .strategy = "scenario", .value = "rank", .share = "share_best", .share_words = CGAP_T_BEST_IN_RUNS,
     .verdict = "in_best_set", .verdict_shown = "yes", .span = span_column, .sets = CGAP_SETS_OF_RANKS, .drop_equal = true},
    {.table = "targets", .heading = CGAP_T_FURTHER_TARGETS, .about = CGAP_T_ABOUT_TARGETS,
     .subject = {"target"}, .strategy = "scenario", .value = "median_time", .share = "reached", .share_words = CGAP_T_REACHED_IN, .date = true},
    {.table = "price", .heading = CGAP_T_FURTHER_PRICE, .about = CGAP_T_ABOUT_PRICE, .shown = is_account, .span = span_of_account,
     .subject = {"figure"}, .unit = "unit", .strategy = "alternative", .value = "value", .low = "ci_low", .high = "ci_high",
     .share = "share_assumptions", .share_words = CGAP_T_ASSUMED_IN, .note = "note", .sets = CGAP_SETS_OF_PRICES, .plus = true},
    {.table = "price", .heading = CGAP_T_FURTHER_PRICES, .about = CGAP_T_ABOUT_PRICES, .shown = is_price,
     .subject = {"figure"}, .unit = "unit", .strategy = "alternative", .value = "value", .low = "ci_low", .high = "ci_high",
     .note = "note", .sets = CGAP_SETS_OF_PRICES, .plus = true},
    {.table = "who", .heading = CGAP_T_FURTHER_WHO, .about = CGAP_T_ABOUT_WHO, .shown = is_group, .span = span_of_party,
     .subject = {"kind", "who", "variable"}, .unit = "unit", .strategy = "alternative", .value = "difference", .low = "ci_low", .high = "ci_high",
     .share = "share_losing", .share_words = CGAP_T_LOSES_IN, .measured = "variable", .plus = true},
    {.table = "who", .heading = CGAP_T_FURTHER_WHO_BEARS, .about = CGAP_T_ABOUT_WHO_BEARS, .shown = is_beneficiary, .span = span_of_party,
     .subject = {"kind", "who", "variable"}, .unit = "unit", .strategy = "alternative", .value = "difference", .low = "ci_low", .high = "ci_high",
     .share = "share_losing", .share_words = CGAP_T_LOSES_IN, .measured = "variable", .plus = true},
    {.table = "regret", .heading = CGAP_T_FURTHER_REGRET, .about = CGAP_T_ABOUT_REGRET,
     .subject = {"measure", "span"}, .unit = "unit", .strategy = "scenario", .value = "max_regret", .measured = "measure", .share = "share_best",
     .share_words = CGAP_T_BEST_UNDER, .span = span_column, .drop_equal = true},
    {.table = "satisficing", .heading = CGAP_T_FURTHER_SATISFICING, .about = CGAP_T_ABOUT_SATISFICING,
     .subject = {"threshold"}, .strategy = "scenario", .value = "share", .percent = true},
    {.table = "shapley", .heading = CGAP_T_FURTHER_SHAPLEY, .about = CGAP_T_ABOUT_SHAPLEY, .shown = is_apart, .span = span_column,
     .subject = {"kind", "part"}, .strategy = "measure", .value = "value", .measured = "measure", .low = "ci_low", .high = "ci_high", .plus = true},
    {.table = "shapley", .heading = CGAP_T_FURTHER_TOGETHER, .about = CGAP_T_ABOUT_TOGETHER, .shown = is_together, .span = span_column,
     .subject = {"part", "other"}, .strategy = "measure", .value = "value", .measured = "measure", .low = "ci_low", .high = "ci_high",
     .plus = true, .folded = true},
};
/* clang-format on */

static const char *
label_of(const cgap_report_source *source, const char *name)
{
    size_t s = cgap_source_scenario(source, name);

    return s < source->n_scenario ? source->scenario[s].label : name;
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
                       label_of(source, cgap_turned_text(csv, r, "dominating")),
                       label_of(source, cgap_turned_text(csv, r, "dominated")),
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

static void
put_table(cgap_page *page, const cgap_report_source *source, const cgap_turned *how,
          const cgap_csv *csv)
{
    double n = cgap_turned_number(csv, 0, "n");
    char count[CGAP_NUMBER_WORDS];

    (void) cgap_count_words(page->language, isfinite(n) && n > 0.0 ? (size_t) n : 0, count);
    if (how->folded) {
        cgap_page_open(page, "details", "class", "full", NULL);
        cgap_page_said(page, "summary", how->heading, NULL);
    } else {
        cgap_page_said(page, source->several ? "h3" : "h2", how->heading, NULL);
    }
    cgap_page_said(page, "p", how->about, count, NULL);
    cgap_turned_put(page, source, how, csv);
    if (how->folded) {
        cgap_page_close(page);
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
        if (status == CGAP_OK && cgap_turned_fits(&TURNED[k], &csv)) {
            open_once(page, source, &open);
            put_table(page, source, &TURNED[k], &csv);
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
