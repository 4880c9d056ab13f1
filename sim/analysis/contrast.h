/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_CONTRAST_H
#define CGAP_ANALYSIS_CONTRAST_H
/*
 * Paired differences with their intervals. A contrast is one difference alternative - base in every
 * replicate; NaN where either is undefined.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgap/error.h"
#include "cgap/isa.h"
#include "cgap/lane.h"

typedef struct contrast {
    size_t n;               /* replicates in which it is defined */
    double mean, sd, error; /* error: of the mean, sd / sqrt(n) */
    double carriers;        /* values that carry the variance: n / kurtosis; NaN: no spread */
    double low, high;       /* 95 %, Student t */
    double share_more, share_less; /* of replicates: above 0, below 0 */
    double bca_low, bca_high;      /* 95 %, bootstrap; contrasts_resample fills these four */
    double joint_low, joint_high;  /* 95 % for all contrasts of a set at once */
} contrast;

/* Half-width of a 95 % interval in standard errors; NaN below two values. GSL's last bits are
 * rounded away. */
double contrast_quantile(size_t n);

/* The same for n_row intervals that are to hold together: Bonferroni's bound, whatever their
 * dependence. */
double contrast_bonferroni(size_t n, size_t n_row);

/* Both, for the many rows of a table: they are looked up again only where n changes. */
typedef struct contrast_factors {
    size_t n_row; /* intervals that hold together; set by the owner */
    size_t n;
    double plain, joint;
} contrast_factors;

void contrast_factors_take(contrast_factors *self, size_t n);

/* Whether the spread rests on fewer than six values and one in thirty: draws without those have
 * next to no spread. */
bool contrast_is_rare(const contrast *self);

/* alternative - base in every replicate, of values kept to 12 digits; where the differences are
 * apart by what that rounding does, all of them are one constant, since intervals would take it for
 * chance. NaN where either is. */
void contrast_difference(double *out, const double *alternative, const double *base, size_t n);

/* All but the bootstrap of one contrast. */
contrast contrast_of(const double *difference, size_t n);

/*
 * Fills the bootstrap intervals of a set of contrasts over the same replicates: d is [n_row][n].
 * Whole replicates are drawn anew, the same for every row, so that their dependence is kept:
 * - bca: bias-corrected and accelerated (Efron 1987);
 * - joint: mean +- c error, c the 95 % point over draws of the largest |mean* - mean| / error* of
 *   all rows, error* of the draw itself (studentised max-t, Romano and Wolf 2005; without error*
 *   few or skewed values are covered too seldom); never below Student's t, and below CONTRAST_FEW
 *   values never below Bonferroni's. Rare rows are no part of c, which they would make as large as
 *   you like, and have Bonferroni's interval: what a few replicates decide no method knows well.
 * Rows whose differences are all equal have intervals of width 0. Cost O(draws x n x n_row);
 * memory O(draws x (n_row + n) + 65 n x threads).
 */
enum { CONTRAST_DRAWS = 1024, CONTRAST_FEW = 20 };

/* How often each of n replicates comes in each draw of a seed, for sets over the same replicates.
 * Draws come in strips. */
enum { CONTRAST_STRIP = CGAP_LANE_DRAWS, CONTRAST_N_STRIP = CONTRAST_DRAWS / CONTRAST_STRIP };
typedef struct contrast_counts {
    size_t n;
    uint64_t seed;
    uint32_t *count; /* [CONTRAST_N_STRIP][n][CONTRAST_STRIP]; owned */
} contrast_counts;

/* Cost O(draws x n), memory 4 draws x n bytes; the same whatever the threads. */
cgap_status contrast_counts_create(contrast_counts *out, size_t n, uint64_t seed, size_t threads,
                                   cgap_error *err) CGAP_CHECKED;
void contrast_counts_free(contrast_counts *self); /* safe twice */

typedef struct contrast_draws {
    uint64_t seed;
    size_t threads;                /* that may draw side by side; the intervals are the same */
    const contrast_counts *counts; /* borrowed; NULL, or of another n: they are drawn again */
    cgap_isa isa;                  /* vector instructions; the intervals are the same */
} contrast_draws;

cgap_status contrasts_resample(contrast *self, size_t n_row, const double *d, size_t n,
                               contrast_draws how, cgap_error *err) CGAP_CHECKED;

/* c alone, for rows that are all defined in n >= 2 replicates. */
cgap_status contrasts_joint(double *factor, const contrast *self, size_t n_row, const double *d,
                            size_t n, contrast_draws how, cgap_error *err) CGAP_CHECKED;

#endif
