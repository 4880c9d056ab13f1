/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHART_PACKAGE_H
#define CGAP_CHART_PACKAGE_H
/* A package taken apart, as shapley.csv has it: read for the chart of it. */
#include "cgap/quantities.h"

#include "chart.h"
#include "words.h"

enum { CGAP_PACKAGE_MOST_EFFECT = 3 };

/* One part for one criterion, in the unit in which its measure is written. */
typedef struct cgap_package_worth {
    double value, low, high;
} cgap_package_worth;

/* What two parts add together beyond themselves, percent of the sum of all parts' sizes; above 0
 * they are complements. NaN: not in the table. */
typedef struct cgap_package_pair {
    double percent;
    bool clear; /* its interval leaves zero out */
} cgap_package_pair;

/* One criterion. */
typedef struct cgap_package_effect {
    uint32_t measure, span;
    const cgap_measure_words *words; /* NULL: a measure without words */
    char name[CGAP_WORDS_SIZE];
    double scale;             /* of the unit shown */
    double direction;         /* 1: more is better; -1: less is */
    double all;               /* sum of the parts' sizes, unit shown */
    cgap_package_worth *part; /* [n]; owned */
    cgap_package_pair *pair;  /* [n x n] both orders; owned */
} cgap_package_effect;

typedef struct cgap_package {
    size_t n;                      /* parts */
    uint32_t *part;                /* [n] their keys, the largest of the first criterion first */
    char (*name)[CGAP_WORDS_SIZE]; /* [n] */
    size_t n_effect;
    cgap_package_effect effect[CGAP_PACKAGE_MOST_EFFECT];
    double strongest;  /* pair, percent; 0 where there is none */
    double replicates; /* behind the numbers; 0: they are expectations */
} cgap_package;

/* Reads the criteria of the table's head and their parts, of a table with rows, into an empty
 * package. @return false when memory ran out; free either way */
bool cgap_package_read(cgap_package *self, const cgap_chart_source *source);
void cgap_package_free(cgap_package *self); /* safe twice */

#endif
