/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contrast.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/rng.h"
#include "cgap/tasks.h"

/* Two replicates of one draw. */
static void
count_pair(const contrast_counts *self, cgap_address address, size_t most, uint32_t *count)
{
    double u[2];

    cgap_rng_uniform_pair(self->seed, address, u);
    for (size_t k = 0; k < 2 && k < most; k++) {
        size_t from = (size_t) (u[k] * (double) self->n);

        count[(from < self->n ? from : self->n - 1) * CONTRAST_STRIP]++;
    }
}

static void
count_strip(void *context, size_t strip)
{
    const contrast_counts *self = context;
    uint32_t *count = self->count + strip * self->n * CONTRAST_STRIP;
    cgap_address address = {.process = CGAP_PROCESS_BOOTSTRAP, .name = cgap_rng_name("comparison")};

    for (size_t b = 0; b < CONTRAST_STRIP; b++) {
        address.replicate = (uint32_t) (strip * CONTRAST_STRIP + b);
        for (size_t at = 0; at < self->n; at += 2) {
            address.step = (uint32_t) (at / 2);
            count_pair(self, address, self->n - at, count + b);
        }
    }
}

cgap_status
contrast_counts_create(contrast_counts *out, size_t n, uint64_t seed, size_t threads,
                       cgap_error *err)
{
    *out = (contrast_counts){
        .n = n, .seed = seed, .count = cgap_memory_array(n, CONTRAST_DRAWS * sizeof *out->count)};
    if (out->count == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for bootstrap draws");
    }
    cgap_tasks_do(count_strip, out, CONTRAST_N_STRIP, threads);
    return CGAP_OK;
}

void
contrast_counts_free(contrast_counts *self)
{
    free(self->count);
    memset(self, 0, sizeof *self);
}
