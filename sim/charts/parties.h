/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_PARTIES_H
#define CGAP_CHARTS_PARTIES_H
/* Who gains and who loses: the rows of who.csv by party, and the alternatives they compare. */
#include <stdbool.h>
#include <stddef.h>

#include "figure.h"
#include "source.h"

/* One effect on one party. */
typedef struct cgap_effect_row {
    double difference, low, high; /* ends NaN without an interval */
    double gain;                  /* the difference, turned so that more is better */
    double losing;                /* share of futures in which the party loses, or NaN */
    double base;                  /* what the baseline gives it */
} cgap_effect_row;

/** @brief The row of a party, all NaN when there is none.
 *  @param[in] kind member, group or beneficiary @param[in] variable formal, practice or loss_gdp */
cgap_effect_row cgap_party_effect(const cgap_chart_source *source, const char *kind,
                                  const char *who, const char *variable, size_t scenario);

/** @brief 1: better off, -1: worse off, by the interval where there is one; 0: neither. */
int cgap_party_verdict(const cgap_effect_row *row);

/** @brief Names of all parties of a kind with that variable, in order of their names.
 *  @param[out] out borrowed texts, owned array; NULL when memory runs out @return how many */
size_t cgap_parties_list(const cgap_chart_source *source, const char *kind, const char *variable,
                         const char ***out);

/** @brief Scenarios but for the baseline, the narrowest formal gap first.
 *  @param[out] order [n_scenario] @param[out] n how many @return false when memory runs out */
bool cgap_alternatives(const cgap_chart_source *source, size_t *order, size_t *n);

/** @brief "NAME, PARTY: +0.039 (95 % interval 0.038 to 0.040; loses in 0 % of futures)".
 *  @param[in] scale of what is shown (100: percent) @param[out] out @p size bytes */
void cgap_party_words(const cgap_chart_source *source, size_t scenario, const char *party,
                      const cgap_effect_row *row, double scale, char *out, size_t size);

#endif
