/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parse.h"

#include <errno.h>
#include <libconfig.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cgap/memory.h"
#include "scan.h"

/* A scenario is a page or two; what is larger is not one. */
enum { LARGEST_FILE = 1 << 20 };

static const char BYTE_ORDER_MARK[] = "\xef\xbb\xbf"; /* some editors put it in front of UTF-8 */

typedef struct conversion {
    const char *file;
    const cgap_scan *scan;
    size_t used; /* literals taken so far */
    bool failed; /* memory */
} conversion;

static bool
fits(const char *digits, int base, bool has_suffix)
{
    errno = 0;
    if (base == 16) {
        unsigned long long bits = strtoull(digits, NULL, 16);

        return errno == 0 && (has_suffix || bits <= UINT32_MAX);
    }
    long long value = strtoll(digits, NULL, 10);

    return errno == 0 && (has_suffix || (value >= INT32_MIN && value <= INT32_MAX));
}

/* Reads the literal as written, whatever the parser made of it. */
static void
read_literal(cgap_node *node)
{
    const char *text = node->text;
    bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    size_t length = strlen(text);
    bool has_suffix = text[length - 1] == 'L';

    if (!hex && strpbrk(text, ".eE") != NULL) {
        node->kind = CGAP_NODE_REAL;
        node->number = strpbrk(text, "0123456789") != NULL ? strtod(text, NULL) : (double) NAN;
        return;
    }
    node->kind = CGAP_NODE_INTEGER;
    node->number = hex ? (double) strtoull(text, NULL, 16) : strtod(text, NULL);
    node->wrapped = !fits(text, hex ? 16 : 10, has_suffix);
}

static cgap_node *
convert_number(conversion *self, const config_setting_t *setting, int line)
{
    cgap_node *node;

    if (self->used == self->scan->n) {
        self->failed = true; /* scanner and parser disagree: cgap_parse_text reports it */
        return NULL;
    }
    node = cgap_node_new(CGAP_NODE_REAL, config_setting_name(setting), self->file, line);
    if (node != NULL) {
        const cgap_literal *literal = &self->scan->at[self->used++];

        if (literal->length == 0) {
            node->kind = CGAP_NODE_REFUSED;
            return node;
        }
        node->text = cgap_text_format("%.*s", (int) literal->length, literal->text);
        if (node->text == NULL) {
            cgap_node_free(node);
            return NULL;
        }
        read_literal(node);
    }
    return node;
}

static cgap_node *convert(conversion *self, config_setting_t *setting);

static cgap_node *
convert_children(conversion *self, cgap_node *node, config_setting_t *setting)
{
    int n = config_setting_length(setting);

    for (int k = 0; node != NULL && k < n; k++) {
        cgap_node *child = convert(self, config_setting_get_elem(setting, (unsigned) k));

        if (!cgap_node_adopt(node, child)) {
            cgap_node_free(node);
            return NULL;
        }
        child->position = (size_t) k + 1;
    }
    return node;
}

/* Recursion is bounded by CGAP_SCAN_DEPTH. */
static cgap_node *
convert(conversion *self, config_setting_t *setting)
{
    const char *name = config_setting_name(setting);
    int line = self->file != CGAP_NODE_SETTING ? (int) config_setting_source_line(setting) : 0;
    cgap_node *node;

    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
    case CONFIG_TYPE_INT64:
    case CONFIG_TYPE_FLOAT:
        return convert_number(self, setting, line);
    case CONFIG_TYPE_BOOL:
        node = cgap_node_new(CGAP_NODE_BOOLEAN, name, self->file, line);
        if (node != NULL) {
            node->number = config_setting_get_bool(setting) != 0;
        }
        return node;
    case CONFIG_TYPE_STRING:
        node = cgap_node_new(CGAP_NODE_TEXT, name, self->file, line);
        if (node != NULL) {
            const char *text = config_setting_get_string(setting);

            node->text = cgap_text_copy(text != NULL ? text : "");
            if (node->text == NULL) {
                cgap_node_free(node);
                node = NULL;
            }
        }
        return node;
    case CONFIG_TYPE_GROUP:
        return convert_children(self, cgap_node_new(CGAP_NODE_GROUP, name, self->file, line),
                                setting);
    default:
        return convert_children(self, cgap_node_new(CGAP_NODE_LIST, name, self->file, line),
                                setting);
    }
}

static const char *
explain(const char *libconfig_text)
{
    if (strstr(libconfig_text, "mismatched") != NULL) {
        return "an array [ ... ] holds values of one kind; use a list ( ... ) or mend the values";
    }
    return "not readable here; look for a missing ';', ',' or bracket on this line or the one "
           "before";
}

static cgap_node *
parse_scanned(const cgap_scan *scan, const char *file, cgap_diagnostics *diagnostics)
{
    conversion c = {file, scan, 0, false};
    cgap_node *root = NULL;
    config_t tree;

    config_init(&tree);
    if (config_read_string(&tree, scan->text) != CONFIG_TRUE) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, file, config_error_line(&tree), NULL, "%s",
                             explain(config_error_text(&tree)));
    } else {
        root = convert(&c, config_root_setting(&tree));
        if (c.failed || (root != NULL && c.used != scan->n)) {
            cgap_diagnostics_add(diagnostics, CGAP_ERROR, file, 0, NULL,
                                 "the numbers of this file could not be told apart");
            cgap_node_free(root);
            root = NULL;
        } else if (root == NULL) {
            diagnostics->exhausted = true;
        }
    }
    config_destroy(&tree);
    return root;
}

cgap_node *
cgap_parse_text(const char *text, size_t size, const char *file, cgap_diagnostics *diagnostics)
{
    cgap_scan scan;
    cgap_node *root = NULL;

    if (cgap_scan_text(&scan, text, size, file, diagnostics)) {
        root = parse_scanned(&scan, file, diagnostics);
    }
    cgap_scan_free(&scan);
    return root;
}

/* Whole content of a file, terminated; NULL after a message. */
static char *
slurp(const char *path, size_t *size, cgap_diagnostics *diagnostics)
{
    FILE *stream = fopen(path, "rb");
    char *text;

    if (stream == NULL) {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, path, 0, NULL, "cannot be opened: %s",
                             strerror(errno));
        return NULL;
    }
    text = cgap_memory_array(LARGEST_FILE + 1, 1);
    if (text == NULL) {
        diagnostics->exhausted = true;
    } else {
        *size = fread(text, 1, LARGEST_FILE + 1, stream);
        if (ferror(stream) != 0 || *size > LARGEST_FILE) {
            cgap_diagnostics_add(diagnostics, CGAP_ERROR, path, 0, NULL, "%s",
                                 ferror(stream) != 0 ? "cannot be read; is it a file?"
                                                     : "is larger than 1 MiB: not a scenario");
            free(text);
            text = NULL;
        } else {
            text[*size] = '\0';
        }
    }
    (void) fclose(stream);
    return text;
}

cgap_node *
cgap_parse_file(const char *path, cgap_diagnostics *diagnostics)
{
    size_t size = 0, skip = 0;
    char *text = slurp(path, &size, diagnostics);
    cgap_node *root;

    if (text == NULL) {
        return NULL;
    }
    if (strncmp(text, BYTE_ORDER_MARK, 3) == 0) {
        skip = 3;
    }
    root = cgap_parse_text(text + skip, size - skip, path, diagnostics);
    free(text);
    return root;
}

/* Whether the text of a --set value is one the file format would read: a number in any spelling,
 * also a bad one, true, false, or something in brackets or quotes. Anything else is a text, dates
 * among them. */
static bool
is_literal(const char *value)
{
    const char *digit = value + (*value == '+' || *value == '-');

    if (strcasecmp(value, "true") == 0 || strcasecmp(value, "false") == 0) {
        return true;
    }
    if (*value == '\0' || strchr("([{\"", *value) != NULL) {
        return *value != '\0';
    }
    if (digit[0] == '0' && (digit[1] == 'x' || digit[1] == 'X')) {
        return true;
    }
    return strchr(".0123456789", *digit) != NULL && *digit != '\0' &&
           strspn(digit, "+-.0123456789eEL") == strlen(digit) &&
           (strpbrk(digit, "+-") == NULL || strpbrk(digit, "eE") != NULL);
}

static cgap_node *
text_node(const char *name, const char *value, cgap_diagnostics *diagnostics)
{
    cgap_node *node = cgap_node_new(CGAP_NODE_TEXT, name, CGAP_NODE_SETTING, 0);

    if (node != NULL) {
        node->text = cgap_text_copy(value);
    }
    if (node == NULL || node->text == NULL) {
        cgap_node_free(node);
        diagnostics->exhausted = true;
        return NULL;
    }
    return node;
}

cgap_node *
cgap_parse_setting(const char *key, const char *name, const char *value,
                   cgap_diagnostics *diagnostics)
{
    cgap_diagnostics inner = CGAP_DIAGNOSTICS_INIT;
    cgap_node *root = NULL, *node = NULL;
    char *text;

    if (!is_literal(value)) {
        return text_node(name, value, diagnostics);
    }
    text = cgap_text_format("value = %s;", value);
    if (text != NULL) {
        root = cgap_parse_text(text, strlen(text), CGAP_NODE_SETTING, &inner);
        free(text);
    }
    if (root != NULL && root->n == 1 && inner.n_error == 0) {
        node = cgap_node_detach(root, 0);
        free(node->name);
        node->name = cgap_text_copy(name);
        if (node->name == NULL) {
            cgap_node_free(node);
            node = NULL;
            diagnostics->exhausted = true;
        }
    } else {
        cgap_diagnostics_add(diagnostics, CGAP_ERROR, CGAP_NODE_SETTING, 0, key,
                             "'%.200s' is not a value; write a number, true, false, a text or a "
                             "value as in a scenario file",
                             value);
    }
    diagnostics->exhausted = diagnostics->exhausted || inner.exhausted;
    cgap_node_free(root);
    cgap_diagnostics_free(&inner);
    return node;
}
