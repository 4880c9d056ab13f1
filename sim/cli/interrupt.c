/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>

/* The one variable a signal handler may write. */
static volatile sig_atomic_t came;

static void
remember(int signal)
{
    came = signal;
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
