/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_HASH_H
#define CGAP_HASH_H
/* SHA-256: what identifies a scenario, a data file, a matrix in a manifest (FIPS 180-4; nettle). */
#include <stddef.h>

#include "cgap/error.h"

enum { CGAP_SHA256_TEXT = 65 }; /* 64 hexadecimal digits and the end */

/** @brief SHA-256 of @p n bytes in hexadecimal. */
void cgap_sha256_bytes(const char *bytes, size_t n, char out[CGAP_SHA256_TEXT]);

/** @brief SHA-256 of @p text in hexadecimal. */
void cgap_sha256_text(const char *text, char out[CGAP_SHA256_TEXT]);

/** @brief SHA-256 of a file in hexadecimal.
 *  @retval CGAP_E_IO cannot be read */
cgap_status cgap_sha256_file(const char *path, char out[CGAP_SHA256_TEXT],
                             cgap_error *err) CGAP_CHECKED;

/** @brief SHA-256 in hexadecimal of @p n numbers as text, one to a line. */
void cgap_sha256_numbers(const double *value, size_t n, char out[CGAP_SHA256_TEXT]);

#endif
