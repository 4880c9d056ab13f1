/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* realpath */
#include "target.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cgap/memory.h"
#include "cgap/output.h"

/* Whether the file is a page of ours: its head says so. */
static bool
is_report(const char *path)
{
    char head[512];
    FILE *stream = fopen(path, "rb");
    size_t n = stream == NULL ? 0 : fread(head, 1, sizeof head - 1, stream);

    head[n] = '\0';
    if (stream != NULL) {
        (void) fclose(stream);
    }
    return strncmp(head, "<!DOCTYPE html>", 15) == 0 && strstr(head, CGAP_REPORT_GENERATOR) != NULL;
}

char *
cgap_report_target(const char *path, bool replaces, cgap_error *err)
{
    struct stat what;
    char *real = realpath(path, NULL);

    if (real == NULL) {
        return cgap_text_copy(path); /* whether it can be made shows when it is */
    }
    if (stat(real, &what) == 0 && S_ISREG(what.st_mode) && (replaces || is_report(real))) {
        return real;
    }
    free(real);
    (void) cgap_error_fail(err, CGAP_E_INPUT,
                           "%s: exists and is no report of cgap; name another file", path);
    return NULL;
}

cgap_status
cgap_report_put(const char *path, const char *text, cgap_error *err)
{
    char *part = cgap_text_format("%s.part", path);
    cgap_status status = part == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                                      : cgap_output_text(part, text, err);

    if (status == CGAP_OK && rename(part, path) != 0) {
        status =
            cgap_error_fail(err, CGAP_E_IO, "%s: cannot be written (%s)", path, strerror(errno));
        (void) remove(part);
    }
    free(part);
    return status;
}
