/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_CONTEST_H
#define CGAP_ANALYSIS_CONTEST_H
/* All scenarios side by side in one criterion, replicate by replicate. */
#include <stdbool.h>
#include <stddef.h>

#include "judged.h"

/* Values of one criterion, turned so that less is better, in complete replicates only. */
typedef struct contest {
    size_t n, n_scenario;
    double *x;                              /* [n_scenario][n] */
    double *mean, *rank, *mean_rank, *best; /* [n_scenario] */
    bool *excluded;                         /* [n_scenario] */
} contest;

/* false when memory runs out; contest_free in either case. */
bool contest_create(contest *self, const judged *of);
void contest_free(contest *self);

/* Takes the values and means of a criterion; ranks and shares become 0. */
void contest_fill(contest *self, const judged *of, size_t criterion);

/* Rank of scenario k among values [n] at distance `stride`; ties share the average of their
 * places. @param[out] tied how many share it, k among them */
double contest_rank_of(const double *value, size_t n, size_t stride, size_t k, double *tied);

#endif
