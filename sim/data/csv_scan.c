/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv_scan.h"

#include <stddef.h>
#include <string.h>

/* Copies a quoted field onto its own start, doubled quotes single. NULL when it is left open. */
static char *
scan_quoted(cgap_csv_scanner *s, char *out)
{
    for (s->at++; s->at < s->end; s->at++) {
        if (*s->at == '"' && s->at + 1 < s->end && s->at[1] == '"') {
            s->at++;
        } else if (*s->at == '"') {
            s->at++;
            return out;
        }
        s->line += *s->at == '\n';
        *out++ = *s->at;
    }
    return NULL;
}

static char *
scan_plain(cgap_csv_scanner *s)
{
    while (s->at < s->end && *s->at != ',' && *s->at != '\n' && *s->at != '\r') {
        s->at++;
    }
    return s->at;
}

const char *
cgap_csv_scan_field(cgap_csv_scanner *self, char **field, bool *last)
{
    bool quoted = self->at < self->end && *self->at == '"';
    char *end;

    *field = self->at;
    end = quoted ? scan_quoted(self, *field) : scan_plain(self);
    if (end == NULL) {
        return "a quoted field is left open";
    }
    if (self->at + 1 < self->end && self->at[0] == '\r' && self->at[1] == '\n') {
        self->at++;
    }
    if (self->at < self->end && *self->at == '\r') {
        return "a line ends in a carriage return alone; save the file with LF or CRLF line ends";
    }
    if (self->at < self->end && *self->at != ',' && *self->at != '\n') {
        return "text follows the closing quote of a field";
    }
    *last = self->at >= self->end || *self->at == '\n';
    self->line += self->at < self->end && *self->at == '\n';
    if (self->at < self->end) {
        self->at++;
    }
    *end = '\0';
    return NULL;
}

const char *
cgap_csv_header_problem(const char *first, size_t n)
{
    if (n == 1 && strchr(first, '\t') != NULL) {
        return "fields are separated by tabs; save the file as CSV with a comma between fields and "
               "a point in numbers";
    }
    if (n == 1 && strchr(first, ';') != NULL) {
        return "fields are separated by ';'; save the file as CSV with a comma between fields and "
               "a point in numbers";
    }
    return NULL;
}
