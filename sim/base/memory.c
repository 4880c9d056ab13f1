/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _DEFAULT_SOURCE /* madvise */
#include "cgap/memory.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *
cgap_memory_array(size_t n, size_t size)
{
    return calloc(n == 0 ? 1 : n, size == 0 ? 1 : size);
}

/* Blocks of many megabytes are asked for in large pages where the system has them: a row of lanes
 * in each of thousands of pages costs more to find than to read. It is a hint: refusal does no
 * harm. */
static void
prefer_large_pages(void *block, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    (void) madvise(block, bytes, MADV_HUGEPAGE);
#else
    (void) block;
    (void) bytes;
#endif
}

void *
cgap_memory_lanes(size_t n, size_t size)
{
    const size_t line = 64, page = (size_t) 1 << 21;
    void *block = NULL;
    size_t bytes;
    bool large;

    if (size != 0 && n > (SIZE_MAX - page) / size) {
        return NULL;
    }
    bytes = (n * size + line) / line * line;
    large = bytes >= 2 * page;
    if (posix_memalign(&block, large ? page : line, bytes) != 0) {
        return NULL;
    }
    if (large) {
        prefer_large_pages(block, bytes);
    }
    return memset(block, 0, bytes);
}

char *
cgap_text_copy(const char *text)
{
    size_t size;
    char *copy;

    if (text == NULL) {
        return NULL;
    }
    size = strlen(text) + 1;
    copy = malloc(size);
    return copy == NULL ? NULL : memcpy(copy, text, size);
}

char *
cgap_text_format(const char *format, ...)
{
    va_list args, again;
    int length;
    char *text = NULL;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length >= 0) {
        text = malloc((size_t) length + 1);
        if (text != NULL) {
            (void) vsnprintf(text, (size_t) length + 1, format, again);
        }
    }
    va_end(again);
    return text;
}

void
cgap_text_list(char *list, size_t room, size_t *n, size_t most, const char *name, const char *more)
{
    size_t length = strlen(list);

    if (*n <= most) {
        (void) snprintf(list + length, room - length, "%s%s", *n == 0 ? "" : ", ",
                        *n < most ? name : more);
    }
    (*n)++;
}
