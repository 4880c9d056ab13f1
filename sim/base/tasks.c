/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L /* nanosleep */
#include "cgap/tasks.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum { MOST_THREADS = 256 };

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

/* A sleep is a sixteenth of what has been waited, so that little time is lost at the end. */
void
cgap_tasks_wait(bool (*waits)(void *context), void *context)
{
    enum { SHORTEST = 50000, LONGEST = 20000000 }; /* ns */
    long waited = 0, longest = 16 * (long) LONGEST;

    while (waits(context)) {
        long nap = waited / 16 > SHORTEST ? waited / 16 : SHORTEST;
        struct timespec time = {0, nap};

        (void) nanosleep(&time, NULL);
        waited = waited + nap < longest ? waited + nap : longest;
    }
}
