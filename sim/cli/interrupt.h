/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_INTERRUPT_H
#define CGAP_CLI_INTERRUPT_H
/* Signals as a flag that long work looks at, so that it can clean up behind itself. */
#include <stdbool.h>

#include "cgap/error.h"

/** @brief From now on SIGINT, SIGTERM and SIGHUP (unless ignored, as under nohup) set a flag
 *  instead of ending the program, but end it if one comes a second or more after the first; a
 * closed pipe and a file too large become errors of writing. */
void cgap_interrupt_catch(void);

/** @brief True once such a signal came. */
bool cgap_interrupted(void);

/** @brief @p status, or CGAP_E_INTERRUPTED with its sentence when a signal came: the failure of a
 *  helper that the same signal stopped is no failure of ours. */
cgap_status cgap_interrupt_check(cgap_status status, cgap_error *err) CGAP_CHECKED;

#endif
