/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_TASKS_H
#define CGAP_TASKS_H
/* Work that falls into parts which need not know of each other, done by several threads. */
#include <stddef.h>

/* Part @p number of the work. Whatever it says of success it leaves in @p context, each part in a
 * place of its own. */
typedef void (*cgap_task)(void *context, size_t number);

/** @brief Does the parts 0 .. @p n - 1, each once, and returns when all are done. They are begun in
 *  order, so the longest should come first. Up to @p threads threads take part, among them the
 *  caller; where one cannot be started the others do its work. A part may itself be such work. */
void cgap_tasks_do(cgap_task task, void *context, size_t n, size_t threads);

/** @brief Calls @p task once for each hand 0 .. @p n - 1, all at the same time, each in a thread of
 *  its own; hand 0 is the caller. They share out the work among themselves, so a thread that cannot
 *  be started only means fewer hands: the last ones are left out.
 *  @param look called by the caller again and again while it has ended and others have not, with
 *              sleeps in between that grow to a fiftieth of a second; a signal ends one
 *  @return how many hands worked, at least 1 and at most 1024 */
size_t cgap_tasks_hands(cgap_task task, void *context, size_t n, void (*look)(void *context));

#endif
