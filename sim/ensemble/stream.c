/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream.h"

#include <errno.h>
#include <string.h>

#include "cgap/durable.h"
#include "cgap/elementary.h"

static void
start(cgap_stream *self, FILE *file, const char *path)
{
    self->file = file;
    self->path = path;
    self->on_disk = false;
    self->failed = false;
    self->used = 0;
    self->size = 0;
    sha256_init(&self->hash);
}

cgap_status
cgap_stream_create(cgap_stream *self, const char *path, cgap_error *err)
{
    FILE *file = fopen(path, "wb");

    start(self, file, path);
    self->on_disk = true;
    return file != NULL ? CGAP_OK
                        : cgap_error_fail(err, CGAP_E_IO, "%s: cannot be written: %s", path,
                                          strerror(errno));
}

void
cgap_stream_write_to(cgap_stream *self, FILE *file, const char *name)
{
    start(self, file, name);
}

static void
write_out(cgap_stream *self)
{
    if (fwrite(self->buffer, 1, self->used, self->file) != self->used) {
        self->failed = true;
    }
    self->used = 0;
}

static void
flush(cgap_stream *self)
{
    sha256_update(&self->hash, self->used, self->buffer);
    write_out(self);
}

static void
put_byte(cgap_stream *self, uint8_t byte)
{
    if (self->used == sizeof self->buffer) {
        flush(self);
    }
    self->buffer[self->used++] = byte;
}

void
cgap_stream_put(cgap_stream *self, const void *bytes, size_t n)
{
    const uint8_t *byte = bytes;

    for (size_t b = 0; b < n; b++) {
        put_byte(self, byte[b]);
    }
}

void
cgap_stream_put_count(cgap_stream *self, uint64_t value)
{
    for (; value >= 128; value >>= 7) {
        put_byte(self, (uint8_t) (value & 127) | 128);
    }
    put_byte(self, (uint8_t) value);
}

__extension__ typedef unsigned __int128 wide_bits;

/* Sign in the lowest bit, so that small numbers of both signs are short. */
void
cgap_stream_put_wide(cgap_stream *self, cgap_wide value)
{
    wide_bits bits = (wide_bits) value << 1;

    for (bits = value < 0 ? ~bits : bits; bits >= 128; bits >>= 7) {
        put_byte(self, (uint8_t) (bits & 127) | 128);
    }
    put_byte(self, (uint8_t) bits);
}

void
cgap_stream_put_real(cgap_stream *self, double value)
{
    uint64_t bits = cgap_double_to_bits(value);

    for (int b = 0; b < 8; b++) {
        put_byte(self, (uint8_t) (bits >> 8 * b));
    }
}

void
cgap_stream_drop(cgap_stream *self)
{
    if (self->file != NULL) {
        (void) fclose(self->file);
        self->file = NULL;
    }
}

cgap_status
cgap_stream_close(cgap_stream *self, cgap_error *err)
{
    int cause;

    flush(self);
    sha256_digest(&self->hash, SHA256_DIGEST_SIZE, self->buffer);
    self->used = SHA256_DIGEST_SIZE;
    write_out(self);
    cause = errno;
    if (self->on_disk && !self->failed && !cgap_durable_stream(self->file)) {
        cause = errno;
        self->failed = true;
    }
    if (fclose(self->file) != 0) {
        cause = errno;
        self->failed = true;
    }
    self->file = NULL;
    if (self->failed) {
        if (self->on_disk) {
            (void) remove(self->path);
        }
        return cgap_error_fail(err, CGAP_E_IO, "%s: cannot be written: %s", self->path,
                               strerror(cause));
    }
    return CGAP_OK;
}

/* Whether the file ends with the sum of all before it; sets how much that is. */
static bool
sum_fits(cgap_stream *self)
{
    uint8_t computed[SHA256_DIGEST_SIZE], stored[SHA256_DIGEST_SIZE];
    long size = fseek(self->file, 0, SEEK_END) == 0 ? ftell(self->file) : -1;

    if (size < (long) sizeof stored || fseek(self->file, 0, SEEK_SET) != 0) {
        return false;
    }
    self->left = (uint64_t) size - sizeof stored;
    for (uint64_t left = self->left; left > 0;) {
        size_t n = left < sizeof self->buffer ? (size_t) left : sizeof self->buffer;

        if (fread(self->buffer, 1, n, self->file) != n) {
            return false;
        }
        sha256_update(&self->hash, n, self->buffer);
        left -= n;
    }
    sha256_digest(&self->hash, sizeof computed, computed);
    return fread(stored, 1, sizeof stored, self->file) == sizeof stored &&
           memcmp(computed, stored, sizeof stored) == 0 && fseek(self->file, 0, SEEK_SET) == 0;
}

cgap_status
cgap_stream_open(cgap_stream *self, const char *path, cgap_error *err)
{
    FILE *file = fopen(path, "rb");

    return file != NULL
               ? cgap_stream_read_from(self, file, path, err)
               : cgap_error_fail(err, CGAP_E_IO, "%s: cannot be read: %s", path, strerror(errno));
}

cgap_status
cgap_stream_read_from(cgap_stream *self, FILE *file, const char *name, cgap_error *err)
{
    start(self, file, name);
    if (!sum_fits(self)) {
        cgap_stream_drop(self);
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%s: is no file of sums, or damaged or cut short: its checksum does "
                               "not fit",
                               name);
    }
    return CGAP_OK;
}

static uint8_t
get_byte(cgap_stream *self)
{
    if (self->used == self->size) {
        size_t n = self->left < sizeof self->buffer ? (size_t) self->left : sizeof self->buffer;

        self->size = self->failed ? 0 : fread(self->buffer, 1, n, self->file);
        self->left -= self->size;
        self->used = 0;
    }
    if (self->size == 0) {
        self->failed = true;
        return 0;
    }
    return self->buffer[self->used++];
}

void
cgap_stream_get(cgap_stream *self, void *bytes, size_t n)
{
    uint8_t *byte = bytes;

    for (size_t b = 0; b < n; b++) {
        byte[b] = get_byte(self);
    }
}

uint64_t
cgap_stream_get_count(cgap_stream *self, uint64_t most)
{
    uint64_t value = 0;
    uint8_t byte = 128;

    for (unsigned shift = 0; byte >= 128 && shift < 64; shift += 7) {
        byte = get_byte(self);
        value |= (uint64_t) (byte & 127) << shift;
    }
    if (byte >= 128 || value > most) {
        self->failed = true;
    }
    return self->failed ? 0 : value;
}

cgap_wide
cgap_stream_get_wide(cgap_stream *self)
{
    wide_bits bits = 0;
    uint8_t byte = 128;

    for (unsigned shift = 0; byte >= 128 && shift < 128; shift += 7) {
        byte = get_byte(self);
        bits |= (wide_bits) (byte & 127) << shift;
    }
    self->failed = self->failed || byte >= 128;
    return (bits & 1) != 0 ? (cgap_wide) ~(bits >> 1) : (cgap_wide) (bits >> 1);
}

double
cgap_stream_get_real(cgap_stream *self)
{
    uint64_t bits = 0;

    for (int b = 0; b < 8; b++) {
        bits |= (uint64_t) get_byte(self) << 8 * b;
    }
    return cgap_bits_to_double(bits);
}

cgap_status
cgap_stream_end(cgap_stream *self, cgap_error *err)
{
    bool whole = !self->failed && self->used == self->size && self->left == 0;

    cgap_stream_drop(self);
    return whole ? CGAP_OK
                 : cgap_error_fail(err, CGAP_E_INPUT,
                                   "%s: does not hold what a file of sums of this run holds",
                                   self->path);
}
