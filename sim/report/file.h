/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_REPORT_FILE_H
#define CGAP_REPORT_FILE_H
/* Whole files as text. */
#include "cgap/error.h"

/** @brief Reads FOLDER/NAME. @param[out] text owned, terminated; a zero byte ends it early
 *  @retval CGAP_E_IO     cannot be read
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_report_read_file(const char *folder, const char *name, char **text,
                                  cgap_error *err) CGAP_CHECKED;

/** @brief Names in FOLDER that end with @p ending, sorted by bytes; none when there is no folder.
 *  @param[out] names owned array of owned texts, as is each of them
 *  @retval CGAP_E_MEMORY out of memory */
cgap_status cgap_report_list_files(const char *folder, const char *ending, char ***names, size_t *n,
                                   cgap_error *err) CGAP_CHECKED;

void cgap_report_free_files(char **names, size_t n);

#endif
