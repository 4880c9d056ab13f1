/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "svg.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cgap/memory.h"

enum { MOST_DEPTH = 20, NAME_SIZE = 64 };

/* What a still picture is made of. Text stands only in the elements of the second list. */
static const char *const ELEMENT[] = {
    "g",     "path",  "polygon", "polyline", "rect",   "circle",  "ellipse",     "line",     "text",
    "tspan", "title", "use",     "defs",     "filter", "feFlood", "feComposite", "clipPath", NULL};
static const char *const WITH_TEXT[] = {"text", "tspan", "title", NULL};

static const char *const ATTRIBUTE[] = {"d",
                                        "x",
                                        "y",
                                        "x1",
                                        "y1",
                                        "x2",
                                        "y2",
                                        "cx",
                                        "cy",
                                        "r",
                                        "rx",
                                        "ry",
                                        "dx",
                                        "dy",
                                        "width",
                                        "height",
                                        "points",
                                        "transform",
                                        "fill",
                                        "fill-opacity",
                                        "fill-rule",
                                        "stroke",
                                        "stroke-width",
                                        "stroke-opacity",
                                        "stroke-linecap",
                                        "stroke-linejoin",
                                        "stroke-dasharray",
                                        "stroke-miterlimit",
                                        "color",
                                        "opacity",
                                        "font-size",
                                        "font-weight",
                                        "font-style",
                                        "text-anchor",
                                        "clip-path",
                                        "clip-rule",
                                        "filter",
                                        "flood-color",
                                        "flood-opacity",
                                        "in",
                                        "in2",
                                        "operator",
                                        "result",
                                        "filterUnits",
                                        "clipPathUnits",
                                        "shape-rendering",
                                        NULL};

static const char *
known(const char *const *list, const char *name)
{
    while (*list != NULL && strcmp(*list, name) != 0) {
        list++;
    }
    return *list;
}

/* A drawing being read. */
typedef struct reader {
    const char *at;
    const char *open[MOST_DEPTH]; /* elements copied and still open */
    size_t depth;
    size_t skipped; /* depth inside an element that is left out */
    cgap_page *page;
    const char *prefix, *label, *panels;
    bool root; /* the outermost <svg> was read */
} reader;

/* Appends a code point as UTF-8. */
static char *
put_code_point(char *out, unsigned long code)
{
    if (code < 0x80) {
        *out++ = (char) code;
    } else if (code < 0x800) {
        *out++ = (char) (0xC0U | code >> 6);
        *out++ = (char) (0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        *out++ = (char) (0xE0U | code >> 12);
        *out++ = (char) (0x80U | (code >> 6 & 0x3FU));
        *out++ = (char) (0x80U | (code & 0x3FU));
    } else {
        *out++ = (char) (0xF0U | code >> 18);
        *out++ = (char) (0x80U | (code >> 12 & 0x3FU));
        *out++ = (char) (0x80U | (code >> 6 & 0x3FU));
        *out++ = (char) (0x80U | (code & 0x3FU));
    }
    return out;
}

/* Resolves one entity at @p in ("&..."); returns what follows it, NULL when it is none. */
static const char *
resolve(const char *in, char **out)
{
    static const struct {
        const char *name;
        char c;
    } names[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    unsigned long code;
    char *end;

    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        if (strncmp(in, names[k].name, strlen(names[k].name)) == 0) {
            *(*out)++ = names[k].c;
            return in + strlen(names[k].name);
        }
    }
    if (in[1] != '#') {
        return NULL;
    }
    code = in[2] == 'x' ? strtoul(in + 3, &end, 16) : strtoul(in + 2, &end, 10);
    if (*end != ';' || code == 0 || code > 0x10FFFF) {
        return NULL;
    }
    *out = put_code_point(*out, code);
    return end + 1;
}

/* The @p n bytes at @p from with entities resolved; what is no entity stays as it is. A resolved
 * text is never longer than its spelling. @return owned, NULL when memory runs out */
static char *
decoded(const char *from, size_t n)
{
    char *out = cgap_memory_array(n + 1, 1), *to = out;
    const char *end = from + n;

    while (out != NULL && from < end) {
        char *before = to;
        const char *next = *from == '&' ? resolve(from, &to) : NULL;

        if (next == NULL || next > end) {
            to = before;
            *to++ = *from++;
        } else {
            from = next;
        }
    }
    if (out != NULL) {
        *to = '\0';
    }
    return out;
}

static bool
is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':' || c == '.';
}

/* Reads a name into NAME_SIZE bytes; false when there is none or it is too long. */
static bool
read_name(reader *self, char *out)
{
    size_t n = 0;

    while (is_name(*self->at) && n + 1 < NAME_SIZE) {
        out[n++] = *self->at++;
    }
    out[n] = '\0';
    return n > 0 && !is_name(*self->at);
}

/* Name of an element in the drawing, made the figure's own. */
static void
put_own_name(reader *self, const char *attribute, const char *before, const char *name,
             const char *after)
{
    char *value = cgap_text_format("%s%s%s%s", before, self->prefix, name, after);

    if (value == NULL) {
        self->page->failed = true;
    } else {
        cgap_page_attribute(self->page, attribute, value);
    }
    free(value);
}

/* url(#name) and nothing else refers to something; anything else that tries to is left out. */
static void
put_reference(reader *self, const char *attribute, char *value)
{
    static const char lead[] = "url(#";
    char *end = strchr(value, ')');

    if (strncmp(value, lead, sizeof lead - 1) == 0 && end != NULL && end[1] == '\0') {
        *end = '\0';
        put_own_name(self, attribute, lead, value + sizeof lead - 1, ")");
    }
}

static bool
mentions(const char *text, const char *what)
{
    size_t n = strlen(what);

    while (*text != '\0' && strncasecmp(text, what, n) != 0) {
        text++;
    }
    return *text != '\0';
}

static void
put_attribute(reader *self, const char *name, char *value)
{
    const char *plain = known(ATTRIBUTE, name);

    if (strcmp(name, "id") == 0) {
        put_own_name(self, "id", "", value, "");
    } else if (strcmp(name, "href") == 0 || strcmp(name, "xlink:href") == 0) {
        if (value[0] == '#') {
            put_own_name(self, "href", "#", value + 1, "");
        }
    } else if (plain != NULL && mentions(value, "url")) {
        put_reference(self, plain, value);
    } else if (plain != NULL) {
        cgap_page_attribute(self->page, plain, value);
    }
}

/* The root keeps its viewBox alone. */
static void
put_root_attribute(reader *self, const char *name, const char *value)
{
    if (strcmp(name, "viewBox") == 0) {
        cgap_page_attribute(self->page, "viewBox", value);
    }
}

/* Groups of gnuplot carry names nobody refers to, several of them equal. */
static bool
left_out(const char *element, const char *attribute)
{
    return strcmp(element, "g") == 0 && strcmp(attribute, "id") == 0;
}

/* One attribute of a start tag; copied when @p copy. */
static bool
read_attribute(reader *self, const char *element, bool copy)
{
    char name[NAME_SIZE], *value;
    const char *end;

    if (!read_name(self, name)) {
        return false;
    }
    self->at += strspn(self->at, " \t\r\n");
    if (*self->at++ != '=') {
        return false;
    }
    self->at += strspn(self->at, " \t\r\n");
    if ((*self->at != '"' && *self->at != '\'') ||
        (end = strchr(self->at + 1, *self->at)) == NULL) {
        return false;
    }
    value = decoded(self->at + 1, (size_t) (end - self->at) - 1);
    self->at = end + 1;
    if (value == NULL) {
        self->page->failed = true;
        return true;
    }
    if (copy && strcmp(element, "svg") == 0) {
        put_root_attribute(self, name, value);
    } else if (copy && !left_out(element, name)) {
        put_attribute(self, name, value);
    }
    free(value);
    return true;
}

static bool
push(reader *self, const char *name)
{
    if (self->depth == MOST_DEPTH) {
        return false;
    }
    self->open[self->depth++] = name;
    return true;
}

static void
put_bytes(reader *self, const char *bytes)
{
    cgap_page_trusted(self->page, bytes, strlen(bytes));
}

/* What the outermost element says to those who cannot see it. */
static void
finish_root(reader *self)
{
    cgap_page_attribute(self->page, "role", "img");
    cgap_page_attribute(self->page, "aria-label", self->label);
    if (self->panels != NULL) {
        cgap_page_attribute(self->page, "data-panels", self->panels);
    }
    self->root = true;
}

static bool
read_start_tag(reader *self)
{
    char found[NAME_SIZE];
    const char *name;
    bool root, copy, empty;

    if (!read_name(self, found)) {
        return false;
    }
    root = !self->root && strcmp(found, "svg") == 0;
    name = root ? "svg" : known(ELEMENT, found);
    copy = (root || self->root) && name != NULL && self->skipped == 0;
    if (copy && strcmp(name, "title") == 0) { /* of a value; that of the drawing is its label */
        copy = self->depth > 0 && strcmp(self->open[self->depth - 1], "rect") == 0;
    }
    if (copy) {
        put_bytes(self, "<");
        put_bytes(self, name);
    }
    for (self->at += strspn(self->at, " \t\r\n"); is_name(*self->at);
         self->at += strspn(self->at, " \t\r\n")) {
        if (!read_attribute(self, found, copy)) {
            return false;
        }
    }
    if (root) {
        finish_root(self);
    }
    empty = *self->at == '/';
    self->at += empty;
    if (*self->at++ != '>') {
        return false;
    }
    if (copy) {
        put_bytes(self, empty ? "/>" : ">");
        return empty || push(self, name);
    }
    self->skipped += !empty;
    return self->skipped < 1000;
}

static bool
read_end_tag(reader *self)
{
    char found[NAME_SIZE];

    if (!read_name(self, found)) {
        return false;
    }
    self->at += strspn(self->at, " \t\r\n");
    if (*self->at++ != '>') {
        return false;
    }
    if (self->skipped > 0) {
        self->skipped--;
        return true;
    }
    if (self->depth == 0 || strcmp(self->open[self->depth - 1], found) != 0) {
        return false;
    }
    put_bytes(self, "</");
    put_bytes(self, self->open[--self->depth]);
    put_bytes(self, ">");
    return true;
}

static void
read_text(reader *self)
{
    size_t n = strcspn(self->at, "<");
    bool shown = self->skipped == 0 && self->depth > 0 &&
                 known(WITH_TEXT, self->open[self->depth - 1]) != NULL;
    char *text = shown ? decoded(self->at, n) : NULL;

    if (text != NULL) {
        cgap_page_text(self->page, text);
    } else if (shown) {
        self->page->failed = true;
    }
    free(text);
    self->at += n;
}

/* Passes over what ends with @p end. */
static bool
pass(reader *self, const char *end)
{
    const char *found = strstr(self->at, end);

    if (found != NULL) {
        self->at = found + strlen(end);
    }
    return found != NULL;
}

static bool
starts(const reader *self, const char *with)
{
    return strncmp(self->at, with, strlen(with)) == 0;
}

static bool
read_next(reader *self)
{
    if (starts(self, "<!--")) {
        return pass(self, "-->");
    }
    if (starts(self, "<?")) {
        return pass(self, "?>");
    }
    if (starts(self, "<!")) { /* a document type; one with entities of its own is refused */
        const char *inner = strpbrk(self->at, "[>");

        return inner != NULL && *inner == '>' && pass(self, ">");
    }
    if (starts(self, "</")) {
        self->at += 2;
        return read_end_tag(self);
    }
    if (*self->at == '<') {
        self->at++;
        return read_start_tag(self);
    }
    read_text(self);
    return true;
}

cgap_status
cgap_svg_embed(cgap_page *page, const char *text, const char *prefix, const char *label,
               const char *panels, const char *path, cgap_error *err)
{
    reader self = {.at = text, .page = page, .prefix = prefix, .label = label, .panels = panels};
    bool fine = true;

    while (fine && *self.at != '\0') {
        fine = read_next(&self);
    }
    if (!fine || !self.root || self.depth > 0 || self.skipped > 0) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%s: is no well-formed SVG near byte %zu; `cgap chart` draws the "
                               "figures of a results folder again",
                               path, (size_t) (self.at - text));
    }
    return CGAP_OK;
}

char *
cgap_svg_said(const char *text, const char *element)
{
    char *open = cgap_text_format("<%s>", element), *out = NULL;
    const char *from = open == NULL ? NULL : strstr(text, open);

    if (open == NULL) {
        return NULL;
    }
    out = from == NULL ? cgap_text_copy("")
                       : decoded(from + strlen(open), strcspn(from + strlen(open), "<"));
    free(open);
    return out;
}
