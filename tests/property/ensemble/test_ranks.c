/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Processes that share an ensemble, played by threads that only talk through cgap_ranks: the first
 * has the bytes of a process alone, all have its kept values, and a failure of one ends all. */
#include "harness.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/compare.h"
#include "cgap/ensemble.h"
#include "scenario_fixture.h"

enum { MOST = 3, REPLICATES = 150, N_SCENARIO = 2 };

/* What the players have in common. */
typedef struct table {
    pthread_barrier_t barrier;
    pthread_mutex_t lock;
    size_t unwell; /* the first player that is not well */
    cgap_error error;
    unsigned char *bytes;
    const void *sent;
    size_t n_sent;
} table;

typedef struct player {
    cgap_ranks ranks;
    table *at;
    const cgap_scenario *const *scenario;
    cgap_plan plan;
    cgap_ensemble ensemble;
    cgap_status status;
    cgap_error error;
} player;

static table *
table_of(const cgap_ranks *self)
{
    return ((player *) self->context)->at;
}

static void
together(table *self)
{
    (void) pthread_barrier_wait(&self->barrier);
}

static cgap_status
meet(const cgap_ranks *self, cgap_status status, cgap_error *err)
{
    table *at = table_of(self);

    together(at);
    if (self->rank == 0) {
        at->unwell = self->count;
    }
    together(at);
    (void) pthread_mutex_lock(&at->lock);
    if (status != CGAP_OK && self->rank < at->unwell) {
        at->unwell = self->rank;
        at->error = *err;
        at->error.code = status;
    }
    (void) pthread_mutex_unlock(&at->lock);
    together(at);
    if (at->unwell == self->count || status != CGAP_OK) {
        return status;
    }
    return cgap_error_fail(err, at->error.code, "%s", at->error.text);
}

static cgap_status
share(const cgap_ranks *self, void *bytes, size_t n, cgap_error *err)
{
    table *at = table_of(self);

    (void) err;
    if (self->rank == 0) {
        at->bytes = bytes;
    }
    together(at);
    if (self->rank != 0) {
        memcpy(bytes, at->bytes, n);
    }
    together(at);
    return CGAP_OK;
}

static cgap_status
unite(const cgap_ranks *self, void *bytes, size_t n, cgap_error *err)
{
    table *at = table_of(self);

    if (self->rank == 0) {
        at->bytes = bytes;
    }
    together(at);
    (void) pthread_mutex_lock(&at->lock);
    for (size_t b = 0; b < n && self->rank != 0; b++) {
        at->bytes[b] |= ((unsigned char *) bytes)[b];
    }
    (void) pthread_mutex_unlock(&at->lock);
    together(at);
    return share(self, bytes, n, err);
}

/* One message at a time: `sent` is free when it is NULL and n_sent is 0. */
static cgap_status
send(const cgap_ranks *self, const void *bytes, size_t n, cgap_error *err)
{
    table *at = table_of(self);

    (void) err;
    for (size_t turn = 1; turn < self->count; turn++) {
        if (turn == self->rank) {
            at->sent = bytes;
            at->n_sent = n;
        }
        together(at); /* it is there */
        together(at); /* it was taken */
    }
    return CGAP_OK;
}

static cgap_status
receive(const cgap_ranks *self, size_t from, void **bytes, size_t *n, cgap_error *err)
{
    table *at = table_of(self);

    (void) from; /* messages come in order */
    (void) err;
    together(at);
    *n = at->n_sent;
    *bytes = malloc(*n + 1);
    assert_non_null(*bytes);
    if (*n > 0) {
        memcpy(*bytes, at->sent, *n);
    }
    together(at);
    return CGAP_OK;
}

static void *
play(void *context)
{
    player *self = context;

    self->status = cgap_ensemble_run(&self->ensemble, self->scenario, N_SCENARIO, 0, &self->plan,
                                     &self->error);
    return NULL;
}

static const cgap_trace TRACE[] = {{.name = "formal_cv", .row = 2, .kind = CGAP_TRACE_AT},
                                   {.name = "loss_gdp", .row = 2, .kind = CGAP_TRACE_MEAN}};

static cgap_plan
plan_of_test(void)
{
    return (cgap_plan){.seed = 5,
                       .end = REPLICATES,
                       .block = 32,
                       .threads = 2,
                       .trace = TRACE,
                       .n_trace = sizeof TRACE / sizeof TRACE[0]};
}

static bool
go_on(void *context, size_t done, size_t total)
{
    (void) done;
    (void) total;
    return context == NULL;
}

/* Lets @p count players run @p plan; the one that `stops` is interrupted at its first report. */
static void
play_together(player *self, size_t count, const cgap_plan *plan, size_t stops,
              const cgap_scenario *const *scenario)
{
    table at = {.lock = PTHREAD_MUTEX_INITIALIZER};
    pthread_t thread[MOST];

    assert_int_equal(pthread_barrier_init(&at.barrier, NULL, (unsigned) count), 0);
    for (size_t r = 0; r < count; r++) {
        self[r] = (player){.at = &at, .scenario = scenario, .plan = *plan};
        self[r].ranks = (cgap_ranks){r, count, &self[r], meet, share, unite, send, receive};
        self[r].plan.ranks = &self[r].ranks;
        self[r].plan.progress = go_on;
        self[r].plan.context = r == stops ? &at : NULL;
        assert_int_equal(pthread_create(&thread[r], NULL, play, &self[r]), 0);
    }
    for (size_t r = 0; r < count; r++) {
        assert_int_equal(pthread_join(thread[r], NULL), 0);
    }
    (void) pthread_barrier_destroy(&at.barrier);
}

static void
expect_same_sums(const cgap_ensemble *a, const cgap_ensemble *b)
{
    static const double q[] = {0.05, 0.5, 0.95};

    assert_int_equal(a->n_replicate, b->n_replicate);
    for (size_t k = 0; k < N_SCENARIO; k++) {
        const cgap_ensemble_member *x = &a->member[k], *y = &b->member[k];

        for (size_t s = 0; s < x->layout.n_cell; s++) {
            cgap_grid grid = cgap_layout_grid(&x->layout, s);
            double one[3], other[3];

            assert_int_equal(x->cell[s].n, y->cell[s].n);
            assert_true(x->cell[s].sum == y->cell[s].sum);
            assert_true(x->cell[s].squares == y->cell[s].squares);
            cgap_cell_quantiles(&x->cell[s], grid, q, 3, one);
            cgap_cell_quantiles(&y->cell[s], grid, q, 3, other);
            assert_memory_equal(one, other, sizeof one);
        }
        for (size_t d = 0; d < cgap_ensemble_differences(x); d++) {
            assert_int_equal(x->difference[d].better, y->difference[d].better);
            assert_true(x->difference[d].sum == y->difference[d].sum);
            assert_true(x->difference[d].squares == y->difference[d].squares);
        }
    }
}

static void
expect_same_traces(const cgap_ensemble *a, const cgap_ensemble *b)
{
    assert_int_equal(a->n_traced, b->n_traced);
    for (size_t k = 0; k < N_SCENARIO; k++) {
        assert_memory_equal(a->member[k].traced, b->member[k].traced,
                            a->n_trace * a->n_traced * sizeof(double));
    }
}

typedef struct fixture {
    cgap_scenario scenario[N_SCENARIO];
    const cgap_scenario *view[N_SCENARIO];
} fixture;

static void
hold_against_one(fixture *self, const cgap_plan *plan)
{
    cgap_ensemble alone;
    cgap_error err = CGAP_ERROR_INIT;

    assert_int_equal(cgap_ensemble_run(&alone, self->view, N_SCENARIO, 0, plan, &err), CGAP_OK);
    for (size_t count = 2; count <= MOST; count++) {
        player players[MOST];

        play_together(players, count, plan, MOST, self->view);
        for (size_t r = 0; r < count; r++) {
            assert_int_equal(players[r].status, CGAP_OK);
            expect_same_traces(&players[r].ensemble, &alone);
        }
        if (alone.has_sums) {
            expect_same_sums(&players[0].ensemble, &alone);
            assert_int_equal(players[1].ensemble.member[0].cell[0].n, 0);
        }
        for (size_t r = 0; r < count; r++) {
            cgap_ensemble_free(&players[r].ensemble);
        }
    }
    cgap_ensemble_free(&alone);
}

static void
the_first_has_what_one_would_have(void **state)
{
    cgap_plan plan = plan_of_test();

    hold_against_one(*state, &plan);
}

static void
traces_alone_are_shared_too(void **state)
{
    cgap_plan plan = plan_of_test();

    plan.traces_only = true;
    hold_against_one(*state, &plan);
}

static size_t
needs_more(void *context, const cgap_ensemble *ensemble, size_t done)
{
    const size_t *wanted = context;

    assert_int_equal(ensemble->member[0].cell[0].n, done); /* asked where the sums are */
    return *wanted;
}

static void
rounds_end_at_the_same_place(void **state)
{
    cgap_plan plan = plan_of_test();
    size_t wanted = 300;

    plan.end = 1000;
    plan.needed = needs_more;
    plan.needed_context = &wanted;
    hold_against_one(*state, &plan);
}

static void
an_interrupted_one_ends_all(void **state)
{
    fixture *self = *state;
    cgap_plan plan = plan_of_test();
    player players[MOST];

    plan.end = 2000; /* far more than is done until the first report */
    for (size_t stops = 0; stops < MOST; stops++) {
        play_together(players, MOST, &plan, stops, self->view);
        for (size_t r = 0; r < MOST; r++) {
            assert_int_equal(players[r].status, CGAP_E_INTERRUPTED);
            assert_non_null(strstr(players[r].error.text, "interrupted"));
        }
    }
}

static int
set_up(void **state)
{
    fixture *self = calloc(1, sizeof *self);

    assert_non_null(self);
    fixture_plain(&self->scenario[0], FIXTURE_SIX);
    fixture_full(&self->scenario[1], FIXTURE_SIX);
    for (size_t k = 0; k < N_SCENARIO; k++) {
        self->scenario[k].end = self->scenario[k].start + 0.25;
        self->view[k] = &self->scenario[k];
    }
    *state = self;
    return 0;
}

static int
tear_down(void **state)
{
    fixture *self = *state;

    for (size_t k = 0; k < N_SCENARIO; k++) {
        fixture_free(&self->scenario[k]);
    }
    free(self);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_has_what_one_would_have),
        cmocka_unit_test(traces_alone_are_shared_too),
        cmocka_unit_test(rounds_end_at_the_same_place),
        cmocka_unit_test(an_interrupted_one_ends_all),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
