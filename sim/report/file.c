/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

/* All bytes of a stream; *text is owned also when it fails. */
static bool
read_all(FILE *stream, char **text)
{
    size_t used = 0, capacity = 0, got = 1;

    while (got > 0) {
        if (capacity - used < 2) {
            char *grown = realloc(*text, 2 * capacity + 65536);

            if (grown == NULL) {
                return false;
            }
            *text = grown;
            capacity = 2 * capacity + 65536;
        }
        got = fread(*text + used, 1, capacity - used - 1, stream);
        used += got;
    }
    (*text)[used] = '\0';
    return true;
}

cgap_status
cgap_report_read_file(const char *folder, const char *name, char **text, cgap_error *err)
{
    char *path = cgap_text_format("%s/%s", folder, name);
    FILE *stream = path == NULL ? NULL : fopen(path, "rb");
    cgap_status status = CGAP_OK;

    *text = NULL;
    if (path == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", name);
    } else if (stream == NULL) {
        status = cgap_error_fail(err, CGAP_E_IO, "%s: cannot be read (%s)", path, strerror(errno));
    } else if (!read_all(stream, text)) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", path);
    } else if (ferror(stream)) {
        status = cgap_error_fail(err, CGAP_E_IO, "%s: cannot be read (%s)", path, strerror(errno));
    }
    if (stream != NULL) {
        (void) fclose(stream);
    }
    if (status != CGAP_OK) {
        free(*text);
        *text = NULL;
    }
    free(path);
    return status;
}

static bool
ends_with(const char *text, const char *ending)
{
    size_t n = strlen(text), m = strlen(ending);

    return n > m && strcmp(text + n - m, ending) == 0;
}

static bool
push(char ***names, size_t *n, const char *name)
{
    char **grown = realloc(*names, (*n + 1) * sizeof *grown);
    char *copy = cgap_text_copy(name);
    size_t at = *n;

    if (grown != NULL) {
        *names = grown;
    }
    if (grown == NULL || copy == NULL) {
        free(copy);
        return false;
    }
    for (; at > 0 && strcmp(grown[at - 1], copy) > 0; at--) {
        grown[at] = grown[at - 1];
    }
    grown[at] = copy;
    ++*n;
    return true;
}

cgap_status
cgap_report_list_files(const char *folder, const char *ending, char ***names, size_t *n,
                       cgap_error *err)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    bool fine = true;

    *names = NULL;
    *n = 0;
    while (dir != NULL && fine && (entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] != '.' && ends_with(entry->d_name, ending)) {
            fine = push(names, n, entry->d_name);
        }
    }
    if (dir != NULL) {
        (void) closedir(dir);
    }
    if (!fine) {
        cgap_report_free_files(*names, *n);
        *names = NULL;
        *n = 0;
    }
    return fine ? CGAP_OK : cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", folder);
}

void
cgap_report_free_files(char **names, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        free(names[k]);
    }
    free(names);
}
