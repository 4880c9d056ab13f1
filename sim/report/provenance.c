/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provenance.h"

#include <stdbool.h>
#include <string.h>

/* True when @p key fits @p pattern, in which '*' stands for one name. */
static bool
fits(const char *key, const char *pattern)
{
    while (*pattern != '\0') {
        if (*pattern == '*') {
            key += strcspn(key, ".");
            pattern++;
        } else if (*pattern++ != *key++) {
            return false;
        }
    }
    return *key == '\0';
}

const cgap_parameter *
cgap_provenance(const char *key)
{
    size_t n;
    const cgap_parameter *row = cgap_parameter_table(&n);

    for (size_t k = 0; k < n; k++) {
        if (fits(key, row[k].key)) {
            return &row[k];
        }
    }
    return NULL;
}
