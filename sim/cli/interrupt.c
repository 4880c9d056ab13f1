/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

/* What the signal handler writes. */
static volatile sig_atomic_t came;
static volatile double came_at; /* written before `came`, read by the handler alone */

/* Signals within this time are one: a terminal and a launcher may both pass on the same. */
static const double SECONDS_OF_ONE = 1.0;

static double
now(void)
{
    struct timespec time = {0, 0};

    (void) clock_gettime(CLOCK_MONOTONIC, &time);
    return (double) time.tv_sec + 1e-9 * (double) time.tv_nsec;
}

/* The first signal asks, the next one ends the program at once, as it would end any other. */
static void
remember(int number)
{
    if (came != 0 && now() - came_at > SECONDS_OF_ONE) {
        (void) signal(number, SIG_DFL);
        (void) raise(number);
        return;
    }
    if (came == 0) {
        came_at = now();
    }
    came = number;
}

void
cgap_interrupt_catch(void)
{
    struct sigaction catch, old;

    memset(&catch, 0, sizeof catch);
    catch.sa_handler = remember;
    catch.sa_flags = SA_RESTART;
    (void) sigemptyset(&catch.sa_mask);
    (void) sigaction(SIGINT, &catch, NULL);
    (void) sigaction(SIGTERM, &catch, NULL);
    if (sigaction(SIGHUP, NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
        (void) sigaction(SIGHUP, &catch, NULL);
    }
    catch.sa_handler = SIG_IGN;
    (void) sigaction(SIGPIPE, &catch, NULL);
    (void) sigaction(SIGXFSZ, &catch, NULL);
}

bool
cgap_interrupted(void)
{
    return came != 0;
}

cgap_status
cgap_interrupt_check(cgap_status status, cgap_error *err)
{
    return came == 0 ? status
                     : cgap_error_fail(err, CGAP_E_INTERRUPTED,
                                       "interrupted; nothing unfinished is left behind");
}
