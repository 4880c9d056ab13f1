/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/ranks.h"

#include <stdlib.h>

cgap_status
cgap_ranks_collect(const cgap_ranks *self, cgap_ranks_take take, void *context, cgap_error *err)
{
    cgap_status status = CGAP_OK;

    for (size_t from = 1; from < self->count; from++) {
        void *bytes = NULL;
        size_t n = 0;
        cgap_error cause = CGAP_ERROR_INIT;
        cgap_status one = self->receive(self, from, &bytes, &n, &cause);

        if (one == CGAP_OK && status == CGAP_OK) {
            one = take(context, from, bytes, n, &cause);
        }
        free(bytes);
        if (one != CGAP_OK && status == CGAP_OK) {
            status = cgap_error_fail(err, one, "%s", cause.text);
        }
    }
    return status;
}
