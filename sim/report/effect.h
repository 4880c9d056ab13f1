/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_EFFECT_H
#define CGAP_REPORT_EFFECT_H
/* The effect of an alternative: at the end of the horizon, as comparison.csv has it, or on an
 * account of price.csv; with what other sets of assumptions make of it. */
#include "cgap/quantities.h"

#include "assumed.h"
#include "source.h"

typedef struct cgap_effect {
    bool known;
    bool interval; /* low and high are known */
    bool clear;    /* the interval lies on one side of zero; without one, the effect is not zero */
    double estimate, low, high;
    int more; /* digits beyond the usual for two significant ones, when the effect is clear */
    cgap_assumed assumed;
} cgap_effect;

cgap_effect cgap_effect_of(const cgap_report_source *source, size_t scenario, const char *measure);

/** @brief Effect on the average of a measure over the horizon, as horizon.csv has it.
 *  @param[out] base mean of the baseline, may be NULL */
cgap_effect cgap_effect_mean(const cgap_report_source *source, size_t scenario, const char *measure,
                             double *base);

/** @brief Effect on an account of price.csv, an average over the horizon: "eu_money",
 *  "national_compliance", "avoided_loss"; M EUR per year. */
cgap_effect cgap_effect_on(const cgap_report_source *source, size_t scenario, const char *account);

enum { CGAP_SENTENCE = 400 };

/** @brief "95 % interval 0.029 to 0.033; over assumptions 0.020 to 0.040", in the direction a
 *  sentence speaks of; an interval narrower than the digits is left out.
 *  @param[in] sign -1 turns the effect round: a fall of 0.03
 *  @param[in] more digits beyond those of the style
 *  @param[out] out CGAP_SENTENCE bytes, "" when there is nothing to say
 *  @return out */
char *cgap_effect_spread(cgap_language language, const cgap_effect *effect, double sign,
                         cgap_style style, int more, char *out);

/** @brief Scenarios by formal gap at the end, the narrowest first (ties and gaps without a value
 *  keep the order of the folder). @return owned array [n_scenario], NULL when memory runs out */
size_t *cgap_order_by_gap(const cgap_report_source *source);

#endif
