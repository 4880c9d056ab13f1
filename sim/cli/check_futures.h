/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_CHECK_FUTURES_H
#define CGAP_CLI_CHECK_FUTURES_H
/* Futures of a file, held against every strategy before anything runs. */
#include "cgap/diagnostics.h"
#include "cgap/futures.h"

#include "job.h"

/** @brief Reads every strategy of the job in every future.
 *  @param[in] path         file of the futures, for messages
 *  @param[out] diagnostics what is wrong with a future, at its line; what several strategies have
 *                          against it is said of the first of them only
 *  @retval CGAP_E_INPUT    a strategy cannot be read in some future
 *  Cost futures x strategies readings of a scenario, some milliseconds each. */
cgap_status cgap_check_futures(const cgap_futures *futures, const char *path, const cgap_job *job,
                               cgap_diagnostics *diagnostics, cgap_error *err) CGAP_CHECKED;

#endif
