/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* renameat2, RENAME_EXCHANGE, realpath */
#include "cgap/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgap/durable.h"
#include "cgap/memory.h"
#include "maker.h"

enum { MOST_NUMBERS = 10000 };

/* Removes an entry of the open folder @p parent: works without memory of our own, since it runs
 * when memory is out, too. */
static void
remove_entry(int parent, const char *name)
{
    int inner = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = inner < 0 ? NULL : fdopendir(inner);
    struct dirent *entry;

    if (folder == NULL) {
        if (inner >= 0) {
            (void) close(inner);
        }
        (void) unlinkat(parent, name, 0);
        return;
    }
    while ((entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            remove_entry(inner, entry->d_name);
        }
    }
    (void) closedir(folder);
    (void) unlinkat(parent, name, AT_REMOVEDIR);
}

void
cgap_folder_remove(const char *path)
{
    remove_entry(AT_FDCWD, path);
}

static bool
exists(const char *path)
{
    struct stat what;

    return lstat(path, &what) == 0;
}

/* Makes every missing folder above the last part of the target and counts them. */
static cgap_status
make_parents(cgap_folder *self, cgap_error *err)
{
    cgap_status status = CGAP_OK;
    char *part = cgap_text_copy(self->target);

    if (part == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", self->target);
    }
    for (char *slash = strchr(part + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(part, 0777) == 0) {
            self->n_made++;
        } else if (errno != EEXIST) {
            status = cgap_error_fail(err, CGAP_E_IO, "%s: the folder cannot be created (%s)", part,
                                     strerror(errno));
            break;
        }
        *slash = '/';
    }
    free(part);
    return status;
}

/* Takes the parents back, innermost first, as far as nobody else put anything there. Cuts target.
 */
static void
remove_parents(cgap_folder *self)
{
    char *slash;

    while (self->n_made > 0 && (slash = strrchr(self->target, '/')) != NULL) {
        *slash = '\0';
        if (rmdir(self->target) == 0) {
            self->n_made--;
        } else if (errno != ENOENT) { /* not made any more, when making it was what failed */
            return;
        }
    }
}

/* Makes and names a sibling of target that no other run uses: "<parent>/.<name>.<process>-<n>".
 * NULL with errno set when it cannot. */
static char *
make_sibling(const char *target)
{
    const char *slash = strrchr(target, '/');
    const char *name = slash == NULL ? target : slash + 1;

    for (int n = 1; n <= MOST_NUMBERS; n++) {
        char *path = cgap_text_format("%.*s.%s.%ld-%d", (int) (name - target), target, name,
                                      (long) getpid(), n);

        if (path == NULL) {
            errno = ENOMEM;
            return NULL;
        }
        if (mkdir(path, 0777) == 0) {
            return path;
        }
        free(path);
        if (errno != EEXIST) {
            return NULL;
        }
    }
    return NULL;
}

static bool
is_empty_folder(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    size_t n = 0;

    if (folder == NULL) {
        return false;
    }
    while ((entry = readdir(folder)) != NULL) {
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    (void) closedir(folder);
    return n == 0;
}

/* Only what the same kind of command made may be replaced: --force on a home folder must not empty
 * it, and figures of a panel must not take the place of a run. */
static cgap_status
check_replaceable(cgap_folder *self, folder_maker maker, cgap_error *err)
{
    char *real = realpath(self->target, NULL); /* behind a link, the folder itself is replaced */
    bool figures = maker == MADE_BY_MEASURE;
    folder_maker made = MADE_BY_OTHERS;
    cgap_status status = real == NULL ? CGAP_OK : cgap_folder_maker(real, &made, err);

    if (real == NULL) {
        status = cgap_error_fail(err, errno == ENOMEM ? CGAP_E_MEMORY : CGAP_E_INPUT,
                                 "%s: cannot be replaced (%s)", self->target, strerror(errno));
    } else if (status == CGAP_OK && made != maker && !is_empty_folder(real)) {
        status = cgap_error_fail(err, CGAP_E_INPUT,
                                 "%s: exists and is no %s (no manifest.json says so); --force "
                                 "replaces only such folders; name another folder",
                                 self->target,
                                 figures ? "folder of figures that cgap measure --charts drew"
                                         : "results folder of cgap");
    }
    if (status != CGAP_OK) {
        free(real);
        return status;
    }
    free(self->target);
    self->target = real;
    return CGAP_OK;
}

/* An empty folder may be given as a place for results: nothing is lost when they take its name. Not
 * so the current folder, which a shell would go on standing in, nor one where another file system
 * is mounted, which no rename can reach. */
static bool
may_give_way(const char *real)
{
    char *parent = cgap_text_format("%s/..", real);
    struct stat self, above, here;
    bool may = parent != NULL && lstat(real, &self) == 0 && S_ISDIR(self.st_mode) &&
               stat(parent, &above) == 0 && above.st_dev == self.st_dev && stat(".", &here) == 0 &&
               !(here.st_dev == self.st_dev && here.st_ino == self.st_ino);

    free(parent);
    return may && is_empty_folder(real);
}

static cgap_status
check_free(cgap_folder *self, cgap_error *err)
{
    char *real = realpath(self->target, NULL); /* behind a link, the folder itself gives way */

    if (real == NULL || !may_give_way(real)) {
        free(real);
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%s: exists; name another folder, or replace it with --force",
                               self->target);
    }
    free(self->target);
    self->target = real;
    self->empty = true;
    return CGAP_OK;
}

static void
drop_trailing_slashes(char *path)
{
    for (size_t n = strlen(path); n > 1 && path[n - 1] == '/'; n--) {
        path[n - 1] = '\0';
    }
}

cgap_status
cgap_folder_begin(cgap_folder *self, const char *target, cgap_folder_taken taken, cgap_error *err)
{
    cgap_folder draft = CGAP_FOLDER_INIT;
    cgap_status status = CGAP_OK;

    draft.taken = taken;
    draft.target = cgap_text_copy(target);
    if (draft.target == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", target);
    }
    drop_trailing_slashes(draft.target);
    if (exists(draft.target) && taken == CGAP_FOLDER_REFUSE) {
        status = check_free(&draft, err);
    } else if (exists(draft.target) && taken != CGAP_FOLDER_NUMBER) {
        status = check_replaceable(
            &draft, taken == CGAP_FOLDER_REPLACE ? MADE_BY_RUN : MADE_BY_MEASURE, err);
    }
    if (status == CGAP_OK) {
        status = make_parents(&draft, err);
    }
    if (status == CGAP_OK) {
        draft.draft = make_sibling(draft.target);
        if (draft.draft == NULL) {
            status = cgap_error_fail(err, errno == ENOMEM ? CGAP_E_MEMORY : CGAP_E_IO,
                                     "%s: the folder cannot be created (%s)", draft.target,
                                     strerror(errno));
        }
    }
    if (status != CGAP_OK) {
        cgap_folder_free(&draft);
        return status;
    }
    *self = draft;
    return CGAP_OK;
}

/* Puts draft in the place of target and removes what was there: by one swap where the file system
 * can; else by way of a third name, taking the first move back when the second fails. */
static bool
replace(const char *draft, const char *target)
{
    char *aside;
    bool moved, done;
    int cause;

    if (renameat2(AT_FDCWD, draft, AT_FDCWD, target, RENAME_EXCHANGE) == 0) {
        cgap_folder_remove(draft);
        return true;
    }
    aside = make_sibling(target);
    if (aside == NULL) {
        return false;
    }
    moved = rename(target, aside) == 0;
    done = moved && rename(draft, target) == 0;
    cause = errno;
    if (done || !moved || rename(aside, target) == 0) {
        cgap_folder_remove(aside);
    }
    free(aside);
    errno = cause;
    return done;
}

/* Puts the files of an open folder and of those in it on the disk: what takes its name is whole
 * after a power failure, too. Charts can be drawn again, and are many. */
static bool
make_durable(int parent, const char *name)
{
    int inner = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat what;
    DIR *folder;
    bool sound = inner >= 0 && fstat(inner, &what) == 0 && cgap_durable(inner);
    struct dirent *entry;

    if (!sound || !S_ISDIR(what.st_mode)) {
        int cause = errno;

        if (inner >= 0) {
            (void) close(inner);
        }
        errno = cause;
        return sound;
    }
    folder = fdopendir(inner);
    if (folder == NULL) {
        (void) close(inner);
        return false;
    }
    while (sound && (entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] != '.' && strcmp(entry->d_name, "charts") != 0) {
            sound = make_durable(inner, entry->d_name);
        }
    }
    (void) closedir(folder);
    return sound;
}

typedef enum attempt { TAKEN, DONE, FAILED } attempt;

/* The rename decides; the look beforehand only spares empty folders of others. */
static attempt
take_name(const char *draft, const char *name, bool empty)
{
    struct stat old;

    if (exists(name) && !empty) {
        return TAKEN;
    }
    if (empty && stat(name, &old) == 0) { /* who made it said who may look into it */
        (void) chmod(draft, old.st_mode & 07777);
    }
    if (rename(draft, name) == 0) {
        return DONE;
    }
    return errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR ? TAKEN : FAILED;
}

/* First free name among target-2, target-3, ... */
static attempt
take_number(cgap_folder *self)
{
    attempt result = TAKEN;

    for (int number = 2; result == TAKEN && number <= MOST_NUMBERS; number++) {
        char *name = cgap_text_format("%s-%d", self->target, number);

        if (name == NULL) {
            errno = ENOMEM;
            return FAILED;
        }
        result = take_name(self->draft, name, false);
        if (result == DONE) {
            free(self->target);
            self->target = name;
        } else {
            free(name);
        }
    }
    return result;
}

cgap_status
cgap_folder_commit(cgap_folder *self, cgap_error *err)
{
    attempt result;

    if (!make_durable(AT_FDCWD, self->draft)) {
        return cgap_error_fail(err, CGAP_E_IO, "%s: cannot be put on the disk (%s)", self->target,
                               strerror(errno));
    }
    result = take_name(self->draft, self->target, self->empty);
    if (result == FAILED && self->empty) {
        result = take_number(self); /* nothing that was computed is lost */
    }

    if (result == TAKEN && self->taken == CGAP_FOLDER_NUMBER) {
        result = take_number(self);
    } else if (result == TAKEN &&
               (self->taken == CGAP_FOLDER_REPLACE || self->taken == CGAP_FOLDER_REPLACE_FIGURES)) {
        result = replace(self->draft, self->target) ? DONE : FAILED;
    }
    if (result == TAKEN) {
        return cgap_error_fail(err, CGAP_E_IO, "%s: was created by another program meanwhile",
                               self->target);
    }
    if (result == FAILED) {
        return cgap_error_fail(err, CGAP_E_IO, "%s: the finished folder cannot take its name (%s)",
                               self->target, strerror(errno));
    }
    cgap_durable_name(self->target);
    free(self->draft);
    self->draft = NULL;
    self->n_made = 0;
    return CGAP_OK;
}

void
cgap_folder_free(cgap_folder *self)
{
    if (self->draft != NULL) {
        cgap_folder_remove(self->draft);
    }
    if (self->target != NULL && self->n_made > 0) {
        remove_parents(self);
    }
    free(self->draft);
    free(self->target);
    *self = (cgap_folder) CGAP_FOLDER_INIT;
}
