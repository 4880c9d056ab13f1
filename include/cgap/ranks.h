/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_RANKS_H
#define CGAP_RANKS_H
/*
 * Processes that share the work of one ensemble, as the library sees them: process r of n takes
 * every n-th block, and process 0 gets the sums. Sums know no order, so the tables are the same to
 * the last byte whatever n is. How messages travel is the program's affair (MPI).
 *
 * Every process makes the same calls in the same order. A failure is no exception to that: it is
 * told at the next meeting, after which nobody calls again.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"

typedef struct cgap_ranks {
    size_t rank, count; /* 0 <= rank < count */
    void *context;      /* of the functions */

    /** All wait for each other. @p status is how this process is; returns how the worst is, and a
     *  process that was well gets the words of the first that was not. */
    cgap_status (*meet)(const struct cgap_ranks *self, cgap_status status, cgap_error *err);

    /** Everybody gets the @p n bytes of process 0. */
    cgap_status (*share)(const struct cgap_ranks *self, void *bytes, size_t n, cgap_error *err);

    /** Everybody gets the bits that are set in anybody's @p n bytes. */
    cgap_status (*unite)(const struct cgap_ranks *self, void *bytes, size_t n, cgap_error *err);

    /** To process 0, which receives from one after the other. n may be 0. */
    cgap_status (*send)(const struct cgap_ranks *self, const void *bytes, size_t n,
                        cgap_error *err);

    /** In process 0. @param[out] bytes [*n]; free with free(), also after a failure */
    cgap_status (*receive)(const struct cgap_ranks *self, size_t from, void **bytes, size_t *n,
                           cgap_error *err);
} cgap_ranks;

/** @brief Whether there are others. NULL: no. */
static inline bool
cgap_ranks_several(const cgap_ranks *self)
{
    return self != NULL && self->count > 1;
}

/** @brief Whether this process writes the results. */
static inline bool
cgap_ranks_first(const cgap_ranks *self)
{
    return self == NULL || self->rank == 0;
}

/** @brief What process 0 makes of the bytes another one sent. */
typedef cgap_status (*cgap_ranks_take)(void *context, size_t from, const void *bytes, size_t n,
                                       cgap_error *err);

/** @brief In process 0: hands what each of the others sends to @p take, in order of their numbers.
 *  All are received from, even after a failure, since they send whatever happens here; after the
 *  first failure nothing is taken any more.
 *  @return the first failure of receiving or of @p take */
cgap_status cgap_ranks_collect(const cgap_ranks *self, cgap_ranks_take take, void *context,
                               cgap_error *err) CGAP_CHECKED;

/** @brief meet, where there are others to meet. */
static inline cgap_status
cgap_ranks_meet(const cgap_ranks *self, cgap_status status, cgap_error *err)
{
    return cgap_ranks_several(self) ? self->meet(self, status, err) : status;
}

#endif
