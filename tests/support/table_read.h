/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_TABLE_READ_H
#define CGAP_TEST_TABLE_READ_H
/* A field of a results table by the name of its column, which must be there. Include after
 * cmocka.h.
 */
#include "cgap/table.h"

static inline double
number(const cgap_table *table, size_t row, const char *column)
{
    size_t c = cgap_table_find(table, column);

    assert_true(c < table->n_column);
    return cgap_table_real(table, row, c);
}

static inline const char *
text(const cgap_table *table, size_t row, const char *column)
{
    size_t c = cgap_table_find(table, column);

    assert_true(c < table->n_column);
    return cgap_table_text(table, row, c);
}

#endif
