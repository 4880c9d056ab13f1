/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgap/diagnostics.h"
#include "cgap/memory.h"

static bool
is_folder(const char *path)
{
    struct stat what;

    return stat(path, &what) == 0 && S_ISDIR(what.st_mode);
}

/* Takes @p share (owned) as the shared folder when scenarios and their data are in it. */
static bool
accept(cgap_place *self, char *share)
{
    cgap_place place = {share, NULL, NULL};
    char *data = NULL;
    bool accepted = false;

    if (share != NULL) {
        place.scenarios = cgap_text_format("%s/scenarios", share);
        place.plots = cgap_text_format("%s/plots", share);
        data = cgap_text_format("%s/scenarios/data", share);
        accepted =
            place.scenarios != NULL && place.plots != NULL && data != NULL && is_folder(data);
    }
    free(data);
    if (accepted) {
        *self = place;
    } else {
        cgap_place_free(&place);
    }
    return accepted;
}

/* Folder of the running program, without trailing slash; false when the system does not tell. */
static bool
program_folder(char folder[PATH_MAX])
{
    ssize_t length = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    char *slash;

    if (length <= 0) {
        return false;
    }
    folder[length] = '\0';
    slash = strrchr(folder, '/');
    if (slash == NULL) {
        return false;
    }
    *slash = '\0';
    return true;
}

cgap_status
cgap_place_find(cgap_place *self, cgap_error *err)
{
    const char *set = getenv("CGAP_SHARE");
    char folder[PATH_MAX];

    if (set != NULL && set[0] != '\0') {
        return accept(self, cgap_text_copy(set))
                   ? CGAP_OK
                   : cgap_error_fail(err, CGAP_E_INPUT,
                                     "the environment variable CGAP_SHARE is '%s', which is no "
                                     "folder with scenarios/data in it",
                                     set);
    }
    if (program_folder(folder)) {
        if (accept(self, cgap_text_format("%s/../share/cgap", folder))) {
            return CGAP_OK;
        }
        for (char *slash = folder + strlen(folder); slash != NULL; slash = strrchr(folder, '/')) {
            *slash = '\0';
            if (accept(self, cgap_text_copy(folder))) {
                return CGAP_OK;
            }
        }
    }
    return cgap_error_fail(err, CGAP_E_INPUT,
                           "the shipped scenarios are found neither in ../share/cgap beside the "
                           "program's folder nor above it; name the folder that holds scenarios/ "
                           "and plots/ in the environment variable CGAP_SHARE");
}

void
cgap_place_free(cgap_place *self)
{
    free(self->share);
    free(self->scenarios);
    free(self->plots);
    *self = (cgap_place) CGAP_PLACE_INIT;
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

static bool
names_add(cgap_names *self, const char *file)
{
    size_t length = strlen(file);
    char **grown;

    if (file[0] == '.' || length < 5 || strcmp(file + length - 4, ".cfg") != 0) {
        return true;
    }
    grown = realloc(self->at, (self->n + 1) * sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    self->at = grown;
    self->at[self->n] = cgap_text_format("%.*s", (int) length - 4, file);
    if (self->at[self->n] == NULL) {
        return false;
    }
    self->n++;
    return true;
}

cgap_status
cgap_place_names(const cgap_place *self, cgap_names *out, cgap_error *err)
{
    DIR *folder = opendir(self->scenarios);
    struct dirent *entry;
    bool fits = true;

    *out = (cgap_names){0, NULL};
    if (folder == NULL) {
        return cgap_error_fail(err, CGAP_E_INPUT, "%s: the folder cannot be read (%s)",
                               self->scenarios, strerror(errno));
    }
    while (fits && (entry = readdir(folder)) != NULL) {
        fits = names_add(out, entry->d_name);
    }
    (void) closedir(folder);
    if (!fits) {
        cgap_names_free(out);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    if (out->n > 1) {
        qsort(out->at, out->n, sizeof *out->at, by_name);
    }
    return CGAP_OK;
}

void
cgap_names_free(cgap_names *self)
{
    for (size_t k = 0; k < self->n; k++) {
        free(self->at[k]);
    }
    free(self->at);
    *self = (cgap_names){0, NULL};
}

static cgap_status
no_such_scenario(const cgap_place *self, const char *argument, cgap_error *err)
{
    cgap_names names;
    const char *nearest = NULL;
    cgap_status status = cgap_place_names(self, &names, err);

    if (status != CGAP_OK) {
        return status;
    }
    nearest = cgap_nearest_name(argument, (const char *const *) names.at, names.n);
    status = cgap_error_fail(err, CGAP_E_INPUT,
                             "%s: is neither a file nor the name of a shipped scenario%s%s%s; "
                             "`cgap list scenarios` shows them",
                             argument, nearest != NULL ? ": did you mean " : "",
                             nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
    cgap_names_free(&names);
    return status;
}

cgap_status
cgap_place_scenario(const cgap_place *self, const char *argument, char **path, cgap_error *err)
{
    static const char *const ending[] = {"", ".cfg"};

    if (access(argument, F_OK) == 0 && !is_folder(argument)) {
        *path = cgap_text_copy(argument);
        return *path != NULL ? CGAP_OK : cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (size_t e = 0; e < 2; e++) {
        char *shipped = cgap_text_format("%s/%s%s", self->scenarios, argument, ending[e]);

        if (shipped == NULL) {
            return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
        }
        if (access(shipped, F_OK) == 0 && !is_folder(shipped)) {
            *path = shipped;
            return CGAP_OK;
        }
        free(shipped);
    }
    return is_folder(argument)
               ? cgap_error_fail(err, CGAP_E_INPUT, "%s: is a folder; a scenario file is expected",
                                 argument)
               : no_such_scenario(self, argument, err);
}
