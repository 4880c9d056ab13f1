/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_PROGRESS_H
#define CGAP_CLI_PROGRESS_H
/* How far a run is: a bar on a terminal, a line now and then elsewhere; and the clock. */
#include <stdbool.h>
#include <stddef.h>

typedef struct cgap_progress_bar {
    bool quiet, terminal;
    bool shown;           /* a bar stands on the line */
    double started, last; /* seconds of the steady clock: at the start, at the last sign of life */
} cgap_progress_bar;

/** @brief Seconds of a clock that never jumps. */
double cgap_clock(void);

/** @brief With --verbose: says how long @p what took that began at @p begin of that clock. */
void cgap_say_taken(bool verbose, const char *what, double begin);

/** @brief A bar that starts now. */
cgap_progress_bar cgap_progress_start(bool quiet);

/** @brief A cgap_progress: @p context is a cgap_progress_bar. False once a signal came. */
bool cgap_progress_step(void *context, size_t done, size_t total);

/** @brief Takes the bar off the line. */
void cgap_progress_end(cgap_progress_bar *self);

#endif
