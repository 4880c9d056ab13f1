/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_TEXT_H
#define CGAP_CHARTS_TEXT_H
/* Text on a figure: any bytes made safe, its width in the typeface, lines broken, ends cut. */
#include <stdbool.h>
#include <stddef.h>

/** @brief Copy of @p raw that is valid UTF-8 on one line and allowed in XML: control characters and
 *  line breaks become spaces, broken bytes U+FFFD, marks that turn the direction of writing go.
 *  @return heap text, NULL when memory runs out */
char *cgap_text_clean(const char *raw);

/** @brief Width in pixels of clean text in DejaVu Sans at @p size pixels. Latin text is measured to
 *  the letter, other scripts from above. */
double cgap_text_width(const char *text, double size, bool bold);

/** @brief The type size, @p size or smaller, at which clean text is not wider than @p width; never
 *  below @p least. */
double cgap_text_size(const char *text, double size, bool bold, double width, double least);

/** @brief Copy of clean text that is not wider than @p width; what does not fit is replaced by an
 *  ellipsis. @return heap text, NULL when memory runs out */
char *cgap_text_shorten(const char *text, double size, bool bold, double width);

/** @brief Clean text broken into at most @p lines lines of @p width, joined by '\n'; the last is
 *  shortened. A word wider than a line is broken inside.
 *  @return heap text, NULL when memory runs out */
char *cgap_text_wrap(const char *text, double size, bool bold, double width, size_t lines);

#endif
