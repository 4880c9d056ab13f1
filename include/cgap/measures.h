/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_MEASURES_H
#define CGAP_MEASURES_H
/*
 * The register of every measure: what it is called, what it means, what it needs; and the one
 * function that evaluates all of them on a panel. The formulas themselves are pure functions in
 * cgap/lane.h, cgap/dispersion.h and cgap/convergence.h. How the conventions relate to those of
 * other programs: sim/measures/CONVENTIONS.md.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"
#include "cgap/table.h"

typedef enum cgap_measure_scope {
    CGAP_SCOPE_DATE, /* one date */
    CGAP_SCOPE_SPAN  /* between two dates */
} cgap_measure_scope;

typedef struct cgap_measure_info {
    const char *name;
    const char *unit;   /* "level" = the unit of the panel, "1" = a pure number */
    const char *better; /* "less", "more" or "": which way the gap closes */
    cgap_measure_scope scope;
    const char *definition; /* formula and convention, one sentence */
    const char *reference;  /* who defined it; "" for plain statistics */
} cgap_measure_info;

/* Measures of a date come first, then those of a span. */
extern const size_t CGAP_N_DATE_MEASURE, CGAP_N_SPAN_MEASURE;

/** @brief Measure @p k, 0 <= k < sum of the counts above; static storage. */
const cgap_measure_info *cgap_measure_at(size_t k);

/** @brief Index of a measure by name, or the sum of the counts when there is none. */
size_t cgap_measure_find(const char *name);

/** @brief Table "measures": measure, scope, unit, better, definition, reference; one row each.
 *  @retval CGAP_E_MEMORY out of memory; *out can be freed */
cgap_status cgap_measure_list(cgap_table *out, cgap_error *err) CGAP_CHECKED;

enum { CGAP_MAX_COVARIATE = 16 };

/* What is measured: rows of units over dates. Everything is borrowed. */
typedef struct cgap_panel_view {
    size_t n_unit, n_time;         /* both >= 1 */
    const double *time;            /* [n_time] decimal years, ascending */
    const double *const *x;        /* [n_unit] rows of [n_time] finite values, as measured */
    const double *const *original; /* the same before a transformation; == x without one */
    const double *weight;          /* [n_unit] > 0, or NULL */
    const size_t *group;           /* [n_unit] in 0 .. n_group-1, or NULL */
    size_t n_group;
    const double *const *covariate; /* [n_covariate] rows of [n_unit], or NULL */
    size_t n_covariate;             /* <= CGAP_MAX_COVARIATE */
} cgap_panel_view;

typedef struct cgap_measure_options {
    double floor, target; /* NaN: none */
    bool lower_is_better; /* unemployment, losses: the best is the lowest */
    const bool *wanted;   /* [dates + spans] by measure index, or NULL for all */
} cgap_measure_options;

#define CGAP_ESTEBAN_RAY_ALPHA 1.3 /* sensitivity to polarisation, between 1 and 1.6 */

/* Memory and results of one evaluation; reusable for panels of the same or smaller size. */
typedef struct cgap_measurement {
    size_t n_unit, n_time; /* capacity */
    double *date;        /* [CGAP_N_DATE_MEASURE x n_time of the view], row-major; NaN: undefined */
    double *span;        /* [CGAP_N_SPAN_MEASURE]; NaN: undefined */
    const char *verdict; /* static text; "" when undefined */
    double *memory;      /* private, with the next */
    const double **last;
} cgap_measurement;

#define CGAP_MEASUREMENT_INIT                                                                      \
    {                                                                                              \
        0, 0, NULL, NULL, "", NULL, NULL                                                           \
    }

/** @brief Memory for panels of up to @p n_unit units and @p n_time dates. */
cgap_status cgap_measurement_init(cgap_measurement *self, size_t n_unit, size_t n_time,
                                  cgap_error *err) CGAP_CHECKED;

/** @brief Frees everything; safe twice. */
void cgap_measurement_free(cgap_measurement *self);

/** @brief Evaluates the wanted measures of every date and of the span from the first date to the
 *  last. Undefined ones are NaN; those not wanted hold no promise. Allocates nothing, draws
 * nothing. Cost O(dates n log^2 n + dates^2), the square from log-t. */
void cgap_measurement_run(cgap_measurement *self, const cgap_panel_view *view,
                          const cgap_measure_options *options);

/** @brief Why a measure is undefined: what it needs and does not find, as a sentence part ("every
 *  value must be above 0"); NULL when nothing it needs is missing.
 *  @param[in] measure index of a date or span measure
 *  @param[in] t       date index for a measure of one date; not used for spans
 *  @param[in] done    the evaluated measurement of the same view */
const char *cgap_measurement_reason(const cgap_measurement *done, const cgap_panel_view *view,
                                    const cgap_measure_options *options, size_t measure, size_t t);

#endif
