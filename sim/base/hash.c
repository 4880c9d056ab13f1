/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/hash.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

#include "cgap/number.h"

static void
finish(struct sha256_ctx *hash, char out[CGAP_SHA256_TEXT])
{
    static const char hex[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];

    sha256_digest(hash, sizeof digest, digest);
    for (size_t b = 0; b < sizeof digest; b++) {
        out[2 * b] = hex[digest[b] >> 4];
        out[2 * b + 1] = hex[digest[b] & 15];
    }
    out[2 * sizeof digest] = '\0';
}

void
cgap_sha256_bytes(const char *bytes, size_t n, char out[CGAP_SHA256_TEXT])
{
    struct sha256_ctx hash;

    sha256_init(&hash);
    sha256_update(&hash, n, (const uint8_t *) bytes);
    finish(&hash, out);
}

void
cgap_sha256_text(const char *text, char out[CGAP_SHA256_TEXT])
{
    cgap_sha256_bytes(text, strlen(text), out);
}

void
cgap_sha256_numbers(const double *value, size_t n, char out[CGAP_SHA256_TEXT])
{
    struct sha256_ctx hash;

    sha256_init(&hash);
    for (size_t k = 0; k < n; k++) {
        char text[CGAP_NUMBER_SIZE];
        size_t length = cgap_number_format(value[k], text);

        text[length] = '\n';
        sha256_update(&hash, length + 1, (const uint8_t *) text);
    }
    finish(&hash, out);
}

cgap_status
cgap_sha256_file(const char *path, char out[CGAP_SHA256_TEXT], cgap_error *err)
{
    struct sha256_ctx hash;
    uint8_t part[4096];
    FILE *stream = fopen(path, "rb");
    bool failed;

    if (stream == NULL) {
        return cgap_error_fail(err, CGAP_E_IO, "%s: cannot be read (%s)", path, strerror(errno));
    }
    sha256_init(&hash);
    for (size_t got; (got = fread(part, 1, sizeof part, stream)) > 0;) {
        sha256_update(&hash, got, part);
    }
    failed = ferror(stream) != 0;
    (void) fclose(stream);
    if (failed) {
        return cgap_error_fail(err, CGAP_E_IO, "%s: cannot be read to its end", path);
    }
    finish(&hash, out);
    return CGAP_OK;
}
