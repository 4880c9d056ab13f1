/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lane kernels against hand-computed cases and a literal twin (double loops over pairs, long
 * double), and their promises: exact zeros, independence of lanes, undefined values. */
#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/lane.h"
#include "kernel_isa.h"
#include "cgap/rng.h"

enum { MAX_UNIT = 65, MAX_LANE = 70 };

typedef struct panel {
    size_t n, lanes;
    double value[MAX_UNIT][MAX_LANE], log[MAX_UNIT][MAX_LANE];
    const double *x[MAX_UNIT];
    double *log_x[MAX_UNIT];
    double weight[MAX_UNIT], floor[MAX_LANE];
} panel;

typedef struct results {
    double value[CGAP_N_LANE_MEASURE][MAX_LANE];
} results;

/* Uniform values on a coarse grid now and then, so that ties occur. */
static void
fill(panel *p, size_t n, size_t lanes, uint32_t seed)
{
    p->n = n;
    p->lanes = lanes;
    for (size_t i = 0; i < n; i++) {
        p->x[i] = p->value[i];
        p->log_x[i] = p->log[i];
        for (size_t l = 0; l < lanes; l++) {
            cgap_address at = {.replicate = (uint32_t) l, .step = (uint32_t) i, .name = seed};
            double u = cgap_rng_uniform(7, at);

            p->value[i][l] = l % 3 == 0 ? (floor(10.0 * u) + 1.0) / 11.0 : u;
        }
        p->weight[i] = cgap_rng_uniform(8, (cgap_address){.step = (uint32_t) i, .name = seed});
    }
    for (size_t l = 0; l < lanes; l++) {
        p->floor[l] = 0.1 * (double) (l % 9);
    }
}

static void
measure(const panel *p, bool with_logs, results *r)
{
    cgap_lane_input in = {p->n, p->lanes, p->x, NULL, p->weight, p->floor, 1};
    cgap_lane_output out;
    double *work = malloc(cgap_lane_work(p->n) * sizeof *work);

    assert_non_null(work);
    for (size_t m = 0; m < CGAP_N_LANE_MEASURE; m++) {
        out.at[m] = r->value[m];
    }
    if (with_logs) {
        cgap_lane_log(p->x, p->n, p->lanes, p->log_x);
        in.log_x = (const double *const *) p->log_x;
    }
    cgap_lane_dispersion(&in, work, &out);
    free(work);
}

/* The definitions of the header, one after the other. Weights of 1 give the unweighted ones. */
static void
literal(const panel *p, size_t l, const double *w, double got[8])
{
    long double total = 0, mean = 0, variance = 0, pairs = 0, theil = 0;

    for (size_t i = 0; i < p->n; i++) {
        total += w == NULL ? 1.0L : w[i];
    }
    for (size_t i = 0; i < p->n; i++) {
        mean += (w == NULL ? 1.0L : w[i]) / total * p->value[i][l];
    }
    for (size_t i = 0; i < p->n; i++) {
        long double wi = (w == NULL ? 1.0L : w[i]) / total, x = p->value[i][l];

        variance += wi * (x - mean) * (x - mean);
        theil += wi * (x / mean) * logl(x / mean);
        for (size_t j = 0; j < p->n; j++) {
            long double wj = (w == NULL ? 1.0L : w[j]) / total;

            pairs += wi * wj * fabsl(x - p->value[j][l]) / 2.0L;
        }
    }
    got[0] = (double) mean;
    got[1] = (double) variance;
    got[2] = (double) sqrtl(variance);
    got[3] = (double) (sqrtl(variance) / mean);
    got[4] = (double) (pairs / mean);
    got[5] = (double) theil;
}

/* What has no weighted twin. Bimodality from G1 and G2 as Joanes and Gill (1998) write them. */
static void
literal_further(const panel *p, size_t l, double got[4])
{
    long double n = (long double) p->n, mean = 0, best = 0, m2 = 0, m3 = 0, m4 = 0;
    long double delta = 0, hoover = 0, mld = 0, skew, excess;

    for (size_t i = 0; i < p->n; i++) {
        mean += p->value[i][l] / n;
        best = fmaxl(best, p->value[i][l]);
    }
    for (size_t i = 0; i < p->n; i++) {
        long double x = p->value[i][l], d = x - mean;

        m2 += d * d / n;
        m3 += d * d * d / n;
        m4 += d * d * d * d / n;
        delta += best - x;
        hoover += fabsl(d) / (2 * n * mean);
        mld += logl(mean / x) / n;
    }
    skew = m3 / (m2 * sqrtl(m2)) * sqrtl(n * (n - 1)) / (n - 2);
    excess = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / (m2 * m2) - 3) + 6);
    got[0] = (double) delta;
    got[1] = (double) hoover;
    got[2] = (double) mld;
    got[3] = (double) ((skew * skew + 1) / (excess + 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3))));
}

static void
further_measures_agree_with_theirs(void **state)
{
    static panel p;
    static results r;
    const int measured[] = {CGAP_LANE_DELTA_BEST, CGAP_LANE_HOOVER, CGAP_LANE_MLD,
                            CGAP_LANE_BIMODALITY};
    double want[4];

    (void) state;
    for (size_t n = 4; n <= MAX_UNIT; n++) {
        fill(&p, n, 11, (uint32_t) n);
        measure(&p, n % 2 == 0, &r);
        for (size_t l = 0; l < p.lanes; l++) {
            literal_further(&p, l, want);
            for (size_t m = 0; m < 4; m++) {
                assert_close(r.value[measured[m]][l], want[m], 1e-14 * fmax(1.0, want[m]));
            }
        }
    }
}

/* Floors of some lanes, of none, one of all: a lane without one has no share below it. */
static void
floors_may_be_missing(void **state)
{
    enum { UNITS = 9, LANES = 21 };
    static panel p;
    double share[LANES], *work = malloc(cgap_lane_work(UNITS) * sizeof *work), none = NAN;
    cgap_lane_output out = {{NULL}};

    (void) state;
    assert_non_null(work);
    out.at[CGAP_LANE_SHARE_BELOW_FLOOR] = share;
    fill(&p, UNITS, LANES, 3);
    for (size_t form = 0; form < 4; form++) { /* a row, a row without its first, one, none */
        const double *floor = form < 2 ? p.floor : form == 2 ? &p.floor[7] : &none;
        cgap_lane_input in = {UNITS, LANES, p.x, NULL, NULL, floor, form < 2 ? 1 : 0};

        p.floor[0] = form == 1 ? NAN : 0.4;
        p.floor[5] = p.floor[17] = NAN;
        cgap_lane_dispersion(&in, work, &out);
        for (size_t l = 0; l < LANES; l++) {
            double own = floor[form < 2 ? l : 0], below = 0.0;

            for (size_t i = 0; i < UNITS; i++) {
                below += p.value[i][l] < own ? 1.0 : 0.0;
            }
            assert_true(isnan(own) ? isnan(share[l]) : share[l] == below / UNITS);
        }
    }
    free(work);
}

static void
agrees_with_the_literal_twin(void **state)
{
    static panel p;
    static results r;
    const int plain[] = {CGAP_LANE_MEAN, CGAP_LANE_VARIANCE, CGAP_LANE_SD,
                         CGAP_LANE_CV,   CGAP_LANE_GINI,     CGAP_LANE_THEIL_T};
    const int weighted[] = {CGAP_LANE_MEAN_WEIGHTED, CGAP_LANE_VARIANCE_WEIGHTED,
                            CGAP_LANE_SD_WEIGHTED,   CGAP_LANE_CV_WEIGHTED,
                            CGAP_LANE_GINI_WEIGHTED, CGAP_LANE_THEIL_T_WEIGHTED};
    double want[8];

    (void) state;
    for (size_t n = 1; n <= MAX_UNIT; n++) {
        fill(&p, n, 11, (uint32_t) n);
        measure(&p, n % 2 == 0, &r);
        for (size_t l = 0; l < p.lanes; l++) {
            literal(&p, l, NULL, want);
            for (size_t m = 0; m < 6; m++) {
                assert_close(r.value[plain[m]][l], want[m], 2e-15);
            }
            literal(&p, l, p.weight, want);
            for (size_t m = 0; m < 6; m++) {
                assert_close(r.value[weighted[m]][l], want[m], 2e-15);
            }
        }
    }
}

/* x = (.1, .2, .3, .6): mean .3; deviations -.2 -.1 0 .3, squares sum .14; pairs .1 .2 .5 .1 .4 .3
 * sum 1.6, so gini = 1.6/(16*.3) = 1/3 and level playing field = 1 - 1.6/4 = .6. Lorenz at one half
 * = .3/1.2 = .25, median .25: wolfson = 2 (2 * .25 - 1/3) * .3/.25 = .4. */
static void
four_units_by_hand(void **state)
{
    static panel p;
    static results r;
    const double x[4] = {0.3, 0.1, 0.6, 0.2};
    double theil = (log(1.0) + log(1.0 / 3.0) / 3.0 + 2.0 * log(2.0) + 2.0 / 3.0 * log(2.0 / 3.0));

    (void) state;
    fill(&p, 4, 1, 1);
    for (size_t i = 0; i < 4; i++) {
        p.value[i][0] = x[i];
    }
    p.floor[0] = 0.2;
    measure(&p, false, &r);
    assert_close(r.value[CGAP_LANE_MEAN][0], 0.3, 1e-16);
    assert_close(r.value[CGAP_LANE_MEDIAN][0], 0.25, 1e-16);
    assert_close(r.value[CGAP_LANE_MIN][0], 0.1, 0.0);
    assert_close(r.value[CGAP_LANE_MAX][0], 0.6, 0.0);
    assert_close(r.value[CGAP_LANE_RANGE][0], 0.5, 1e-16);
    assert_close(r.value[CGAP_LANE_VARIANCE][0], 0.035, 1e-16);
    assert_close(r.value[CGAP_LANE_GINI][0], 1.0 / 3.0, 1e-15);
    assert_close(r.value[CGAP_LANE_LEVEL_PLAYING_FIELD][0], 0.6, 1e-15);
    assert_close(r.value[CGAP_LANE_THEIL_T][0], theil / 4.0, 1e-15);
    assert_close(r.value[CGAP_LANE_MLD][0], -log(4.0 / 9.0) / 4.0, 1e-15);
    assert_close(r.value[CGAP_LANE_HOOVER][0], 0.25, 1e-15);
    assert_close(r.value[CGAP_LANE_DELTA_BEST][0], 1.2, 1e-15);
    assert_close(r.value[CGAP_LANE_WOLFSON][0], 0.4, 1e-15);
    assert_close(r.value[CGAP_LANE_SHARE_BELOW_FLOOR][0], 0.25, 0.0); /* .2 is not below .2 */
}

/* x = (0, 0, 0, 0, 1), 1 = weight 4 of 8: W runs 1/8 .. 4/8, the one gap of 1 has W (1-W) = 1/4,
 * mean_w = 1/2, hence gini_weighted 1/2 and variance_weighted 1/4. Unweighted: gini of one owner
 * (n-1)/n = .8. Skewness of this sample: G1 = sqrt(5), excess kurtosis G2 = 5 (spreadsheet
 * figures), bimodality (5+1)/(5 + 3*16/6) = 6/13. */
static void
one_owner_by_hand(void **state)
{
    static panel p;
    static results r;

    (void) state;
    fill(&p, 5, 1, 1);
    for (size_t i = 0; i < 5; i++) {
        p.value[i][0] = i == 2 ? 1.0 : 0.0;
        p.weight[i] = i == 2 ? 4.0 : 1.0;
    }
    measure(&p, true, &r);
    assert_close(r.value[CGAP_LANE_GINI][0], 0.8, 1e-15);
    assert_close(r.value[CGAP_LANE_GINI_WEIGHTED][0], 0.5, 1e-15);
    assert_close(r.value[CGAP_LANE_VARIANCE_WEIGHTED][0], 0.25, 1e-15);
    assert_close(r.value[CGAP_LANE_THEIL_T][0], log(5.0), 1e-15);
    assert_close(r.value[CGAP_LANE_THEIL_T_WEIGHTED][0], log(2.0), 1e-15);
    assert_close(r.value[CGAP_LANE_BIMODALITY][0], 6.0 / 13.0, 1e-15);
    assert_true(isnan(r.value[CGAP_LANE_MLD][0]));
    assert_true(isnan(r.value[CGAP_LANE_WOLFSON][0])); /* median 0 */
}

static void
equal_values_are_exactly_equal(void **state)
{
    static panel p;
    static results r;
    const int zero[] = {CGAP_LANE_RANGE,
                        CGAP_LANE_VARIANCE,
                        CGAP_LANE_SD,
                        CGAP_LANE_CV,
                        CGAP_LANE_GINI,
                        CGAP_LANE_THEIL_T,
                        CGAP_LANE_MLD,
                        CGAP_LANE_HOOVER,
                        CGAP_LANE_DELTA_BEST,
                        CGAP_LANE_WOLFSON,
                        CGAP_LANE_VARIANCE_WEIGHTED,
                        CGAP_LANE_SD_WEIGHTED,
                        CGAP_LANE_CV_WEIGHTED,
                        CGAP_LANE_GINI_WEIGHTED,
                        CGAP_LANE_THEIL_T_WEIGHTED};

    (void) state;
    for (size_t n = 2; n < 40; n++) {
        fill(&p, n, 9, (uint32_t) n);
        for (size_t i = 1; i < n; i++) {
            memcpy(p.value[i], p.value[0], sizeof p.value[0]);
        }
        measure(&p, n % 2 == 0, &r);
        for (size_t l = 0; l < p.lanes; l++) {
            for (size_t m = 0; m < sizeof zero / sizeof *zero; m++) {
                assert_close(r.value[zero[m]][l], 0.0, 0.0);
            }
            assert_close(r.value[CGAP_LANE_LEVEL_PLAYING_FIELD][l], 1.0, 0.0);
            assert_close(r.value[CGAP_LANE_MEAN][l], p.value[0][l], 0.0);
            assert_close(r.value[CGAP_LANE_MEAN_WEIGHTED][l], p.value[0][l], 0.0);
            assert_true(isnan(r.value[CGAP_LANE_BIMODALITY][l]));
        }
    }
}

static void
a_lane_never_sees_the_others(void **state)
{
    static panel p, one;
    static results all, alone;

    (void) state;
    fill(&p, 27, 70, 3);
    measure(&p, true, &all);
    for (size_t lanes = 1; lanes <= 17; lanes++) {
        fill(&one, 27, lanes, 4);
        for (size_t i = 0; i < 27; i++) {
            memcpy(one.value[i], p.value[i] + 50, lanes * sizeof(double));
        }
        memcpy(one.floor, p.floor + 50, lanes * sizeof(double));
        memcpy(one.weight, p.weight, sizeof p.weight);
        measure(&one, lanes % 2 == 0, &alone);
        for (size_t m = 0; m < CGAP_N_LANE_MEASURE; m++) {
            assert_memory_equal(alone.value[m], all.value[m] + 50, lanes * sizeof(double));
        }
    }
}

/* All measures take the sort that carries weights along, a single one mostly that of values alone,
 * which goes by the number of units. */
static void
a_single_wish_gives_the_same_bits(void **state)
{
    static panel p;
    static results all;
    double only[MAX_LANE], *work = malloc(8192 * sizeof *work);

    (void) state;
    assert_non_null(work);
    for (size_t n = 1; n <= MAX_UNIT; n++) {
        fill(&p, n, 13, 5);
        measure(&p, false, &all);
        assert_true(cgap_lane_work(n) <= 8192);
        for (size_t m = 0; m < CGAP_N_LANE_MEASURE; m++) {
            cgap_lane_input in = {p.n, p.lanes, p.x, NULL, p.weight, p.floor, 1};
            cgap_lane_output out = {{NULL}};

            out.at[m] = only;
            cgap_lane_dispersion(&in, work, &out);
            assert_memory_equal(only, all.value[m], p.lanes * sizeof(double));
            assert_true(strlen(cgap_lane_name((cgap_lane_measure) m)) > 1);
        }
    }
    free(work);
}

static void
undefined_is_nan(void **state)
{
    static panel p;
    static results r;
    double *work = malloc(cgap_lane_work(5) * sizeof *work), out_of[8];
    cgap_lane_output out = {{NULL}};

    (void) state;
    assert_non_null(work);
    fill(&p, 5, 4, 6);
    for (size_t i = 0; i < 5; i++) {
        p.value[i][0] = 0.0;
        p.value[i][1] = (double) i - 1.0; /* one negative */
        p.value[i][2] = 10.0 * (double) i;
    }
    measure(&p, false, &r);
    for (size_t l = 0; l < 2; l++) {
        assert_true(isnan(r.value[CGAP_LANE_GINI][l]));
        assert_true(isnan(r.value[CGAP_LANE_THEIL_T][l]));
        assert_true(isnan(r.value[CGAP_LANE_HOOVER][l]));
        assert_true(isnan(r.value[CGAP_LANE_GINI_WEIGHTED][l]));
    }
    assert_true(isnan(r.value[CGAP_LANE_CV][0]));
    assert_close(r.value[CGAP_LANE_SD][0], 0.0, 0.0);
    assert_true(isnan(r.value[CGAP_LANE_LEVEL_PLAYING_FIELD][1]));
    assert_true(isnan(r.value[CGAP_LANE_LEVEL_PLAYING_FIELD][2]));
    assert_true(!isnan(r.value[CGAP_LANE_LEVEL_PLAYING_FIELD][0]));
    p.n = 1;
    measure(&p, false, &r);
    assert_true(isnan(r.value[CGAP_LANE_LEVEL_PLAYING_FIELD][3]));
    assert_close(r.value[CGAP_LANE_SD][3], 0.0, 0.0);
    out.at[CGAP_LANE_CV_WEIGHTED] = out_of;
    out.at[CGAP_LANE_SHARE_BELOW_FLOOR] = out_of + 4;
    cgap_lane_dispersion(&(cgap_lane_input){5, 4, p.x, NULL, NULL, NULL, 0}, work, &out);
    assert_true(isnan(out_of[0]) && isnan(out_of[4]));
    free(work);
}

/* Gaps that all shrink by the factor e^(-k T): ln x_T = m + (ln x_0 - m) e^(-k T), so that the
 * slope is (e^(-kT) - 1)/T exactly, the speed k and the half-life ln 2 / k. */
static void
beta_of_a_shrinking_gap(void **state)
{
    static panel p;
    double last_log[MAX_UNIT][9], beta[9], speed[9], half[9], weight[27 * 9];
    double *last[MAX_UNIT];

    (void) state;
    fill(&p, 27, 9, 9);
    cgap_lane_log(p.x, p.n, p.lanes, p.log_x);
    for (size_t i = 0; i < p.n; i++) {
        last[i] = last_log[i];
        for (size_t l = 0; l < 9; l++) {
            double k = 0.02 * (double) l - 0.04;

            last_log[i][l] = 0.3 + (p.log[i][l] - 0.3) * exp(-12.5 * k);
        }
    }
    cgap_lane_beta_start((const double *const *) p.log_x, 27, 9, weight);
    cgap_lane_beta_since(weight, (const double *const *) last, 27, 9, 12.5,
                         &(cgap_lane_beta){beta, speed, half});
    for (size_t l = 0; l < 9; l++) {
        double k = 0.02 * (double) l - 0.04;

        assert_close(beta[l], expm1(-12.5 * k) / 12.5, 1e-14);
        assert_close(speed[l], k, 1e-14);
        if (l > 2) {
            assert_close(half[l], log(2.0) / k, 1e-10);
        } else if (l < 2) {
            assert_true(isnan(half[l]));
        }
    }
    for (size_t i = 0; i < 27; i++) {
        memcpy(p.value[i], p.value[0], sizeof p.value[0]);
    }
    p.value[3][1] = 0.0;
    cgap_lane_log(p.x, p.n, p.lanes, p.log_x);
    cgap_lane_beta_start((const double *const *) p.log_x, 27, 9, weight);
    cgap_lane_beta_since(weight, (const double *const *) last, 27, 9, 12.5,
                         &(cgap_lane_beta){beta, speed, half});
    assert_true(isnan(beta[0]) && isnan(speed[0]) && isnan(half[0])); /* equal starts */
    assert_true(isnan(beta[1]));                                      /* logarithm of zero */
}

/* Of one lane by itself. */
static void
beta_alone(const double *const *first, const double *const *last, size_t n, double span,
           double out[3])
{
    double weight[MAX_UNIT];

    cgap_lane_beta_start(first, n, 1, weight);
    cgap_lane_beta_since(weight, last, n, 1, span, &(cgap_lane_beta){&out[0], &out[1], &out[2]});
}

/* The same bits in whatever lane, at whatever date, undefined ones and all. */
static void
beta_of_a_lane_is_its_own(void **state)
{
    enum { N = 27, LANES = 37 };
    double x[N][LANES], y[N][LANES], weight[N * LANES], since[3][LANES];
    const double *first[N], *last[N], *one_first[N], *one_last[N];

    (void) state;
    for (size_t i = 0; i < N; i++) {
        first[i] = x[i];
        last[i] = y[i];
        for (size_t l = 0; l < LANES; l++) {
            x[i][l] = l == 5 ? -1.5 : -0.01 * (double) ((i * (l + 1) * 7 + l) % 29);
            y[i][l] = l == 36 ? 3.0 * x[i][l] : -0.003 * (double) ((i * i + 3 * l) % 101);
        }
    }
    x[4][6] = NAN;
    y[0][7] = NAN;
    cgap_lane_beta_start(first, N, LANES, weight);
    for (int years = 1; years < 3; years++) {
        cgap_lane_beta_since(weight, last, N, LANES, (double) years,
                             &(cgap_lane_beta){since[0], since[1], since[2]});
        for (size_t l = 0; l < LANES; l++) {
            double alone[3];

            for (size_t i = 0; i < N; i++) {
                one_first[i] = &x[i][l];
                one_last[i] = &y[i][l];
            }
            beta_alone(one_first, one_last, N, (double) years, alone);
            for (size_t b = 0; b < 3; b++) {
                assert_memory_equal(&alone[b], &since[b][l], sizeof alone[b]);
            }
        }
        assert_true(isnan(since[0][5]) && isnan(since[0][6]) && isnan(since[0][7]));
        assert_true(since[0][36] > 0.0 && isnan(since[2][36]));
    }
}

/* (1, 2, 3, 4) against (1, 3, 2, 4): 5 pairs agree, 1 does not: 4/6. Against (1, 1, 2, 3): 5 agree,
 * one is tied in y only: 5 / sqrt(6 * 5). */
static void
tau_b_by_hand(void **state)
{
    const double x[4][3] = {{1, 1, 2}, {2, 2, 2}, {3, 3, 2}, {4, 4, 2}};
    const double y[4][3] = {{1, 1, 1}, {3, 1, 2}, {2, 2, 3}, {4, 3, 4}};
    const double *first[4], *last[4];
    double tau[3];

    (void) state;
    for (size_t i = 0; i < 4; i++) {
        first[i] = x[i];
        last[i] = y[i];
    }
    cgap_lane_tau_b(first, last, 4, 3, tau);
    assert_close(tau[0], 4.0 / 6.0, 1e-16);
    assert_close(tau[1], 5.0 / sqrt(30.0), 1e-16);
    assert_true(isnan(tau[2]));
}

/* Where it is known how units stood at the first date: the same bits, whether units are tied at the
 * second date in some lanes, in none, or apart by less than single precision tells; and ties at the
 * first date are noticed, in whatever lane. */
static void
tau_b_by_order_is_the_same(void **state)
{
    enum { N = 27, LANES = 37, SOME_TIED = 0, NONE_TIED, NEXT_TO_TIED, N_KIND };
    double x[N][LANES], y[N][LANES], plain[LANES], ordered[LANES];
    const double *first[N], *last[N];
    uint16_t above[N * (N - 1) / 2 * ((LANES + 15) / 16)];

    (void) state;
    for (int kind = 0; kind < N_KIND; kind++) {
        for (size_t i = 0; i < N; i++) {
            first[i] = x[i];
            last[i] = y[i];
            for (size_t l = 0; l < LANES; l++) {
                bool few = l % 3 == 0 && kind != NONE_TIED;
                double apart = kind == NEXT_TO_TIED ? 1e-12 * (double) (i % 7) : 0.0;

                x[i][l] = (double) ((i * (l + 1) * 7 + l) % 29) + 0.01 * (double) i;
                y[i][l] = (double) ((i * i + 3 * l) % (few ? 5 : 101)) + apart;
            }
        }
        assert_true(cgap_lane_above(first, N, LANES, above));
        for (size_t i = 1, pair = 0; i < N; i++) {
            for (size_t j = 0; j < i; j++, pair++) {
                assert_int_equal(above[pair] >> kind & 1, x[i][kind] > x[j][kind]);
                assert_int_equal(above[2 * N * (N - 1) / 2 + pair] >> kind & 1,
                                 x[i][32 + kind] > x[j][32 + kind]);
            }
        }
        cgap_lane_tau_b(first, last, N, LANES, plain);
        cgap_lane_tau_b_since(above, last, N, LANES, ordered);
        assert_memory_equal(plain, ordered, sizeof plain);
    }
    x[3][LANES - 1] = x[20][LANES - 1];
    assert_false(cgap_lane_above(first, N, LANES, above));
    x[3][LANES - 1] = NAN;
    assert_false(cgap_lane_above(first, N, LANES, above));
}

static void
upward_convergence_needs_both(void **state)
{
    const double m0[5] = {1, 1, 1, 1, NAN}, m1[5] = {2, 2, 0, 1, 2};
    const double v0[5] = {2, 1, 2, 2, 2}, v1[5] = {1, 2, 1, 1, 1};
    double up[5];

    (void) state;
    cgap_lane_upward_convergence(m0, v0, m1, v1, 5, up);
    assert_close(up[0], 1.0, 0.0);
    assert_close(up[1] + up[2] + up[3], 0.0, 0.0);
    assert_true(isnan(up[4]));
}

static void
assert_undefined(const double *value, size_t lanes)
{
    for (size_t l = 0; l < lanes; l++) {
        assert_true(isnan(value[l]));
    }
}

/* Nobody is left of those at the start: no row may be read, everything is undefined. Of one unit
 * there is a mean, and nothing between units. */
static void
too_few_units_are_undefined(void **state)
{
    enum { LANES = 21 };
    const double one[LANES] = {0.5}, mean[LANES] = {0.0};
    const double *const none[1] = {NULL}, *const single[1] = {one};
    double value[CGAP_N_LANE_MEASURE][LANES], weight[LANES];
    double *work = malloc(cgap_lane_work(1) * sizeof *work);
    uint16_t above[1];
    cgap_lane_output out;

    (void) state;
    assert_non_null(work);
    for (size_t m = 0; m < CGAP_N_LANE_MEASURE; m++) {
        out.at[m] = memset(value[m], 0, sizeof value[m]);
    }
    cgap_lane_dispersion(&(cgap_lane_input){0, LANES, none, NULL, mean, NULL, 0}, work, &out);
    for (size_t m = 0; m < CGAP_N_LANE_MEASURE; m++) {
        assert_undefined(value[m], LANES);
    }
    for (size_t n = 0; n < 2; n++) {
        const double *const *x = n == 0 ? none : single;

        memset(value, 0, sizeof value);
        cgap_lane_beta_start(x, n, LANES, weight);
        cgap_lane_beta_since(weight, x, n, LANES, 2.0,
                             &(cgap_lane_beta){value[0], value[1], value[2]});
        assert_true(cgap_lane_above(x, n, LANES, above));
        cgap_lane_tau_b(x, x, n, LANES, value[3]);
        cgap_lane_tau_b_since(above, x, n, LANES, value[4]);
        cgap_lane_profile(x, x, n, 1, LANES, value[5]);
        cgap_lane_connectivity(x, n, LANES, work, value[6]);
        cgap_lane_ruzicka(x, mean, n, 1, LANES, value[7]);
        cgap_lane_efficiency(x, mean, mean, n, LANES, value[8]);
        cgap_lane_regimes(x, n, 1, LANES, value[9], value[10]);
        for (size_t m = 0; m < 10; m++) {
            assert_undefined(value[m], LANES);
        }
    }
    free(work);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_literal_twin),
        cmocka_unit_test(further_measures_agree_with_theirs),
        cmocka_unit_test(floors_may_be_missing),
        cmocka_unit_test(four_units_by_hand),
        cmocka_unit_test(one_owner_by_hand),
        cmocka_unit_test(equal_values_are_exactly_equal),
        cmocka_unit_test(a_lane_never_sees_the_others),
        cmocka_unit_test(a_single_wish_gives_the_same_bits),
        cmocka_unit_test(undefined_is_nan),
        cmocka_unit_test(beta_of_a_shrinking_gap),
        cmocka_unit_test(tau_b_by_hand),
        cmocka_unit_test(beta_of_a_lane_is_its_own),
        cmocka_unit_test(tau_b_by_order_is_the_same),
        cmocka_unit_test(upward_convergence_needs_both),
        cmocka_unit_test(too_few_units_are_undefined),
    };

    if (!kernel_runs()) {
        return KERNEL_SKIPPED;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
