/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_ROBUST_H
#define CGAP_ANALYSIS_ROBUST_H
/* Outcomes of strategies in futures, and the tables made of them. */
#include "cgap/futures.h"
#include "cgap/trace.h"
#include "robust_price.h"

typedef struct robust {
    const cgap_futures *futures;
    cgap_questions questions; /* resolved */
    size_t n_strategy, baseline;
    char **name;       /* [n_strategy]; owned */
    const char **unit; /* [n_criterion]; owned array of static texts */
    size_t n_trace;    /* criteria, then thresholds, then accounts of the price */
    size_t account;    /* first trace of these */
    cgap_trace *trace; /* owned */
    double *outcome;   /* [n_future][n_strategy][n_trace] means over replicates; owned */
    double *error;     /* standard errors of the means, laid out as they; owned */
    price_book price;  /* owned */
} robust;

static inline double
robust_outcome(const robust *self, size_t future, size_t strategy, size_t trace)
{
    return self->outcome[(future * self->n_strategy + strategy) * self->n_trace + trace];
}

/* How much worse than the best strategy of the same future: >= 0; NaN where undefined. */
double robust_regret(const robust *self, size_t future, size_t strategy, size_t criterion);

cgap_status robust_futures(cgap_table *out, const robust *self, cgap_error *err) CGAP_CHECKED;
cgap_status robust_outcomes(cgap_table *out, const robust *self, cgap_error *err) CGAP_CHECKED;
cgap_status robust_regrets(cgap_table *out, const robust *self, cgap_error *err) CGAP_CHECKED;
cgap_status robust_satisficing(cgap_table *out, const robust *self, cgap_error *err) CGAP_CHECKED;
cgap_status robust_reversals(cgap_table *out, const robust *self, cgap_error *err) CGAP_CHECKED;
cgap_status robust_price(cgap_table *out, const robust *self, cgap_error *err) CGAP_CHECKED;

#endif
