/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L /* nanosleep */
#include "cgap/tasks.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

enum { MOST_THREADS = 1024 };

typedef struct heap {
    cgap_task task;
    void *context;
    size_t n;
    atomic_size_t next;
} heap;

static void *
work(void *context)
{
    heap *self = context;

    for (size_t number; (number = atomic_fetch_add(&self->next, 1)) < self->n;) {
        self->task(self->context, number);
    }
    return NULL;
}

void
cgap_tasks_do(cgap_task task, void *context, size_t n, size_t threads)
{
    pthread_t thread[MOST_THREADS];
    heap all = {.task = task, .context = context, .n = n};
    size_t most = threads < n ? threads : n, started = 1;

    atomic_init(&all.next, 0);
    while (started < most && started < MOST_THREADS &&
           pthread_create(&thread[started], NULL, work, &all) == 0) {
        started++;
    }
    (void) work(&all);
    for (size_t t = 1; t < started; t++) {
        (void) pthread_join(thread[t], NULL);
    }
}

/* A thread of several that work together. */
typedef struct hand {
    cgap_task task;
    void *context;
    size_t number;
    atomic_size_t *others; /* threads that have not ended, but for the caller */
    pthread_t thread;
} hand;

static void *
work_as(void *context)
{
    hand *self = context;

    self->task(self->context, self->number);
    (void) atomic_fetch_sub(self->others, 1);
    return NULL;
}

static bool
start(hand *self)
{
    bool started;

    (void) atomic_fetch_add(self->others, 1);
    started = pthread_create(&self->thread, NULL, work_as, self) == 0;
    if (!started) {
        (void) atomic_fetch_sub(self->others, 1);
    }
    return started;
}

/* A sleep is a sixteenth of what has been waited, so that little time is lost at the end. */
static void
look_on(atomic_size_t *others, void (*look)(void *context), void *context)
{
    enum { SHORTEST = 50000, LONGEST = 20000000 }; /* ns */
    long waited = 0, longest = 16 * (long) LONGEST;

    while (atomic_load(others) > 0) {
        long nap = waited / 16 > SHORTEST ? waited / 16 : SHORTEST;
        struct timespec time = {0, nap};

        look(context);
        (void) nanosleep(&time, NULL);
        waited = waited + nap < longest ? waited + nap : longest;
    }
}

size_t
cgap_tasks_hands(cgap_task task, void *context, size_t n, void (*look)(void *context))
{
    hand other[MOST_THREADS];
    atomic_size_t others;
    size_t started = 1;

    atomic_init(&others, 0);
    for (; started < n && started < MOST_THREADS; started++) {
        other[started] =
            (hand){.task = task, .context = context, .number = started, .others = &others};
        if (!start(&other[started])) {
            break;
        }
    }
    task(context, 0);
    look_on(&others, look, context);
    for (size_t h = 1; h < started; h++) {
        (void) pthread_join(other[h].thread, NULL);
    }
    return started;
}
