/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_PROCESS_H
#define CGAP_CHARTS_PROCESS_H
/* A child process whose output and messages are read through one pipe. */
#include <stdbool.h>
#include <sys/types.h>

#include "cgap/error.h"

#include "sink.h"

typedef struct cgap_process {
    pid_t pid; /* 0: none */
    int pipe;  /* end of file when the child is gone */
    cgap_sink said;
} cgap_process;

/** @brief Starts @p argv[0], looked up on PATH, with no input; stdout and stderr go to the pipe.
 *  @return 0 or an errno value */
int cgap_process_start(cgap_process *self, char *const *argv);

/** @brief Reads what the child has said. @return false at the end of its output */
bool cgap_process_read(cgap_process *self);

/** @brief Waits for the child. @return its exit status, or -1 when a signal ended it */
int cgap_process_wait(cgap_process *self);

#endif
