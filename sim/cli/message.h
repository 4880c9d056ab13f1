/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CLI_MESSAGE_H
#define CGAP_CLI_MESSAGE_H
/* What the program says: messages to standard error, tables to standard output. */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/diagnostics.h"
#include "cgap/error.h"
#include "cgap/output.h"
#include "cgap/table.h"

/** @brief Prints "cgap: <text>" to standard error. */
void cgap_say(const char *format, ...) CGAP_PRINTF(1, 2);

/** @brief Warns of letters on figures for which no font is installed (cgap_charts_unseen).
 *  @param[in] folder   of results, or of figures
 *  @param[in] pictures where in it the figures are; "." for the folder itself
 *  @param[in] formats  of them, comma list; NULL: with PNG */
void cgap_warn_of_letters(const char *folder, const char *pictures, const char *formats);

/** @brief Prints the cause of a failure, if it is one, and returns the exit code for it. */
int cgap_end(cgap_status status, const cgap_error *err);

/** @brief Prints every message, one a line; warnings only when @p warnings. */
void cgap_print_diagnostics(const cgap_diagnostics *diagnostics, bool warnings);

/** @brief Prints @p text to standard output, wrapped at words to 80 columns; the cursor stands at
 *  column @p indent, where every further line begins. Ends the line. */
void cgap_print_wrapped(const char *text, size_t indent);

/** @brief Prints a table to standard output, columns aligned, the last one free.
 *  @param[in] column names of the columns to show, NULL at the end; NULL: all */
void cgap_print_table(const cgap_table *table, const char *const *column);

/** @brief Prints a table in the format asked for; @p column as above, for text only. */
cgap_status cgap_print(const cgap_table *table, bool as_text, cgap_format format,
                       const char *const *column, cgap_error *err) CGAP_CHECKED;

/** @brief Flushes standard output. @retval CGAP_E_IO what was printed did not arrive */
cgap_status cgap_flush_output(cgap_error *err) CGAP_CHECKED;

#endif
