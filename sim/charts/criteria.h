/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_CRITERIA_H
#define CGAP_CHARTS_CRITERIA_H
/* The criteria of a comparison as ranking.csv has them. */
#include <stddef.h>

#include "source.h"

enum { CGAP_MOST_JUDGED = 16 };

typedef struct cgap_judged {
    const char *measure, *span; /* borrowed */
    int better;                 /* 1: more, -1: less */
    double scale;               /* of what is shown: 100 for shares and losses */
    size_t row;                 /* the first with it */
} cgap_judged;

/** @brief Criteria in order of the table. @param[out] out CGAP_MOST_JUDGED @return how many */
size_t cgap_criteria_list(const cgap_chart_source *source, cgap_judged *out);

/** @brief Mean of a scenario in a criterion, scaled; NaN when the table has none. */
double cgap_criterion_mean(const cgap_chart_source *source, const cgap_judged *of, size_t scenario);

/** @brief "formal gap". @param[out] out CGAP_WORDS bytes */
void cgap_criterion_words(const cgap_chart_source *source, const cgap_judged *of, char *out);

/** @brief "standard deviation / mean". @param[out] out CGAP_WORDS bytes */
void cgap_criterion_unit(const cgap_chart_source *source, const cgap_judged *of, char *out);

/** @brief A scaled value as it is written for its criterion. @param[out] out CGAP_NUMBER_WORDS
 * bytes
 */
void cgap_criterion_value(const cgap_chart_source *source, const cgap_judged *of, double value,
                          char *out);

#endif
