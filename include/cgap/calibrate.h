/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CALIBRATE_H
#define CGAP_CALIBRATE_H
/*
 * The model against the figures of 2017 to 2022 (MODEL.md section 7): which figures (targets), what
 * the model says of each through the observation model (an evaluation), how far it is off (misfit),
 * and the few parameters that these figures identify (fit). Nothing later than 2022 is used but two
 * counts of states that had transposed NIS2: later editions are kept for validation.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgap/plan.h"
#include "cgap/scenario.h"
#include "cgap/table.h"

typedef enum cgap_statistic {
    CGAP_STATISTIC_MEAN,
    CGAP_STATISTIC_SD, /* population, as everywhere */
    CGAP_STATISTIC_CV,
    CGAP_STATISTIC_SHARE_ABOVE_90,
    CGAP_STATISTIC_SHARE_ABOVE_95,
    CGAP_STATISTIC_CORRELATION,      /* Pearson's, with an earlier reading */
    CGAP_STATISTIC_RANK_CORRELATION, /* Spearman's */
    CGAP_STATISTIC_COUNT             /* states that have transposed a directive */
} cgap_statistic;

/** @brief A statistic (not COUNT) over @p n states; NaN where undefined.
 *  @param[in] earlier [n] the earlier reading of a correlation, else not used
 *  Cost O(n), rank correlation O(n^2). */
double cgap_statistic_of(cgap_statistic what, const double *x, const double *earlier, size_t n);

/* One look at one layer: an edition of the GCI, a wave of a survey, or a date at which nothing was
 * published. */
typedef struct cgap_reading {
    const char *series; /* "gci", "practice" or a kind of practice; static */
    int edition;        /* year in its title; 0: nothing was published */
    size_t layer;
    double time;                       /* what the figures stand for, decimal year */
    bool of_levels;                    /* a row of levels.csv */
    double published[CGAP_MAX_MEMBER]; /* [panel]; NaN where nothing was */
} cgap_reading;

/* One figure the model is held against. */
typedef struct cgap_figure {
    char name[48];      /* gci_2018_cv */
    const char *series; /* as in the reading, or the directive; static */
    cgap_statistic statistic;
    size_t reading, earlier; /* of cgap_targets; earlier: of correlations only */
    size_t instrument;       /* COUNT: of the scenario */
    cgap_member_set asked;   /* COUNT: states the list is about */
    double time, data;
    size_t n_state;
    double weight;    /* share in the misfit; 0: shown only */
    double tolerance; /* a distance that means nothing: rounding, one state more or less */
    double must;      /* largest distance to accept; NaN: the 90 % interval or tolerance */
} cgap_figure;

/* That a state had transposed a directive at some time in (after, by]. */
typedef struct cgap_status_interval {
    size_t instrument, member;
    double after, by; /* -INFINITY, INFINITY: open */
} cgap_status_interval;

enum { CGAP_MAX_READING = 40, CGAP_MAX_TARGET = 64, CGAP_MAX_STATUS = 2 * CGAP_MAX_MEMBER };

typedef struct cgap_targets {
    size_t n_panel;
    size_t panel[CGAP_MAX_MEMBER]; /* states with every figure of every series, increasing */
    size_t n_reading;
    cgap_reading reading[CGAP_MAX_READING]; /* by series, then time */
    size_t n_target;
    cgap_figure target[CGAP_MAX_TARGET];
    size_t n_status;
    cgap_status_interval status[CGAP_MAX_STATUS];
} cgap_targets;

/** @brief Targets from the scenario's dataset. Series are judged over the panel of states that have
 *  all figures (of the shipped data: EU27, because the United Kingdom was not asked after 2020);
 *  lists of transposition over the states they are about. Counts are there only when the scenario
 *  has the directives `nis` and `nis2`.
 *  @retval CGAP_E_INPUT the scenario does not run over the time of the figures, or fewer than three
 *                       states have them all */
cgap_status cgap_targets_create(cgap_targets *out, const cgap_scenario *scenario,
                                cgap_error *err) CGAP_CHECKED;

/* What the model says, replicate by replicate. */
typedef struct cgap_evaluation {
    const cgap_targets *targets; /* borrowed */
    size_t n_replicate;
    double leniency[CGAP_MAX_READING]; /* applied to each reading */
    double *latent, *observed;         /* [reading][panel][replicate]; owned */
    double *of_latent, *of_observed;   /* [target][replicate]; owned */
} cgap_evaluation;

/** @brief Room for evaluations of @p targets over @p n_replicate replicates. */
cgap_status cgap_evaluation_create(cgap_evaluation *out, const cgap_targets *targets,
                                   size_t n_replicate, cgap_error *err) CGAP_CHECKED;

/** @brief Frees; safe twice. */
void cgap_evaluation_free(cgap_evaluation *self);

/** @brief Simulates replicates 0 .. n-1 of @p scenario (over the members of the targets) as far as
 *  the last reading, solves the leniency of each edition from its published mean, observes and
 *  takes every statistic. Draws are addressed: equal seeds meet equal shocks and errors whatever
 *  the parameters.
 *  @retval CGAP_E_INPUT the scenario cannot be made ready
 *  @retval CGAP_E_NUMERIC an edition's published mean lies at its ceiling */
cgap_status cgap_evaluation_run(cgap_evaluation *self, const cgap_scenario *scenario, uint64_t seed,
                                cgap_error *err) CGAP_CHECKED;

/* A statistic over replicates. */
typedef struct cgap_spread {
    double mean, sd, q05, q95; /* NaN when there is no value */
} cgap_spread;

/** @brief Mean, sample sd, 5 and 95 % quantiles (linear between order statistics) of @p n values;
 *  NaN values are left out. @param[in] work [n] */
cgap_spread cgap_spread_of(const double *value, size_t n, double *work);

/** @brief Log-likelihood of what is known of transposition, under the hazards of the scenario:
 *  sum over states of log P(after < date <= by), P(date <= t) = 1 - exp(-H(t)) (MODEL.md 2.3).
 *  -INFINITY when something happened that the hazards rule out. */
double cgap_law_log_likelihood(const cgap_scenario *scenario, const cgap_status_interval *status,
                               size_t n);

/* What to do. */
typedef struct cgap_calibration_plan {
    uint64_t seed;
    size_t replicates;      /* >= CGAP_LEAST_REPLICATES */
    bool fit;               /* else the targets at the scenario's own parameters only */
    cgap_progress progress; /* called after each evaluation, in evaluations; NULL: silent */
    void *context;
} cgap_calibration_plan;

/* Fewer futures cannot tell a 90 % interval. */
enum { CGAP_LEAST_REPLICATES = 16 };

/* Names in the first field of each table. */
typedef struct cgap_calibration {
    cgap_table targets;  /* "targets" */
    cgap_table levels;   /* "levels": mean and CV of both layers at four dates, beside the data */
    cgap_table editions; /* "editions": leniency of each edition of the GCI */
    cgap_table fit;      /* "fit"; with plan.fit, as the next two */
    cgap_table profile;  /* "profile" */
    char *fitted;        /* scenario file with the fitted values; owned; else NULL */
} cgap_calibration;

/** @brief An empty result that may be freed. */
void cgap_calibration_init(cgap_calibration *self);

/** @brief Frees everything; safe twice. */
void cgap_calibration_free(cgap_calibration *self);

/** @brief Holds a scenario against the figures; with plan->fit first fits what they identify, and
 *  the tables are those of the fitted scenario.
 *  @retval CGAP_E_INPUT       the scenario does not cover the figures or cannot be made ready, or
 *                             there are too few replicates
 *  @retval CGAP_E_INTERRUPTED progress asked to stop; *out is empty on any failure
 *  Cost: some 1 evaluation, with a fit some 300; an evaluation costs 66 steps of every replicate.
 */
cgap_status cgap_calibrate(cgap_calibration *out, const cgap_scenario *scenario,
                           const cgap_calibration_plan *plan, cgap_error *err) CGAP_CHECKED;

#endif
