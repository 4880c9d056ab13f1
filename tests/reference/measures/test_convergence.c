/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regressions, ranks, log-t and verdicts: hand-computed cases, closed forms and slow twins. */
#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/convergence.h"
#include "cgap/rng.h"

static double
uniform(uint32_t a, uint32_t b)
{
    return cgap_rng_uniform(11, (cgap_address){.step = a, .name = b});
}

/* x = 1..4, y = (1, 3, 2, 6): means 2.5, 3; sxx = 5, sxy = 7, slope 1.4, intercept -.5; residuals
 * .1 .7 -1.7 .9, squares 4.2; syy = 14; r2 = .7; error = sqrt(4.2/2/5) = sqrt .42; with 2 degrees
 * of freedom P(|t| > a) = 1 - a / sqrt(2 + a^2), and a^2 = 1.96/.42 = 14/3. */
static void
line_by_hand(void **state)
{
    const double x[4] = {1, 2, 3, 4}, y[4] = {1, 3, 2, 6};
    cgap_regression fit = cgap_convergence_line(x, y, 4);
    double a2 = 14.0 / 3.0;

    (void) state;
    assert_close(fit.slope, 1.4, 1e-15);
    assert_close(fit.intercept, -0.5, 1e-15);
    assert_close(fit.r2, 0.7, 1e-15);
    assert_close(fit.error, sqrt(0.42), 1e-15);
    assert_close(fit.t, sqrt(a2), 1e-14);
    assert_close(fit.p, 1.0 - sqrt(a2 / (2.0 + a2)), 1e-12);
}

static void
line_at_its_limits(void **state)
{
    const double x[3] = {1, 2, 3}, y[3] = {2, 4, 6}, flat[3] = {5, 5, 5};
    cgap_regression fit = cgap_convergence_line(x, y, 3);

    (void) state;
    assert_close(fit.slope, 2.0, 0.0);
    assert_close(fit.error, 0.0, 0.0);
    assert_true(isnan(fit.t) && isnan(fit.p));
    assert_true(isnan(cgap_convergence_line(flat, y, 3).slope));
    assert_true(isnan(cgap_convergence_line(x, flat, 3).r2));
    assert_true(isnan(cgap_convergence_line(x, y, 2).error));
    assert_true(isnan(cgap_convergence_line(x, y, 1).slope));
}

/* Decimal fractions are no doubles: what lies on a line, or does not move, does so up to rounding,
 * and rounding has neither a slope nor a t. */
static void
a_line_through_rounding_is_exact(void **state)
{
    const double x[4] = {0.1, 0.3, 0.7, 0.9}, flat[4] = {0.3, 0.1 + 0.2, 0.3, 0.3};
    double y[4], work[3 * 4], z[4] = {1, 0, 2, 5};
    const double *one[1] = {z};
    cgap_regression fit;

    (void) state;
    assert_true(flat[1] != flat[0]);
    for (size_t i = 0; i < 4; i++) {
        y[i] = 0.7 - 0.3 * x[i] / 3.0;
    }
    fit = cgap_convergence_line(x, y, 4);
    assert_close(fit.slope, -0.1, 1e-15);
    assert_true(fit.error == 0.0 && isnan(fit.t) && isnan(fit.p));
    fit = cgap_convergence_line(x, flat, 4);
    assert_true(fit.slope == 0.0 && fit.error == 0.0 && isnan(fit.r2) && isnan(fit.t));
    fit = cgap_convergence_conditional(x, y, one, 1, 4, work);
    assert_close(fit.slope, -0.1, 1e-14);
    assert_true(fit.error == 0.0 && isnan(fit.t) && isnan(fit.p));
    fit = cgap_convergence_conditional(x, flat, one, 1, 4, work);
    assert_true(fit.slope == 0.0 && fit.error == 0.0 && isnan(fit.t));
}

/* All units a tenth higher: the sum of squares moves by rounding alone, so nothing widened. */
static void
a_shift_neither_widens_nor_narrows(void **state)
{
    const double first[4] = {0.1, 0.3, 0.7, 0.9}, last[4] = {0.3, 0.5, 0.9, 1.1};
    const double one[3] = {0.1, 0.2, 0.3}, turned[3] = {0.3, 0.1, 0.2};
    const double closer[3] = {0.15, 0.2, 0.26};

    (void) state;
    assert_string_equal(cgap_convergence_verdict(first, last, 4, false), "unchanged");
    assert_string_equal(cgap_convergence_verdict(last, first, 4, true), "unchanged");
    assert_string_equal(cgap_convergence_verdict(one, turned, 3, false), "unchanged");
    assert_string_equal(cgap_convergence_verdict(one, closer, 3, false), "upward convergence");
}

/* Twin: normal equations in long double, solved by Cramer's rule for one covariate. */
static void
conditional_against_normal_equations(void **state)
{
    double x[20], z[20], y[20], twice[20], work[5 * 20];
    const double *one[1] = {z}, *same[2] = {z, twice};
    long double s[3][4] = {{0}}, det, slope, rss = 0, inverse, b0, b2;
    cgap_regression fit;

    (void) state;
    for (uint32_t i = 0; i < 20; i++) {
        long double row[3];

        x[i] = uniform(i, 1);
        z[i] = 5.0 + uniform(i, 2) + x[i];
        twice[i] = 2.0 * z[i] + 1.0; /* adds nothing to z and the constant */
        y[i] = 1.0 - 2.0 * x[i] + 0.7 * z[i] + uniform(i, 3);
        row[0] = 1, row[1] = x[i], row[2] = z[i];
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                s[a][b] += row[a] * row[b];
            }
            s[a][3] += row[a] * y[i];
        }
    }
#define DET3(c0, c1, c2)                                                                           \
    (s[0][c0] * (s[1][c1] * s[2][c2] - s[1][c2] * s[2][c1]) -                                      \
     s[0][c1] * (s[1][c0] * s[2][c2] - s[1][c2] * s[2][c0]) +                                      \
     s[0][c2] * (s[1][c0] * s[2][c1] - s[1][c1] * s[2][c0]))
    det = DET3(0, 1, 2);
    b0 = DET3(3, 1, 2) / det;
    slope = DET3(0, 3, 2) / det;
    b2 = DET3(0, 1, 3) / det;
    inverse = (s[0][0] * s[2][2] - s[0][2] * s[2][0]) / det;
    for (int i = 0; i < 20; i++) {
        long double u = y[i] - b0 - slope * x[i] - b2 * z[i];

        rss += u * u;
    }
    fit = cgap_convergence_conditional(x, y, one, 1, 20, work);
    assert_close(fit.slope, (double) slope, 1e-12);
    assert_close(fit.error, (double) sqrtl(rss / 17 * inverse), 1e-12);
    fit = cgap_convergence_conditional(x, y, same, 2, 20, work);
    assert_close(fit.slope, (double) slope, 1e-10);
    assert_close(fit.error, (double) sqrtl(rss / 17 * inverse), 1e-10);
    fit = cgap_convergence_conditional(twice, y, one, 1, 20, work); /* start = covariate */
    assert_true(isnan(fit.slope));
    assert_true(isnan(cgap_convergence_conditional(x, y, one, 1, 3, work).slope));
}

/* Three judges over four units: (1 2 3 4), (1 3 2 4), (2 1 3 4): sums 4 6 8 12, mean 7.5,
 * S = 12.25 + 2.25 + .25 + 20.25 = 35; W = 12*35/(9*60) = 7/9. Without ties gamma is the same. */
static void
concordance_by_hand(void **state)
{
    const double a[3] = {1, 1, 2}, b[3] = {2, 3, 1}, c[3] = {3, 2, 3}, d[3] = {4, 4, 4};
    const double tied[2] = {1, 1}, also[2] = {1, 2}, third[2] = {2, 3};
    const double *x[4] = {c, a, d, b}, *y[3] = {tied, also, third}, *z[2] = {tied, tied};
    double work[12];

    (void) state;
    assert_close(cgap_convergence_concordance(x, 4, 3, work).kendall_w, 7.0 / 9.0, 1e-15);
    assert_close(cgap_convergence_concordance(x, 4, 3, work).gamma, 7.0 / 9.0, 1e-15);
    assert_close(cgap_convergence_concordance(x, 4, 1, work).kendall_w, 1.0, 1e-15);
    /* ranks 1.5 1.5 3 and 1 2 3: sums 2.5 3.5 6, S = 6.5; ties 2^3 - 2 = 6;
     * W = 78 / (4*24 - 2*6) = 78/84; gamma = 6.5 / (4 * 1.5) */
    assert_close(cgap_convergence_concordance(y, 3, 2, work).kendall_w, 78.0 / 84.0, 1e-15);
    assert_close(cgap_convergence_concordance(y, 3, 2, work).gamma, 6.5 / 6.0, 1e-15);
    assert_true(isnan(cgap_convergence_concordance(z, 2, 2, work).kendall_w));
    assert_true(isnan(cgap_convergence_concordance(z, 2, 2, work).gamma));
}

/* (10, 20, 20, 40) against (4, 1, 2, 3): ranks 1 2.5 2.5 4 and 4 1 2 3; around 2.5 the products
 * are -2.25 + 0 + 0 + .75 = -1.5; squares 4.5 and 5: rho = -1.5 / sqrt 22.5. */
static void
spearman_by_hand(void **state)
{
    const double x[4] = {10, 20, 20, 40}, y[4] = {4, 1, 2, 3}, flat[4] = {1, 1, 1, 1};
    double work[8], rank[4];

    (void) state;
    assert_close(cgap_convergence_spearman(x, y, 4, work), -1.5 / sqrt(22.5), 1e-15);
    assert_true(isnan(cgap_convergence_spearman(x, flat, 4, work)));
    assert_close(cgap_convergence_ranks(x, 4, rank), 6.0, 0.0);
    assert_close(rank[1], 2.5, 0.0);
}

/* Literal twin of log-t in long double, from the definition in the header: sums over t and j as
 * they are written, ln and the kernel by libm. */
static void
slow_logt(const double *h, int T, long double *b, long double *error)
{
    static long double x[2048], y[2048], u[2048];
    long double mx = 0, my = 0, sxx = 0, sxy = 0, ar = 0, sq = 0, omega = 0;
    long double pi = acosl(-1.0L), band, a;
    int r = (int) lroundl(T / 3.0L), m = T - r;

    for (int t = r + 1; t <= T; t++) {
        x[t - r - 1] = logl(t);
        y[t - r - 1] = logl((long double) h[0] / h[t - 1]) - 2 * logl(logl(t));
        mx += x[t - r - 1] / m;
        my += y[t - r - 1] / m;
    }
    for (int k = 0; k < m; k++) {
        sxx += (x[k] - mx) * (x[k] - mx);
        sxy += (x[k] - mx) * (y[k] - my);
    }
    *b = sxy / sxx;
    for (int k = 0; k < m; k++) {
        u[k] = y[k] - my - *b * (x[k] - mx);
        ar += k > 0 ? u[k] * u[k - 1] : 0;
        sq += k > 0 ? u[k - 1] * u[k - 1] : 0;
        omega += u[k] * u[k];
    }
    a = 4 * powl(ar / sq, 2) / powl(1 - ar / sq, 4);
    band = 1.3221L * powl(a * m, 0.2L);
    for (int j = 1; j <= m - 2; j++) {
        long double z = j / band, d = 6 * pi * z / 5;
        long double k = 25 / (12 * pi * pi * z * z) * (sinl(d) / d - cosl(d));

        for (int t = j; t < m - 1; t++) {
            omega += 2 * k * u[t] * u[t - j];
        }
    }
    *error = sqrtl(omega / (m - 1) / sxx);
}

static void
logt_against_its_slow_twin(void **state)
{
    double h[60], work[120];

    (void) state;
    for (uint32_t T = 6; T <= 60; T++) {
        long double b, error;
        cgap_logt fast;

        for (uint32_t t = 0; t < T; t++) {
            h[t] = exp(-0.05 * t) * (0.9 + 0.2 * uniform(t, T));
        }
        slow_logt(h, (int) T, &b, &error);
        fast = cgap_convergence_logt(h, T, work);
        assert_close(fast.b, (double) b, 1e-11);
        if (error == error) {
            assert_close(fast.error / (double) error, 1.0, 1e-9);
            assert_close(fast.t * (double) error / (double) b, 1.0, 1e-9);
            assert_close(fast.p, 0.5 * erfc(-fast.t / sqrt(2.0)), 1e-11);
        }
    }
}

/* Long series go by the Fourier transform; on either side of the switch (512 residuals) the twin
 * that sums every product agrees. */
static void
logt_of_long_series(void **state)
{
    static const uint32_t length[] = {766, 767, 768, 769, 1000, 1537, 2000};

    (void) state;
    for (size_t k = 0; k < sizeof length / sizeof *length; k++) {
        uint32_t T = length[k];
        double *h = malloc(T * sizeof *h);
        double *work = malloc(cgap_convergence_logt_work(T) * sizeof *work);
        double wave = 0.0;
        long double b, error;
        cgap_logt fast;

        assert_true(h != NULL && work != NULL);
        for (uint32_t t = 0; t < T; t++) {
            wave = 0.8 * wave + 0.2 * (uniform(t, T) - 0.5);
            h[t] = exp(-0.5 * log(t + 1.0) + wave);
        }
        slow_logt(h, (int) T, &b, &error);
        fast = cgap_convergence_logt(h, T, work);
        assert_close(fast.b, (double) b, 1e-11);
        assert_true(error == error);
        assert_close(fast.error / (double) error, 1.0, 1e-10);
        free(h);
        free(work);
    }
}

/* H_t = H_1 t^(-2a) / (ln t)^2 for t > 1: then ln(H_1/H_t) - 2 ln ln t = 2 a ln t exactly, so the
 * slope is 2a: the speed of convergence of Phillips and Sul. */
static void
logt_of_its_own_model(void **state)
{
    double h[40], work[80];

    (void) state;
    for (int k = -2; k <= 4; k++) {
        double a = 0.25 * k;

        h[0] = 3.0;
        for (int t = 2; t <= 40; t++) {
            h[t - 1] = 3.0 * pow(t, -2.0 * a) / pow(log(t), 2.0);
        }
        assert_close(cgap_convergence_logt(h, 40, work).b, 2.0 * a, 1e-12);
    }
    h[20] = 0.0;
    assert_true(isnan(cgap_convergence_logt(h, 40, work).b));
    assert_true(isnan(cgap_convergence_logt(h, 5, work).b));
}

static void
verdicts(void **state)
{
    const double start[3] = {1, 2, 6}, up_in[3] = {4, 5, 7}, up_out[3] = {2, 3, 9};
    const double mixed[3] = {5, 5, 5}, down_in[3] = {0, 1, 3}, down_out[3] = {-9, 1, 5};
    const double moved[3] = {2, 6, 1};

    (void) state;
    assert_string_equal(cgap_convergence_verdict(start, up_in, 3, false),
                        "strict upward convergence");
    assert_string_equal(cgap_convergence_verdict(start, up_out, 3, false),
                        "strict upward divergence");
    assert_string_equal(cgap_convergence_verdict(start, mixed, 3, false), "upward convergence");
    assert_string_equal(cgap_convergence_verdict(start, down_in, 3, false),
                        "strict downward convergence");
    assert_string_equal(cgap_convergence_verdict(start, down_out, 3, false),
                        "strict downward divergence");
    assert_string_equal(cgap_convergence_verdict(start, down_in, 3, true),
                        "strict upward convergence");
    assert_string_equal(cgap_convergence_verdict(start, moved, 3, false), "unchanged");
    assert_string_equal(cgap_convergence_verdict(start, start, 3, false), "unchanged");
}

static void
time_to_a_threshold(void **state)
{
    const double time[4] = {2017, 2018, 2019, 2020}, cv[4] = {NAN, 0.2, 0.1, 0.15};

    (void) state;
    assert_close(cgap_convergence_time_to(time, cv, 4, 0.1, true), 2019.0, 0.0);
    assert_close(cgap_convergence_time_to(time, cv, 4, 0.3, true), 2018.0, 0.0);
    assert_true(isnan(cgap_convergence_time_to(time, cv, 4, 0.05, true)));
    assert_close(cgap_convergence_time_to(time, cv, 4, 0.2, false), 2018.0, 0.0);
}

/* speed of a gap that keeps the share e^(-k T): k, whatever T (the double division by T is a known
 * mistake elsewhere). */
static void
speed_undoes_annualising(void **state)
{
    (void) state;
    for (double span = 1.0; span < 40.0; span *= 2.0) {
        assert_close(cgap_convergence_speed(expm1(-0.124 * span) / span, span), 0.124, 1e-13);
    }
    assert_true(isnan(cgap_convergence_speed(-0.1, 10.0)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_by_hand),
        cmocka_unit_test(line_at_its_limits),
        cmocka_unit_test(a_line_through_rounding_is_exact),
        cmocka_unit_test(a_shift_neither_widens_nor_narrows),
        cmocka_unit_test(conditional_against_normal_equations),
        cmocka_unit_test(concordance_by_hand),
        cmocka_unit_test(spearman_by_hand),
        cmocka_unit_test(logt_against_its_slow_twin),
        cmocka_unit_test(logt_of_long_series),
        cmocka_unit_test(logt_of_its_own_model),
        cmocka_unit_test(verdicts),
        cmocka_unit_test(time_to_a_threshold),
        cmocka_unit_test(speed_undoes_annualising),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
