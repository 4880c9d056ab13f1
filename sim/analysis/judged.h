/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_JUDGED_H
#define CGAP_ANALYSIS_JUDGED_H
/* The tables of a comparison that are made from values kept replicate by replicate. */
#include "cgap/compare.h"

#include "contrast.h"
#include "kept.h"

typedef struct judged {
    const cgap_ensemble *ensemble;
    const kept *kept;
    contrast_draws draws;
    size_t first;       /* number of the first replicate */
    double *difference; /* [n_traced] work of whoever makes a table */
} judged;

/* alternative k - base in every kept replicate, written to @p out. */
void judged_difference(const judged *self, size_t k, size_t trace, double *out);

/* The same, summed up. Deterministic mode: the difference alone, n = 0. */
contrast judged_contrast(const judged *self, size_t k, size_t trace);

/* The ends of c's interval when it is to hold together with others: two columns. */
void judged_add_joint(cgap_table *out, const contrast *c, contrast_factors *factors);

/* Undoes what n = 1 of deterministic mode would claim: no intervals, n = 0. */
contrast judged_plain(const judged *self, contrast c);

/* Mean of kept values over the replicates in which others are defined too. Uses the work space. */
double judged_mean_of_both(const judged *self, const double *value, const double *other);

/* Mean of scenario @p of's own values over the replicates in which k and the base are both defined,
 * so that two such means differ by the mean difference. Uses the work space. */
double judged_joint_mean(const judged *self, size_t of, size_t k, size_t trace);

const char *judged_name(const judged *self, size_t k);
const char *judged_base(const judged *self);

/* Years from the start to a row. */
double judged_years(const judged *self, double row);

/* Unit of a quantity of the Union; "" when unknown. */
const char *judged_unit(const judged *self, const char *quantity);

/* "better", "worse", "not distinguishable from zero", "equal"; "" without an interval. */
const char *judged_verdict(const contrast *c, double low, double high, int direction);

cgap_status judged_criteria(cgap_table *out, const judged *self, cgap_error *err) CGAP_CHECKED;
cgap_status judged_ranking(cgap_table *out, const judged *self, cgap_error *err) CGAP_CHECKED;
cgap_status judged_ranks(cgap_table *out, const judged *self, cgap_error *err) CGAP_CHECKED;
cgap_status judged_dominance(cgap_table *out, const judged *self, cgap_error *err) CGAP_CHECKED;
cgap_status judged_who(cgap_table *out, const judged *self, cgap_error *err) CGAP_CHECKED;
cgap_status judged_price(cgap_table *out, const judged *self, cgap_error *err) CGAP_CHECKED;
cgap_status judged_when(cgap_table *out, const judged *self, cgap_error *err) CGAP_CHECKED;
cgap_status judged_targets(cgap_table *out, const judged *self, cgap_error *err) CGAP_CHECKED;
cgap_status judged_raw(cgap_table *out, const judged *self, cgap_error *err) CGAP_CHECKED;
cgap_status judged_why(cgap_table *out, const judged *self, cgap_error *err) CGAP_CHECKED;

#endif
