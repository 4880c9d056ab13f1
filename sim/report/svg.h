/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_SVG_H
#define CGAP_REPORT_SVG_H
/*
 * A drawing from a file into the page. Only the elements and attributes of still pictures are
 * copied: no script, no style, no handler, no reference to anything outside the drawing. Names
 * (id) get a prefix, so that several drawings can stand in one page.
 */
#include "page.h"

/** @brief Copies the drawing @p text.
 *  @param[in] prefix before every id and reference, e.g. "f3-"
 *  @param[in] label  what a reader who cannot see it is told
 *  @param[in] panels value of data-panels, or NULL
 *  @retval CGAP_E_INPUT not a well-formed SVG; err names @p path. The page is then of no use. */
cgap_status cgap_svg_embed(cgap_page *page, const char *text, const char *prefix, const char *label,
                           const char *panels, const char *path, cgap_error *err) CGAP_CHECKED;

/** @brief Text of the first <title> or <desc> of a drawing, entities resolved.
 *  @return owned; "" when there is none, NULL when memory runs out */
char *cgap_svg_said(const char *text, const char *element);

/** @brief Table of the values that the drawing tells under the pointer; false when it tells none.
 */
bool cgap_svg_values(cgap_page *page, const char *text);

#endif
