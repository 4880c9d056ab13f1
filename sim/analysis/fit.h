/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_FIT_H
#define CGAP_ANALYSIS_FIT_H
/* The fit: what is searched, by what, and what is known of it afterwards. */
#include "cgap/search.h"

#include "calibrate_internal.h"
#include "dial.h"

enum {
    CGAP_N_LAW = 3,                          /* two hazards, complexity of NIS2 */
    CGAP_N_FITTED = 1 + 2 * CGAP_N_PRACTICE, /* reliability; headroom and persistence */
    CGAP_MOST_ESTIMATES = CGAP_N_LAW + CGAP_N_FITTED + 1 + CGAP_N_LENIENCY
};

typedef struct cgap_law_fit {
    cgap_candidate *candidate; /* borrowed; holds the values */
    const cgap_targets *targets;
    cgap_dial dial[CGAP_N_LAW];
} cgap_law_fit;

/** @return false when the scenario's directives and lists do not tell all three */
bool cgap_law_fit_create(cgap_law_fit *out, cgap_candidate *candidate, const cgap_targets *targets);

/** @brief Maximum likelihood, rounded to four digits, left in the candidate. */
cgap_status cgap_law_fit_search(cgap_law_fit *self, double *log_likelihood,
                                cgap_error *err) CGAP_CHECKED;

/** @brief Standard errors from the observed information in the logarithms; NaN when it is not
 *  positive definite. */
void cgap_law_fit_errors(cgap_law_fit *self, double error[CGAP_N_LAW]);

/* One row of fit.csv. */
typedef struct cgap_estimate {
    char key[96];
    double start, fitted, error; /* error: standard error; NaN: none */
    double low, high;            /* plausible range before the data */
    double lower, upper;         /* bounds of the search */
    bool log;
    const char *how;
} cgap_estimate;

typedef struct cgap_fitter {
    const cgap_calibration_plan *plan;
    const cgap_targets *targets;
    cgap_evaluation evaluation;
    cgap_candidate candidate;
    double scale[CGAP_MAX_TARGET]; /* at the start, held through the fit */
    cgap_dial dial[CGAP_N_FITTED];
    double slope[CGAP_MAX_TARGET][CGAP_N_FITTED]; /* of the targets in the fitted parameters */
    size_t n_estimate;
    cgap_estimate estimate[CGAP_MOST_ESTIMATES];
    double misfit_start, misfit;
    size_t done, expected; /* evaluations */
    cgap_status status;    /* of the first evaluation that failed */
    cgap_error error;
} cgap_fitter;

/** @brief Evaluates the candidate as it stands and reports progress. */
cgap_status cgap_fitter_evaluate(cgap_fitter *self, cgap_error *err) CGAP_CHECKED;

/** @brief Reliability and practice by misfit, series after series (fit.c). */
cgap_status cgap_fitter_search(cgap_fitter *self, cgap_error *err) CGAP_CHECKED;

/** @brief Slopes and standard errors of what the search found (fit_errors.c). */
cgap_status cgap_fitter_errors(cgap_fitter *self, double error[CGAP_N_FITTED],
                               cgap_error *err) CGAP_CHECKED;

/** @brief Misfit of the present evaluation after the fitted parameters have followed by one
 *  Gauss-Newton step: what a change of another parameter costs when these may make up for it. */
double cgap_fitter_refitted(const cgap_fitter *self);

/** @brief Tables and text of a finished fit (fit_tables.c, profile.c). */
void cgap_table_fit_init(cgap_table *out);
cgap_status cgap_table_fit(cgap_table *out, const cgap_fitter *fitter,
                           cgap_error *err) CGAP_CHECKED;
char *cgap_fitted_text(const cgap_fitter *fitter);
void cgap_table_profile_init(cgap_table *out);
size_t cgap_profile_evaluations(void); /* it takes */
cgap_status cgap_table_profile(cgap_table *out, cgap_fitter *fitter, cgap_error *err) CGAP_CHECKED;

#endif
