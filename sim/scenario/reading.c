/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all parts of a pass share: messages at the place of a node, and looking keys up. */
#include "reading.h"

#include <stdio.h>
#include <string.h>

static void
say(cgap_reading *self, cgap_severity severity, const cgap_node *node, const char *key,
    const char *text)
{
    const char *file = node != NULL ? node->file : NULL;

    cgap_diagnostics_add(self->diagnostics, severity, file != NULL ? file : self->source->path,
                         file != NULL ? node->line : 0, key, "%s", text);
}

void
cgap_reading_error(cgap_reading *self, const cgap_node *node, const char *key, const char *format,
                   ...)
{
    char text[1024];
    va_list args;

    if (node != NULL && node->kind == CGAP_NODE_REFUSED) {
        return; /* the one cause is told already */
    }
    va_start(args, format);
    (void) vsnprintf(text, sizeof text, format, args);
    va_end(args);
    say(self, CGAP_ERROR, node, key, text);
}

void
cgap_reading_warning(cgap_reading *self, const cgap_node *node, const char *key, const char *format,
                     ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    (void) vsnprintf(text, sizeof text, format, args);
    va_end(args);
    say(self, CGAP_WARNING, node, key, text);
}

const char *
cgap_reading_found(const cgap_node *node, char *out, size_t size)
{
    switch (node->kind) {
    case CGAP_NODE_INTEGER:
    case CGAP_NODE_REAL:
        (void) snprintf(out, size, "%s", node->text);
        break;
    case CGAP_NODE_TEXT:
        (void) snprintf(out, size, "the text '%.40s'", node->text);
        break;
    case CGAP_NODE_BOOLEAN:
        (void) snprintf(out, size, "%s", node->number != 0.0 ? "true" : "false");
        break;
    default:
        (void) snprintf(out, size, "%s", cgap_node_kind_text(node));
    }
    return out;
}

bool
cgap_reading_sound(const cgap_reading *self, const char *key)
{
    size_t length = strlen(key);

    for (size_t m = 0; m < self->diagnostics->n; m++) {
        const cgap_message *message = &self->diagnostics->at[m];

        if (message->severity == CGAP_ERROR && message->path != NULL &&
            strncmp(message->path, key, length) == 0 &&
            strchr(".[", message->path[length]) != NULL) { /* also its terminating zero */
            return false;
        }
    }
    return true;
}

cgap_node *
cgap_reading_find(cgap_reading *self, cgap_node *from, const char *prefix, const char *path)
{
    cgap_node *at = from;
    const char *word = path;

    for (;;) {
        size_t length = strcspn(word, ".");
        cgap_node *next = cgap_node_member(at, word, length);

        if (next == NULL) {
            return NULL;
        }
        next->claimed = true;
        if (word[length] == '\0') {
            return next;
        }
        if (next->kind != CGAP_NODE_GROUP) {
            char key[CGAP_KEY_SIZE], found[64];

            (void) snprintf(key, sizeof key, "%s%s%.*s", prefix, prefix[0] != '\0' ? "." : "",
                            (int) (word + length - path), path);
            cgap_node_claim(next);
            cgap_reading_error(self, next, key, "expects a group { ... }, found %s",
                               cgap_reading_found(next, found, sizeof found));
            return NULL;
        }
        at = next;
        word += length + 1;
    }
}
