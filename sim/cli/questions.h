/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_QUESTIONS_H
#define CGAP_CLI_QUESTIONS_H
/* What a comparison is asked: against which baseline, and by what to judge. */
#include "job.h"

/** @brief The scenario that --baseline names, or the usual one. A single run has itself.
 *  @retval CGAP_E_INPUT no scenario of that name */
cgap_status cgap_job_baseline(cgap_job *job, cgap_error *err) CGAP_CHECKED;

/** @brief Place of the scenario of that name in the job, or job->n. */
size_t cgap_job_find(const cgap_job *job, const char *name);

/** @brief Criteria, targets and thresholds of the command line in place of the usual ones. */
cgap_status cgap_questions_read(cgap_questions *out, const cgap_options *options,
                                cgap_error *err) CGAP_CHECKED;

#endif
