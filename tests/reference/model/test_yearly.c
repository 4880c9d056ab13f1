/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What runs tell once a year (MODEL.md 3.1 to 3.3), worked out a second time from the reference's
 * states: variances of capabilities, how late directives come, whom incidents hit, who lost much.
 * Would catch a wrong set of members, a year that is none, a date taken for a row, a quarter that
 * is not one.
 */
#include "harness.h"

#include <math.h>
#include <stdlib.h>

#include "cgap/memory.h"
#include "cgap/record.h"
#include "reference_state.h"
#include "scenario_fixture.h"
#include "shipped.h"

enum { LANES = CGAP_LANE_MULTIPLE };

/* What the program records of one scenario, beside the reference of one lane. */
typedef struct ground {
    cgap_model model;
    cgap_layout layout;
    cgap_record record;
    double *value;
    reference *other;
    size_t lane;
    double lost[REFERENCE_STATES]; /* since the last yearly date, bn EUR */
    size_t last_date, compared;
} ground;

static double
recorded(const ground *self, const char *name)
{
    size_t q = cgap_layout_find(&self->layout, name);

    assert_true(q < self->layout.n_union);
    return cgap_record_value(&self->record, cgap_slot_union(&self->layout, self->other->step, q),
                             self->lane);
}

static void
hold(ground *self, const char *name, double expected)
{
    double actual = recorded(self, name);

    self->compared += isnan(expected) ? 0 : 1;
    if (!(fabs(actual - expected) <= 1e-8 * fmax(1.0, fabs(expected)) ||
          (isnan(actual) && isnan(expected)))) {
        fail_msg("%s at row %zu, lane %zu: %.17g, by the reference %.17g", name, self->other->step,
                 self->lane, actual, expected);
    }
}

static cgap_member_set
members_of(const ground *self)
{
    return self->other->levers.members;
}

static void
hold_variances(ground *self)
{
    for (size_t k = 0; k < CGAP_N_CAPABILITY; k++) {
        double sum = 0.0, squares = 0.0, n = 0.0;
        char name[80];

        for (size_t i = 0; i < self->other->n; i++) {
            if (reference_is_member(members_of(self), i)) {
                sum += self->other->c[k][i];
                squares += self->other->c[k][i] * self->other->c[k][i];
                n += 1.0;
            }
        }
        (void) snprintf(name, sizeof name, "%s_variance", cgap_capability_name(k));
        hold(self, name, squares / n - sum / n * (sum / n));
    }
}

/* exp(nu_adm (adm_i - mean adm)) / c_p (2.3). */
static double
hazard_factor(const reference *other, const cgap_instrument *law, size_t i)
{
    double mean = 0.0;

    for (size_t j = 0; j < other->n; j++) {
        mean += other->capacity[j] / (double) other->n;
    }
    return exp(other->scenario->parameters.effect_of_administrative_capacity_on_hazard *
               (other->capacity[i] - mean)) /
           law->complexity;
}

/* The date by which a state transposes in half of all futures: H(date) = ln 2. */
static double
median_date(const reference *other, const cgap_instrument *law, size_t i)
{
    const cgap_parameters *par = &other->scenario->parameters;
    double factor = hazard_factor(other, law, i);
    double before = par->transposition_hazard_before_deadline * factor;
    double early = before * (law->applies - law->adopted);

    return early >= log(2.0)
               ? law->adopted + log(2.0) / before
               : law->applies +
                     (log(2.0) - early) / (par->transposition_hazard_after_deadline * factor);
}

static int
by_size(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

static void
hold_transposition(ground *self)
{
    const reference *other = self->other;
    const cgap_scenario *scenario = other->scenario;
    const cgap_instrument *last = NULL;
    double now = cgap_scenario_time(scenario, other->step);
    double delay[REFERENCE_STATES], on_time = 0.0;
    size_t p = 0, n = 0;

    for (size_t q = 0; q < scenario->n_instrument; q++) {
        const cgap_instrument *law = &scenario->instrument[q];

        if (law->type == CGAP_DIRECTIVE && law->applies <= now &&
            (law->participants & members_of(self)) != 0 &&
            (last == NULL || law->applies > last->applies)) {
            last = law;
            p = q;
        }
    }
    for (size_t i = 0; last != NULL && i < other->n; i++) {
        double date;

        if (!reference_is_member(members_of(self) & last->participants, i)) {
            continue;
        }
        date = other->deterministic ? median_date(other, last, i) : other->date[p][i];
        delay[n++] = fmin(date, now) - last->applies;
        on_time +=
            other->deterministic
                ? 1.0 - exp(-other->scenario->parameters.transposition_hazard_before_deadline *
                            hazard_factor(other, last, i) * (last->applies - last->adopted))
                : (date <= last->applies ? 1.0 : 0.0);
    }
    qsort(delay, n, sizeof delay[0], by_size);
    hold(self, "transposition_on_time", n > 0 ? on_time / (double) n : NAN);
    hold(self, "transposition_delay", n == 0 ? NAN : 0.5 * (delay[(n - 1) / 2] + delay[n / 2]));
}

typedef struct weak {
    double level, incidents;
} weak;

static int
by_level(const void *a, const void *b)
{
    double x = ((const weak *) a)->level, y = ((const weak *) b)->level;

    return (x > y) - (x < y);
}

/* The area under the curve of incidents over members from the weakest on, up to a quarter. */
static void
hold_weakest(ground *self)
{
    reference *other = self->other;
    const cgap_parameters *par = &other->scenario->parameters;
    double mix = par->weight_of_practice_in_defence, all = 0.0, weakest = 0.0, left;
    weak state[REFERENCE_STATES];
    size_t n = 0;

    for (size_t i = 0; i < other->n; i++) {
        if (reference_is_member(members_of(self), i)) {
            state[n].level = (1.0 - mix) * reference_layer(other, other->c, CGAP_LAYER_FORMAL, i) +
                             mix * reference_layer(other, other->c, CGAP_LAYER_PRACTICE, i);
            state[n].incidents = other->expected_loss[i] /
                                 (other->severity_mean *
                                  pow(other->gdp_share[i], 1.0 - par->size_elasticity_of_arrivals));
            all += state[n++].incidents;
        }
    }
    qsort(state, n, sizeof state[0], by_level);
    left = (double) n / 4.0;
    for (size_t i = 0; i < n && left > 0.0; i++) {
        weakest += fmin(left, 1.0) * state[i].incidents;
        left -= 1.0;
    }
    hold(self, "incidents_weakest_quarter", other->step > 0 ? weakest / all : NAN);
}

static void
hold_losses(ground *self)
{
    const reference *other = self->other;
    size_t year = (size_t) other->scenario->steps_per_year;
    double much = 0.0;

    for (size_t i = 0; i < other->n; i++) {
        if (reference_is_member(members_of(self), i) && self->lost[i] > 0.01 * other->gdp[i]) {
            much = 1.0;
        }
    }
    hold(self, "member_loss_above_1_percent",
         other->step > 0 && other->step - self->last_date == year ? much : NAN);
}

static void
at_row(ground *self)
{
    for (size_t i = 0; i < self->other->n && self->other->step > 0; i++) {
        self->lost[i] += self->other->loss[i];
    }
    if (!cgap_layout_is_date(&self->layout, self->other->step)) {
        assert_true(isnan(recorded(self, "sme_variance")));
        assert_true(isnan(recorded(self, "transposition_delay")));
        return;
    }
    hold_variances(self);
    hold_transposition(self);
    hold_weakest(self);
    hold_losses(self);
    for (size_t i = 0; i < self->other->n; i++) {
        self->lost[i] = 0.0;
    }
    self->last_date = self->other->step;
}

/* Variable loss_gdp_year of members.csv at the last date. */
static void
hold_member_losses(ground *self, const double *lost)
{
    size_t v = 0, row = self->layout.n_selected - 1;

    while (strcmp(self->layout.of_member[v].name, "loss_gdp_year") != 0) {
        v++;
        assert_true(v < self->layout.n_variable);
    }
    for (size_t i = 0; i < self->other->n; i++) {
        double share = cgap_record_value(&self->record, cgap_slot_member(&self->layout, row, i, v),
                                         self->lane);

        assert_close(share, lost[i] / self->other->gdp[i], 1e-9);
    }
}

static void
beside(ground *self, bool deterministic, size_t lane, bool ends_a_year)
{
    double last_year[REFERENCE_STATES] = {0.0};

    self->lane = lane;
    self->last_date = 0;
    for (size_t i = 0; i < REFERENCE_STATES; i++) {
        self->lost[i] = 0.0;
    }
    assert_true(
        reference_start(self->other, self->model.scenario, 7, (uint32_t) lane, deterministic));
    at_row(self);
    while (self->other->step < self->model.n_step) {
        double before[REFERENCE_STATES];

        memcpy(before, self->lost, sizeof before);
        reference_step(self->other);
        for (size_t i = 0; i < self->other->n; i++) {
            last_year[i] = before[i] + self->other->loss[i];
        }
        at_row(self);
    }
    if (ends_a_year) {
        hold_member_losses(self, last_year);
    }
}

static void
all_agree(const cgap_scenario *scenario, bool deterministic, bool ends_a_year)
{
    cgap_error err = CGAP_ERROR_INIT;
    ground self = {.other = malloc(sizeof *self.other)};

    assert_non_null(self.other);
    assert_int_equal(cgap_model_prepare(&self.model, scenario, &err), CGAP_OK);
    assert_int_equal(cgap_layout_create(&self.layout, &self.model, false, &err), CGAP_OK);
    self.value = cgap_memory_lanes(self.layout.n_slot * LANES, sizeof(double));
    assert_non_null(self.value);
    assert_int_equal(cgap_record_create(&self.record, &self.layout, LANES, self.value, &err),
                     CGAP_OK);
    assert_int_equal(cgap_record_run(&self.record, 7, 0, deterministic, &err), CGAP_OK);
    for (size_t lane = 0; lane < LANES; lane += deterministic ? LANES : 5) {
        beside(&self, deterministic, lane, ends_a_year);
    }
    assert_true(self.compared > 50);
    cgap_record_free(&self.record);
    free(self.value);
    cgap_layout_free(&self.layout);
    cgap_model_free(&self.model);
    free(self.other);
}

/* Exits, entries, a coalition's directive, dates off the grid; it ends in the middle of a year. */
static void
of_everything_at_once(void **state)
{
    cgap_scenario scenario;

    (void) state;
    fixture_full(&scenario, NULL);
    all_agree(&scenario, true, false);
    all_agree(&scenario, false, false);
    fixture_free(&scenario);
}

static void
of_shipped_scenarios(void **state)
{
    static const char *const name[] = {"history", "nis2", "status-quo-2013"};

    (void) state;
    for (size_t s = 0; s < sizeof name / sizeof *name; s++) {
        cgap_scenario scenario;

        shipped_read(&scenario, name[s], NULL);
        all_agree(&scenario, true, true);
        all_agree(&scenario, false, true);
        cgap_scenario_free(&scenario);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_everything_at_once),
        cmocka_unit_test(of_shipped_scenarios),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
