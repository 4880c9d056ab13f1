/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/memory.h"

#include "turned.h"

static const cgap_effect UNKNOWN = {false, false, false, NAN, NAN, NAN, 0, {false, NAN, NAN}};

/* An estimate and the ends of its interval, which may be missing. */
static cgap_effect
effect_from(double estimate, double low, double high, cgap_style style)
{
    cgap_effect out = {
        true, isfinite(low) && isfinite(high), false, estimate, low, high, 0, {false, NAN, NAN}};

    out.clear = out.interval ? low > 0.0 || high < 0.0 : estimate != 0.0;
    out.more = out.clear ? cgap_digits_of_interval(estimate, low, high, style) : 0;
    return out;
}

cgap_effect
cgap_effect_of(const cgap_report_source *source, size_t scenario, const char *measure)
{
    const cgap_row *row = cgap_source_difference(source, scenario, measure, source->end);
    const cgap_measure_words *words = cgap_words_of(measure);
    cgap_effect out;

    if (row == NULL || words == NULL || !isfinite(row->value[CGAP_DIFFERENCE])) {
        return UNKNOWN;
    }
    out = effect_from(row->value[CGAP_DIFFERENCE], row->value[CGAP_CI_LOW],
                      row->value[CGAP_CI_HIGH], words->style);
    out.assumed = cgap_assumed_of(source, scenario, measure, "end");
    return out;
}

/* Whether a row is about that alternative; asked before a number is read, which takes longer. */
static bool
is_of(const cgap_csv *csv, size_t row, const char *column, const char *what,
      const char *alternative)
{
    return strcmp(cgap_turned_text(csv, row, column), what) == 0 &&
           strcmp(cgap_turned_text(csv, row, "alternative"), alternative) == 0;
}

cgap_effect
cgap_effect_mean(const cgap_report_source *source, size_t scenario, const char *measure,
                 double *base)
{
    const cgap_measure_words *words = cgap_words_of(measure);
    const cgap_csv *csv = &source->horizon;
    cgap_effect out = UNKNOWN;

    for (size_t row = 0; row < csv->n_row && words != NULL; row++) {
        double difference = is_of(csv, row, "measure", measure, source->scenario[scenario].name)
                                ? cgap_turned_number(csv, row, "difference")
                                : NAN;

        if (isfinite(difference)) {
            out = effect_from(difference, cgap_turned_number(csv, row, "ci_low"),
                              cgap_turned_number(csv, row, "ci_high"), words->style);
            out.assumed = cgap_assumed_of(source, scenario, measure, "mean");
            if (base != NULL) {
                *base = cgap_turned_number(csv, row, "base_mean");
            }
        }
    }
    return out;
}

cgap_effect
cgap_effect_on(const cgap_report_source *source, size_t scenario, const char *account)
{
    const cgap_csv *csv = &source->price;
    cgap_effect out = UNKNOWN;

    for (size_t row = 0; row < csv->n_row; row++) {
        double value = is_of(csv, row, "figure", account, source->scenario[scenario].name)
                           ? cgap_turned_number(csv, row, "value")
                           : NAN;

        if (isfinite(value)) {
            out = effect_from(value, cgap_turned_number(csv, row, "ci_low"),
                              cgap_turned_number(csv, row, "ci_high"), CGAP_STYLE_MEUR);
            out.assumed = cgap_assumed_price(source, scenario, account);
        }
    }
    return out;
}

/* One of the two intervals; false where it is narrower than the digits. */
static bool
put_ends(cgap_language language, cgap_text_key key, const double *ends, cgap_style style, int more,
         char *out)
{
    char low[CGAP_WORDS_SIZE], high[CGAP_WORDS_SIZE];

    cgap_number_words(language, ends[0], style, more, false, low);
    cgap_number_words(language, ends[1], style, more, false, high);
    if (strcmp(low, high) == 0) {
        return false;
    }
    (void) cgap_phrase(out, CGAP_SENTENCE / 2 - 8, language, key, low, high, NULL);
    return true;
}

char *
cgap_effect_spread(cgap_language language, const cgap_effect *effect, double sign, cgap_style style,
                   int more, char *out)
{
    const cgap_assumed *assumed = &effect->assumed;
    double chance[] = {sign < 0.0 ? -effect->high : effect->low,
                       sign < 0.0 ? -effect->low : effect->high};
    double sets[] = {sign < 0.0 ? -assumed->high : assumed->low,
                     sign < 0.0 ? -assumed->low : assumed->high};
    char part[2][CGAP_SENTENCE / 2 - 8] = {"", ""};
    bool first = effect->interval &&
                 put_ends(language, CGAP_T_SPREAD_OF_CHANCE, chance, style, more, part[0]);
    bool second = assumed->known &&
                  put_ends(language, CGAP_T_SPREAD_OF_ASSUMPTIONS, sets, style, more, part[1]);

    (void) snprintf(out, CGAP_SENTENCE, "%s%s%s", part[0],
                    !(first && second)        ? ""
                    : language == CGAP_FRENCH ? "\xC2\xA0; "
                                              : "; ",
                    part[1]);
    return out;
}

size_t *
cgap_order_by_gap(const cgap_report_source *source)
{
    size_t *order = cgap_memory_array(source->n_scenario, sizeof *order);

    for (size_t s = 0; order != NULL && s < source->n_scenario; s++) {
        const cgap_row *row = cgap_source_union(source, s, "formal_cv", source->end);
        double gap = row == NULL ? INFINITY : row->value[CGAP_MEAN];
        size_t at = s;

        for (; at > 0; at--) {
            const cgap_row *above =
                cgap_source_union(source, order[at - 1], "formal_cv", source->end);

            if (above == NULL || !(gap < above->value[CGAP_MEAN])) {
                break;
            }
            order[at] = order[at - 1];
        }
        order[at] = s;
    }
    return order;
}
