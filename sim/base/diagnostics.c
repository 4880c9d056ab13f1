/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/diagnostics.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

void
cgap_diagnostics_free(cgap_diagnostics *self)
{
    for (size_t m = 0; m < self->n; m++) {
        free(self->at[m].file);
        free(self->at[m].path);
        free(self->at[m].text);
    }
    free(self->at);
    *self = (cgap_diagnostics) CGAP_DIAGNOSTICS_INIT;
}

static bool
same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool
already_said(const cgap_diagnostics *self, const cgap_message *message)
{
    for (size_t m = 0; m < self->n; m++) {
        const cgap_message *old = &self->at[m];

        if (old->line == message->line && same_text(old->file, message->file) &&
            same_text(old->path, message->path) && same_text(old->text, message->text)) {
            return true;
        }
    }
    return false;
}

static void
message_free(cgap_message *self)
{
    free(self->file);
    free(self->path);
    free(self->text);
}

void
cgap_diagnostics_add(cgap_diagnostics *self, cgap_severity severity, const char *file, int line,
                     const char *path, const char *format, ...)
{
    char text[1024];
    va_list args;
    cgap_message message = {severity, NULL, line, NULL, NULL};

    va_start(args, format);
    (void) vsnprintf(text, sizeof text, format, args);
    va_end(args);
    message.file = cgap_text_copy(file);
    message.path = cgap_text_copy(path);
    message.text = cgap_text_copy(text);
    if (message.text == NULL || (file != NULL && message.file == NULL) ||
        (path != NULL && message.path == NULL)) {
        message_free(&message);
        self->exhausted = true;
        return;
    }
    if (already_said(self, &message)) {
        message_free(&message);
        return;
    }
    if (self->n == self->capacity) {
        size_t capacity = self->capacity == 0 ? 16 : 2 * self->capacity;
        cgap_message *grown = realloc(self->at, capacity * sizeof *grown);

        if (grown == NULL) {
            message_free(&message);
            self->exhausted = true;
            return;
        }
        self->at = grown;
        self->capacity = capacity;
    }
    self->at[self->n++] = message;
    self->n_error += severity == CGAP_ERROR;
}

bool
cgap_diagnostics_failed(const cgap_diagnostics *self)
{
    return self->n_error > 0 || self->exhausted;
}

void
cgap_message_format(const cgap_message *self, char *out, size_t size)
{
    const char *file = self->file != NULL ? self->file : "", *cut = "";
    char line[24] = "";

    if (strlen(file) > size / 2) { /* the end of a path tells more, and the line must be there */
        file += strlen(file) - size / 2;
        while (((unsigned char) *file & 0xC0U) == 0x80U) {
            file++;
        }
        cut = "...";
    }
    if (self->file != NULL && self->line > 0) {
        (void) snprintf(line, sizeof line, ":%d", self->line);
    }
    (void) snprintf(out, size, "%s%s%s%s%s%s%s%s", cut, file, line, self->file != NULL ? ": " : "",
                    self->severity == CGAP_WARNING ? "warning: " : "",
                    self->path != NULL ? self->path : "", self->path != NULL ? ": " : "",
                    self->text);
}

enum { LONGEST_NAME = 96 };

/* Optimal string alignment distance (insertion, deletion, substitution, adjacent swap). */
static size_t
edit_distance(const char *a, const char *b)
{
    size_t row[3][LONGEST_NAME + 1];
    size_t n_a = strlen(a), n_b = strlen(b);

    if (n_a > LONGEST_NAME || n_b > LONGEST_NAME) {
        return SIZE_MAX; /* no name of ours is that long, nor nearly */
    }
    for (size_t j = 0; j <= n_b; j++) {
        row[0][j] = j;
    }
    for (size_t i = 1; i <= n_a; i++) {
        size_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];

        now[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);

            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                before[j - 2] + 1 < best) {
                best = before[j - 2] + 1;
            }
            now[j] = best;
        }
    }
    return row[n_a % 3][n_b];
}

const char *
cgap_nearest_name(const char *word, const char *const *known, size_t n)
{
    const char *nearest = NULL;
    size_t allowed = strlen(word) / 3 + 1;

    for (size_t k = 0; k < n; k++) {
        size_t distance = edit_distance(word, known[k]);

        if (distance < allowed || (distance == allowed && nearest == NULL)) {
            nearest = known[k];
            allowed = distance;
        }
    }
    return nearest;
}
