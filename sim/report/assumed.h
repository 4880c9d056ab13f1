/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_ASSUMED_H
#define CGAP_REPORT_ASSUMED_H
/* What a comparison says under other sets of assumptions (`cgap compare --futures`): regret.csv,
 * reversals.csv and price_futures.csv. A folder without them knows nothing of it. */
#include "source.h"

/* A difference to the baseline over the sets. */
typedef struct cgap_assumed {
    bool known;
    double low, high; /* 5 % of the sets give less, 5 % more */
} cgap_assumed;

/** @brief Number of sets of assumptions, 0 when none were varied. */
size_t cgap_assumed_sets(const cgap_report_source *source);

/** @brief The difference of a criterion; @p span is "end" or "mean", as in regret.csv. */
cgap_assumed cgap_assumed_of(const cgap_report_source *source, size_t scenario, const char *measure,
                             const char *span);

/** @brief The same of an account or price, as in price_futures.csv. */
cgap_assumed cgap_assumed_price(const cgap_report_source *source, size_t scenario,
                                const char *figure);

/** @brief Share of the sets under which no scenario is better by a criterion; NaN when unknown. */
double cgap_assumed_share_best(const cgap_report_source *source, size_t scenario,
                               const char *measure, const char *span);

/* Another scenario that is better under some sets. */
typedef struct cgap_rival {
    size_t scenario;         /* n_scenario: none is better under any set */
    double share;            /* of the sets, under which it is better */
    const char *turned_by;   /* key that tells these sets apart best; "" when none does; borrowed */
    double there, elsewhere; /* its means in these sets and in the others */
} cgap_rival;

/** @brief The scenario that is better than @p scenario under most sets. */
cgap_rival cgap_assumed_rival(const cgap_report_source *source, size_t scenario,
                              const char *measure, const char *span);

#endif
