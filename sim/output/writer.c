/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cgap/number.h"

void
cgap_writer_init(cgap_writer *self, FILE *stream)
{
    self->stream = stream;
    self->failure = 0;
    self->used = 0;
    self->last_length = 0;
}

static void
put_through(cgap_writer *self, const char *bytes, size_t n)
{
    errno = 0;
    if (self->failure == 0 && fwrite(bytes, 1, n, self->stream) != n) {
        self->failure = errno != 0 ? errno : EIO;
    }
}

static void
empty_buffer(cgap_writer *self)
{
    put_through(self, self->buffer, self->used);
    self->used = 0;
}

void
cgap_writer_bytes(cgap_writer *self, const char *bytes, size_t n)
{
    if (n > WRITER_SIZE - self->used) {
        empty_buffer(self);
    }
    if (n > WRITER_SIZE) {
        put_through(self, bytes, n);
        return;
    }
    memcpy(self->buffer + self->used, bytes, n);
    self->used += n;
}

void
cgap_writer_text(cgap_writer *self, const char *text)
{
    cgap_writer_bytes(self, text, strlen(text));
}

void
cgap_writer_number(cgap_writer *self, double value)
{
    if (self->last_length == 0 || memcmp(&self->last, &value, sizeof value) != 0) {
        self->last = value;
        self->last_length = cgap_number_format(value, self->last_text);
    }
    if (sizeof self->last_text > WRITER_SIZE - self->used) {
        empty_buffer(self);
    }
    /* all of it, of which the length counts: a copy of known size is two instructions */
    memcpy(self->buffer + self->used, self->last_text, sizeof self->last_text);
    self->used += self->last_length;
}

void
cgap_writer_count(cgap_writer *self, long long value)
{
    char text[CGAP_NUMBER_SIZE], *at = text + sizeof text;
    unsigned long long left =
        value < 0 ? 0ULL - (unsigned long long) value : (unsigned long long) value;

    /* a table has as many counts as rows: printf is a seventh of writing it */
    do {
        *--at = (char) ('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0) {
        *--at = '-';
    }
    cgap_writer_bytes(self, at, (size_t) (text + sizeof text - at));
}

cgap_status
cgap_writer_finish(cgap_writer *self, const char *where, cgap_error *err)
{
    empty_buffer(self);
    errno = 0;
    if (self->failure == 0 && fflush(self->stream) != 0) {
        self->failure = errno != 0 ? errno : EIO;
    }
    return self->failure == 0 ? CGAP_OK
                              : cgap_error_fail(err, CGAP_E_IO, "%s: cannot be written (%s)", where,
                                                strerror(self->failure));
}

cgap_status
cgap_file_write(const char *path, cgap_fill fill, const void *content, cgap_error *err)
{
    FILE *stream = fopen(path, "wb");
    cgap_status status;

    if (stream == NULL) {
        return cgap_error_fail(err, CGAP_E_IO, "%s: cannot be created (%s)", path, strerror(errno));
    }
    status = fill(stream, path, content, err);
    /* Network file systems report a full disk only here. */
    if (fclose(stream) != 0 && status == CGAP_OK) {
        status =
            cgap_error_fail(err, CGAP_E_IO, "%s: cannot be closed (%s)", path, strerror(errno));
    }
    if (status != CGAP_OK) {
        (void) unlink(path);
    }
    return status;
}
