/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference_agreement.h"

#include <math.h>
#include <stdlib.h>

#include "cgap/memory.h"

/* One number; @p size is the natural size of the field. */
static void
compare(agreement *self, const char *field, size_t element, size_t step, double program,
        double other, double size)
{
    double scale, difference;

    self->compared++;
    if (program == other) {
        return;
    }
    scale = fmax(fmax(fabs(program), fabs(other)), self->smallest * size);
    difference = fabs(program - other) / scale;
    if (self->first.field == NULL && !(difference <= self->tolerance)) {
        self->first.field = field;
        self->first.element = element;
        self->first.step = step;
        self->first.program = program;
        self->first.reference = other;
    }
    if (!(difference <= self->largest)) { /* NaN counts as the worst */
        self->largest = isnan(difference) ? INFINITY : difference;
        self->field = field;
        self->element = element;
        self->step = step;
        self->program = program;
        self->reference = other;
    }
}

/* What is compared now: one lane of a block against a reference. */
typedef struct pair {
    agreement *to;
    const cgap_block *block;
    size_t lane;
    reference *other;
} pair;

/* @p rows rows of [lanes] against [rows] */
static void
compare_rows(const pair *of, const char *field, size_t group, const double *program, size_t rows,
             const double *other, double size)
{
    size_t lanes = of->block->lanes;

    for (size_t i = 0; i < rows; i++) {
        compare(of->to, field, group * rows + i, of->block->step,
                program[(group * rows + i) * lanes + of->lane], other[i], size);
    }
}

static void
logarithms(const double *x, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = log(x[i]);
    }
}

/* What is fixed at the start: compared there. */
static void
compare_start(const pair *of)
{
    const cgap_block *block = of->block;
    const reference *other = of->other;
    double log_start[REFERENCE_STATES] = {0.0};
    size_t n = other->n;

    for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
        compare_rows(of, "steady", k, block->steady, n, other->steady[k], 1.0);
    }
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        compare_rows(of, "enabling_start", b, block->enabling_start, n, other->enabling_start[b],
                     1.0);
    }
    for (size_t p = 0; p < other->scenario->n_instrument && !other->deterministic; p++) {
        if (other->scenario->instrument[p].type == CGAP_DIRECTIVE) {
            compare_rows(of, "date", p, block->date, n, other->date[p], 1.0);
        }
    }
    compare_rows(of, "formal_start", 0, block->formal_start, n, other->formal_start, 1.0);
    compare_rows(of, "supplier_start", 0, block->supplier_start, n, other->supplier_start, 1.0);
    logarithms(other->revenue_start, n, log_start);
    compare_rows(of, "log_revenue_start", 0, block->log_revenue_start, n, log_start, 1.0);
    logarithms(other->access_start, n, log_start);
    compare_rows(of, "log_access_start", 0, block->log_access_start, n, log_start, 1.0);
    compare_rows(of, "breach_reference", 0, block->breach_reference, 1, &other->breach_reference,
                 1.0);
    compare_rows(of, "attack_start", 0, block->attack_start, 1, &other->attack_start, 1.0);
    compare_rows(of, "arrival_start", 0, block->arrival_start, n, other->arrival_start, 1.0);
    compare_rows(of, "severity_mean", 0, block->severity_mean, 1, &other->severity_mean, 1e-3);
}

static void
compare_levels(const pair *of)
{
    const cgap_block *block = of->block;
    const reference *other = of->other;
    size_t n = other->n;

    for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
        compare_rows(of, "capability", k, block->capability, n, other->c[k], 1.0);
    }
    compare_rows(of, "shock", 0, block->shock, n, other->shock, 1.0);
    compare_rows(of, "common_shock", 0, block->common_shock, 1, &other->common_shock, 1.0);
    compare_rows(of, "salience", 0, block->salience, n, other->salience, 1.0);
    compare_rows(of, "trust", 0, block->trust, n, other->trust, 1.0);
}

static void
compare_indices(const pair *of)
{
    reference *other = of->other;
    double formal[REFERENCE_STATES], practice[REFERENCE_STATES];

    for (size_t i = 0; i < other->n; i++) {
        formal[i] = reference_layer(other, other->c, CGAP_LAYER_FORMAL, i);
        practice[i] = reference_layer(other, other->c, CGAP_LAYER_PRACTICE, i);
    }
    compare_rows(of, "formal_index", 0, of->block->formal_index, other->n, formal, 1.0);
    compare_rows(of, "practice_index", 0, of->block->practice_index, other->n, practice, 1.0);
}

/* Transposition hangs on differences of dates, and a year near 2020 is known to 2e-13: so are q and
 * y, however small. Hence the size of 100, which holds them to 1e-13 when all others are held to
 * 1e-12 of themselves. */
static void
compare_law(const pair *of)
{
    const cgap_block *block = of->block;
    const reference *other = of->other;

    for (size_t p = 0; p < other->scenario->n_instrument; p++) {
        compare_rows(of, "implementation", p, block->implementation, other->n,
                     other->implementation[p], 100.0);
        compare_rows(of, "transposed", p, block->transposed, other->n, other->transposed[p], 100.0);
    }
}

static void
compare_network(const pair *of)
{
    const cgap_block *block = of->block;
    const reference *other = of->other;

    for (size_t i = 0; i < other->n; i++) {
        compare_rows(of, "tie", i, block->tie, other->n, other->tie[i], 1.0);
        for (size_t j = 0; j < other->n && block->step > 0 && of->lane == 0; j++) {
            compare(of->to, "platform", i * other->n + j, block->step,
                    block->platform[i * other->n + j], other->platform[i][j], 1.0);
        }
    }
    if (block->step > 0) {
        compare_rows(of, "information", 0, block->information, other->n, other->peer_information,
                     1.0);
        compare_rows(of, "absorbed", 0, block->absorbed, other->n, other->absorbed, 100.0);
    }
}

static void
compare_industry(const pair *of)
{
    const cgap_block *block = of->block;
    const reference *other = of->other;
    size_t n = other->n;

    compare_rows(of, "supplier", 0, block->supplier, n, other->supplier, 1.0);
    compare_rows(of, "revenue", 0, block->revenue, n, other->revenue, 1.0);
    compare_rows(of, "access", 0, block->access, n, other->access, 1.0);
    compare_rows(of, "rest_of_world", 0, block->rest_of_world, 1, &other->rest_of_world, 1.0);
    compare_rows(of, "integration", 0, block->integration, 1, &other->integration, 1.0);
    compare_rows(of, "reach_certification", 0, block->law_reach, 1, &other->reach_certification,
                 100.0);
    compare_rows(of, "reach_law", 1, block->law_reach, 1, &other->reach_law, 100.0);
    compare_rows(of, "burden", 2, block->law_reach, 1, &other->burden, 0.1);
    compare_rows(of, "sme_share", 0, block->sme_share, 1, &other->sme_share, 1.0);
}

static void
compare_losses(const pair *of)
{
    const cgap_block *block = of->block;
    const reference *other = of->other;
    size_t n = other->n;

    compare_rows(of, "excitation", 0, block->excitation, n, other->excitation, 1.0);
    if (block->step == 0) {
        return;
    }
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        compare_rows(of, "breach", b, block->breach, n, other->breach[b], 1.0);
        compare_rows(of, "loss_by", b, block->loss_by, n, other->loss_by[b], 1e-3);
        compare_rows(of, "expected_by", b, block->expected_by, n, other->expected_by[b], 1e-3);
    }
    compare_rows(of, "breach_mean", 0, block->breach_mean, n, other->breach_mean, 1.0);
    compare_rows(of, "target_weight", 0, block->target_weight, n, other->target_weight, 1.0);
    compare_rows(of, "count", 0, block->count, n, other->count, 1.0);
    compare_rows(of, "loss", 0, block->loss, n, other->loss, 1e-3);
    compare_rows(of, "expected_loss", 0, block->expected_loss, n, other->expected_loss, 1e-3);
}

/* A mean moves by tenths, a variance by hundredths; each is a sum of increments of many signs. */
static void
compare_attribution(const pair *of)
{
    const cgap_block *block = of->block;
    const reference *other = of->other;

    for (size_t layer = 0; layer < CGAP_N_LAYER; layer++) {
        compare_rows(of, "change_of_mean", layer, block->change_of_mean, other->n_mechanism,
                     other->change_of_mean[layer], 1.0);
        compare_rows(of, "change_of_variance", layer, block->change_of_variance, other->n_mechanism,
                     other->change_of_variance[layer], 1.0);
    }
}

void
agreement_of_state(agreement *self, const cgap_block *block, size_t lane, reference *other)
{
    const pair of = {self, block, lane, other};

    if (block->step == 0) {
        compare_start(&of);
    }
    compare_levels(&of);
    compare_indices(&of);
    compare_law(&of);
    compare_network(&of);
    compare_industry(&of);
    compare_losses(&of);
    compare_attribution(&of);
}

/* 2.10: agency 11 + 55.7 max(0, M - .3) (0 if M = 0); forums 10 sum e_f; platform 60 Lambda;
 * industry 50 ind + 100 rd; fund F */
static double
cost_of_union(const reference *other)
{
    const cgap_parameters *par = &other->scenario->parameters;
    const reference_levers *levers = &other->levers;
    double cost = levers->fund_meur, mandate = levers->agency_mandate;

    for (size_t f = 0; f < other->scenario->n_partner; f++) {
        cost += par->cost_forum * levers->engagement[f];
    }
    if (mandate > 0.0) {
        cost += par->cost_agency_base +
                par->cost_agency_slope * fmax(0.0, mandate - par->cost_agency_reference);
    }
    return cost + par->cost_platform * levers->platform +
           par->cost_industrial_policy * levers->industrial_policy +
           par->cost_research * levers->research;
}

void
agreement_of_levers(agreement *self, const cgap_model *model, const reference *other)
{
    size_t step = other->step - 1;
    const cgap_step_policy *policy = &model->timetable.step[step];
    const reference_levers *levers = &other->levers;
    double z = levers->threat_growth * other->dt;
    double volume = levers->regime * exp(levers->growth) * (z == 0.0 ? 1.0 : expm1(z) / z);

    compare(self, "lever time", 0, step, policy->time, levers->time, 1.0);
    compare(self, "lever members", 0, step, (double) policy->members, (double) levers->members,
            1.0);
    compare(self, "lever platform", 0, step, policy->platform, levers->platform, 1.0);
    compare(self, "lever coalition_platform", 0, step, policy->coalition_platform,
            levers->coalition_platform, 1.0);
    compare(self, "lever law_enforcement", 0, step, policy->law_enforcement,
            levers->law_enforcement, 1.0);
    compare(self, "lever attack_volume", 0, step, policy->attack_volume, volume, 1.0);
    compare(self, "lever enforcement_factor", 0, step, policy->enforcement_factor,
            levers->enforcement_factor, 1.0);
    compare(self, "lever systemic_size", 0, step, policy->systemic_size, levers->systemic_size,
            1.0);
    compare(self, "lever norms", 0, step, policy->norms, levers->norms, 1.0);
    compare(self, "lever cost_eu_meur", 0, step, policy->cost_eu_meur, cost_of_union(other), 1.0);
    for (size_t i = 0; i < other->n; i++) {
        compare(self, "lever intelligence", i, step, policy->intelligence[i],
                levers->intelligence[i], 1.0);
        compare(self, "lever legal", i, step, policy->legal[i], levers->legal[i], 1.0);
    }
}

static bool
run_beside(agreement *self, cgap_block *block, uint64_t seed, bool deterministic, size_t every,
           reference *others)
{
    const cgap_model *model = block->model;
    size_t n = (block->lanes + every - 1) / every;

    for (size_t l = 0; l < n; l++) {
        if (!reference_start(&others[l], model->scenario, seed,
                             block->first + (uint32_t) (l * every), deterministic)) {
            return false;
        }
        agreement_of_state(self, block, l * every, &others[l]);
    }
    for (size_t step = 0; step < model->n_step; step++) {
        cgap_block_step(block);
        for (size_t l = 0; l < n; l++) {
            reference_step(&others[l]);
            agreement_of_state(self, block, l * every, &others[l]);
        }
        agreement_of_levers(self, model, &others[0]);
    }
    return true;
}

bool
agreement_of_run(agreement *self, const cgap_model *model, uint64_t seed, uint32_t first,
                 bool deterministic, size_t every)
{
    cgap_block block = {0};
    reference *others = NULL;
    bool ok = cgap_block_create(&block, model, CGAP_LANE_MULTIPLE, NULL) == CGAP_OK;

    if (ok) {
        others = cgap_memory_array((block.lanes + every - 1) / every, sizeof *others);
        ok = others != NULL &&
             cgap_block_start(&block, seed, first, deterministic, NULL) == CGAP_OK &&
             run_beside(self, &block, seed, deterministic, every, others);
    }
    free(others);
    cgap_block_free(&block);
    return ok;
}
