/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_ERROR_H
#define CGAP_ERROR_H
/*
 * Status codes and error text. A function that can fail returns a cgap_status and takes an
 * optional cgap_error as its last parameter: the cause is written first, then one "while ..."
 * line per caller that adds where it was. Nothing is allocated, nothing is global.
 */
#include <stdarg.h>
#include <stddef.h>

#if defined(__GNUC__)
#define CGAP_PRINTF(text, first) __attribute__((format(printf, text, first)))
#define CGAP_CHECKED             __attribute__((warn_unused_result))
#else
#define CGAP_PRINTF(text, first)
#define CGAP_CHECKED
#endif

/* name, exit code of the program, text */
#define CGAP_STATUS_TABLE(X)                                                                       \
    X(OK, 0, "success")                                                                            \
    X(E_INPUT, 2, "input or usage is invalid")                                                     \
    X(E_ARGUMENT, 1, "a caller passed an argument outside its contract")                           \
    X(E_MEMORY, 1, "out of memory")                                                                \
    X(E_IO, 1, "a file could not be read or written")                                              \
    X(E_NUMERIC, 1, "a computed value left its valid range")                                       \
    X(E_TOOL, 1, "an outside program is missing or failed")                                        \
    X(E_INTERRUPTED, 130, "interrupted")

typedef enum cgap_status {
#define CGAP_X(name, exit_code, text) CGAP_##name,
    CGAP_STATUS_TABLE(CGAP_X)
#undef CGAP_X
} cgap_status;

typedef struct cgap_error {
    cgap_status code;
    char text[2048]; /* always terminated */
} cgap_error;

#define CGAP_ERROR_INIT                                                                            \
    {                                                                                              \
        CGAP_OK, ""                                                                                \
    }

/** @brief Exit code of the program for a status (0, 1, 2 or 130). */
int cgap_status_exit_code(cgap_status status);

/** @brief One line of text for a status; static storage. */
const char *cgap_status_text(cgap_status status);

/** @brief Records the cause of a failure and returns @p code, so that `return cgap_error_fail(...)`
 *  reads well. @p err may be NULL. Overlong text is cut. */
cgap_status cgap_error_fail(cgap_error *err, cgap_status code, const char *format, ...)
    CGAP_PRINTF(3, 4);

/** @brief Appends "\n  while <text>" to a recorded failure and returns @p code. */
cgap_status cgap_error_note(cgap_error *err, cgap_status code, const char *format, ...)
    CGAP_PRINTF(3, 4);

#endif
