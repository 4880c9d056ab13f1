/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_OUTPUT_H
#define CGAP_OUTPUT_H
/*
 * Tables as files, and back. Knows nothing of what a table means.
 *
 * CSV is RFC 4180 with LF line ends, UTF-8, numbers in the shortest text that reads back to the
 * same double, missing values empty. JSON is one array with one record per row, missing values
 * null.
 */
#include <stdio.h>

#include "cgap/table.h"

typedef enum cgap_format { CGAP_FORMAT_CSV, CGAP_FORMAT_JSON } cgap_format;

/** @brief "csv" or "json": the ending of a file in this format. */
const char *cgap_format_ending(cgap_format format);

/** @brief Writes a table to an open stream and flushes it.
 *  @param[in] where name of the stream for messages
 *  @retval CGAP_E_IO     the stream took less than was written (disk full, closed pipe)
 *  @retval CGAP_E_MEMORY out of memory (JSON only) */
cgap_status cgap_output_stream(const cgap_table *table, cgap_format format, FILE *stream,
                               const char *where, cgap_error *err) CGAP_CHECKED;

/** @brief Writes `<folder>/<table name>.<ending>`; an incomplete file is removed.
 *  @param[in] threads that may format rows side by side; the file is the same
 *  @retval CGAP_E_IO     cannot be created, written or closed
 *  @retval CGAP_E_MEMORY the table or the writer ran out of memory */
cgap_status cgap_output_table(const cgap_table *table, cgap_format format, const char *folder,
                              size_t threads, cgap_error *err) CGAP_CHECKED;

/** @brief Writes @p text as the whole of file @p path; an incomplete file is removed. */
cgap_status cgap_output_text(const char *path, const char *text, cgap_error *err) CGAP_CHECKED;

/** @brief Table "columns": one row `table,column,unit,meaning` for every column of the @p n
 *  tables and of this one; then one row for every measure, its table "measure", and for every
 *  variable of a member (scope member), its table "variable".
 *  @param[out] out initialised here; free with cgap_table_free, also on failure
 *  @param[in] measure table with the columns measure, scope, unit, definition, reference; NULL:
 * none */
cgap_status cgap_output_columns(cgap_table *out, const cgap_table *const *table, size_t n,
                                const cgap_table *measure, cgap_error *err) CGAP_CHECKED;

/** @brief Writes `<folder>/datapackage.json`, a Frictionless tabular data package of the CSV files
 * of the @p n tables: name, type, unit and meaning of every column. Same tables, same bytes.
 *  @retval CGAP_E_IO     cannot be written
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_output_package(const char *folder, const cgap_table *const *table, size_t n,
                                cgap_error *err) CGAP_CHECKED;

/** @brief True when this build can write workbooks. */
bool cgap_workbook_available(void);

/* Rows of a table that fit into a sheet: a workbook ends at 2^20, three of them are its head. */
enum { CGAP_SHEET_ROWS = 1048573, CGAP_LEFT_OUT_SIZE = 256 };

/** @brief Writes `<folder>/tables.xlsx`: a sheet per table; meaning, unit and name of each column
 *  above its numbers. Of tables with a time and more than 10,000 rows, the rows at the start, on
 *  each 1 January and at the end. A table that has more than CGAP_SHEET_ROWS of these has no sheet.
 *  An incomplete file is removed.
 *  @param[out] left_out CGAP_LEFT_OUT_SIZE bytes: names of the tables without a sheet, separated by
 *                       ", "; "" for none
 *  @retval CGAP_E_INPUT  built without libxlsxwriter
 *  @retval CGAP_E_IO     cannot be written
 *  @retval CGAP_E_MEMORY out of memory
 *  Cost: some microseconds and a hundred bytes a cell. */
cgap_status cgap_workbook_write(const char *folder, const cgap_table *const *table, size_t n,
                                char left_out[CGAP_LEFT_OUT_SIZE], cgap_error *err) CGAP_CHECKED;

/** @brief Reads a CSV file back into a typed table: the header must name exactly the given columns
 *  in their order, and every cell must be of its column's type. An empty cell of a real column is
 *  missing (NaN).
 *  @param[out] out initialised here; free with cgap_table_free, also on failure
 *  @retval CGAP_E_INPUT missing file, other header, cell of another type; err has file:line */
cgap_status cgap_output_read(cgap_table *out, const char *path, const char *name,
                             const cgap_column *column, size_t n_column,
                             cgap_error *err) CGAP_CHECKED;

#endif
