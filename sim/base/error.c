/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/error.h"

#include <stdio.h>
#include <string.h>

int
cgap_status_exit_code(cgap_status status)
{
    switch (status) {
#define CGAP_X(name, exit_code, text)                                                              \
    case CGAP_##name:                                                                              \
        return exit_code;
        CGAP_STATUS_TABLE(CGAP_X)
#undef CGAP_X
    }
    return 1;
}

const char *
cgap_status_text(cgap_status status)
{
    switch (status) {
#define CGAP_X(name, exit_code, text)                                                              \
    case CGAP_##name:                                                                              \
        return text;
        CGAP_STATUS_TABLE(CGAP_X)
#undef CGAP_X
    }
    return "unknown status";
}

cgap_status
cgap_error_fail(cgap_error *err, cgap_status code, const char *format, ...)
{
    if (err != NULL) {
        va_list args;

        err->code = code;
        va_start(args, format);
        (void) vsnprintf(err->text, sizeof err->text, format, args);
        va_end(args);
    }
    return code;
}

cgap_status
cgap_error_note(cgap_error *err, cgap_status code, const char *format, ...)
{
    if (err != NULL) {
        static const char lead[] = "\n  while ";
        size_t used = strlen(err->text);

        err->code = code;
        if (used + sizeof lead < sizeof err->text) {
            va_list args;

            memcpy(err->text + used, lead, sizeof lead);
            used += sizeof lead - 1;
            va_start(args, format);
            (void) vsnprintf(err->text + used, sizeof err->text - used, format, args);
            va_end(args);
        }
    }
    return code;
}
