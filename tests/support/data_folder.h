/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_DATA_FOLDER_H
#define CGAP_TEST_DATA_FOLDER_H
/* Copies of the shipped data folder that a test may damage, and its messages. Include after
 * harness.h and folder.h. */
#include "cgap/dataset.h"

#define TEST_DATA CGAP_SOURCE_DIR "/scenarios/data"

enum { TEST_PATH = 512 };

/* Content of table @p name of the shipped folder; free it. */
static inline char *
test_data_table(const char *name)
{
    char path[TEST_PATH], *text;

    (void) snprintf(path, sizeof path, "%s/%s", TEST_DATA, name);
    text = test_content(path);
    if (text == NULL) {
        fail_msg("%s cannot be read", path);
    }
    return text;
}

static inline void
test_data_write(const char *folder, const char *name, const char *text)
{
    char path[TEST_PATH];

    (void) snprintf(path, sizeof path, "%s/%s", folder, name);
    test_write(path, text);
}

/* A fresh folder with a copy of every table a run reads; static storage. */
static inline const char *
test_data_copy(void)
{
    const char *folder = test_folder();

    for (size_t f = 0; CGAP_DATASET_FILES[f] != NULL; f++) {
        char *text = test_data_table(CGAP_DATASET_FILES[f]);

        test_data_write(folder, CGAP_DATASET_FILES[f], text);
        free(text);
    }
    return folder;
}

static inline void
test_data_remove(const char *folder)
{
    for (size_t f = 0; CGAP_DATASET_FILES[f] != NULL; f++) {
        char path[TEST_PATH];

        (void) snprintf(path, sizeof path, "%s/%s", folder, CGAP_DATASET_FILES[f]);
        (void) unlink(path);
    }
    (void) rmdir(folder);
}

/* Puts @p after in place of the only occurrence of @p before in one table of @p folder. */
static inline void
test_data_edit(const char *folder, const char *name, const char *before, const char *after)
{
    char *text = test_data_table(name);
    char *at = strstr(text, before);
    char *edited = calloc(1, strlen(text) + strlen(after) + 1);

    if (at == NULL || strstr(at + 1, before) != NULL || edited == NULL) {
        fail_msg("'%s' does not stand once in %s", before, name);
        return; /* not reached */
    }
    memcpy(edited, text, (size_t) (at - text));
    strcat(edited, after);
    strcat(edited, at + strlen(before));
    test_data_write(folder, name, edited);
    free(edited);
    free(text);
}

/* Reads the shipped folder; any message fails the test. Free it. */
static inline cgap_dataset *
test_data_shipped(void)
{
    cgap_dataset *data = calloc(1, sizeof *data);
    cgap_diagnostics found = CGAP_DIAGNOSTICS_INIT;

    assert_non_null(data);
    cgap_dataset_read(data, TEST_DATA, &found);
    for (size_t m = 0; m < found.n; m++) {
        fail_msg("%s:%d: %s: %s", found.at[m].file, found.at[m].line, found.at[m].path,
                 found.at[m].text);
    }
    return data;
}

static inline void
test_data_free(cgap_dataset *data)
{
    cgap_dataset_free(data);
    free(data);
}

#endif
