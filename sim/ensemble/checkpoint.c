/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checkpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgap/memory.h"

enum { MOST_ATTEMPTS = 100 };

static char *
worker_path(const char *folder, size_t worker)
{
    return cgap_text_format("%s/worker-%zu.sums", folder, worker);
}

cgap_status
cgap_checkpoint_save(const char *folder, size_t worker, const cgap_portion *portion,
                     cgap_error *err)
{
    char *path = worker_path(folder, worker);
    cgap_status status = path == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                                      : cgap_portion_save(portion, path, err);

    free(path);
    return status;
}

/* Adds one file, if it is there; *added counts files. */
static cgap_status
add_file(cgap_ensemble *to, const cgap_plan *plan, cgap_coverage *covered, const char *path,
         bool skip_known, size_t *added, cgap_error *err)
{
    cgap_status status;

    if (access(path, F_OK) != 0) {
        return CGAP_OK;
    }
    status = cgap_portion_add(to, plan->identity, plan->first, plan->end, covered, path, skip_known,
                              err);
    (*added)++;
    cgap_coverage_join(covered);
    return status == CGAP_OK
               ? status
               : cgap_error_note(
                     err, status,
                     "going on from the checkpoint %s; remove that folder to begin anew",
                     plan->checkpoint);
}

static void
remove_workers(const char *folder)
{
    for (size_t w = 0; w < CGAP_CHECKPOINT_WORKERS; w++) {
        char *path = worker_path(folder, w);

        if (path != NULL) {
            (void) remove(path);
        }
        free(path);
    }
}

/* Everything added so far into base.sums; only then the workers' files go. */
static cgap_status
gather(const cgap_ensemble *ensemble, const cgap_plan *plan, const cgap_coverage *covered,
       const char *base, cgap_error *err)
{
    cgap_portion portion;
    cgap_status status = cgap_portion_of_ensemble(&portion, ensemble, plan, covered, err);

    if (status == CGAP_OK) {
        status = cgap_portion_save(&portion, base, err);
        cgap_portion_release(&portion);
    }
    if (status == CGAP_OK) {
        remove_workers(plan->checkpoint);
    }
    return status;
}

static cgap_status
load_all(cgap_ensemble *to, const cgap_plan *plan, cgap_coverage *covered, const char *base,
         cgap_error *err)
{
    size_t added = 0, bases;
    cgap_status status = add_file(to, plan, covered, base, false, &added, err);

    bases = added;
    for (size_t w = 0; w < CGAP_CHECKPOINT_WORKERS && status == CGAP_OK; w++) {
        char *path = worker_path(plan->checkpoint, w);

        status = path == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                              : add_file(to, plan, covered, path, true, &added, err);
        free(path);
    }
    return status == CGAP_OK && added > bases ? gather(to, plan, covered, base, err) : status;
}

/* Opens the lock of a folder, which is made where it is not there; -1 with errno set. */
static int
open_lock(const char *folder, const char *path)
{
    return mkdir(folder, 0777) == 0 || errno == EEXIST
               ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666)
               : -1;
}

/* Whether the path still leads to the open file: a run that ended has removed the folder. */
static bool
is_there(int lock, const char *path)
{
    struct stat held, now;

    return fstat(lock, &held) == 0 && stat(path, &now) == 0 && held.st_dev == now.st_dev &&
           held.st_ino == now.st_ino;
}

static cgap_status
hold(const char *folder, const char *path, int *lock, cgap_error *err)
{
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        *lock = open_lock(folder, path);
        if (*lock < 0) {
            return cgap_error_fail(err, CGAP_E_IO, "%s: cannot be created: %s", folder,
                                   strerror(errno));
        }
        /* The kernel lets go of it when the process ends, however it ends. */
        if (flock(*lock, LOCK_EX | LOCK_NB) != 0) {
            return errno == EWOULDBLOCK
                       ? cgap_error_fail(err, CGAP_E_INPUT,
                                         "%s: another run goes on from this checkpoint now; wait "
                                         "for it, or name another --out",
                                         folder)
                       : cgap_error_fail(err, CGAP_E_IO,
                                         "%s: cannot be locked (%s); name an --out on a file "
                                         "system that knows locks",
                                         path, strerror(errno));
        }
        if (is_there(*lock, path)) {
            return CGAP_OK;
        }
        cgap_checkpoint_release(*lock);
        *lock = -1;
    }
    return cgap_error_fail(err, CGAP_E_IO, "%s: is removed again and again", folder);
}

cgap_status
cgap_checkpoint_hold(const char *folder, int *lock, cgap_error *err)
{
    char *path = cgap_text_format("%s/lock", folder);
    cgap_status status;

    *lock = -1;
    status = path == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                          : hold(folder, path, lock, err);
    free(path);
    return status;
}

void
cgap_checkpoint_release(int lock)
{
    if (lock >= 0) {
        (void) close(lock);
    }
}

cgap_status
cgap_checkpoint_load(cgap_ensemble *to, const cgap_plan *plan, cgap_coverage *covered,
                     cgap_error *err)
{
    char *base = cgap_text_format("%s/base.sums", plan->checkpoint);
    cgap_status status = base == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                                      : load_all(to, plan, covered, base, err);

    free(base);
    return status;
}
