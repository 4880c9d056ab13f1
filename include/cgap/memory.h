/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_MEMORY_H
#define CGAP_MEMORY_H
/* Checked allocation: sizes are multiplied with an overflow check, arrays come zeroed. */
#include <stddef.h>

/** @brief Zeroed array of @p n items of @p size bytes, or NULL (also when the product overflows).
 *  Free with free(). n = 0 gives a valid pointer. */
void *cgap_memory_array(size_t n, size_t size);

/** @brief As cgap_memory_array, aligned to 64 bytes (a cache line, a 512-bit vector).
 *  Free with free(). */
void *cgap_memory_lanes(size_t n, size_t size);

/** @brief Copy of @p text on the heap, NULL for NULL or when memory runs out. */
char *cgap_text_copy(const char *text);

/** @brief printf into fresh memory of the right size; NULL when memory runs out. */
char *cgap_text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** @brief Appends one more name to a list between commas, *n names long, in @p list, which has room
 *  for @p room bytes with the end; past @p most names it says @p more once and then nothing. A list
 *  that is full is cut off. */
void cgap_text_list(char *list, size_t room, size_t *n, size_t most, const char *name,
                    const char *more);

#endif
