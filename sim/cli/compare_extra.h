/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_COMPARE_EXTRA_H
#define CGAP_CLI_COMPARE_EXTRA_H
/* What `compare` adds on demand: strategies under many futures, a package taken apart. */
#include "cgap/decompose.h"
#include "cgap/futures.h"

#include "job.h"

/** @brief Reads strategy @p strategy of the job with further settings; a cgap_strategy_reader
 *  whose context is the job. */
cgap_status cgap_job_reader(void *context, size_t strategy, const char *const *setting,
                            size_t n_setting, cgap_scenario *out, cgap_error *err) CGAP_CHECKED;

/** @brief Draws or reads the futures the options ask for. What --set gives and what the strategies
 *  themselves differ in is not drawn; of the latter a message tells.
 *  @retval CGAP_E_INPUT the file cannot be used, or no number of futures and no file is given */
cgap_status cgap_compare_design(cgap_futures *out, const cgap_job *job,
                                cgap_error *err) CGAP_CHECKED;

/** @brief Runs all strategies of the job in all futures; the tables go to job->extra. */
cgap_status cgap_compare_futures(cgap_job *job, const cgap_futures *futures,
                                 const cgap_questions *questions, cgap_error *err) CGAP_CHECKED;

/** @brief Takes the package of --decompose apart against the job's baseline; the table goes to
 *  job->extra. */
cgap_status cgap_compare_decompose(cgap_job *job, const cgap_scenario *package,
                                   const cgap_questions *questions, cgap_error *err) CGAP_CHECKED;

/** @brief Reads the scenario @p argument with the settings of the command line. */
cgap_status cgap_job_read(const cgap_job *job, const char *argument, const char *const *setting,
                          size_t n_setting, cgap_scenario *out, cgap_error *err) CGAP_CHECKED;

/** @brief The same; all that is wrong with the file or the settings goes to @p diagnostics, and
 *  only what is no fault of these to @p err. */
cgap_status cgap_job_read_said(const cgap_job *job, const char *argument,
                               const char *const *setting, size_t n_setting, cgap_scenario *out,
                               cgap_diagnostics *diagnostics, cgap_error *err) CGAP_CHECKED;

#endif
