/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_EFFECT_H
#define CGAP_REPORT_EFFECT_H
/* The effect of an alternative at the end of the horizon, as comparison.csv has it. */
#include "source.h"

typedef struct cgap_effect {
    bool known;
    bool interval; /* low and high are known */
    bool clear;    /* the interval lies on one side of zero; without one, the effect is not zero */
    double estimate, low, high;
    int more; /* digits beyond the usual for two significant ones, when the effect is clear */
} cgap_effect;

cgap_effect cgap_effect_of(const cgap_report_source *source, size_t scenario, const char *measure);

/** @brief Scenarios by formal gap at the end, the narrowest first (ties and gaps without a value
 *  keep the order of the folder). @return owned array [n_scenario], NULL when memory runs out */
size_t *cgap_order_by_gap(const cgap_report_source *source);

#endif
