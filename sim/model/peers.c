/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What states have of their peers through the ties between them: learning (section 2.1) and
 * information (section 2.5). Everybody meets everybody in every capability, so this is the largest
 * part of a step. */
#include "model_internal.h"

/* Lanes at a time: their sums stay in registers. */
enum { SEATS = 8 };
_Static_assert(V % SEATS == 0, "a tile is whole rows of seats");

/* Sums over peers each wait for the one before them, so some are taken side by side and fill each
 * other's pauses, as many as registers hold: capabilities of one state, which share its ties, or
 * one capability of two states, which share the peers' levels. */
#ifdef __AVX512F__
enum { CLASS = 1, LESSONS = CGAP_N_FORMAL };
#else
enum { CLASS = 2, LESSONS = 1 };
#endif

/* What some lanes of a state learn; capabilities stand `n stride` apart. */
typedef struct pupil {
    const double *level, *tie; /* c_ik; w_i., states `stride` apart */
    double *rate, *pull;
} pupil;

/* Those of one capability, while the peers are met one by one. */
typedef struct lesson {
    double rate[SEATS], pull[SEATS]; /* sum r, sum r u */
    double met[SEATS];               /* u above this is above c */
} lesson;

static inline void
begin(lesson *restrict self, const double *restrict level)
{
    for (size_t l = 0; l < SEATS; l++) {
        self->rate[l] = 0.0;
        self->pull[l] = 0.0;
        self->met[l] = level[l] + CGAP_MET;
    }
}

/* Peers at @p u, tied by @p w; a weaker one pulls with @p omega w (@p two_sided) or not at all. */
static inline __attribute__((always_inline)) void
meet(lesson *restrict self, const double *restrict u, const double *restrict w, bool two_sided,
     double omega)
{
#ifdef __AVX512F__
    /* Masked sums, one operation less. Apart, or gcc 12 makes a branch of what is masked twice. */
    if (!two_sided) {
        for (size_t l = 0; l < SEATS; l++) {
            double more = self->rate[l] + w[l];

            self->rate[l] = u[l] > self->met[l] ? more : self->rate[l];
        }
        for (size_t l = 0; l < SEATS; l++) {
            double more = self->pull[l] + w[l] * u[l];

            self->pull[l] = u[l] > self->met[l] ? more : self->pull[l];
        }
        return;
    }
#endif
    for (size_t l = 0; l < SEATS; l++) {
        double target = u[l], tie = w[l], met = self->met[l];
        double weaker = two_sided ? omega * tie : 0.0;
        double effective = target > met ? tie : weaker;

        self->rate[l] += effective;
        self->pull[l] += effective * target;
    }
}

static inline void
finish(const lesson *restrict self, const double *restrict level, double *restrict rate,
       double *restrict pull)
{
    for (size_t l = 0; l < SEATS; l++) {
        rate[l] = self->rate[l];
        pull[l] = self->pull[l] - level[l] * self->rate[l];
    }
}

/* One-sided pulls of all peers (section 2.1) on @p lessons capabilities. Sums the rates, and the
 * rates times (target - c) as sum r u - c sum r, one operation less a peer. States stand @p stride
 * apart in @p c and the ties. */
static inline __attribute__((always_inline)) void
pulls_of_peers(const double *restrict c, const pupil self[CLASS], size_t n, size_t stride,
               size_t lessons, bool two_sided, double omega)
{
    lesson given[CLASS][LESSONS];

    for (size_t s = 0; s < CLASS; s++) {
#pragma GCC unroll 8
        for (size_t k = 0; k < lessons; k++) {
            begin(&given[s][k], self[s].level + k * n * stride);
        }
    }
    for (size_t j = 0; j < n; j++) {
        for (size_t s = 0; s < CLASS; s++) {
#pragma GCC unroll 8
            for (size_t k = 0; k < lessons; k++) {
                meet(&given[s][k], c + (k * n + j) * stride, self[s].tie + j * stride, two_sided,
                     omega);
            }
        }
    }
    for (size_t s = 0; s < CLASS; s++) {
#pragma GCC unroll 8
        for (size_t k = 0; k < lessons; k++) {
            size_t at = k * n * stride;

            finish(&given[s][k], self[s].level + at, self[s].rate + at, self[s].pull + at);
        }
    }
}

/* Capabilities from @p k on. State @p i and, in a class, the next; the last of an odd number learns
 * twice the same. */
static void
learn(const cgap_block *self, size_t k, size_t i, size_t from)
{
    double omega = self->model->scenario->parameters.levelling_down_share_peers;
    size_t n = self->model->n, lanes = self->lanes;
    const double *c = self->capability + k * n * lanes + from;
    pupil class[CLASS];

    for (size_t s = 0; s < CLASS; s++) {
        size_t state = i + s < n ? i + s : i, at = (k * n + state) * lanes + from;

        class[s] = (pupil){self->capability + at, self->tie + state * n * lanes + from,
                           self->peer_rate + at, self->peer_pull + at};
    }
    if (k >= CGAP_N_FORMAL) {
        pulls_of_peers(c, class, n, lanes, LESSONS > 1 ? CGAP_N_PRACTICE : 1, false, 0.0);
    } else if (omega > 0.0) {
        pulls_of_peers(c, class, n, lanes, LESSONS, true, omega);
    } else {
        pulls_of_peers(c, class, n, lanes, LESSONS, false, 0.0);
    }
}

/* Ipeer_i = sum_j w_ij c_jT / (N - 1). */
static void
information_of(cgap_block *self, size_t i)
{
    size_t n = self->model->n, lanes = self->lanes;
    const double *technical = cgap_block_capability(self, CGAP_TECHNICAL);
    const double *tie = self->tie + i * n * lanes;
    double share = n > 1 ? 1.0 / (double) (n - 1) : 0.0;

    for (size_t l = 0; l < lanes; l += CGAP_BESIDE * CGAP_VECTOR) {
        cgap_reals sum[CGAP_BESIDE];

        CGAP_EACH_BESIDE (v) {
            sum[v] = cgap_reals_all(0.0);
        }
        for (size_t at = l; at < n * lanes; at += lanes) {
            CGAP_EACH_BESIDE (v) {
                sum[v] += cgap_reals_load(tie + at + v * CGAP_VECTOR) *
                          cgap_reals_load(technical + at + v * CGAP_VECTOR);
            }
        }
        CGAP_EACH_BESIDE (v) {
            cgap_reals_store(self->information + i * lanes + l + v * CGAP_VECTOR, sum[v] * share);
        }
    }
}

/* Capabilities first .. end - 1 of a class. */
static void
learn_some(const cgap_block *self, size_t first, size_t end, size_t i)
{
    for (size_t from = 0; from < self->lanes; from += SEATS) {
        for (size_t k = first; k < end; k += LESSONS) {
            learn(self, k, i, from);
        }
    }
}

/* One index after the other: what is read of peers then fits the nearest memory. */
void
cgap_network_learn(cgap_block *self)
{
    size_t n = self->model->n;

    for (size_t i = 0; i < n; i += CLASS) {
        learn_some(self, 0, CGAP_N_FORMAL, i);
        for (size_t s = 0; s < CLASS && i + s < n; s++) {
            information_of(self, i + s);
        }
    }
    for (size_t i = 0; i < n; i += CLASS) {
        learn_some(self, CGAP_N_FORMAL, CGAP_N_CAPABILITY, i);
    }
}
