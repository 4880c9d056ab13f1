/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cutting a round into blocks. A block is as long as the plan says, or as the gap it lies in: what
 * is done already may have been cut in another way. The last ones are shorter, so that workers end
 * together: with equal blocks one of them often waits for a whole block of another. */
#include "ensemble_internal.h"

#include <stdlib.h>

#include "cgap/memory.h"

enum { SHORTEST = CGAP_LANE_MULTIPLE }; /* fewer would leave lanes of a tile idle */

/* At most this many, were all of the shortest: whole ones, and two more at each range that is done.
 */
static size_t
most_blocks(const shared_run *run)
{
    size_t shortest = run->plan->block < SHORTEST ? run->plan->block : SHORTEST;

    return (run->end - run->first) / shortest + 2 * (run->covered->n + 1);
}

/* Processes must all find the same blocks, and may have different numbers of threads. */
static size_t
count_workers(const cgap_plan *plan)
{
    return cgap_ranks_several(plan->ranks) ? plan->ranks->count : plan->threads;
}

/* Half of an equal share of the rest, in whole tiles. */
static size_t
block_length(const shared_run *run, size_t from)
{
    size_t workers = count_workers(run->plan), share = (run->end - from) / (2 * workers);
    size_t length = (share / SHORTEST + 1) * SHORTEST;

    return workers > 1 && length < run->plan->block ? length : run->plan->block;
}

/* Blocks of the part of a round that begins at @p from; returns where it ends. */
static size_t
cut_gap(shared_run *run, size_t from)
{
    cgap_range gap = cgap_coverage_gap(run->covered, from, run->end);

    while (gap.from < gap.to) {
        size_t length = gap.to - gap.from, most = block_length(run, gap.from);
        cgap_range *block = &run->block[run->n_block++];

        length = length < most ? length : most;
        *block = (cgap_range){gap.from, gap.from + length};
        gap.from = block->to;
    }
    return gap.to;
}

cgap_status
cgap_run_cut(shared_run *run, cgap_error *err)
{
    run->n_block = 0;
    run->block = cgap_memory_array(most_blocks(run), sizeof *run->block);
    if (run->block == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the blocks of a run");
    }
    for (size_t at = run->first; at < run->end;) {
        at = cut_gap(run, at);
    }
    return CGAP_OK;
}
