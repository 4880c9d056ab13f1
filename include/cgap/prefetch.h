/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_PREFETCH_H
#define CGAP_PREFETCH_H
/*
 * Asking for memory ahead of its use, where the processor cannot guess what comes next. A hint: any
 * address will do, and no result depends on it. A few dozen lines at a time: beyond what a
 * processor can wait for at once, asking is waiting.
 *
 * Always inline, as must be whatever does nothing but call these: gcc takes such a function for one
 * without effect, and leaves out its calls.
 */
#include <stddef.h>

enum { CGAP_CACHE_LINE = 64 };

/** @brief Asks for @p bytes from @p at on, line by line, to read them. */
__attribute__((always_inline)) static inline void
cgap_prefetch_to_read(const void *at, size_t bytes)
{
    for (size_t b = 0; b < bytes; b += CGAP_CACHE_LINE) {
        __builtin_prefetch((const char *) at + b, 0);
    }
}

/** @brief The same, to write them. */
__attribute__((always_inline)) static inline void
cgap_prefetch_to_write(const void *at, size_t bytes)
{
    for (size_t b = 0; b < bytes; b += CGAP_CACHE_LINE) {
        __builtin_prefetch((const char *) at + b, 1);
    }
}

#endif
