/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ANALYSIS_CALIBRATE_INTERNAL_H
#define CGAP_ANALYSIS_CALIBRATE_INTERNAL_H
/* What the files of calibration share. */
#include "cgap/calibrate.h"

typedef struct target_builder {
    cgap_targets *out;
    const cgap_scenario *scenario;
} target_builder;

/** @brief Panel and readings (readings.c). */
cgap_status cgap_readings_list(target_builder *to, cgap_error *err) CGAP_CHECKED;

/** @brief Empty tables with their names and columns (calibration_tables.c, fit_tables.c). */
void cgap_table_targets_init(cgap_table *out);
void cgap_table_levels_init(cgap_table *out);
void cgap_table_editions_init(cgap_table *out);

/** @brief Rows of one evaluation. @param[in] scenario the one it evaluated
 *  @param[in] given the leniencies of this scenario's file */
cgap_status cgap_table_targets(cgap_table *out, const cgap_evaluation *evaluation,
                               cgap_error *err) CGAP_CHECKED;
cgap_status cgap_table_levels(cgap_table *out, const cgap_evaluation *evaluation,
                              cgap_error *err) CGAP_CHECKED;
cgap_status cgap_table_editions(cgap_table *out, const cgap_evaluation *evaluation,
                                const cgap_parameters *given, cgap_error *err) CGAP_CHECKED;

/** @brief Standard error of the leniency solved for a reading: how far another draw of true levels
 *  and errors would move it. @param[in] sd error of measurement of the edition */
double cgap_leniency_error(const cgap_evaluation *evaluation, size_t reading, double sd);

/** @brief A statistic of a reading in every replicate.
 *  @param[in]  of  evaluation->latent or evaluation->observed
 *  @param[out] out [replicate] */
void cgap_reading_statistic(const cgap_evaluation *evaluation, const double *of, size_t reading,
                            cgap_statistic what, double *out);

/** @brief Index of the leniency in the parameters for an edition of the GCI, or CGAP_N_LENIENCY. */
size_t cgap_leniency_index(int edition);

/** @brief Scale of each residual: sqrt(sd over replicates^2 + tolerance^2).
 *  @param[out] scale [target] */
cgap_status cgap_misfit_scales(const cgap_evaluation *evaluation, double *scale,
                               cgap_error *err) CGAP_CHECKED;

/** @brief Mean over replicates minus data of a target. */
double cgap_residual(const cgap_evaluation *evaluation, size_t target);

/** @brief Sum of weight (residual / scale)^2 over the targets of a series; NULL: all. */
double cgap_misfit(const cgap_evaluation *evaluation, const double *scale, const char *series);

#endif
