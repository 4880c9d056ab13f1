/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "interrupt.h"
#include "message.h"

enum { BAR_WIDTH = 30, LINE_WIDTH = 78 };
static const double SECONDS_BETWEEN_LINES = 10.0, SECONDS_BETWEEN_BARS = 0.1;

double
cgap_clock(void)
{
    struct timespec now = {0, 0};

    (void) clock_gettime(CLOCK_MONOTONIC, &now);
    return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

void
cgap_say_taken(bool verbose, const char *what, double begin)
{
    if (verbose) {
        cgap_say("%s: %.2f s", what, cgap_clock() - begin);
    }
}

cgap_progress_bar
cgap_progress_start(bool quiet)
{
    double now = cgap_clock();

    return (cgap_progress_bar){quiet, isatty(STDERR_FILENO) == 1, false, now, now};
}

/* On a terminal the first sign comes at once: a quick run has one too. */
static bool
is_early(const cgap_progress_bar *self, double now)
{
    return self->terminal ? self->shown && now - self->last < SECONDS_BETWEEN_BARS
                          : now - self->last < SECONDS_BETWEEN_LINES;
}

bool
cgap_progress_step(void *context, size_t done, size_t total)
{
    cgap_progress_bar *self = context;
    double now = cgap_clock(), share = total > 0 ? (double) done / (double) total : 1.0;
    double left = share > 0.0 ? (now - self->started) * (1.0 - share) / share : 0.0;

    if (self->quiet || cgap_interrupted()) {
        return !cgap_interrupted();
    }
    if (is_early(self, now)) {
        return true;
    }
    if (self->terminal) {
        char bar[BAR_WIDTH + 1];

        memset(bar, '-', BAR_WIDTH);
        memset(bar, '#', (size_t) (share * BAR_WIDTH));
        bar[BAR_WIDTH] = '\0';
        (void) fprintf(stderr, "\r[%s] %3.0f %%  %zu of %zu replicates, %.0f s left  ", bar,
                       100.0 * share, done, total, left);
        self->shown = true;
    } else if (done < total) {
        cgap_say("%.0f %% done (%zu of %zu replicates), about %.0f s left", 100.0 * share, done,
                 total, left);
    }
    self->last = now;
    return true;
}

void
cgap_progress_end(cgap_progress_bar *self)
{
    if (self->shown) {
        (void) fprintf(stderr, "\r%*s\r", LINE_WIDTH, "");
        self->shown = false;
    }
}
