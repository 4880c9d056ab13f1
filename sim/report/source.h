/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_SOURCE_H
#define CGAP_REPORT_SOURCE_H
/* A results folder as the report sees it. Nothing outside the folder is read. */
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "cgap/csv.h"
#include "cgap/error.h"
#include "cgap/language.h"

#include "rows.h"
#include "settings.h"

typedef struct cgap_report_scenario {
    char *name;  /* as in the tables; owned */
    char *title; /* owned; the name when it has none */
    char *brief; /* title up to a colon where that tells the scenarios apart; owned */
    char *label; /* the brief title and, behind it, the name, by which figures go; owned */
    const char *about;
    cgap_settings settings;
} cgap_report_scenario;

typedef struct cgap_report_source {
    const char *folder;
    cgap_language language;
    json_t *manifest; /* owned */
    bool several;     /* a comparison */
    size_t n_scenario, baseline;
    cgap_report_scenario *scenario; /* owned; in order of the manifest */
    cgap_rows union_wide, comparison, members, ties, attribution, when;
    cgap_csv ranking, price, horizon;          /* each empty without its table */
    cgap_csv regret, reversals, price_futures; /* of a comparison under sets of assumptions */
    double start, end;                         /* decimal years */
    size_t replicates;                         /* 0: deterministic */
} cgap_report_source;

/* Numbers of a row by their place. */
enum { CGAP_MEAN, CGAP_Q05, CGAP_Q95 };
enum { CGAP_BOTH_MEMBERS = 1 }; /* of ties, after the mean */
enum { CGAP_REACHED };          /* then the interval as below */
enum { CGAP_DIFFERENCE, CGAP_CI_LOW, CGAP_CI_HIGH, CGAP_SHARE_BETTER };

/** @retval CGAP_E_INPUT  no manifest.json, union.csv or scenario, or one that cannot be read
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_report_source_read(cgap_report_source *self, const char *folder,
                                    cgap_language language, size_t threads,
                                    cgap_error *err) CGAP_CHECKED;

void cgap_report_source_free(cgap_report_source *self);

/** @brief Index of a scenario, n_scenario for a name that is none. */
size_t cgap_source_scenario(const cgap_report_source *self, const char *name);

/** @brief Row of union.csv, or NULL. */
const cgap_row *cgap_source_union(const cgap_report_source *self, size_t scenario,
                                  const char *measure, double time);

/** @brief Row of comparison.csv of scenario against the baseline, or NULL. */
const cgap_row *cgap_source_difference(const cgap_report_source *self, size_t scenario,
                                       const char *measure, double time);

/** @brief Share of futures in which the scenario is the best by a measure at the end, as
 * ranking.csv has it; NaN when it does not say. */
double cgap_source_share_best(const cgap_report_source *self, size_t scenario, const char *measure);

/** @brief Whether ranking.csv has the scenario among those that chance does not exclude from being
 *  the best by a measure at the end. */
bool cgap_source_may_be_best(const cgap_report_source *self, size_t scenario, const char *measure);

/** @brief Whether the user judged by more of a measure, against its nature where it is a gap. */
bool cgap_source_more_is_better(const cgap_report_source *self, const char *measure);

/** @brief Member of the manifest as text, "" when absent. Two keys deep; @p inner may be NULL. */
const char *cgap_source_manifest(const cgap_report_source *self, const char *key,
                                 const char *inner);

/* The times a report shows: start, every 1 January between, end. */
typedef struct cgap_times {
    size_t n;
    double *at; /* owned */
} cgap_times;

/** @return false when memory runs out */
bool cgap_source_times(const cgap_report_source *self, cgap_times *out);

#endif
