/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_WORLDS_H
#define CGAP_CLI_WORLDS_H
/* Scenarios of a comparison that differ in more than policy. */
#include "job.h"

/** @brief Warns of each scenario that rests on other parameters or data than the baseline. */
void cgap_warn_of_worlds(const cgap_job *job);

#endif
