/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_SCENARIO_TEXT_H
#define CGAP_TEST_SCENARIO_TEXT_H
/* Small scenario files in a fresh folder, read with the shipped data folder. Include after
 * harness.h. */
#include "folder.h"

#include "cgap/scenario_read.h"

#define SHIPPED CGAP_SOURCE_DIR "/scenarios"

static const char *text_folder;

static inline int
text_setup(void **state)
{
    (void) state;
    text_folder = test_folder();
    return 0;
}

/* Path of a file in the folder of this test; one of eight static buffers. */
static inline const char *
text_path(const char *name)
{
    static char path[8][256];
    static unsigned turn;
    char *out = path[turn++ % 8];

    (void) snprintf(out, sizeof path[0], "%s/%s", text_folder, name);
    return out;
}

static inline const char *
text_file(const char *name, const char *text)
{
    const char *path = text_path(name);

    test_write(path, text);
    return path;
}

static inline cgap_status
text_read_with(cgap_scenario *out, const char *path, const char *const *settings, size_t n,
               cgap_diagnostics *diagnostics)
{
    cgap_scenario_source source = {path, SHIPPED, settings, n};

    return cgap_scenario_read(out, &source, diagnostics);
}

/* Prints every message: a failing test should say why. */
static inline void
text_print(const cgap_diagnostics *diagnostics)
{
    char line[2048];

    for (size_t m = 0; m < diagnostics->n; m++) {
        cgap_message_format(&diagnostics->at[m], line, sizeof line);
        print_message("%s\n", line);
    }
}

/* Reads a text that must be without errors; *out is to be freed. */
static inline void
text_read(cgap_scenario *out, const char *name, const char *text)
{
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;

    if (text_read_with(out, text_file(name, text), NULL, 0, &diagnostics) != CGAP_OK) {
        text_print(&diagnostics);
        fail_msg("%s was refused", name);
    }
    cgap_diagnostics_free(&diagnostics);
}

/* The message at that place with that phrase, or NULL. line -1: any. */
static inline const cgap_message *
text_find(const cgap_diagnostics *diagnostics, cgap_severity severity, const char *file, int line,
          const char *path, const char *phrase)
{
    for (size_t m = 0; m < diagnostics->n; m++) {
        const cgap_message *at = &diagnostics->at[m];
        bool same_path =
            path == NULL ? at->path == NULL : at->path != NULL && strcmp(at->path, path) == 0;

        if (at->severity == severity && same_path && (line < 0 || at->line == line) &&
            at->file != NULL && strcmp(at->file, file) == 0 && strstr(at->text, phrase) != NULL) {
            return at;
        }
    }
    return NULL;
}

static inline void
text_expect(const cgap_diagnostics *diagnostics, cgap_severity severity, const char *file, int line,
            const char *path, const char *phrase)
{
    if (text_find(diagnostics, severity, file, line, path, phrase) == NULL) {
        text_print(diagnostics);
        fail_msg("no message at %s:%d: %s: ...%s...", file, line, path != NULL ? path : "-",
                 phrase);
    }
}

#endif
