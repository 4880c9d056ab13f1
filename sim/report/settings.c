/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings.h"

#include <libconfig.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/number.h"

/* Both texts become the list's; NULL in either is memory that ran out. */
static bool
push(cgap_settings *self, char *key, char *value)
{
    bool fine = key != NULL && value != NULL;

    if (fine && self->n == self->capacity) {
        size_t capacity = 2 * self->capacity + 256;
        cgap_setting *grown = realloc(self->at, capacity * sizeof *grown);

        fine = grown != NULL;
        if (fine) {
            self->at = grown;
            self->capacity = capacity;
        }
    }
    if (fine) {
        self->at[self->n++] = (cgap_setting){key, value};
    } else {
        free(key);
        free(value);
    }
    return fine;
}

void
cgap_written_out(double value, char number[CGAP_NUMBER_SIZE])
{
    char plain[CGAP_NUMBER_SIZE];
    double back;

    (void) cgap_number_format(value, number);
    if (strchr(number, 'e') == NULL || fabs(value) >= 1.0 ||
        snprintf(plain, sizeof plain, "%.10f", value) >= (int) sizeof plain) {
        return;
    }
    for (size_t n = strlen(plain); plain[n - 1] == '0'; n--) {
        plain[n - 1] = '\0';
    }
    if (cgap_number_parse(plain, &back) && back == value) {
        memcpy(number, plain, sizeof plain);
    }
}

static char *
scalar(const config_setting_t *setting)
{
    char number[CGAP_NUMBER_SIZE];

    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
    case CONFIG_TYPE_INT64:
        return cgap_text_format("%lld", config_setting_get_int64(setting));
    case CONFIG_TYPE_FLOAT:
        cgap_written_out(config_setting_get_float(setting), number);
        return cgap_text_copy(number);
    case CONFIG_TYPE_BOOL:
        return cgap_text_copy(config_setting_get_bool(setting) ? "true" : "false");
    case CONFIG_TYPE_STRING:
        return cgap_text_copy(config_setting_get_string(setting));
    default:
        return cgap_text_copy("");
    }
}

/* Appends ", " or "; " and one more text to a list under way; frees both. */
static char *
joined(char *list, const char *between, char *next)
{
    char *out = list == NULL || next == NULL
                    ? NULL
                    : cgap_text_format("%s%s%s", list, list[0] == '\0' ? "" : between, next);

    free(list);
    free(next);
    return out;
}

static char *
array_text(const config_setting_t *setting)
{
    char *out = cgap_text_copy("");

    for (unsigned k = 0; k < (unsigned) config_setting_length(setting) && out != NULL; k++) {
        out = joined(out, ", ", scalar(config_setting_get_elem(setting, k)));
    }
    return out;
}

static bool
is_schedule(const config_setting_t *setting)
{
    const config_setting_t *first = config_setting_get_elem(setting, 0);

    return first != NULL && config_setting_is_group(first) &&
           config_setting_get_member(first, "from") != NULL &&
           config_setting_get_member(first, "value") != NULL;
}

static char *
schedule_text(const config_setting_t *setting)
{
    char *out = cgap_text_copy("");

    for (unsigned k = 0; k < (unsigned) config_setting_length(setting) && out != NULL; k++) {
        const config_setting_t *one = config_setting_get_elem(setting, k);
        const config_setting_t *since = config_setting_get_member(one, "from");
        const config_setting_t *what = config_setting_get_member(one, "value");
        char *from = since == NULL ? NULL : scalar(since);
        char *value = what == NULL ? NULL : scalar(what);
        char *text = from == NULL || value == NULL ? NULL
                     : k == 0 ? cgap_text_copy(value) /* the first also holds before its date */
                              : cgap_text_format("%s from %s", value, from);

        free(from);
        free(value);
        out = joined(out, "; ", text);
    }
    return out;
}

static bool walk(cgap_settings *self, const char *path, const config_setting_t *setting, int depth);

enum { MOST_DEPTH = 12 };

/* Key of a child: by its own name, by the `name` in it, or by its number. */
static char *
key_of(const char *path, const config_setting_t *child, unsigned number)
{
    const char *own = config_setting_name(child), *given = NULL;
    const char *dot = path[0] == '\0' ? "" : ".";

    if (own != NULL) {
        return cgap_text_format("%s%s%s", path, dot, own);
    }
    if (config_setting_is_group(child) &&
        config_setting_lookup_string(child, "name", &given) == CONFIG_TRUE) {
        return cgap_text_format("%s%s%s", path, dot, given);
    }
    return cgap_text_format("%s%s%u", path, dot, number + 1);
}

static bool
walk_children(cgap_settings *self, const char *path, const config_setting_t *setting, int depth)
{
    bool fine = depth < MOST_DEPTH;

    for (unsigned k = 0; fine && k < (unsigned) config_setting_length(setting); k++) {
        const config_setting_t *child = config_setting_get_elem(setting, k);
        char *key = key_of(path, child, k);

        fine = key != NULL && walk(self, key, child, depth + 1);
        free(key);
    }
    return fine;
}

static bool
walk(cgap_settings *self, const char *path, const config_setting_t *setting, int depth)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_GROUP:
        return walk_children(self, path, setting, depth);
    case CONFIG_TYPE_LIST:
        return is_schedule(setting) ? push(self, cgap_text_copy(path), schedule_text(setting))
                                    : walk_children(self, path, setting, depth);
    case CONFIG_TYPE_ARRAY:
        return push(self, cgap_text_copy(path), array_text(setting));
    default:
        return push(self, cgap_text_copy(path), scalar(setting));
    }
}

/* A canonical scenario stands alone; a line that includes another file was put there by others. */
static cgap_status
check_alone(const char *path, cgap_error *err)
{
    FILE *stream = fopen(path, "rb");
    char line[4096];
    bool start = true, includes = false;

    if (stream == NULL) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%s: cannot be read; a results folder holds the scenarios it was "
                               "made from",
                               path);
    }
    while (!includes && fgets(line, sizeof line, stream) != NULL) {
        includes = start && strncmp(line + strspn(line, " \t"), "@include", 8) == 0;
        start = strchr(line, '\n') != NULL;
    }
    (void) fclose(stream);
    return includes ? cgap_error_fail(err, CGAP_E_INPUT,
                                      "%s: has @include; the scenario of a results folder is "
                                      "complete without other files",
                                      path)
                    : CGAP_OK;
}

cgap_status
cgap_settings_read(cgap_settings *self, const char *path, cgap_error *err)
{
    config_t tree;
    cgap_status status = check_alone(path, err);

    memset(self, 0, sizeof *self);
    if (status != CGAP_OK) {
        return status;
    }
    config_init(&tree);
    if (config_read_file(&tree, path) != CONFIG_TRUE) {
        status = cgap_error_fail(err, CGAP_E_INPUT, "%s:%d: %s", path, config_error_line(&tree),
                                 config_error_text(&tree));
    } else if (!walk(self, "", config_root_setting(&tree), 0)) {
        status =
            cgap_error_fail(err, CGAP_E_MEMORY, "%s: nested too deeply, or out of memory", path);
    }
    config_destroy(&tree);
    if (status != CGAP_OK) {
        cgap_settings_free(self);
    }
    return status;
}

void
cgap_settings_free(cgap_settings *self)
{
    for (size_t k = 0; k < self->n; k++) {
        free(self->at[k].key);
        free(self->at[k].value);
    }
    free(self->at);
    memset(self, 0, sizeof *self);
}

const char *
cgap_settings_find(const cgap_settings *self, const char *key)
{
    for (size_t k = 0; k < self->n; k++) {
        if (strcmp(self->at[k].key, key) == 0) {
            return self->at[k].value;
        }
    }
    return NULL;
}
