/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "maker.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cgap/memory.h"

static bool
says(const json_t *value, const char *text)
{
    return json_is_string(value) && strcmp(json_string_value(value), text) == 0;
}

cgap_status
cgap_folder_maker(const char *folder, folder_maker *maker, cgap_error *err)
{
    json_error_t why = {.text = ""};
    char *path = cgap_text_format("%s/manifest.json", folder);
    json_t *root = path == NULL ? NULL : json_load_file(path, 0, &why);
    const json_t *program = json_object_get(root, "program");
    bool memory =
        path != NULL && (root != NULL || json_error_code(&why) != json_error_out_of_memory);

    *maker = MADE_BY_OTHERS;
    if (says(json_object_get(program, "name"), "cgap")) {
        *maker = MADE_BY_RUN;
    } else if (says(program, "cgap") && says(json_object_get(root, "command"), "measure")) {
        *maker = MADE_BY_MEASURE;
    }
    json_decref(root);
    free(path);
    return memory ? CGAP_OK : cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", folder);
}
