/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Speed of the reference: one replicate after the other, and of the capability part alone (MODEL.md
 * 2.1, 2.2), in nanoseconds per capability of a state and step. Run by hand:
 *     build/dev/tests/bench_reference [replicates]
 */
#include <stdio.h>
#include <stdlib.h>

#include "reference_state.h"
#include "scenario_fixture.h"
#include "clock.h"

typedef void (*part)(reference *self);

static void
print_part(const char *name, double spent, double updates)
{
    printf("%-40s %8.1f ns per member-capability-update\n", name, 1e9 * spent / updates);
}

/* Time of one part, called again and again on the state in the middle of a run. */
static void
time_part(const char *name, part call, reference *self)
{
    enum { REPEATS = 2000 };
    double start = seconds();

    for (int r = 0; r < REPEATS; r++) {
        call(self);
    }
    print_part(name, seconds() - start, (double) REPEATS * CGAP_N_CAPABILITY * (double) self->n);
}

/* A whole step on average over some replicates, then its parts. */
static void
time_scenario(const char *name, const cgap_scenario *scenario, uint32_t replicates, reference *self)
{
    double spent = 0.0, updates = 0.0;

    printf("%s, %zu instruments\n", name, scenario->n_instrument);
    for (uint32_t r = 0; r < replicates; r++) {
        double start;

        if (!reference_start(self, scenario, 1, r, false)) {
            return;
        }
        start = seconds();
        for (size_t step = 0; step < cgap_scenario_steps(scenario); step++) {
            reference_step(self);
            updates += CGAP_N_CAPABILITY * (double) self->n;
        }
        spent += seconds() - start;
    }
    print_part("whole step", spent, updates);
    time_part("capabilities (2.1, 2.2)", reference_capability, self);
    time_part("attribution (2.12)", reference_attribution, self);
    time_part("ties (2.5)", reference_ties, self);
    time_part("law (2.3)", reference_law, self);
    time_part("industry (2.8)", reference_market, self);
    time_part("incidents and losses (2.9)", reference_threat, self);
}

int
main(int argc, char **argv)
{
    uint32_t asked = argc > 1 ? (uint32_t) strtoul(argv[1], NULL, 10) : 20;
    uint32_t replicates = asked > 0 ? asked : 1;
    reference *self = malloc(sizeof *self);
    cgap_scenario plain, full;

    if (self == NULL) {
        return 1;
    }
    fixture_plain(&plain, NULL);
    fixture_full(&full, NULL);
    time_scenario("plain", &plain, replicates, self);
    time_scenario("everything at once", &full, replicates, self);
    free(self);
    fixture_free(&full);
    fixture_free(&plain);
    return 0;
}
