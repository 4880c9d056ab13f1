/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a run's time goes before its sums: draws, step, measures, in microseconds of processor time
 * a replicate, one thread. A run of a block is timed as it is; with nothing but attribution to
 * record, which leaves the step; and once more on draws that were made before. Run by
 * tests/bench/run.sh:
 *
 *     bench_parts SCENARIO.cfg FOLDER      prints part,microseconds
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/draws.h"
#include "cgap/kernel.h"
#include "cgap/memory.h"
#include "cgap/scenario_read.h"
#include "clock.h"

enum { REPLICATES = 64, ROUNDS = 21 };

typedef struct bench {
    cgap_scenario scenario;
    cgap_model model;
    cgap_layout layout;
    cgap_record record;
    cgap_draws draws;
    double *value;
    bool *nothing; /* [n_row][n_union] */
} bench;

static void
hold(cgap_status status, const cgap_error *err)
{
    if (status != CGAP_OK) {
        fprintf(stderr, "%s\n", err->text);
        exit(1);
    }
}

static void
read_scenario(cgap_scenario *out, const char *path, const char *folder)
{
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    const cgap_scenario_source source = {path, folder, NULL, 0};

    cgap_scenario_init(out);
    if (cgap_scenario_read(out, &source, &diagnostics) != CGAP_OK) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(1);
    }
    cgap_diagnostics_free(&diagnostics);
}

static void
make(bench *self)
{
    cgap_error err = CGAP_ERROR_INIT;
    size_t cells;

    hold(cgap_model_prepare(&self->model, &self->scenario, &err), &err);
    hold(cgap_layout_create(&self->layout, &self->model, false, &err), &err);
    cells = self->layout.n_row * self->layout.n_union;
    self->value = cgap_memory_lanes(self->layout.n_slot * REPLICATES, sizeof *self->value);
    self->nothing = cgap_memory_array(cells, sizeof *self->nothing);
    if (self->value == NULL || self->nothing == NULL) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    memset(self->nothing, 0, cells * sizeof *self->nothing);
    hold(cgap_record_create(&self->record, &self->layout, REPLICATES, self->value, &err), &err);
    hold(cgap_draws_create(&self->draws, &self->model, REPLICATES, &err), &err);
}

/* One run of a block, recording @p wanted (NULL: everything), on @p draws (NULL: its own). */
static double
time_run(bench *self, const cgap_wanted *wanted, cgap_draws *draws)
{
    cgap_error err = CGAP_ERROR_INIT;
    const cgap_kernel *kernel = cgap_kernel_of(CGAP_ISA_WIDEST);
    double start = seconds();

    self->record.wanted = wanted;
    self->record.block.draws = draws;
    hold(kernel->record_run(&self->record, 1, 0, false, &err), &err);
    return seconds() - start;
}

static double
each(double value[ROUNDS])
{
    return median(value, ROUNDS) * 1e6 / REPLICATES;
}

int
main(int argc, char **argv)
{
    static bench self;
    cgap_wanted step_alone = {.attribution = true};
    double whole[ROUNDS], step[ROUNDS], drawn[ROUNDS], of_step, of_drawn;

    if (argc != 3) {
        fputs("usage: bench_parts SCENARIO.cfg FOLDER\n", stderr);
        return 2;
    }
    read_scenario(&self.scenario, argv[1], argv[2]);
    make(&self);
    step_alone.of_union = self.nothing;
    cgap_draws_begin(&self.draws, 0);
    (void) time_run(&self, &step_alone, &self.draws); /* fills them */
    for (int round = 0; round < ROUNDS; round++) {
        whole[round] = time_run(&self, NULL, NULL);
        step[round] = time_run(&self, &step_alone, NULL);
        drawn[round] = time_run(&self, &step_alone, &self.draws);
    }
    of_step = each(step);
    of_drawn = each(drawn);
    printf("draws,%.1f\nstep,%.1f\nmeasures,%.1f\n", of_step - of_drawn, of_drawn,
           each(whole) - of_step);
    cgap_draws_free(&self.draws);
    cgap_record_free(&self.record);
    cgap_layout_free(&self.layout);
    cgap_model_free(&self.model);
    cgap_scenario_free(&self.scenario);
    free(self.value);
    free(self.nothing);
    return 0;
}
