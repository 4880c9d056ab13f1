/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_STREAM_H
#define CGAP_STREAM_H
/*
 * Numbers as bytes in a file that ends with the SHA-256 of all before it. Counts take as many bytes
 * as they need (seven bits in each), so the file is the same on every machine. A failure sticks:
 * callers ask once, at the end.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <nettle/sha2.h>

#include "cgap/error.h"
#include "cgap/summary.h"

typedef struct cgap_stream {
    FILE *file;
    const char *path;  /* for messages; borrowed */
    bool on_disk;      /* path names a file, which goes where it cannot be completed */
    bool failed;       /* not written, or not what a stream of ours holds */
    size_t used, size; /* bytes of the buffer read so far or to be written; bytes in it (reading) */
    uint64_t left;     /* bytes not in the buffer yet, without the sum (reading) */
    struct sha256_ctx hash;
    uint8_t buffer[1 << 16];
} cgap_stream;

/* Writing. Close tells whether everything arrived; an incomplete file is removed. */
cgap_status cgap_stream_create(cgap_stream *self, const char *path, cgap_error *err);
void cgap_stream_write_to(cgap_stream *self, FILE *file, const char *name); /* takes the file */
void cgap_stream_put(cgap_stream *self, const void *bytes, size_t n);
void cgap_stream_put_count(cgap_stream *self, uint64_t value);
void cgap_stream_put_wide(cgap_stream *self, cgap_wide value);
void cgap_stream_put_real(cgap_stream *self, double value);
cgap_status cgap_stream_close(cgap_stream *self, cgap_error *err);

/* Reading. Open takes the sum of the whole file first: what is read then is what was written. End
 * tells whether everything was read and nothing else. CGAP_E_INPUT: the sum does not fit. */
cgap_status cgap_stream_open(cgap_stream *self, const char *path, cgap_error *err);
cgap_status cgap_stream_read_from(cgap_stream *self, FILE *file, const char *name,
                                  cgap_error *err); /* takes the file, also after a failure */
void cgap_stream_get(cgap_stream *self, void *bytes, size_t n);
uint64_t cgap_stream_get_count(cgap_stream *self, uint64_t most); /* 0 once failed or above most */
cgap_wide cgap_stream_get_wide(cgap_stream *self);
double cgap_stream_get_real(cgap_stream *self);
cgap_status cgap_stream_end(cgap_stream *self, cgap_error *err);

/* Closes a stream that is given up. */
void cgap_stream_drop(cgap_stream *self);

#endif
