/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLUBS_H
#define CGAP_CLUBS_H
/*
 * Convergence clubs (Phillips and Sul 2007, section 4; 2009): groups of units inside which the
 * log-t test does not reject convergence.
 */
#include <stddef.h>

#include "cgap/convergence.h"
#include "cgap/error.h"

#define CGAP_CLUBS_CRITICAL (-1.65) /* one-sided 5 % of log-t */

typedef struct cgap_club {
    size_t n;               /* units */
    cgap_logt test;         /* of the club itself */
    double merge_with_next; /* t of this club and the next together; NaN for the last: above -1.65
                               the two could be one */
} cgap_club;

typedef struct cgap_clubs {
    size_t n_unit, n_club;
    size_t *member;  /* [n_unit] 1 .. n_club, or 0: belongs to none (diverges) */
    cgap_club *club; /* [n_club], first = highest at the last date */
} cgap_clubs;

#define CGAP_CLUBS_INIT                                                                            \
    {                                                                                              \
        0, 0, NULL, NULL                                                                           \
    }

void cgap_clubs_free(cgap_clubs *self); /* safe twice */

/** @brief Sorts units into clubs.
 *
 *  1. Units in falling order of the last date. 2. Core: from the first neighbouring pair with
 *  t > -1.65 on, the run of following units with the highest t while every t stays above -1.65.
 *  3. Every other unit that keeps t > c with the core joins; c = 0, raised by 0.05 until the club
 * as a whole passes t > -1.65 (the core alone if none does). 4. The rest: one club if it passes
 *  together, else again from 2; units left without a core belong to none.
 *
 *  @param[in] x [n_unit] rows of [n_time]; means above 0 at every date
 *  @retval CGAP_E_INPUT  fewer than 6 dates or 2 units, or a mean is not above 0
 *  @retval CGAP_E_MEMORY out of memory; *out untouched
 *  Cost O(n^3 T + n^2 T^2). */
cgap_status cgap_clubs_find(cgap_clubs *out, const double *const *x, size_t n_unit, size_t n_time,
                            cgap_error *err) CGAP_CHECKED;

/** @brief Merges neighbours that pass the test together (Phillips and Sul 2009): from the highest
 *  club on, a club takes in the next one while t of both together stays above -1.65. The sieve is
 *  strict and finds more clubs than there are; what is left cannot be merged any further.
 *
 *  @param[in,out] self clubs that cgap_clubs_find found of @p x
 *  @retval CGAP_E_MEMORY out of memory; *self unchanged
 *  Cost O(clubs (n T + T^2)). Test: tests/unit/measures/test_clubs.c */
cgap_status cgap_clubs_merge(cgap_clubs *self, const double *const *x, size_t n_time,
                             cgap_error *err) CGAP_CHECKED;

#endif
