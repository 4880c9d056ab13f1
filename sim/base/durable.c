/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/durable.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/memory.h"

bool
cgap_durable(int file)
{
    return fsync(file) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP;
}

bool
cgap_durable_stream(FILE *stream)
{
    return fflush(stream) == 0 && cgap_durable(fileno(stream));
}

void
cgap_durable_name(const char *path)
{
    char *folder = cgap_text_copy(path);
    char *slash = folder != NULL ? strrchr(folder, '/') : NULL;
    int file;

    if (slash != NULL) {
        slash[slash == folder] = '\0'; /* "/" is its own folder */
    }
    file = folder == NULL ? -1 : open(slash != NULL ? folder : ".", O_RDONLY | O_CLOEXEC);
    if (file >= 0) {
        (void) cgap_durable(file);
        (void) close(file);
    }
    free(folder);
}
