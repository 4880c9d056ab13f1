/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of a work done by several threads. */
#include "harness.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include "cgap/tasks.h"

enum { N = 1000 };

typedef struct ledger {
    int done[N];
    size_t inner; /* parts of each part's own work */
    int inner_done[N][4];
} ledger;

static void
do_inner(void *context, size_t number)
{
    ((int *) context)[number]++;
}

static void
do_one(void *context, size_t number)
{
    ledger *self = context;

    self->done[number]++;
    cgap_tasks_do(do_inner, self->inner_done[number], self->inner, 2);
}

static void
every_part_is_done_once(void **state)
{
    static const size_t threads[] = {0, 1, 2, 7, 5000};
    static const size_t parts[] = {0, 1, 3, N};
    static ledger all;

    (void) state;
    for (size_t t = 0; t < sizeof threads / sizeof threads[0]; t++) {
        for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) {
            memset(&all, 0, sizeof all);
            all.inner = p == 3 && threads[t] > 7 ? 0 : 4;
            cgap_tasks_do(do_one, &all, parts[p], threads[t]);
            for (size_t n = 0; n < N; n++) {
                assert_int_equal(all.done[n], n < parts[p]);
                assert_int_equal(all.inner_done[n][3], n < parts[p] && all.inner > 0);
            }
        }
    }
}

typedef struct journal {
    size_t n, at[5];
} journal;

static void
note(void *context, size_t number)
{
    journal *self = context;

    self->at[self->n++] = number;
}

static void
one_thread_does_them_in_order(void **state)
{
    journal order = {0};

    (void) state;
    cgap_tasks_do(note, &order, 5, 1);
    for (size_t n = 0; n < 5; n++) {
        assert_int_equal(order.at[n], n);
    }
}

enum { HANDS = 5 };

typedef struct meeting {
    int worked[HANDS];
    atomic_size_t here;
    atomic_bool seen; /* by the first hand, once it had nothing left to do */
} meeting;

/* Nobody goes before all are there, nor the others before the first has looked at them. */
static void
meet(void *context, size_t number)
{
    meeting *self = context;

    self->worked[number]++;
    (void) atomic_fetch_add(&self->here, 1);
    while (atomic_load(&self->here) < HANDS || (number > 0 && !atomic_load(&self->seen))) {
        (void) sched_yield();
    }
}

static void
look(void *context)
{
    atomic_store(&((meeting *) context)->seen, true);
}

static void
hands_work_at_the_same_time_under_the_eyes_of_the_first(void **state)
{
    meeting all = {.worked = {0}};

    (void) state;
    assert_int_equal(cgap_tasks_hands(meet, &all, HANDS, look), HANDS);
    for (size_t h = 0; h < HANDS; h++) {
        assert_int_equal(all.worked[h], 1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_is_done_once),
        cmocka_unit_test(one_thread_does_them_in_order),
        cmocka_unit_test(hands_work_at_the_same_time_under_the_eyes_of_the_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
