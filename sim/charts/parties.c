/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parties.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/quantities.h"

#include "line_up.h"
#include "words.h"

/* Place of the keys of who.csv. */
enum { KIND, WHO, VARIABLE, ALTERNATIVE, N_KEY };

cgap_effect_row
cgap_party_effect(const cgap_chart_source *source, const char *kind, const char *who,
                  const char *variable, size_t scenario)
{
    const cgap_frame *f = &source->who;
    const uint32_t want[N_KEY] = {cgap_frame_id(f, KIND, kind), cgap_frame_id(f, WHO, who),
                                  cgap_frame_id(f, VARIABLE, variable),
                                  cgap_frame_id(f, ALTERNATIVE, source->scenario[scenario])};
    cgap_effect_row out = {NAN, NAN, NAN, NAN, NAN, NAN};
    size_t row = SIZE_MAX;

    if (cgap_frame_next(f, want, &row)) {
        out.difference = cgap_frame_number(f, row, cgap_csv_find(&f->csv, "difference"));
        out.low = cgap_frame_number(f, row, cgap_csv_find(&f->csv, "ci_low"));
        out.high = cgap_frame_number(f, row, cgap_csv_find(&f->csv, "ci_high"));
        out.losing = cgap_frame_number(f, row, cgap_csv_find(&f->csv, "share_losing"));
        out.base = cgap_frame_number(f, row, cgap_csv_find(&f->csv, "base_mean"));
        out.gain = strncmp(variable, "loss", 4) == 0 ? -out.difference : out.difference;
    }
    return out;
}

int
cgap_party_verdict(const cgap_effect_row *row)
{
    bool interval = isfinite(row->low) && isfinite(row->high);
    double low = interval ? row->low : row->difference;
    double high = interval ? row->high : row->difference;

    if (low > 0.0 || high < 0.0) {
        return row->gain > 0.0 ? 1 : -1;
    }
    return 0;
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

size_t
cgap_parties_list(const cgap_chart_source *source, const char *kind, const char *variable,
                  const char ***out)
{
    const cgap_frame *f = &source->who;
    size_t most = f->present ? f->key[WHO].n : 0, n = 0;
    const char **list = cgap_memory_array(most, sizeof *list);

    for (size_t k = 0; list != NULL && k < most; k++) {
        const uint32_t want[N_KEY] = {cgap_frame_id(f, KIND, kind), (uint32_t) k,
                                      cgap_frame_id(f, VARIABLE, variable), CGAP_ANY};
        size_t row = SIZE_MAX;

        if (cgap_frame_next(f, want, &row)) {
            list[n++] = f->key[WHO].text[k];
        }
    }
    if (list != NULL) {
        qsort(list, n, sizeof *list, by_name);
    }
    *out = list;
    return n;
}

bool
cgap_alternatives(const cgap_chart_source *source, size_t *order, size_t *n)
{
    size_t kept = 0;

    if (!cgap_line_up(source, "formal_cv", order)) {
        return false;
    }
    for (size_t r = 0; r < source->n_scenario; r++) {
        if (order[r] != source->baseline) {
            order[kept++] = order[r];
        }
    }
    *n = kept;
    return true;
}

void
cgap_party_words(const cgap_chart_source *source, size_t scenario, const char *party,
                 const cgap_effect_row *row, double scale, char *out, size_t size)
{
    cgap_language language = source->language;
    char number[4][CGAP_NUMBER_WORDS];

    (void) cgap_decimal_words(language, scale * row->difference, 4, true, number[0]);
    for (int digits = 4; digits < 8; digits++) { /* as many as tell the ends apart */
        (void) cgap_decimal_words(language, scale * row->low, digits, false, number[1]);
        (void) cgap_decimal_words(language, scale * row->high, digits, false, number[2]);
        if (strcmp(number[1], number[2]) != 0 || !(row->low < row->high)) {
            break;
        }
    }
    (void) cgap_percent_words(language, row->losing, number[3]);
    (void) cgap_phrase(
        out, size, language,
        isfinite(row->low) && isfinite(row->losing) ? CGAP_T_WHO_HINT : CGAP_T_HINT_AT,
        source->scenario[scenario], party, number[0], number[1], number[2], number[3], NULL);
}
