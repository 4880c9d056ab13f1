/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* realpath */
#include "folder.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cgap/memory.h"

static bool
exists(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0;
}

static char *
beside(const char *file, const char *name)
{
    const char *slash = file != NULL ? strrchr(file, '/') : NULL;

    if (name[0] == '/' || slash == NULL) {
        return cgap_text_copy(name);
    }
    return cgap_text_format("%.*s/%s", (int) (slash - file), file, name);
}

cgap_found
cgap_found_at(const char *file, const char *installed, const char *name)
{
    cgap_found found = {NULL, beside(file, name), NULL, false};

    if (installed != NULL && installed[0] != '\0' && name[0] != '/') {
        found.installed = cgap_text_format("%s/%s", installed, name);
        found.exhausted = found.installed == NULL;
    }
    if (found.beside != NULL && exists(found.beside)) {
        found.path = cgap_text_copy(found.beside);
        found.exhausted = found.exhausted || found.path == NULL;
    } else if (found.installed != NULL && exists(found.installed)) {
        found.path = cgap_text_copy(found.installed);
        found.exhausted = found.exhausted || found.path == NULL;
    }
    found.exhausted = found.exhausted || found.beside == NULL;
    return found;
}

void
cgap_found_free(cgap_found *self)
{
    free(self->path);
    free(self->beside);
    free(self->installed);
    *self = (cgap_found){NULL, NULL, NULL, false};
}

char *
cgap_found_spelling(const char *path, const char *installed)
{
    char *real = realpath(path, NULL);
    char *root = installed != NULL && installed[0] != '\0' ? realpath(installed, NULL) : NULL;
    size_t length = root != NULL ? strlen(root) : 0;
    char *spelling;

    if (real != NULL && root != NULL && strncmp(real, root, length) == 0 && real[length] == '/') {
        spelling = cgap_text_copy(real + length + 1);
    } else {
        spelling = cgap_text_copy(real);
    }
    free(real);
    free(root);
    return spelling;
}

bool
cgap_found_same(const char *a, const char *b)
{
    struct stat one, other;

    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}
