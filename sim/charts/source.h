/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_SOURCE_H
#define CGAP_CHARTS_SOURCE_H
/* A results folder as the charts see it, and the series they take from it. */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"
#include "cgap/language.h"

#include "frame.h"

typedef struct cgap_chart_source {
    cgap_frame union_wide;  /* keys: scenario, measure */
    cgap_frame members;     /* keys: scenario, member, variable */
    cgap_frame ties;        /* keys: scenario, member, partner */
    cgap_frame attribution; /* keys: scenario, layer, quantity, mechanism */
    cgap_frame comparison;  /* keys: measure, base, alternative */
    cgap_frame exceedance;  /* keys: scenario, measure */
    cgap_frame regret;      /* keys: measure, span, scenario */
    cgap_frame satisficing; /* keys: scenario, threshold */
    cgap_frame shapley;     /* keys: measure, span, kind, part, other */
    cgap_frame reference;   /* keys: series, member; published figures */
    cgap_frame map;         /* keys: member, name; tiles */
    cgap_frame when;        /* keys: target, scenario */
    cgap_frame targets;     /* keys: target, scenario; no table: dates from when */
    cgap_frame who;         /* keys: kind, who, variable, alternative */
    cgap_frame ranking;     /* keys: measure, span, scenario */
    cgap_frame ranks;       /* keys: measure, span, scenario */
    cgap_frame dominance;   /* keys: dominating, dominated; no rows: nobody dominates */
    cgap_language language; /* of what the figures say */
    size_t n_scenario;
    const char **scenario; /* names in order of union.csv; owned array */
    char **title;          /* clean titles, the name where there is none; owned */
    size_t *rank;          /* place of each scenario in the order of names; owned */
    size_t baseline;       /* index; n_scenario where nothing is compared */
    double start, end;     /* decimal years of the first and last row */
    double replicates;     /* 0: deterministic */
    char *version, *seed;  /* as manifest.json has them, "" when unknown; owned */
} cgap_chart_source;

cgap_status cgap_chart_source_read(cgap_chart_source *self, const char *folder,
                                   cgap_language language, cgap_error *err) CGAP_CHECKED;

void cgap_chart_source_free(cgap_chart_source *self);

/* One series over time. Quantiles are NaN where the run was deterministic. */
typedef struct cgap_path {
    size_t n;
    double *time, *mean, *q05, *q25, *q75, *q95; /* one block, owned through time */
} cgap_path;

#define CGAP_PATH_INIT                                                                             \
    {                                                                                              \
        0, NULL, NULL, NULL, NULL, NULL, NULL                                                      \
    }

/** @brief Rows of @p frame whose keys equal @p want as a path sorted as in the file; value columns
 *  by their names in that table (mean, difference or reached; q05 or ci_low; ...). Empty when no
 * row fits.
 *  @return false when memory runs out */
bool cgap_path_read(cgap_path *self, const cgap_frame *frame, const uint32_t *want);

void cgap_path_free(cgap_path *self);

/** @brief Measure of a scenario in union.csv. */
bool cgap_path_union(cgap_path *self, const cgap_chart_source *source, size_t scenario,
                     const char *measure);

/** @brief Variable of a state in members.csv, at the dates at which it is a member; at all of them
 *  where the table has no variable `member`.
 *  @return false when memory runs out */
bool cgap_path_member(cgap_path *self, const cgap_chart_source *source, size_t scenario,
                      const char *member, const char *variable);

/** @brief Published figures of the Union in reference.csv. */
bool cgap_path_reference(cgap_path *self, const cgap_chart_source *source, const char *series);

/** @brief Value of the path at its row nearest to @p time; NaN when there is none within
 *  @p tolerance years. */
double cgap_path_at(const cgap_path *self, double time, double tolerance);

/** @brief Mean of a member's variable in the row nearest to @p time, within half a year; NaN where
 *  there is none or the state is no member then. */
double cgap_member_at(const cgap_chart_source *source, size_t scenario, const char *member,
                      const char *variable, double time);

#endif
