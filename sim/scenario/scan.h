/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_SCENARIO_SCAN_H
#define CGAP_SCENARIO_SCAN_H
/*
 * A first look at the text of a scenario file, before the parser of the file format sees it. It
 * finds what that parser would swallow or report badly: bytes that are no text, @include, nesting
 * without end, words without quotes, names given twice. And it lists the number literals in reading
 * order, because the parser wraps integers (3000000000 becomes -1294967296) and turns 1e400 into
 * infinity.
 *
 * The parser stops at the first thing it cannot read, but all errors of a file are to be told at
 * once. So it is given a copy in which words that are no values are numbers, a name given again is
 * not there, and arrays [ ] are lists ( ): the same lines, something to go on with.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/diagnostics.h"

enum { CGAP_SCAN_DEPTH = 24 }; /* brackets within brackets */

typedef struct cgap_literal {
    const char *text; /* into cgap_scan.text */
    size_t length;    /* 0: stands for a word that was complained about */
} cgap_literal;

typedef struct cgap_scan {
    size_t n, capacity;
    cgap_literal *at; /* owned */
    char *text;       /* what the parser is to read; owned */
} cgap_scan;

/** @brief Scans @p size bytes at @p text (terminated by a NUL after them). Problems go to
 *  @p diagnostics under @p file.
 *  @return true when self->text may go on to the parser, which it may after errors, too; *self is
 *  to be freed either way */
bool cgap_scan_text(cgap_scan *self, const char *text, size_t size, const char *file,
                    cgap_diagnostics *diagnostics);

/** @brief Offset of the first byte of @p size bytes at @p text that is no UTF-8 text, or size:
 * bytes that are not UTF-8, and control characters but tab, line feed, carriage return, form feed.
 */
size_t cgap_scan_foreign(const char *text, size_t size);

void cgap_scan_free(cgap_scan *self);

#endif
