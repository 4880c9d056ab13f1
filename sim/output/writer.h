/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_OUTPUT_WRITER_H
#define CGAP_OUTPUT_WRITER_H
/* A buffered stream that remembers its first failure, so that a row need not check every field. */
#include <stdio.h>

#include "cgap/number.h"
#include "cgap/table.h"

enum { WRITER_SIZE = 1 << 14 };

typedef struct cgap_writer {
    FILE *stream;
    int failure; /* errno of the first short write, 0 while all is well */
    size_t used;
    double last; /* the number written last and its text: long tables repeat their dates */
    size_t last_length;
    char last_text[CGAP_NUMBER_SIZE];
    char buffer[WRITER_SIZE];
} cgap_writer;

void cgap_writer_init(cgap_writer *self, FILE *stream);
void cgap_writer_bytes(cgap_writer *self, const char *bytes, size_t n);
void cgap_writer_text(cgap_writer *self, const char *text);
void cgap_writer_number(cgap_writer *self, double value); /* finite */
void cgap_writer_count(cgap_writer *self, long long value);

/** @brief Flushes buffer and stream; @p where names the stream in the message. */
cgap_status cgap_writer_finish(cgap_writer *self, const char *where, cgap_error *err) CGAP_CHECKED;

/* One format each; failures of the stream stay in the writer. */
void cgap_csv_write(cgap_writer *out, const cgap_table *table, size_t threads);
cgap_status cgap_json_write(cgap_writer *out, const cgap_table *table,
                            cgap_error *err) CGAP_CHECKED;

/** @brief Creates @p path and lets @p fill write it; closes it and, on any failure, removes it. */
typedef cgap_status (*cgap_fill)(FILE *stream, const char *path, const void *content,
                                 cgap_error *err);
cgap_status cgap_file_write(const char *path, cgap_fill fill, const void *content,
                            cgap_error *err) CGAP_CHECKED;

#endif
