/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_DATA_CSV_SCAN_H
#define CGAP_DATA_CSV_SCAN_H
/* The grammar of comma-separated text, field by field: what csv.c and csv_stream.c share. */
#include <stdbool.h>
#include <stddef.h>

typedef struct cgap_csv_scanner {
    char *at, *end;
    int line;
} cgap_csv_scanner;

/** @brief Reads one field and terminates it in place. @param[out] last whether it ends its record
 *  @return what is wrong with it, or NULL */
const char *cgap_csv_scan_field(cgap_csv_scanner *self, char **field, bool *last);

/** @brief What is wrong with a header of @p n fields, or NULL: spreadsheets of many countries write
 *  another mark than the comma, so that all of it is one field. */
const char *cgap_csv_header_problem(const char *first, size_t n);

#endif
