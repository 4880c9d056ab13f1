/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_RESULTS_H
#define CGAP_RESULTS_H
/*
 * The content of a results folder as README.md describes it, but for the charts and the clock:
 * tables, columns.csv, canonical scenarios, manifest.json. The same call fills the folder of a
 * single run and that of a comparison.
 */
#include "cgap/manifest.h"
#include "cgap/output.h"

typedef struct cgap_folder_content {
    const cgap_table *const *table; /* [n_table] */
    size_t n_table;
    const cgap_table *measure;     /* definitions for columns.csv; NULL: none */
    bool json;                     /* every table as JSON too, beside its CSV */
    bool several;                  /* scenarios/<name>.cfg instead of scenario.cfg */
    const cgap_manifest *manifest; /* with the scenarios and their canonical texts */
    bool workbook;                 /* the tables as tables.xlsx too */
    size_t threads;                /* that may format rows side by side */
    /* CGAP_WORKBOOK_TROUBLE bytes: what the workbook lacks, or why there is none; "" for nothing.
     * May be NULL. */
    char *workbook_trouble;
} cgap_folder_content;

enum { CGAP_WORKBOOK_TROUBLE = 512 };

/** @brief Writes everything into the existing folder @p folder. Trouble with the workbook, which
 *  says again what the tables say, costs the workbook only and is no failure.
 *  @retval CGAP_E_INPUT  a scenario's name is no valid file name
 *  @retval CGAP_E_IO     a file cannot be written
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_results_write(const char *folder, const cgap_folder_content *content,
                               cgap_error *err) CGAP_CHECKED;

#endif
