/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_PAGE_H
#define CGAP_REPORT_PAGE_H
/*
 * Writes HTML that is well formed and escaped by construction: elements are opened and closed in
 * pairs, text and attribute values are always escaped, control characters are dropped and broken
 * UTF-8 becomes U+FFFD. Only cgap_page_trusted copies bytes as they are.
 *
 * Running out of memory, or closing what is not open, is remembered (failed) and reported once.
 */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"
#include "cgap/language.h"

enum { CGAP_PAGE_DEPTH = 32 };

typedef struct cgap_page {
    char *text; /* owned; terminated when not NULL */
    size_t used, capacity;
    const char *open[CGAP_PAGE_DEPTH]; /* names of the open elements; static storage */
    size_t depth;
    bool failed;
    cgap_language language;
} cgap_page;

#define CGAP_PAGE_INIT                                                                             \
    {                                                                                              \
        NULL, 0, 0, {NULL}, 0, false, CGAP_ENGLISH                                                 \
    }

/** @brief Frees the text; safe twice. */
void cgap_page_free(cgap_page *self);

/** @brief Opens an element. Attributes follow as name, value pairs, NULL at the end; a pair whose
 *  value is NULL is left out. @p name must have static storage. */
void cgap_page_open(cgap_page *self, const char *name, ...);

/** @brief Closes the innermost element. */
void cgap_page_close(cgap_page *self);

/** @brief Element without content (meta, br). Attributes as in cgap_page_open. */
void cgap_page_void(cgap_page *self, const char *name, ...);

/** @brief Text, escaped. */
void cgap_page_text(cgap_page *self, const char *text);

/** @brief printf, then escaped. */
void cgap_page_format(cgap_page *self, const char *format, ...) CGAP_PRINTF(2, 3);

/** @brief An element with nothing but text in it. */
void cgap_page_element(cgap_page *self, const char *name, const char *text);

/** @brief A text of the table in the language of the page, its places filled; {!0} is bold.
 *  Arguments are const char *, NULL at the end; all is escaped. */
void cgap_page_say(cgap_page *self, cgap_text_key key, ...) CGAP_SENTINEL;

/** @brief The same inside an element. */
void cgap_page_said(cgap_page *self, const char *name, cgap_text_key key, ...) CGAP_SENTINEL;

/** @brief A text without places. */
const char *cgap_page_words(const cgap_page *self, cgap_text_key key);

/** @brief Bytes as they are: style, script and drawings that were checked before. */
void cgap_page_trusted(cgap_page *self, const char *bytes, size_t n);

/** @brief One attribute as ` name="value"`, escaped: for the writer of drawings. */
void cgap_page_attribute(cgap_page *self, const char *name, const char *value);

/** @retval CGAP_E_MEMORY   something was lost
 *  @retval CGAP_E_ARGUMENT an element is still open, or one too many was closed */
cgap_status cgap_page_finish(const cgap_page *self, cgap_error *err) CGAP_CHECKED;

#endif
