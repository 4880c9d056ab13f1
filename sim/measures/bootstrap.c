/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "cgap/memory.h"
#include "cgap/number.h"
#include "cgap/order.h"
#include "cgap/rng.h"
#include "measure_internal.h"

/* A panel of drawn units: pointers to the rows of the original, copies of the rest. */
typedef struct sample {
    const double **row; /* x, original [n], covariates [n_covariate] */
    double *weight, *covariate;
    size_t *group;
    cgap_panel_view view;
} sample;

static void
sample_free(sample *self)
{
    free(self->row);
    free(self->weight);
    free(self->covariate);
    free(self->group);
}

static bool
sample_init(sample *self, const cgap_panel_view *of)
{
    size_t n = of->n_unit;

    self->row = cgap_memory_array(2 * n + of->n_covariate, sizeof *self->row);
    self->weight = cgap_memory_array(n, sizeof *self->weight);
    self->covariate = cgap_memory_array(of->n_covariate, n * sizeof *self->covariate);
    self->group = cgap_memory_array(n, sizeof *self->group);
    if (self->row == NULL || self->weight == NULL || self->covariate == NULL ||
        self->group == NULL) {
        return false;
    }
    self->view = *of;
    self->view.x = self->row;
    self->view.original = self->row + n;
    self->view.weight = of->weight == NULL ? NULL : self->weight;
    self->view.group = of->group == NULL ? NULL : self->group;
    self->view.covariate = self->row + 2 * n;
    for (size_t k = 0; k < of->n_covariate; k++) {
        self->row[2 * n + k] = self->covariate + k * n;
    }
    return true;
}

/* Puts unit `from` of the panel at place `at` of the sample. */
static void
sample_put(sample *self, const cgap_panel_view *of, size_t at, size_t from)
{
    size_t n = of->n_unit;

    self->row[at] = of->x[from];
    self->row[n + at] = of->original[from];
    self->weight[at] = of->weight == NULL ? 1.0 : of->weight[from];
    self->group[at] = of->group == NULL ? 0 : of->group[from];
    for (size_t k = 0; k < of->n_covariate; k++) {
        self->covariate[k * n + at] = of->covariate[k][from];
    }
}

static void
draw_units(sample *self, const cgap_panel_view *of, uint64_t seed, size_t draw)
{
    self->view.n_unit = of->n_unit;
    for (size_t at = 0; at < of->n_unit; at++) {
        cgap_address address = {
            .replicate = (uint32_t) draw, .process = CGAP_PROCESS_BOOTSTRAP, .step = (uint32_t) at};
        size_t from = (size_t) (cgap_rng_uniform(seed, address) * (double) of->n_unit);

        sample_put(self, of, at, from < of->n_unit ? from : of->n_unit - 1);
    }
}

static void
leave_out(sample *self, const cgap_panel_view *of, size_t unit)
{
    size_t at = 0;

    self->view.n_unit = of->n_unit - 1;
    for (size_t i = 0; i < of->n_unit; i++) {
        if (i != unit) {
            sample_put(self, of, at++, i);
        }
    }
}

/* Acceleration from the values with one unit left out: sum d^3 / (6 (sum d^2)^1.5). */
static double
acceleration(const double *left_out, size_t n)
{
    double mean = 0.0, count = 0.0, squares = 0.0, cubes = 0.0;

    for (size_t i = 0; i < n; i++) {
        mean += isfinite(left_out[i]) ? left_out[i] : 0.0;
        count += isfinite(left_out[i]) ? 1.0 : 0.0;
    }
    mean /= count;
    for (size_t i = 0; i < n; i++) {
        double d = isfinite(left_out[i]) ? mean - left_out[i] : 0.0;

        squares += d * d;
        cubes += d * d * d;
    }
    return squares > 0.0 ? cubes / (6.0 * squares * sqrt(squares)) : 0.0;
}

/* The share of the draws at which a corrected bound lies. */
static double
corrected(double bias, double rate, double p)
{
    double z = bias + cgap_normal_quantile(p), stretch = 1.0 - rate * z;

    if (!(stretch > 0.0)) {
        return p < 0.5 ? 0.0 : 1.0;
    }
    return cgap_number_round12(gsl_cdf_ugaussian_P(bias + z / stretch));
}

void
cgap_bootstrap_interval(double estimate, double *draw, size_t n_draw, const double *left_out,
                        size_t n_unit, double confidence, double *low, double *high)
{
    double below = 0.0, half = 0.5 / (double) n_draw, rate, bias;

    *low = NAN;
    *high = NAN;
    if (n_draw == 0) {
        return;
    }
    cgap_sort_values(draw, n_draw);
    for (size_t d = 0; d < n_draw; d++) {
        below += draw[d] < estimate ? 1.0 : (draw[d] > estimate ? 0.0 : 0.5);
    }
    below /= (double) n_draw;
    below = below < half ? half : (below > 1.0 - half ? 1.0 - half : below);
    bias = cgap_normal_quantile(below);
    rate = acceleration(left_out, n_unit);
    *low = cgap_sorted_quantile(draw, n_draw, corrected(bias, rate, 0.5 * (1.0 - confidence)));
    *high = cgap_sorted_quantile(draw, n_draw, corrected(bias, rate, 0.5 * (1.0 + confidence)));
}

/* All evaluations, one row of wanted values for each: first the draws, then those left out. */
typedef struct ensemble {
    const cgap_panel_view *of;
    const cgap_measure_options *options;
    const cgap_bootstrap_plan *plan;
    size_t n_slot;    /* wanted values of one evaluation */
    size_t *slot;     /* [n_slot] place in the results */
    double *value;    /* [(draws + n_unit) x n_slot] */
    double *estimate; /* [n_slot] */
    double *draw;     /* [draws] scratch */
    double *left_out; /* [n_unit] scratch */
    cgap_measurement measurement;
    sample sample;
} ensemble;

static void
keep(const ensemble *self, double *to)
{
    for (size_t k = 0; k < self->n_slot; k++) {
        to[k] = self->measurement.memory[self->slot[k]];
    }
}

static void
evaluate_all(ensemble *self)
{
    double *to = self->value;

    cgap_measurement_run(&self->measurement, self->of, self->options);
    keep(self, self->estimate);
    for (size_t d = 0; d < self->plan->draws; d++, to += self->n_slot) {
        draw_units(&self->sample, self->of, self->plan->seed, d);
        cgap_measurement_run(&self->measurement, &self->sample.view, self->options);
        keep(self, to);
    }
    for (size_t i = 0; i < self->of->n_unit; i++, to += self->n_slot) {
        leave_out(&self->sample, self->of, i);
        cgap_measurement_run(&self->measurement, &self->sample.view, self->options);
        keep(self, to);
    }
}

static void
interval_of(ensemble *self, size_t k, double *low, double *high)
{
    size_t n = 0, draws = self->plan->draws;

    *low = NAN;
    *high = NAN;
    for (size_t d = 0; d < draws; d++) {
        double value = self->value[d * self->n_slot + k];

        if (isfinite(value)) {
            self->draw[n++] = value;
        }
    }
    for (size_t i = 0; i < self->of->n_unit; i++) {
        self->left_out[i] = self->value[(draws + i) * self->n_slot + k];
    }
    if (isfinite(self->estimate[k]) && 20 * n >= 19 * draws) {
        cgap_bootstrap_interval(self->estimate[k], self->draw, n, self->left_out, self->of->n_unit,
                                self->plan->confidence, low, high);
    }
}

cgap_bootstrap_bar
cgap_bootstrap_bar_of(size_t measure)
{
    const char *name = cgap_measure_at(measure)->name;
    size_t length = strlen(name);

    if (measure == DATE_MIN || measure == DATE_MAX || measure == DATE_RANGE) {
        return CGAP_BOOTSTRAP_EXTREME;
    }
    return length > 2 && strcmp(name + length - 2, "_p") == 0 ? CGAP_BOOTSTRAP_P_VALUE
                                                              : CGAP_BOOTSTRAP_TELLS;
}

/* Whether a measure is to have intervals. */
static bool
is_resampled(const cgap_measure_options *options, size_t measure)
{
    return is_wanted(options, measure) && cgap_bootstrap_bar_of(measure) == CGAP_BOOTSTRAP_TELLS;
}

static size_t
wanted_slots(const cgap_panel_view *view, const cgap_measure_options *options, size_t *slot)
{
    size_t n = 0;

    for (size_t m = 0; m < N_DATE + N_SPAN; m++) {
        size_t first = m < N_DATE ? m * view->n_time : N_DATE * view->n_time + (m - N_DATE);
        size_t count = m < N_DATE ? view->n_time : 1;

        for (size_t k = 0; is_resampled(options, m) && k < count; k++) {
            if (slot != NULL) {
                slot[n] = first + k;
            }
            n++;
        }
    }
    return n;
}

static cgap_status
ensemble_init(ensemble *self, cgap_error *err)
{
    const double most = 4e9;
    size_t rows = self->plan->draws + self->of->n_unit;
    double bytes;

    self->n_slot = wanted_slots(self->of, self->options, NULL);
    bytes = (double) rows * (double) self->n_slot * 8.0;
    if (bytes > most) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%zu draws of %zu values would take %.1f GB; ask for fewer measures "
                               "(--measures), dates (--from, --to) or draws",
                               self->plan->draws, self->n_slot, bytes / 1e9);
    }
    self->slot = cgap_memory_array(self->n_slot, sizeof *self->slot);
    self->value = cgap_memory_array(rows, self->n_slot * sizeof *self->value);
    self->estimate = cgap_memory_array(self->n_slot, sizeof *self->estimate);
    self->draw = cgap_memory_array(self->plan->draws, sizeof *self->draw);
    self->left_out = cgap_memory_array(self->of->n_unit, sizeof *self->left_out);
    if (self->slot == NULL || self->value == NULL || self->estimate == NULL || self->draw == NULL ||
        self->left_out == NULL || !sample_init(&self->sample, self->of)) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %zu draws",
                               self->plan->draws);
    }
    (void) wanted_slots(self->of, self->options, self->slot);
    return cgap_measurement_init(&self->measurement, self->of->n_unit, self->of->n_time, err);
}

static void
ensemble_free(ensemble *self)
{
    free(self->slot);
    free(self->value);
    free(self->estimate);
    free(self->draw);
    free(self->left_out);
    sample_free(&self->sample);
    cgap_measurement_free(&self->measurement);
}

cgap_status
cgap_bootstrap_run(cgap_bootstrap *out, const cgap_panel_view *view,
                   const cgap_measure_options *options, const cgap_bootstrap_plan *plan,
                   cgap_error *err)
{
    ensemble self = {.of = view, .options = options, .plan = plan};
    size_t size = N_DATE * view->n_time + N_SPAN;
    double *memory = cgap_memory_array(2 * size, sizeof *memory);
    cgap_status status = ensemble_init(&self, err);

    if (status == CGAP_OK && memory == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %zu draws", plan->draws);
    }
    if (status == CGAP_OK) {
        evaluate_all(&self);
        for (size_t k = 0; k < 2 * size; k++) {
            memory[k] = NAN;
        }
        for (size_t k = 0; k < self.n_slot; k++) {
            interval_of(&self, k, &memory[self.slot[k]], &memory[size + self.slot[k]]);
        }
        *out = (cgap_bootstrap){memory, memory + size, memory};
    } else {
        free(memory);
    }
    ensemble_free(&self);
    return status;
}

void
cgap_bootstrap_free(cgap_bootstrap *self)
{
    const cgap_bootstrap empty = CGAP_BOOTSTRAP_INIT;

    free(self->memory);
    *self = empty;
}
