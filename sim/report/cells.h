/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_CELLS_H
#define CGAP_REPORT_CELLS_H
/* Tables of a report: a box that scrolls by itself, heads, cells that sort by their number. */
#include "cgap/quantities.h"

#include "page.h"

/** @brief Opens the box and the table with its caption and the head row; end with
 *  cgap_table_close. @param[in] sortable a script may sort the rows by a click on a head */
void cgap_table_open(cgap_page *page, const char *caption, bool sortable);

/** @brief One head cell; @p unit below it may be NULL. */
void cgap_table_head(cgap_page *page, const char *text, const char *unit);

/** @brief Ends the head row and begins the body. */
void cgap_table_body(cgap_page *page);

void cgap_table_close(cgap_page *page);

/** @brief Head cell of a row. */
void cgap_cell_row(cgap_page *page, const char *text);

void cgap_cell_text(cgap_page *page, const char *text);

/** @brief Text in the typeface of keys and hashes. */
void cgap_cell_word(cgap_page *page, const char *word);
void cgap_cell_code(cgap_page *page, const char *text);

/** @brief A number; with an interval below it when @p low is finite. */
void cgap_cell_interval(cgap_page *page, double value, double low, double high, cgap_style style,
                        bool signs);

#endif
