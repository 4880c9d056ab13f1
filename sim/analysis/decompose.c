/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/decompose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/compare.h"
#include "cgap/ensemble.h"
#include "cgap/memory.h"
#include "cgap/rng.h"
#include "contrast.h"
#include "package.h"

enum { BATCH = 16 }; /* coalitions that run together */

/* clang-format off */
static const cgap_column COLUMN[] = {
    {"measure", CGAP_COLUMN_TEXT, "", "criterion"},
    {"span", CGAP_COLUMN_TEXT, "", "end: value at the end; mean: average over the horizon"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit of the measure"},
    {"base", CGAP_COLUMN_TEXT, "", "scenario the package is built on"},
    {"package", CGAP_COLUMN_TEXT, "", "scenario taken apart"},
    {"kind", CGAP_COLUMN_TEXT, "", "total: package - base; part: Shapley value of one part, the parts sum to the total in every replicate; interaction: Shapley interaction index of two parts"},
    {"part", CGAP_COLUMN_TEXT, "", "lever, instrument or group of settings in which the package differs from the base; empty for the total"},
    {"other", CGAP_COLUMN_TEXT, "", "second part of an interaction; else empty"},
    {"value", CGAP_COLUMN_REAL, "unit of the measure", "mean over replicates"},
    {"ci_low", CGAP_COLUMN_REAL, "unit of the measure", "lower end of the 95 % interval over replicates (Student t)"},
    {"ci_high", CGAP_COLUMN_REAL, "unit of the measure", "upper end of the interval"},
    {"sampling_error", CGAP_COLUMN_REAL, "unit of the measure", "standard error from drawing permutations, beside the chance in value's interval; 0 when all coalitions were run"},
    {"share", CGAP_COLUMN_REAL, "share of the total", "value over the total; empty for interactions and when the total is not distinguishable from zero"},
    {"alone", CGAP_COLUMN_REAL, "unit of the measure", "effect of the part added to the base by itself; empty for interactions"},
    {"last", CGAP_COLUMN_REAL, "unit of the measure", "effect of the part added to the rest of the package; empty for interactions"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which every coalition the row rests on defines the criterion; 0 in deterministic mode"},
    {"verdict", CGAP_COLUMN_TEXT, "", "better, worse, not distinguishable from zero or equal, by the interval over replicates; for interactions complements or substitutes instead of better and worse"},
};
/* clang-format on */

typedef struct decomposition {
    package package;
    cgap_questions questions;
    bool deterministic, sampled;
    uint64_t seed;
    const char *unit[CGAP_MOST_CRITERIA];
    cgap_trace trace[CGAP_MOST_CRITERIA];
    size_t n_mask;
    uint32_t *mask; /* [n_mask] increasing; owned */
    size_t n;       /* replicates kept */
    double *value;  /* [n_mask][n_criterion][n]; owned */
    double *work;   /* [n]; owned */
} decomposition;

/* Order of parts in permutation p: position of each by an addressed draw. */
static void
permutation(const decomposition *self, uint32_t p, size_t order[CGAP_MOST_PARTS_OF_PACKAGE])
{
    double u[CGAP_MOST_PARTS_OF_PACKAGE];

    for (size_t q = 0; q < self->package.n; q++) {
        size_t at = q;

        u[q] = cgap_rng_uniform(self->seed,
                                (cgap_address){.replicate = p,
                                               .process = CGAP_PROCESS_DESIGN,
                                               .name = cgap_rng_name(self->package.part[q].name)});
        while (at > 0 && u[order[at - 1]] > u[q]) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = q;
    }
}

static int
ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *) a, y = *(const uint32_t *) b;

    return (x > y) - (x < y);
}

/* Coalitions to run: all, or those on the way of each permutation and what `alone` and `last` need.
 */
static bool
list_masks(decomposition *self)
{
    size_t m = self->package.n, n = 0, kept = 0;
    uint32_t whole = (uint32_t) (((uint64_t) 1 << m) - 1);
    size_t most = self->sampled ? (CGAP_PERMUTATIONS + 2) * m + 2 : (size_t) whole + 1;

    self->mask = cgap_memory_array(most, sizeof *self->mask);
    if (self->mask == NULL) {
        return false;
    }
    for (uint32_t s = 0; !self->sampled && s < whole; s++) {
        self->mask[n++] = s;
    }
    for (uint32_t p = 0; self->sampled && p < CGAP_PERMUTATIONS; p++) {
        size_t order[CGAP_MOST_PARTS_OF_PACKAGE];
        uint32_t mask = 0;

        permutation(self, p, order);
        for (size_t q = 0; q < m; q++) {
            self->mask[n++] = mask;
            mask |= (uint32_t) 1 << order[q];
        }
    }
    for (size_t q = 0; self->sampled && q < m; q++) {
        self->mask[n++] = (uint32_t) 1 << q;
        self->mask[n++] = whole & ~((uint32_t) 1 << q);
    }
    self->mask[n++] = whole;
    qsort(self->mask, n, sizeof *self->mask, ascending);
    for (size_t k = 0; k < n; k++) {
        if (k == 0 || self->mask[k] != self->mask[kept - 1]) {
            self->mask[kept++] = self->mask[k];
        }
    }
    self->n_mask = kept;
    return true;
}

/* Values of a criterion under a coalition: [n]. */
static const double *
value_of(const decomposition *self, uint32_t mask, size_t criterion)
{
    const uint32_t *found = bsearch(&mask, self->mask, self->n_mask, sizeof *self->mask, ascending);

    return self->value +
           ((size_t) (found - self->mask) * self->questions.n_criterion + criterion) * self->n;
}

static cgap_status
run_batch(decomposition *self, size_t first, size_t count, const cgap_plan *plan, cgap_error *err)
{
    cgap_scenario scenario[BATCH];
    const cgap_scenario *view[BATCH];
    cgap_ensemble ensemble;
    cgap_status status = CGAP_OK;
    size_t made = 0;

    while (made < count && status == CGAP_OK) {
        status = package_view(&scenario[made], &self->package, self->mask[first + made], err);
        view[made] = &scenario[made];
        made += status == CGAP_OK ? 1 : 0;
    }
    if (status == CGAP_OK) {
        status = cgap_ensemble_run(&ensemble, view, count, 0, plan, err);
    }
    if (status == CGAP_OK) {
        for (size_t k = 0; k < count; k++) {
            memcpy(self->value + (first + k) * self->questions.n_criterion * self->n,
                   cgap_ensemble_traced(&ensemble, k, 0),
                   self->questions.n_criterion * self->n * sizeof *self->value);
        }
        cgap_ensemble_free(&ensemble);
    }
    while (made > 0) {
        package_view_free(&scenario[--made]);
    }
    return status;
}

/* A batch as a part of all coalitions. */
typedef struct batch_progress {
    const cgap_plan *plan; /* of the whole */
    size_t before, total;  /* replicates of coalitions before this batch, and of all */
} batch_progress;

static bool
go_on(void *context, size_t done, size_t total)
{
    const batch_progress *self = context;

    (void) total;
    return self->plan->progress == NULL ||
           self->plan->progress(self->plan->context, self->before + done, self->total);
}

static cgap_status
run_all(decomposition *self, const cgap_plan *plan, cgap_error *err)
{
    cgap_plan each = *plan;
    size_t count = plan->deterministic ? 1 : plan->end - plan->first;
    batch_progress progress = {plan, 0, self->n_mask * count};
    cgap_status status = CGAP_OK;

    self->n = count < CGAP_MOST_TRACED ? count : CGAP_MOST_TRACED;
    self->work = cgap_memory_array(self->n, sizeof *self->work);
    self->value = self->n_mask <= SIZE_MAX / self->questions.n_criterion / self->n
                      ? cgap_memory_array(self->n_mask * self->questions.n_criterion * self->n,
                                          sizeof *self->value)
                      : NULL;
    if (self->work == NULL || self->value == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY,
                               "out of memory for %zu coalitions; ask for fewer replicates",
                               self->n_mask);
    }
    each.trace = self->trace;
    each.n_trace = self->questions.n_criterion;
    each.traces_only = true;
    each.progress = go_on;
    each.context = &progress;
    for (size_t first = 0; first < self->n_mask && status == CGAP_OK; first += BATCH) {
        size_t left = self->n_mask - first, batch = left < BATCH ? left : BATCH;

        progress.before = first * count;
        status = run_batch(self, first, batch, &each, err);
    }
    return status;
}

/* s! (m - s - 1)! / m! */
static double
weight(size_t s, size_t m)
{
    double w = 1.0 / (double) m;

    for (size_t k = 1; k <= s; k++) {
        w *= (double) k / (double) (m - k);
    }
    return w;
}

static size_t
size_of(uint32_t mask)
{
    size_t n = 0;

    for (; mask != 0; mask &= mask - 1) {
        n++;
    }
    return n;
}

/* out += factor (value with - value without). */
static void
add_step(decomposition *self, double *out, size_t c, uint32_t with, uint32_t without, double factor)
{
    const double *a = value_of(self, with, c), *b = value_of(self, without, c);

    for (size_t r = 0; r < self->n; r++) {
        out[r] += factor * (a[r] - b[r]);
    }
}

/* Shapley value of part q in every replicate, all coalitions. */
static void
exact_part(decomposition *self, size_t c, size_t q)
{
    uint32_t bit = (uint32_t) 1 << q;

    for (size_t s = 0; s < self->n_mask; s++) {
        uint32_t mask = self->mask[s];

        if (!(mask & bit)) {
            add_step(self, self->work, c, mask | bit, mask, weight(size_of(mask), self->package.n));
        }
    }
}

/* The same as the mean over permutations; returns the standard error of drawing them. */
static double
sampled_part(decomposition *self, size_t c, size_t q)
{
    double sum = 0.0, squares = 0.0, n = CGAP_PERMUTATIONS, mean;

    for (uint32_t p = 0; p < CGAP_PERMUTATIONS; p++) {
        size_t order[CGAP_MOST_PARTS_OF_PACKAGE], at = 0;
        uint32_t mask = 0, bit = (uint32_t) 1 << q;
        double gain;

        permutation(self, p, order);
        while (order[at] != q) {
            mask |= (uint32_t) 1 << order[at++];
        }
        add_step(self, self->work, c, mask | bit, mask, 1.0 / n);
        gain = contrast_of(value_of(self, mask | bit, c), self->n).mean -
               contrast_of(value_of(self, mask, c), self->n).mean;
        sum += gain;
        squares += gain * gain;
    }
    mean = sum / n;
    squares = squares / n - mean * mean;
    return sqrt((squares > 0.0 || isnan(squares) ? squares : 0.0) / (n - 1.0));
}

static contrast
finish(const decomposition *self)
{
    contrast out = contrast_of(self->work, self->n);

    if (self->deterministic) {
        out.n = 0;
    }
    return out;
}

static contrast
difference(decomposition *self, size_t c, uint32_t with, uint32_t without)
{
    memset(self->work, 0, self->n * sizeof *self->work);
    add_step(self, self->work, c, with, without, 1.0);
    return finish(self);
}

static void
add_names(cgap_table *out, const decomposition *self, size_t c, const char *kind, const char *first,
          const char *other)
{
    const cgap_criterion *of = &self->questions.criterion[c];

    cgap_table_add_text(out, of->name);
    cgap_table_add_text(out, of->span == CGAP_SPAN_MEAN ? "mean" : "end");
    cgap_table_add_text(out, self->unit[c]);
    cgap_table_add_text(out, self->package.base->name);
    cgap_table_add_text(out, self->package.with->name);
    cgap_table_add_text(out, kind);
    cgap_table_add_text(out, first);
    cgap_table_add_text(out, other);
}

static const char *
verdict_of(const decomposition *self, size_t c, const contrast *x, const char *good,
           const char *bad)
{
    int direction = self->questions.criterion[c].direction;

    if (isnan(x->low)) {
        return "";
    }
    if (x->low > 0.0 || x->high < 0.0) {
        return (x->low > 0.0 ? 1 : -1) * direction > 0 ? good : bad;
    }
    return x->sd > 0.0 ? "not distinguishable from zero" : "equal";
}

static void
add_interval(cgap_table *out, const contrast *x, double sampling_error)
{
    cgap_table_add_real(out, x->mean);
    cgap_table_add_real(out, x->low);
    cgap_table_add_real(out, x->high);
    cgap_table_add_real(out, sampling_error);
}

/* Whether there is a total to have a share of. */
static bool
is_sure(const decomposition *self, const contrast *total)
{
    return self->deterministic ? total->mean > 0.0 || total->mean < 0.0
                               : total->low > 0.0 || total->high < 0.0;
}

static void
add_part(cgap_table *out, decomposition *self, size_t c, size_t q, const contrast *total)
{
    uint32_t bit = (uint32_t) 1 << q, whole = self->mask[self->n_mask - 1];
    double error = 0.0;
    contrast x;

    memset(self->work, 0, self->n * sizeof *self->work);
    if (self->sampled) {
        error = sampled_part(self, c, q);
    } else {
        exact_part(self, c, q);
    }
    x = finish(self);
    add_names(out, self, c, "part", self->package.part[q].name, "");
    add_interval(out, &x, error);
    cgap_table_add_real(out, is_sure(self, total) ? x.mean / total->mean : NAN);
    cgap_table_add_real(out, difference(self, c, bit, 0).mean);
    cgap_table_add_real(out, difference(self, c, whole, whole & ~bit).mean);
    cgap_table_add_count(out, (long long) x.n);
    cgap_table_add_text(out, verdict_of(self, c, &x, "better", "worse"));
}

/* Interaction of parts p and q: how much more both do together than each by itself, averaged over
 * the coalitions of the others. */
static void
add_interaction(cgap_table *out, decomposition *self, size_t c, size_t p, size_t q)
{
    uint32_t a = (uint32_t) 1 << p, b = (uint32_t) 1 << q;
    contrast x;

    memset(self->work, 0, self->n * sizeof *self->work);
    for (size_t s = 0; s < self->n_mask; s++) {
        uint32_t mask = self->mask[s];

        if (!(mask & (a | b))) {
            double w = weight(size_of(mask), self->package.n - 1);

            add_step(self, self->work, c, mask | a | b, mask | a, w);
            add_step(self, self->work, c, mask, mask | b, w);
        }
    }
    x = finish(self);
    add_names(out, self, c, "interaction", self->package.part[p].name, self->package.part[q].name);
    add_interval(out, &x, 0.0);
    for (int e = 0; e < 3; e++) {
        cgap_table_add_empty(out);
    }
    cgap_table_add_count(out, (long long) x.n);
    cgap_table_add_text(out, verdict_of(self, c, &x, "complements", "substitutes"));
}

static void
add_criterion(cgap_table *out, decomposition *self, size_t c)
{
    contrast total = difference(self, c, self->mask[self->n_mask - 1], 0);

    add_names(out, self, c, "total", "", "");
    add_interval(out, &total, 0.0);
    cgap_table_add_real(out, is_sure(self, &total) ? 1.0 : NAN);
    cgap_table_add_real(out, total.mean);
    cgap_table_add_real(out, total.mean);
    cgap_table_add_count(out, (long long) total.n);
    cgap_table_add_text(out, verdict_of(self, c, &total, "better", "worse"));
    for (size_t q = 0; q < self->package.n; q++) {
        add_part(out, self, c, q, &total);
    }
    for (size_t p = 0; p < self->package.n && !self->sampled; p++) {
        for (size_t q = p + 1; q < self->package.n; q++) {
            add_interaction(out, self, c, p, q);
        }
    }
}

/* Resolves the questions against base and package and sets the traces. */
static cgap_status
ask(decomposition *self, const cgap_scenario *with, cgap_error *err)
{
    cgap_quantities quantities = {NULL, 0};
    cgap_status status = cgap_quantities_learn(&quantities, self->package.base, err);

    if (status == CGAP_OK) {
        status = cgap_quantities_learn(&quantities, with, err);
    }
    if (status == CGAP_OK) {
        status = cgap_questions_resolve(&self->questions, &quantities, err);
    }
    for (size_t c = 0; c < self->questions.n_criterion && status == CGAP_OK; c++) {
        const cgap_criterion *of = &self->questions.criterion[c];

        self->unit[c] = cgap_quantities_find(&quantities, of->name)->unit;
        self->trace[c] =
            (cgap_trace){.name = of->name,
                         .row = cgap_scenario_steps(self->package.base),
                         .kind = of->span == CGAP_SPAN_MEAN ? CGAP_TRACE_MEAN : CGAP_TRACE_AT};
    }
    cgap_quantities_free(&quantities);
    return status;
}

/* What needs no run: the parts, and the questions about them. */
static cgap_status
begin(decomposition *self, const cgap_scenario *base, const cgap_scenario *with, cgap_error *err)
{
    cgap_status status = cgap_compare_check(base, with, err);

    if (status == CGAP_OK) {
        status = package_create(&self->package, base, with, err);
    }
    self->sampled = self->package.n > CGAP_EXACT_PARTS;
    return status == CGAP_OK ? ask(self, with, err) : status;
}

cgap_status
cgap_decompose_check(const cgap_scenario *base, const cgap_scenario *with,
                     const cgap_questions *questions, cgap_error *err)
{
    decomposition self = {.questions = *questions};

    return begin(&self, base, with, err);
}

cgap_status
cgap_decompose(cgap_table *out, const cgap_scenario *base, const cgap_scenario *with,
               const cgap_questions *questions, const cgap_plan *plan, cgap_error *err)
{
    decomposition self = {
        .questions = *questions, .deterministic = plan->deterministic, .seed = plan->seed};
    cgap_status status = begin(&self, base, with, err);

    cgap_table_init(out, "shapley", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    if (status == CGAP_OK && !list_masks(&self)) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory for the coalitions");
    }
    if (status == CGAP_OK) {
        status = run_all(&self, plan, err);
    }
    for (size_t c = 0; c < self.questions.n_criterion && status == CGAP_OK; c++) {
        add_criterion(out, &self, c);
    }
    free(self.mask);
    free(self.value);
    free(self.work);
    return status == CGAP_OK ? cgap_table_finish(out, err) : status;
}
