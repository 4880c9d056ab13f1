/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TASKS_H
#define CGAP_TASKS_H
/* Work that falls into parts which need not know of each other, done by several threads. */
#include <stdbool.h>
#include <stddef.h>

/* Part @p number of the work. Whatever it says of success it leaves in @p context, each part in a
 * place of its own. */
typedef void (*cgap_task)(void *context, size_t number);

/** @brief Does the parts 0 .. @p n - 1, each once, and returns when all are done. They are begun in
 *  order, so the longest should come first. Up to @p threads threads take part, among them the
 *  caller; where one cannot be started the others do its work. A part may itself be such work. */
void cgap_tasks_do(cgap_task task, void *context, size_t n, size_t threads);

/** @brief Waits for threads that end by themselves: asks @p waits again and again, with some sleep
 *  in between, until it says false. Sleeps are short at first and grow with what has been waited,
 *  to a fiftieth of a second at most; a signal ends one. */
void cgap_tasks_wait(bool (*waits)(void *context), void *context);

#endif
