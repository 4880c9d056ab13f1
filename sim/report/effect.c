/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effect.h"

#include <math.h>

#include "cgap/memory.h"
#include "cgap/quantities.h"

cgap_effect
cgap_effect_of(const cgap_report_source *source, size_t scenario, const char *measure)
{
    const cgap_row *row = cgap_source_difference(source, scenario, measure, source->end);
    const cgap_measure_words *words = cgap_words_of(measure);
    cgap_effect out = {false, false, false, NAN, NAN, NAN, 0};

    if (row == NULL || words == NULL || !isfinite(row->value[CGAP_DIFFERENCE])) {
        return out;
    }
    out.known = true;
    out.estimate = row->value[CGAP_DIFFERENCE];
    out.low = row->value[CGAP_CI_LOW];
    out.high = row->value[CGAP_CI_HIGH];
    out.interval = isfinite(out.low) && isfinite(out.high);
    out.clear = out.interval ? out.low > 0.0 || out.high < 0.0 : out.estimate != 0.0;
    out.more =
        out.clear ? cgap_digits_of_interval(out.estimate, out.low, out.high, words->style) : 0;
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
