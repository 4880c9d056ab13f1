/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_PRICE_H
#define CGAP_ANALYSIS_PRICE_H
/* The figures of a strategy's price: accounts and what a unit of effect costs. */
#include <stdbool.h>

#include "kept.h"

enum { N_PRICE_RATIO = 6, N_PRICE = N_KEPT_ACCOUNT + N_PRICE_RATIO };

typedef struct price_figure {
    const char *name, *unit;
    size_t money, effect; /* accounts; an account by itself has no effect: N_KEPT_ACCOUNT */
} price_figure;

/* Accounts first, in their order. */
extern const price_figure PRICE_FIGURE[N_PRICE];

static inline bool
price_is_ratio(const price_figure *figure)
{
    return figure->effect < N_KEPT_ACCOUNT;
}

/* What an account is kept as; @p end: the last row. */
cgap_trace price_trace(size_t account, size_t end);

/* An account of scenario k in every kept replicate, alternative - base, turned so that more effect
 * is more: [n_traced]. @p first: trace of the first account. */
void price_fill(const cgap_ensemble *ensemble, size_t k, size_t first, size_t account, double *out);

#endif
