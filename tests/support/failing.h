/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_FAILING_H
#define CGAP_TEST_FAILING_H
/*
 * Failure injection: programs under tests/failure are linked with --wrap for the calls below, and
 * the n-th of them fails. Counts calls of our own objects only, not those inside shared libraries.
 * Include in one source of a program only.
 *
 *     for (int n = 1; !done; n++) { failing_at = n; ...; failing_at = 0; }
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int failing_at;    /* 1: the next call fails; 0: none does */
static int failing_count; /* how many calls failed so far */

static int
failing_now(int cause)
{
    if (failing_at > 0 && --failing_at == 0) {
        failing_count++;
        errno = cause;
        return 1;
    }
    return 0;
}

#define FAILING(type, name, parameters, arguments, cause, result)                                  \
    type __real_##name parameters;                                                                 \
    type __wrap_##name parameters;                                                                 \
    type __wrap_##name parameters                                                                  \
    {                                                                                              \
        return failing_now(cause) ? (result) : __real_##name arguments;                            \
    }

FAILING(void *, malloc, (size_t size), (size), ENOMEM, NULL)
FAILING(void *, calloc, (size_t n, size_t size), (n, size), ENOMEM, NULL)
FAILING(void *, realloc, (void *old, size_t size), (old, size), ENOMEM, NULL)
FAILING(int, posix_memalign, (void **out, size_t alignment, size_t size), (out, alignment, size),
        ENOMEM, ENOMEM)
FAILING(FILE *, fopen, (const char *path, const char *mode), (path, mode), EMFILE, NULL)
FAILING(size_t, fwrite, (const void *from, size_t size, size_t n, FILE *to), (from, size, n, to),
        ENOSPC, 0)
FAILING(int, fflush, (FILE * stream), (stream), ENOSPC, EOF)
FAILING(int, mkdir, (const char *path, mode_t mode), (path, mode), ENOSPC, -1)
FAILING(int, rename, (const char *from, const char *to), (from, to), EACCES, -1)

/* A failing fclose has closed the stream all the same. */
int __real_fclose(FILE *stream);
int __wrap_fclose(FILE *stream);
int
__wrap_fclose(FILE *stream)
{
    int failed = failing_now(ENOSPC);
    int result = __real_fclose(stream);

    if (failed) {
        errno = ENOSPC;
    }
    return failed ? EOF : result;
}

/* Never a swap in one step: the longer way must hold too. */
int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags);
int
__wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    (void) from_folder;
    (void) from;
    (void) to_folder;
    (void) to;
    (void) flags;
    errno = EINVAL;
    return -1;
}

#endif
