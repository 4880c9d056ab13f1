/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TEST_SHIPPED_H
#define CGAP_TEST_SHIPPED_H
/* Shipped scenarios with settings of a test, and their runs. Include after harness.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/model.h"
#include "cgap/scenario_read.h"

/* Only national effort and obsolescence remain: sim/model/MODEL.md section 6, "quiet". */
#define QUIET                                                                                      \
    "levers.agency_mandate=0", "levers.platform=0", "parameters.platform_for_non_members=0",       \
        "parameters.external_legal_pull=0", "parameters.enabling_elasticity.sme=0",                \
        "parameters.enabling_elasticity.enterprise=0",                                             \
        "parameters.enabling_elasticity.administration=0",                                         \
        "parameters.enabling_elasticity.people=0", "levers.fund_meur=0",                           \
        "parameters.response_to_incidents=0", "parameters.free_riding_share=0",                    \
        "parameters.market_access_effect_on_investment=0"

#define NO_ADJUSTMENT                                                                              \
    "parameters.adjustment_rate_formal=0", "parameters.adjustment_rate_practice.sme=0",            \
        "parameters.adjustment_rate_practice.enterprise=0",                                        \
        "parameters.adjustment_rate_practice.administration=0",                                    \
        "parameters.adjustment_rate_practice.people=0"

/* Reads scenarios/<name>.cfg with NULL-terminated "key=value" settings; fails the test loudly. */
static inline void
shipped_read(cgap_scenario *out, const char *name, const char *const *setting)
{
    char path[512], line[1400];
    cgap_diagnostics diagnostics = CGAP_DIAGNOSTICS_INIT;
    cgap_scenario_source source = {path, CGAP_SOURCE_DIR "/scenarios", setting, 0};
    cgap_status status;

    (void) snprintf(path, sizeof path, "%s/scenarios/%s.cfg", CGAP_SOURCE_DIR, name);
    while (setting != NULL && setting[source.n_setting] != NULL) {
        source.n_setting++;
    }
    cgap_scenario_init(out);
    status = cgap_scenario_read(out, &source, &diagnostics);
    for (size_t m = 0; status != CGAP_OK && m < diagnostics.n; m++) {
        cgap_message_format(&diagnostics.at[m], line, sizeof line);
        print_error("%s\n", line);
    }
    cgap_diagnostics_free(&diagnostics);
    if (status != CGAP_OK) {
        fail_msg("scenario '%s' cannot be read", name);
    }
}

/* Every state alike: score, pillars, practice, size, capacity. */
static inline void
make_equal(cgap_scenario *scenario)
{
    for (size_t i = 0; i < scenario->dataset.n; i++) {
        cgap_member *member = &scenario->dataset.member[i];

        member->gdp_bn_eur = 500.0;
        member->administrative_capacity = 0.6;
        for (int e = 0; e < CGAP_N_GCI; e++) {
            member->gci[e] = 0.6;
        }
        for (int k = 0; k < CGAP_N_FORMAL; k++) {
            member->pillar_2020[k] = 0.5 + 0.05 * k;
        }
        for (int b = 0; b < CGAP_N_PRACTICE; b++) {
            member->practice_start[b] = 0.4 + 0.1 * b;
        }
    }
}

/* A scenario, ready and started. */
typedef struct shipped_run {
    cgap_scenario scenario;
    cgap_model model;
    cgap_block block;
} shipped_run;

static inline void
shipped_prepare(shipped_run *run, size_t lanes, uint64_t seed, bool deterministic)
{
    cgap_error err = CGAP_ERROR_INIT;

    if (cgap_model_prepare(&run->model, &run->scenario, &err) != CGAP_OK ||
        cgap_block_create(&run->block, &run->model, lanes, &err) != CGAP_OK ||
        cgap_block_start(&run->block, seed, 0, deterministic, &err) != CGAP_OK) {
        fail_msg("%s", err.text);
    }
}

static inline void
shipped_start(shipped_run *run, const char *name, const char *const *setting, size_t lanes,
              uint64_t seed, bool deterministic)
{
    shipped_read(&run->scenario, name, setting);
    shipped_prepare(run, lanes, seed, deterministic);
}

static inline void
shipped_finish(shipped_run *run)
{
    while (run->block.step < run->model.n_step) {
        cgap_block_step(&run->block);
    }
}

static inline void
shipped_end(shipped_run *run)
{
    cgap_block_free(&run->block);
    cgap_model_free(&run->model);
    cgap_scenario_free(&run->scenario);
}

/* Value of capability k of state i in a lane at the present row. */
static inline double
level_at(const shipped_run *run, size_t k, size_t i, size_t lane)
{
    return cgap_block_capability(&run->block, k)[i * run->block.lanes + lane];
}

#endif
