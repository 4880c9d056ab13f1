/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_IDENTITY_H
#define CGAP_CLI_IDENTITY_H
/*
 * What a file of sums is of: one line "key value" for everything that decides its numbers. Two runs
 * with the same text have the same sums, whatever computed them.
 */
#include "job.h"

/** @brief The identity of a job whose scenarios are loaded. Free with free(). */
cgap_status cgap_identity_of(const cgap_job *job, char **out, cgap_error *err) CGAP_CHECKED;

/** @brief Value of the @p n-th line with @p key (0: the first), or NULL. Free with free(). */
char *cgap_identity_value(const char *identity, const char *key, size_t n);

#endif
