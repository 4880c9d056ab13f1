/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The engine's step beside the reference's: same scenario, same replicates, one thread, in turns in
 * one process; medians. Prints `what,baseline ns,avx2 ns,...` in nanoseconds per capability of a
 * member and step, and ratios. Run by tests/bench/run.sh.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cgap/isa.h"
#include "cgap/model.h"
#include "clock.h"
#include "reference_state.h"
#include "scenario_fixture.h"

enum { ROUNDS = 7, REPLICATES = 64, N_WAY = 4 }; /* a block, as a run takes them */

typedef struct way {
    const char *name;
    cgap_status (*start)(cgap_block *, uint64_t, uint32_t, bool, cgap_error *);
    void (*step)(cgap_block *);
} way;

/* The step under the names the wider kernels give it; the same code compiled once more. */
#ifdef CGAP_WITH_WIDE_KERNELS
cgap_status cgap_block_start_avx2(cgap_block *, uint64_t, uint32_t, bool, cgap_error *);
cgap_status cgap_block_start_avx512(cgap_block *, uint64_t, uint32_t, bool, cgap_error *);
void cgap_block_step_avx2(cgap_block *);
void cgap_block_step_avx512(cgap_block *);
#endif

static double
time_reference(reference *self, const cgap_scenario *scenario)
{
    double start = seconds();

    for (uint32_t r = 0; r < REPLICATES; r++) {
        if (!reference_start(self, scenario, 1, r, false)) {
            exit(1);
        }
        for (size_t step = 0; step < cgap_scenario_steps(scenario); step++) {
            reference_step(self);
        }
    }
    return seconds() - start;
}

static double
time_engine(const way *engine, cgap_block *block)
{
    cgap_error err = CGAP_ERROR_INIT;
    double start = seconds();

    for (uint32_t first = 0; first < REPLICATES; first += CGAP_LANE_MULTIPLE) {
        if (engine->start(block, 1, first, false, &err) != CGAP_OK) {
            fprintf(stderr, "%s\n", err.text);
            exit(1);
        }
        for (size_t step = 0; step < block->model->n_step; step++) {
            engine->step(block);
        }
    }
    return seconds() - start;
}

static void
compare(const char *name, const cgap_scenario *scenario, const way *engine, size_t n_way)
{
    double spent[N_WAY][ROUNDS], of_reference[ROUNDS], yardstick, updates;
    reference *slow = malloc(sizeof *slow);
    cgap_model model;
    cgap_block block;
    cgap_error err = CGAP_ERROR_INIT;

    if (slow == NULL || cgap_model_prepare(&model, scenario, &err) != CGAP_OK ||
        cgap_block_create(&block, &model, CGAP_LANE_MULTIPLE, &err) != CGAP_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    for (int round = 0; round < ROUNDS; round++) {
        of_reference[round] = time_reference(slow, scenario);
        for (size_t w = 0; w < n_way; w++) {
            spent[w][round] = time_engine(&engine[w], &block);
        }
    }
    updates = 1e-9 * REPLICATES * (double) model.n_step * CGAP_N_CAPABILITY * (double) model.n;
    yardstick = median(of_reference, ROUNDS);
    printf("%s,reference,%.1f,1.00\n", name, yardstick / updates);
    for (size_t w = 0; w < n_way; w++) {
        double own = median(spent[w], ROUNDS);

        printf("%s,%s,%.1f,%.2f\n", name, engine[w].name, own / updates, yardstick / own);
    }
    cgap_block_free(&block);
    cgap_model_free(&model);
    free(slow);
}

int
main(void)
{
    way engine[N_WAY - 1] = {{"baseline", cgap_block_start, cgap_block_step}};
    size_t n = 1;
    cgap_scenario plain, full;

#ifdef CGAP_WITH_WIDE_KERNELS
    if (cgap_isa_available(CGAP_ISA_AVX2)) {
        engine[n++] = (way){"avx2", cgap_block_start_avx2, cgap_block_step_avx2};
    }
    if (cgap_isa_available(CGAP_ISA_AVX512)) {
        engine[n++] = (way){"avx512", cgap_block_start_avx512, cgap_block_step_avx512};
    }
#endif
    fixture_plain(&plain, NULL);
    fixture_full(&full, NULL);
    printf("scenario,way,ns per member-capability-update,times the reference's speed\n");
    compare("no instrument", &plain, engine, n);
    compare("seven instruments", &full, engine, n);
    fixture_free(&full);
    fixture_free(&plain);
    return 0;
}
