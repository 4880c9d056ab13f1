/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_WEB_H
#define CGAP_CHARTS_WEB_H
/* The ties of ties.csv of one scenario at one date. */
#include <stdbool.h>
#include <stddef.h>

#include "source.h"

typedef struct cgap_web {
    size_t n;            /* states; the same ones in the same order for every scenario and date */
    const char **member; /* [n] codes; owned array of borrowed texts */
    double *tie;         /* [n][n] symmetric; NaN where the table has none. Owned */
    bool *inside;        /* [n] with another one in the Union at that date; owned */
} cgap_web;

/** @brief Reads the rows of a date. @return false when memory runs out */
bool cgap_web_read(cgap_web *self, const cgap_chart_source *source, size_t scenario, double time);

void cgap_web_free(cgap_web *self);

static inline double
cgap_web_tie(const cgap_web *self, size_t i, size_t j)
{
    return self->tie[i * self->n + j];
}

/** @brief Mean tie of a state with the members of the Union; NaN where it has none. */
double cgap_web_of(const cgap_web *self, size_t i);

/** @brief Mean tie over the pairs of members; NaN where there is no such pair. */
double cgap_web_mean(const cgap_web *self);

#endif
