/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_SHELL_H
#define CGAP_TEST_SHELL_H
/* Commands of a test's own making. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Runs a command line made by printf; returns what system() does. */
static inline int __attribute__((format(printf, 1, 2))) shell(const char *format, ...)
{
    char command[4096];
    va_list args;

    va_start(args, format);
    (void) vsnprintf(command, sizeof command, format, args);
    va_end(args);
    return system(command);
}

#endif
