/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run that records only what its traces read keeps the same values, bit by bit, as one that
 * records everything: every quantity by itself, so that nothing it is computed from is missed. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "cgap/trace.h"
#include "scenario_fixture.h"

enum { LANES = CGAP_LANE_MULTIPLE };

typedef struct ground {
    cgap_scenario scenario;
    cgap_model model;
    cgap_layout layout;
    double *value[2]; /* everything; only what is wanted */
} ground;

static void
assert_ok(cgap_status status, const cgap_error *err)
{
    if (status != CGAP_OK) {
        fail_msg("%s", err->text);
    }
}

/* Runs from start to end. What nobody writes stays at a value that nothing has. */
static void
run(ground *self, size_t into, const cgap_wanted *wanted)
{
    const double untouched = -123456.789;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_record record;

    for (size_t at = 0; at < self->layout.n_slot * LANES; at++) {
        self->value[into][at] = untouched;
    }
    assert_ok(cgap_record_create(&record, &self->layout, LANES, self->value[into], &err), &err);
    record.wanted = wanted;
    assert_ok(cgap_record_run(&record, 11, 0, false, &err), &err);
    cgap_record_free(&record);
}

static void
prepare(ground *self)
{
    cgap_error err = CGAP_ERROR_INIT;

    fixture_full(&self->scenario, FIXTURE_SIX);
    self->scenario.end = self->scenario.start + 4.0; /* past the exit of a state */
    assert_ok(cgap_model_prepare(&self->model, &self->scenario, &err), &err);
    assert_ok(cgap_layout_create(&self->layout, &self->model, false, &err), &err);
    for (size_t v = 0; v < 2; v++) {
        self->value[v] = cgap_memory_lanes(self->layout.n_slot * LANES, sizeof(double));
        assert_non_null(self->value[v]);
    }
    run(self, 0, NULL);
}

static void
finish(ground *self)
{
    free(self->value[0]);
    free(self->value[1]);
    cgap_layout_free(&self->layout);
    cgap_model_free(&self->model);
    fixture_free(&self->scenario);
}

static void
assert_trace_same(ground *self, const cgap_trace *trace)
{
    size_t place = cgap_trace_place(trace, &self->layout);
    double kept[2][LANES];
    cgap_wanted wanted;

    assert_true(place != SIZE_MAX);
    assert_int_equal(cgap_wanted_create(&wanted, &self->layout, trace, &place, 1), CGAP_OK);
    run(self, 1, &wanted);
    for (size_t v = 0; v < 2; v++) {
        cgap_record record = {
            .layout = &self->layout, .lanes = LANES, .active = LANES, .value = self->value[v]};

        cgap_trace_read(trace, place, &record, LANES, kept[v]);
    }
    if (memcmp(kept[0], kept[1], sizeof kept[0]) != 0) {
        fail_msg("%s, kind %d, row %zu: %.17g when all is recorded, %.17g alone", trace->name,
                 (int) trace->kind, trace->row, kept[0][0], kept[1][0]);
    }
    cgap_wanted_free(&wanted);
}

static void
every_quantity_of_the_union_by_itself(void **state)
{
    ground self;

    (void) state;
    prepare(&self);
    for (size_t q = 0; q < self.layout.n_union; q++) {
        const char *name = self.layout.of_union[q].name;
        const cgap_trace trace[] = {
            {.kind = CGAP_TRACE_AT, .name = name, .row = 0},
            {.kind = CGAP_TRACE_AT, .name = name, .row = self.layout.selected[2]},
            {.kind = CGAP_TRACE_AT, .name = name, .row = self.layout.n_row - 1},
            {.kind = CGAP_TRACE_MEAN, .name = name},
            {.kind = CGAP_TRACE_FIRST_BELOW, .name = name, .threshold = 0.9, .relative = true},
        };

        for (size_t t = 0; t < sizeof trace / sizeof trace[0]; t++) {
            assert_trace_same(&self, &trace[t]);
        }
    }
    finish(&self);
}

static void
members_and_attribution_by_themselves(void **state)
{
    ground self;

    (void) state;
    prepare(&self);
    for (size_t v = 0; v < self.layout.n_variable; v++) {
        assert_trace_same(&self, &(cgap_trace){.of = CGAP_TRACE_MEMBER,
                                               .name = self.layout.of_member[v].name,
                                               .member = v % self.model.n});
    }
    for (size_t m = 0; m < self.model.n_mechanism; m++) {
        char buffer[160];

        assert_trace_same(&self, &(cgap_trace){.of = CGAP_TRACE_ATTRIBUTION,
                                               .name = cgap_model_mechanism(&self.model, m, buffer,
                                                                            sizeof buffer),
                                               .layer = m % CGAP_N_LAYER,
                                               .change = m % CGAP_N_CHANGE});
    }
    finish(&self);
}

/* Otherwise the comparisons above would hold for a recorder that ignores what is wanted. */
static void
what_nobody_wants_is_not_recorded(void **state)
{
    ground self;
    cgap_wanted wanted;
    size_t slot;

    (void) state;
    prepare(&self);
    assert_int_equal(cgap_wanted_create(&wanted, &self.layout, NULL, NULL, 0), CGAP_OK);
    run(&self, 1, &wanted);
    slot = cgap_slot_union(&self.layout, 6, cgap_layout_find(&self.layout, "formal_gini"));
    assert_true(self.value[0][slot * LANES] > 0.0);
    assert_true(self.value[1][slot * LANES] < -123456.0);
    slot = cgap_slot_member(&self.layout, 0, 0, 0);
    assert_true(self.value[1][slot * LANES] < -123456.0);
    cgap_wanted_free(&wanted);
    finish(&self);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_quantity_of_the_union_by_itself),
        cmocka_unit_test(members_and_attribution_by_themselves),
        cmocka_unit_test(what_nobody_wants_is_not_recorded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
