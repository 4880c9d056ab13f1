/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_DIAGNOSTICS_H
#define CGAP_DIAGNOSTICS_H
/*
 * A list of located messages about an input file: every error and warning of one pass, so that a
 * user mends a scenario once and not line by line. Each message reads
 *     file:line: path.to.key: what is wrong, what is allowed, what to do
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"

typedef enum cgap_severity { CGAP_WARNING, CGAP_ERROR } cgap_severity;

typedef struct cgap_message {
    cgap_severity severity;
    char *file; /* NULL: no file (command line); owned */
    int line;   /* 0: whole file */
    char *path; /* path.to.key, NULL if none; owned */
    char *text; /* owned */
} cgap_message;

typedef struct cgap_diagnostics {
    size_t n, n_error, capacity;
    cgap_message *at;
    bool exhausted; /* memory ran out: some message is lost; counts as an error */
} cgap_diagnostics;

#define CGAP_DIAGNOSTICS_INIT                                                                      \
    {                                                                                              \
        0, 0, 0, NULL, false                                                                       \
    }

/** @brief Frees all messages; safe twice and on CGAP_DIAGNOSTICS_INIT. */
void cgap_diagnostics_free(cgap_diagnostics *self);

/** @brief Adds a message. @p file and @p path are copied and may be NULL; an identical message
 *  (same place, same text) is kept once. */
void cgap_diagnostics_add(cgap_diagnostics *self, cgap_severity severity, const char *file,
                          int line, const char *path, const char *format, ...) CGAP_PRINTF(6, 7);

/** @brief True when at least one error was recorded or lost. */
bool cgap_diagnostics_failed(const cgap_diagnostics *self);

/** @brief Writes one message as a line without its end of line into @p out (always terminated). */
void cgap_message_format(const cgap_message *self, char *out, size_t size);

/** @brief The known name nearest to @p word (edit distance), or NULL when none is close:
 *  at most a third of the word's letters may differ. @p known has @p n entries. */
const char *cgap_nearest_name(const char *word, const char *const *known, size_t n);

#endif
