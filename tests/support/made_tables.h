/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_MADE_TABLES_H
#define CGAP_TEST_MADE_TABLES_H
/* Small made-up tables to draw from. Include after harness.h. */
#include "folder.h"
#include "shell.h"

/* Puts the tables of chart_tables.py under further @p options into @p folder. */
static inline void
make_tables(const char *folder, const char *options)
{
    assert_int_equal(shell("python3 -B '%s/tests/support/chart_tables.py' '%s' --steps 2 %s",
                           CGAP_SOURCE_DIR, folder, options),
                     0);
}

/* The same in a fresh folder (static storage). */
static inline const char *
made_tables(const char *options)
{
    const char *folder = test_folder();

    make_tables(folder, options);
    return folder;
}

#endif
