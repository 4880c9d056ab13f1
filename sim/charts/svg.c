/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gnuplot.h"
#include "sink.h"

/* Verdana and its kin have the widths of DejaVu Sans; where neither is, any sans serif. */
#define STACK "font-family=\"DejaVu Sans, Bitstream Vera Sans, Verdana, sans-serif\""

static cgap_status
read_file(cgap_sink *out, const char *path, cgap_error *err)
{
    FILE *stream = fopen(path, "rb");
    char bytes[8192];
    size_t got;
    bool broken = stream == NULL;

    while (stream != NULL && (got = fread(bytes, 1, sizeof bytes, stream)) > 0) {
        cgap_sink_bytes(out, bytes, got);
    }
    if (stream != NULL) {
        broken = ferror(stream) != 0;
        (void) fclose(stream);
    }
    return broken
               ? cgap_error_fail(err, CGAP_E_IO, "%s: cannot be read (%s)", path, strerror(errno))
               : CGAP_OK;
}

static bool
starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Name of an element, made the figure's own: several figures may stand in one page. */
static void
own_name(cgap_sink *out, const cgap_drawing *drawing)
{
    for (const char *c = drawing->name; *c != '\0'; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-';

        cgap_sink_bytes(out, plain ? c : "_", 1);
    }
    cgap_sink_bytes(out, "_", 1);
}

/* One replacement at *at, if any is due there; returns what was read. */
static size_t
replace(cgap_sink *out, const char *at, const cgap_drawing *drawing)
{
    static const char bold[] = "font-family=\"DejaVu Sans:Bold\"";
    static const char plain[] = "font-family=\"DejaVu Sans\"";
    static const char svg[] = "<svg";
    const char *end;

    if (starts(at, bold)) {
        cgap_sink_add(out, STACK " font-weight=\"bold\"");
        return sizeof bold - 1;
    }
    if (starts(at, plain)) {
        cgap_sink_add(out, STACK);
        return sizeof plain - 1;
    }
    if (starts(at, svg)) {
        cgap_sink_add(out, "<svg role=\"img\"");
        return sizeof svg - 1;
    }
    end = starts(at, "<title>") ? strstr(at, "</title>") : NULL;
    if (end != NULL) { /* of the file; those of plots are gnuplot's own */
        if (starts(at, "<title>Gnuplot<")) {
            cgap_sink_add(out, "<title>");
            cgap_sink_xml(out, drawing->title);
            cgap_sink_add(out, "</title>");
        }
        return (size_t) (end - at) + strlen("</title>");
    }
    end = starts(at, "<desc>") ? strstr(at, "</desc>") : NULL;
    if (end != NULL) {
        cgap_sink_add(out, "<desc>");
        cgap_sink_xml(out, drawing->detail);
        cgap_sink_add(out, "</desc>");
        return (size_t) (end - at) + strlen("</desc>");
    }
    for (const char *const *name = (const char *const[]){"id='", "id=\"", "href='#", NULL};
         *name != NULL; name++) {
        if (starts(at, *name) && at[-1] != '_') {
            cgap_sink_add(out, "%s", *name);
            own_name(out, drawing);
            return strlen(*name);
        }
    }
    return 0;
}

/* What a reader sees stays as it is, but for ]]>: gnuplot writes it as such, and XML forbids it. */
static void
copy_text(cgap_sink *out, const char *at, size_t n)
{
    static const char forbidden[] = "]]>";
    const size_t length = sizeof forbidden - 1;

    while (n > 0) {
        const char *found = strstr(at, forbidden);
        bool inside = found != NULL && (size_t) (found - at) + length <= n;
        size_t used = inside ? (size_t) (found - at) + length : n;

        cgap_sink_bytes(out, at, inside ? used - 1 : used);
        cgap_sink_add(out, "%s", inside ? "&gt;" : "");
        at += used;
        n -= used;
    }
}

/* Last, over everything else. */
static void
put_hints(cgap_sink *out, const cgap_drawing *drawing)
{
    if (*drawing->hints != '\0') {
        cgap_sink_add(out, "<g fill=\"#FFFFFF\" fill-opacity=\"0\">\n%s</g>\n", drawing->hints);
    }
}

cgap_status
cgap_svg_finish(const cgap_drawing *drawing, cgap_error *err)
{
    cgap_sink in = {0}, out = {0};
    cgap_status status = read_file(&in, drawing->part, err);
    FILE *stream = NULL;

    cgap_sink_bytes(&in, "", 0);
    for (const char *at = in.text; status == CGAP_OK && !in.failed && *at != '\0';) {
        const char *end = starts(at, "<text>") ? strstr(at, "</text>") : NULL;
        size_t used;

        if (starts(at, "</svg>")) {
            put_hints(&out, drawing);
        }
        used = end != NULL ? (size_t) (end - at) : replace(&out, at, drawing);
        if (end != NULL) {
            copy_text(&out, at, used);
        } else if (used == 0) {
            used = 1 + strcspn(at + 1, "<fih"); /* nothing starts otherwise */
            cgap_sink_bytes(&out, at, used);
        }
        at += used;
    }
    if (status == CGAP_OK && (in.failed || out.failed)) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    if (status == CGAP_OK) {
        stream = fopen(drawing->part, "wb");
        if (stream == NULL || fwrite(out.text, 1, out.used, stream) != out.used) {
            status = cgap_error_fail(err, CGAP_E_IO, "%s: cannot be written (%s)", drawing->part,
                                     strerror(errno));
        }
        if (stream != NULL && fclose(stream) != 0 && status == CGAP_OK) {
            status = cgap_error_fail(err, CGAP_E_IO, "%s: cannot be written (%s)", drawing->part,
                                     strerror(errno));
        }
    }
    cgap_sink_free(&in);
    cgap_sink_free(&out);
    return status;
}
