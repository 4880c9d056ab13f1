/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "sink.h"

/* Advance widths of the printable ASCII letters, thousandths of the size: the typeface's metrics.
 */
static const short REGULAR[95] = {
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361,  318, 337, 637, 637, 637,
    637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 531, 1000, 685, 687, 699, 771, 632,
    576, 775, 752, 295, 295, 656, 558, 863, 749, 788, 604, 788, 695, 635,  611, 732, 685, 989, 686,
    611, 686, 391, 337, 391, 838, 500, 500, 613, 635, 550, 635, 616, 353,  635, 634, 278, 278, 580,
    278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592,  525, 637, 337, 637, 838};
static const short BOLD[95] = {
    349,  457, 521, 838, 696, 1002, 873, 307,  458, 458, 523, 838, 380, 416,  380, 366,
    696,  696, 696, 696, 696, 696,  696, 696,  696, 696, 400, 400, 838, 838,  838, 581,
    1000, 774, 763, 734, 831, 684,  684, 821,  837, 373, 373, 775, 638, 996,  837, 851,
    733,  851, 771, 721, 683, 813,  774, 1104, 771, 725, 726, 458, 366, 458,  838, 500,
    500,  675, 716, 593, 716, 679,  436, 716,  712, 343, 343, 666, 343, 1042, 712, 688,
    716,  716, 494, 596, 479, 712,  652, 924,  646, 652, 583, 712, 366, 712,  838};

/* Decodes one character and its length; a broken byte counts as U+FFFD of length 1. */
static uint32_t
decode(const char *text, size_t *length)
{
    const unsigned char *s = (const unsigned char *) text;
    static const uint32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = s[0] < 0x80 ? 1 : s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : s[0] >= 0xC0 ? 2 : 0;
    uint32_t code = n == 1 ? s[0] : n == 0 ? 0 : s[0] & (0x7FU >> n);

    *length = 1;
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80) {
            return 0xFFFD;
        }
        code = code << 6 | (s[i] & 0x3F);
    }
    if (n == 0 || code < lowest[n] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
        return 0xFFFD;
    }
    *length = n;
    return code;
}

char *
cgap_text_clean(const char *raw)
{
    cgap_sink out = {0};
    size_t length;

    for (cgap_sink_bytes(&out, "", 0); *raw != '\0'; raw += length) {
        uint32_t code = decode(raw, &length);
        bool turns = (code >= 0x200E && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
                     (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;

        if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029) {
            cgap_sink_bytes(&out, " ", 1);
        } else if (code == 0xFFFD || (code & 0xFFFE) == 0xFFFE) {
            cgap_sink_bytes(&out, "\xEF\xBF\xBD", 3);
        } else if (!turns) {
            cgap_sink_bytes(&out, raw, length);
        }
    }
    if (out.failed) {
        cgap_sink_free(&out);
    }
    return out.text;
}

static double
advance(uint32_t code, bool bold)
{
    if (code >= 0x20 && code < 0x7F) {
        return (bold ? BOLD : REGULAR)[code - 0x20] / 1000.0;
    }
    if (code == 0xA0) {
        return advance(' ', bold);
    }
    if (code < 0x1100) { /* Latin, Greek, Cyrillic, Arabic, ... */
        return bold ? 0.86 : 0.78;
    }
    return code == 0x2212 ? 0.84 : code == 0x2013 ? 0.5 : 1.1; /* minus, dash; ideographs */
}

double
cgap_text_width(const char *text, double size, bool bold)
{
    double width = 0.0;
    size_t length;

    for (; *text != '\0'; text += length) {
        width += advance(decode(text, &length), bold);
    }
    return width * size;
}

/* Bytes of the longest start of text that fits into width. */
static size_t
fitting(const char *text, double size, bool bold, double width)
{
    size_t used = 0, length;

    for (double left = width / size; text[used] != '\0'; used += length) {
        left -= advance(decode(text + used, &length), bold);
        if (left < 0.0) {
            break;
        }
    }
    return used;
}

double
cgap_text_size(const char *text, double size, bool bold, double width, double least)
{
    double wide = cgap_text_width(text, size, bold);

    return wide <= width ? size : fmax(least, size * width / wide - 1e-6);
}

char *
cgap_text_shorten(const char *text, double size, bool bold, double width)
{
    static const char ellipsis[] = "\xE2\x80\xA6";
    size_t used;

    if (cgap_text_width(text, size, bold) <= width) {
        return cgap_text_copy(text);
    }
    used = fitting(text, size, bold, width - cgap_text_width(ellipsis, size, bold));
    while (used > 0 && text[used - 1] == ' ') {
        used--;
    }
    return cgap_text_format("%.*s%s", (int) used, text, ellipsis);
}

char *
cgap_text_wrap(const char *text, double size, bool bold, double width, size_t lines)
{
    cgap_sink out = {0};
    char *last;

    for (cgap_sink_bytes(&out, "", 0); lines > 1; lines--) {
        size_t used = fitting(text, size, bold, width), end;

        if (text[used] == '\0') {
            break;
        }
        for (end = used; end > 0 && text[end] != ' '; end--) {
        }
        end = end == 0 ? used : end;
        if (end == 0) { /* not even one letter fits: leave it to the last line */
            break;
        }
        cgap_sink_bytes(&out, text, end);
        cgap_sink_bytes(&out, "\n", 1);
        for (text += end; *text == ' '; text++) {
        }
    }
    last = cgap_text_shorten(text, size, bold, width);
    if (last != NULL) {
        cgap_sink_bytes(&out, last, strlen(last));
    }
    if (last == NULL || out.failed) {
        cgap_sink_free(&out);
    }
    free(last);
    return out.text;
}
