/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_SINK_H
#define CGAP_CHARTS_SINK_H
/* Text that grows. Running out of memory is remembered and asked for once at the end. */
#include <stdbool.h>
#include <stddef.h>

#include "cgap/error.h"

typedef struct cgap_sink {
    char *text; /* terminated once anything was added; owned */
    size_t used, capacity;
    bool failed;
} cgap_sink;

void cgap_sink_free(cgap_sink *self);

void cgap_sink_add(cgap_sink *self, const char *format, ...) CGAP_PRINTF(2, 3);

/** @brief Appends @p n bytes as they are. */
void cgap_sink_bytes(cgap_sink *self, const char *bytes, size_t n);

/** @brief A number in its shortest form, or NaN, which gnuplot reads as a missing value. */
void cgap_sink_number(cgap_sink *self, double value);

/** @brief Text as a gnuplot expression of strings in single quotes, inside which nothing but the
 *  quote itself is special; each of those stands by itself as "\047", since gnuplot loses
 *  its way in doubled ones at the beginning or beside each other. The text must have been through
 *  cgap_text_clean: no line breaks. */
void cgap_sink_quoted(cgap_sink *self, const char *text);

/** @brief Text with &, < and > escaped for XML. */
void cgap_sink_xml(cgap_sink *self, const char *text);

#endif
