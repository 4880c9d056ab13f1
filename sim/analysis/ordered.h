/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ORDERED_H
#define CGAP_ORDERED_H
/* A random order: things sorted by a draw each, and by their number where two draws are equal. */
#include <stddef.h>
#include <stdlib.h>

typedef struct ordered {
    double u; /* uniform in (0, 1) */
    size_t number;
} ordered;

static inline int
ordered_compare(const void *a, const void *b)
{
    const ordered *x = a, *y = b;

    return x->u < y->u ? -1 : x->u > y->u ? 1 : (x->number > y->number) - (x->number < y->number);
}

/* Puts @p n of them in the order of their draws. */
static inline void
ordered_sort(ordered *self, size_t n)
{
    qsort(self, n, sizeof *self, ordered_compare);
}

#endif
