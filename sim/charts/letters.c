/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters of the figures for which no font is installed: pictures of pixels would show boxes. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/charts.h"
#include "cgap/memory.h"

#include "process.h"
#include "sink.h"

enum { MOST_LETTERS = 128, MOST_TOLD = 8 };

/* Letters by their codes, each once. */
typedef struct letters {
    uint32_t code[MOST_LETTERS];
    size_t n;
} letters;

/* Scripts that DejaVu Sans, the typeface of the figures, does not draw: Syriac, those of India,
 * Thai, Tibetan, Burmese, Ethiopic, Khmer, Mongolian, Chinese, Japanese and Korean; pictures. */
static bool
in_doubt(uint32_t code)
{
    static const uint32_t range[][2] = {{0x0700, 0x07BF},   {0x0800, 0x0E7F},  {0x0F00, 0x109F},
                                        {0x1100, 0x13FF},   {0x1780, 0x1CFF},  {0x2E80, 0xA4CF},
                                        {0xA980, 0xD7FF},   {0xF900, 0xFAFF},  {0xFF00, 0xFFEF},
                                        {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFF}};
    bool inside = false;

    for (size_t k = 0; k < sizeof range / sizeof *range && !inside; k++) {
        inside = code >= range[k][0] && code <= range[k][1];
    }
    return inside;
}

/* The next letter of what is UTF-8; 0 at the end. */
static uint32_t
next_letter(const char **at)
{
    const unsigned char *byte = (const unsigned char *) *at;
    size_t more = *byte >= 0xF0 ? 3 : *byte >= 0xE0 ? 2 : *byte >= 0xC0 ? 1 : 0;
    uint32_t code = more == 0 ? *byte : *byte & (0x3Fu >> more);

    for (*at += *byte != 0; more > 0 && ((unsigned char) **at & 0xC0) == 0x80; more--) {
        code = code << 6 | ((unsigned char) *(*at)++ & 0x3Fu);
    }
    return code;
}

static void
gather(letters *self, const char *text)
{
    for (uint32_t code; (code = next_letter(&text)) != 0;) {
        bool known = !in_doubt(code) || self->n == MOST_LETTERS;

        for (size_t k = 0; k < self->n && !known; k++) {
            known = self->code[k] == code;
        }
        if (!known) {
            self->code[self->n++] = code;
        }
    }
}

/* The layouts hold all that is written on the figures. */
static void
gather_folder(letters *self, const char *folder)
{
    DIR *list = opendir(folder);

    for (struct dirent *entry; list != NULL && (entry = readdir(list)) != NULL;) {
        size_t n = strlen(entry->d_name);
        char *path = cgap_text_format("%s/%s", folder, entry->d_name);
        FILE *stream = n > 3 && strcmp(entry->d_name + n - 3, ".gp") == 0 && path != NULL
                           ? fopen(path, "rb")
                           : NULL;
        cgap_sink text = {0};
        char bytes[4096];
        size_t got;

        while (stream != NULL && (got = fread(bytes, 1, sizeof bytes, stream)) > 0) {
            cgap_sink_bytes(&text, bytes, got);
        }
        if (stream != NULL) {
            (void) fclose(stream);
        }
        gather(self, text.text == NULL ? "" : text.text);
        cgap_sink_free(&text);
        free(path);
    }
    if (list != NULL) {
        (void) closedir(list);
    }
}

/* Whether fontconfig knows a font with all of @p n letters; yes, too, where it cannot be asked. */
static bool
some_font_has(const uint32_t *code, size_t n)
{
    char *argv[] = {"fc-list", NULL, "family", NULL};
    cgap_sink pattern = {0};
    cgap_process child;
    bool found = true;

    cgap_sink_add(&pattern, ":charset=");
    for (size_t k = 0; k < n; k++) {
        cgap_sink_add(&pattern, k == 0 ? "%x" : " %x", (unsigned) code[k]);
    }
    argv[1] = pattern.text;
    if (!pattern.failed && cgap_process_start(&child, argv) == 0) {
        while (cgap_process_read(&child)) {
        }
        found = cgap_process_wait(&child) != 0 || child.said.used > 0;
        cgap_sink_free(&child.said);
    }
    cgap_sink_free(&pattern);
    return found;
}

static void
append(char *out, uint32_t code)
{
    char *at = out + strlen(out);

    if (code < 0x10000) {
        (void) snprintf(at, 4, "%c%c%c", (int) (0xE0 | code >> 12),
                        (int) (0x80 | (code >> 6 & 0x3F)), (int) (0x80 | (code & 0x3F)));
    } else {
        (void) snprintf(at, 5, "%c%c%c%c", (int) (0xF0 | code >> 18),
                        (int) (0x80 | (code >> 12 & 0x3F)), (int) (0x80 | (code >> 6 & 0x3F)),
                        (int) (0x80 | (code & 0x3F)));
    }
}

/* Package of Debian whose fonts have a letter. */
static const char *
package_of(uint32_t code)
{
    if (code >= 0x1F000 && code < 0x1FB00) {
        return "fonts-noto-color-emoji";
    }
    return (code >= 0x1100 && code < 0x1200) || (code >= 0x2E80 && code < 0xA000) ||
                   (code >= 0xAC00 && code < 0xD800) || (code >= 0xF900 && code < 0xFB00) ||
                   (code >= 0xFF00 && code < 0xFFF0) || code >= 0x20000
               ? "fonts-noto-cjk"
               : "fonts-noto-core";
}

const char *
cgap_charts_unseen(const char *pictures, char *out)
{
    letters all = {.n = 0};
    char *data = cgap_text_format("%s/data", pictures);
    const char *package = NULL;
    size_t told = 0;

    *out = '\0';
    if (data != NULL) {
        gather_folder(&all, data);
    }
    free(data);
    if (all.n == 0 || some_font_has(all.code, all.n)) {
        return NULL;
    }
    for (size_t k = 0; k < all.n && told < MOST_TOLD; k++) {
        if (!some_font_has(&all.code[k], 1)) {
            append(out, all.code[k]);
            package = package == NULL ? package_of(all.code[k]) : package;
            told++;
        }
    }
    return package;
}
