/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of sums: reading, and adding to an ensemble. Nothing in a file is taken for granted. */
#include "cgap/portion.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "portion_format.h"
#include "portion_internal.h"
#include "stream.h"

enum { MOST_IDENTITY = 1 << 20 };

static const uint64_t MOST_REPLICATES = (uint64_t) UINT32_MAX + 1;

/* No grid has more on either side of 0. */
enum { MOST_BINS = 1 << 26 };

static cgap_status
no_portion(const cgap_stream *in, cgap_error *err)
{
    return cgap_error_fail(err, CGAP_E_INPUT,
                           "%s: is no file of sums, or one of another version of cgap", in->path);
}

/* Mark, identity and ranges. */
static cgap_status
get_head(cgap_stream *in, cgap_portion_info *out, cgap_error *err)
{
    char mark[CGAP_PORTION_MARK_LENGTH];
    size_t length;

    cgap_stream_get(in, mark, sizeof mark);
    if (in->failed || memcmp(mark, CGAP_PORTION_MARK, CGAP_PORTION_MARK_LENGTH) != 0) {
        return no_portion(in, err);
    }
    length = (size_t) cgap_stream_get_count(in, MOST_IDENTITY);
    out->identity = cgap_memory_array(length + 1, 1);
    if (out->identity == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    cgap_stream_get(in, out->identity, length);
    out->n_range = (size_t) cgap_stream_get_count(in, 1U << 24);
    out->range = cgap_memory_array(out->n_range, sizeof *out->range);
    if (out->range == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (size_t r = 0; r < out->n_range; r++) {
        out->range[r].from = (size_t) cgap_stream_get_count(in, MOST_REPLICATES);
        out->range[r].to = (size_t) cgap_stream_get_count(in, MOST_REPLICATES);
        in->failed = in->failed || out->range[r].from >= out->range[r].to;
    }
    return in->failed ? no_portion(in, err) : CGAP_OK;
}

void
cgap_portion_info_free(cgap_portion_info *self)
{
    free(self->identity);
    free(self->range);
    memset(self, 0, sizeof *self);
}

cgap_status
cgap_portion_inspect(cgap_portion_info *out, const char *path, cgap_error *err)
{
    cgap_stream *in = cgap_memory_array(1, sizeof *in);
    cgap_status status = in == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                                    : cgap_stream_open(in, path, err);

    memset(out, 0, sizeof *out);
    if (status == CGAP_OK) {
        status = get_head(in, out, err);
        cgap_stream_drop(in);
    }
    if (status != CGAP_OK) {
        cgap_portion_info_free(out);
    }
    free(in);
    return status;
}

cgap_status
cgap_portion_same(const char *path, const char *found, const char *expected, cgap_error *err)
{
    while (*found != '\0' || *expected != '\0') {
        size_t there = strcspn(found, "\n"), here = strcspn(expected, "\n");

        if (there != here || memcmp(found, expected, here) != 0) {
            return cgap_error_fail(err, CGAP_E_INPUT,
                                   "%s: is of another run: '%.*s' there, '%.*s' here", path,
                                   (int) there, found, (int) here, expected);
        }
        found += there + (found[there] == '\n');
        expected += here + (expected[here] == '\n');
    }
    return CGAP_OK;
}

/* A number between -most and most, or the file is none of ours. */
static cgap_wide
get_within(cgap_stream *in, cgap_wide most)
{
    cgap_wide value = cgap_stream_get_wide(in);

    in->failed = in->failed || value < -most || value > most;
    return in->failed ? 0 : value;
}

/* Sums of n values, each of at most 2^46 coarse steps, a difference of twice as many: what is more
 * would not fit the integers when parts are added up. */
static void
get_sums(cgap_stream *in, uint32_t n, cgap_wide *sum, cgap_wide *coarse, cgap_wide *squares)
{
    cgap_wide most = (cgap_wide) n << 47;

    *sum = get_within(in, most << 20);
    *coarse = get_within(in, most);
    *squares = get_within(in, most << 47);
    in->failed = in->failed || *squares < 0;
}

/* A cell of at most @p most values as put_cell wrote it; false when memory ran out. */
static bool
get_cell(cgap_stream *in, uint64_t most, cgap_summary_cell *out)
{
    uint64_t counted = 0;
    int32_t lowest;
    uint32_t n_bin;

    memset(out, 0, sizeof *out);
    out->n = (uint32_t) cgap_stream_get_count(in, most);
    if (out->n == 0) {
        return true;
    }
    lowest = (int32_t) get_within(in, MOST_BINS);
    n_bin = (uint32_t) cgap_stream_get_count(in, MOST_BINS);
    if (in->failed || n_bin == 0) {
        in->failed = true;
        return true;
    }
    if (!cgap_cell_open(out, lowest, n_bin)) {
        return false;
    }
    for (uint32_t b = 0; b < n_bin && !in->failed; b++) {
        uint32_t count = (uint32_t) cgap_stream_get_count(in, out->n);

        if (!cgap_cell_put(out, b, count)) {
            return false;
        }
        counted += count;
    }
    out->least = cgap_stream_get_real(in);
    out->most = cgap_stream_get_real(in);
    get_sums(in, out->n, &out->sum, &out->sum_coarse, &out->squares);
    in->failed = in->failed || counted != out->n || !isfinite(out->least) || !isfinite(out->most) ||
                 out->least > out->most;
    return true;
}

/* Those that are kept with another scenario come with it too. */
static bool
add_cells(cgap_stream *in, cgap_ensemble *to, size_t k, uint64_t most)
{
    for (size_t s = 0; s < cgap_portion_cells(to, k) && !in->failed; s++) {
        cgap_summary_cell cell;
        bool done = get_cell(in, most, &cell);

        if (!done || in->failed) {
            cgap_cell_free(&cell);
            return done;
        }
        if (cgap_ensemble_place(to, k, s).scenario != k) {
            cgap_cell_free(&cell);
        } else if (!cgap_cell_take(&to->member[k].cell[s], &cell)) {
            return false;
        }
    }
    return true;
}

static void
add_differences(cgap_stream *in, cgap_ensemble *to, size_t k, uint64_t most)
{
    for (size_t d = 0; d < cgap_portion_differences(to, k) && !in->failed; d++) {
        cgap_difference_cell cell;

        cell.n = (uint32_t) cgap_stream_get_count(in, most);
        cell.better = (uint32_t) cgap_stream_get_count(in, cell.n);
        cell.equal = (uint32_t) cgap_stream_get_count(in, cell.n);
        get_sums(in, cell.n, &cell.sum, &cell.sum_coarse, &cell.squares);
        if (in->failed) {
            return;
        }
        cgap_difference_merge(&to->member[k].difference[d], &cell);
    }
}

/* Values of a part may be more than the whole keeps: those beyond are passed over. */
static void
add_kept(cgap_stream *in, cgap_ensemble *to, size_t k, size_t first, const cgap_portion_info *info)
{
    for (size_t r = 0; r < info->n_range && !in->failed; r++) {
        size_t wanted = cgap_portion_kept(to, first, info->range[r]),
               at = info->range[r].from - first;
        size_t there = (size_t) cgap_stream_get_count(in, MOST_REPLICATES);

        in->failed = in->failed || there < wanted;
        for (size_t t = 0; there > 0 && t < to->n_trace; t++) {
            for (size_t i = 0; i < there && !in->failed; i++) {
                double value = cgap_stream_get_real(in);

                if (i < wanted) {
                    to->member[k].traced[t * to->n_traced + at + i] = value;
                }
            }
        }
    }
}

/* Replicates of a portion: no sum of it is of more. */
static uint64_t
replicates_of(const cgap_portion_info *info)
{
    uint64_t sum = 0;

    for (size_t r = 0; r < info->n_range; r++) {
        sum += info->range[r].to - info->range[r].from;
    }
    return sum < UINT32_MAX ? sum : UINT32_MAX;
}

static cgap_status
add_scenarios(cgap_stream *in, cgap_ensemble *to, size_t first, const cgap_portion_info *info,
              cgap_error *err)
{
    in->failed = in->failed || cgap_stream_get_count(in, UINT32_MAX) != to->n ||
                 cgap_stream_get_count(in, UINT32_MAX) != to->n_trace;
    for (size_t k = 0; k < to->n && !in->failed; k++) {
        if (cgap_stream_get_count(in, UINT32_MAX) != cgap_portion_cells(to, k)) {
            in->failed = true;
        } else if (!add_cells(in, to, k, replicates_of(info))) {
            return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %s", in->path);
        }
        add_differences(in, to, k, replicates_of(info));
        add_kept(in, to, k, first, info);
    }
    return CGAP_OK;
}

/* Ranges of a portion into the coverage; *known tells that they were there already. */
static cgap_status
cover(cgap_coverage *covered, const cgap_portion_info *info, const char *path, size_t first,
      size_t end, bool *known, cgap_error *err)
{
    bool all = *known;
    cgap_status status = CGAP_OK;

    for (size_t r = 0; r < info->n_range; r++) {
        all = all && cgap_coverage_holds(covered, info->range[r]);
        if (info->range[r].from < first || info->range[r].to > end) {
            return cgap_error_fail(
                err, CGAP_E_INPUT,
                "%s: holds replicates %zu to %zu, outside %zu to %zu of this run", path,
                info->range[r].from, info->range[r].to - 1, first, end - 1);
        }
    }
    *known = all;
    for (size_t r = 0; !all && r < info->n_range && status == CGAP_OK; r++) {
        status = cgap_coverage_add(covered, info->range[r], path, err);
    }
    return status;
}

static cgap_status
add_stream(cgap_stream *in, cgap_ensemble *to, const char *identity, size_t first, size_t end,
           cgap_coverage *covered, bool skip_known, cgap_error *err)
{
    cgap_portion_info info = {NULL, NULL, 0};
    bool known = skip_known;
    cgap_status status = get_head(in, &info, err);

    if (status == CGAP_OK) {
        status = cgap_portion_same(in->path, info.identity, identity, err);
    }
    if (status == CGAP_OK) {
        status = cover(covered, &info, in->path, first, end, &known, err);
    }
    if (status == CGAP_OK && !known) {
        status = add_scenarios(in, to, first, &info, err);
        if (status == CGAP_OK) {
            status = cgap_stream_end(in, err);
        }
    }
    cgap_portion_info_free(&info);
    return status;
}

cgap_status
cgap_portion_add(cgap_ensemble *to, const char *identity, size_t first, size_t end,
                 cgap_coverage *covered, const char *path, bool skip_known, cgap_error *err)
{
    cgap_stream *in = cgap_memory_array(1, sizeof *in);
    cgap_status status = in == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                                    : cgap_stream_open(in, path, err);

    if (status == CGAP_OK) {
        status = add_stream(in, to, identity, first, end, covered, skip_known, err);
        cgap_stream_drop(in);
    }
    free(in);
    return status;
}

cgap_status
cgap_portion_add_from(cgap_ensemble *to, const char *identity, size_t first, size_t end,
                      cgap_coverage *covered, FILE *file, const char *name, cgap_error *err)
{
    cgap_stream *in = cgap_memory_array(1, sizeof *in);
    cgap_status status;

    if (in == NULL) {
        (void) fclose(file);
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for %s", name);
    }
    status = cgap_stream_read_from(in, file, name, err);
    if (status == CGAP_OK) {
        status = add_stream(in, to, identity, first, end, covered, false, err);
        cgap_stream_drop(in);
    }
    free(in);
    return status;
}
