/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *
cgap_memory_array(size_t n, size_t size)
{
    return calloc(n == 0 ? 1 : n, size == 0 ? 1 : size);
}

void *
cgap_memory_lanes(size_t n, size_t size)
{
    const size_t line = 64;
    void *block = NULL;
    size_t bytes;

    if (size != 0 && n > (SIZE_MAX - line) / size) {
        return NULL;
    }
    bytes = (n * size + line) / line * line;
    if (posix_memalign(&block, line, bytes) != 0) {
        return NULL;
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
