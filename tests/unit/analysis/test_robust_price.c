/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The law of total variance on layouts whose answer is known. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "../../../sim/analysis/robust_price.h"

enum { FUTURES = 8, REPLICATES = 8 };

static double
sign_of(size_t odd)
{
    return odd % 2 == 0 ? 1.0 : -1.0;
}

/* EU money 10 + a (+-1 by future) + b (+-1 by replicate, the same in all futures) + c (+-1 by
 * both); closed gap 5 in all. */
static void
fill(price_book *book, double a, double b, double c)
{
    double base[N_KEPT_ACCOUNT * REPLICATES] = {0.0}, other[N_KEPT_ACCOUNT * REPLICATES];
    cgap_ensemble_member member[2];
    cgap_ensemble ensemble = {.n = 2, .n_trace = N_KEPT_ACCOUNT, .n_traced = REPLICATES};
    cgap_error err = CGAP_ERROR_INIT;

    memset(member, 0, sizeof member);
    member[0].traced = base;
    member[1].traced = other;
    ensemble.member = member;
    assert_int_equal(price_book_create(book, FUTURES, 2, REPLICATES, &err), CGAP_OK);
    for (size_t f = 0; f < FUTURES; f++) {
        memset(other, 0, sizeof other);
        for (size_t r = 0; r < REPLICATES; r++) {
            other[KEPT_EU_MONEY * REPLICATES + r] =
                10.0 + a * sign_of(f) + b * sign_of(r) + c * sign_of(f / 2) * sign_of(r / 2);
            other[KEPT_FORMAL_GAP * REPLICATES + r] = -0.05;
        }
        assert_int_equal(price_book_add(book, f, &ensemble, 0, &err), CGAP_OK);
    }
}

static price_spread
spread(double a, double b, double c, size_t figure)
{
    double work[FUTURES];
    price_book book;
    price_spread out;

    fill(&book, a, b, c);
    out = price_book_spread(&book, 1, &PRICE_FIGURE[figure], work);
    price_book_free(&book);
    return out;
}

/* Sample variances: 8/7 a^2 between futures, 8/7 (b^2 + c^2) within each, of which 8/7 b^2 is
 * common to all. The residual 8/7 x 8/7 c^2 over 8 replicates is what chance adds between. */
static void
variance_is_split_as_it_was_made(void **state)
{
    double share = spread(1.0, 2.0, 1.0, KEPT_EU_MONEY).share;

    (void) state;
    assert_close(share, 48.0 / (48.0 + 280.0), 1e-9);
    assert_close(spread(1.0, 2.0, 0.0, KEPT_EU_MONEY).share, 0.2, 1e-9); /* no noise between */
    assert_close(spread(3.0, 0.0, 0.0, KEPT_EU_MONEY).share, 1.0, 1e-12);
    assert_true(spread(0.0, 2.0, 1.0, KEPT_EU_MONEY).share == 0.0); /* never below 0 */
}

/* Money per point of a gap that closes by 5 in every replicate: the same shares. */
static void
a_price_is_split_like_its_money(void **state)
{
    price_spread price = spread(1.0, 2.0, 1.0, N_KEPT_ACCOUNT);

    (void) state;
    assert_string_equal(PRICE_FIGURE[N_KEPT_ACCOUNT].name, "eu_money_per_formal_point");
    assert_close(price.share, 48.0 / (48.0 + 280.0), 1e-9);
    assert_close(price.mean, 2.0, 1e-12);
    assert_close(price.low, 9.0 / 5.0, 1e-12);
    assert_close(price.high, 11.0 / 5.0, 1e-12);
    price = spread(0.0, 0.0, 0.0, KEPT_EU_MONEY);
    assert_true(isnan(price.share));
    assert_string_equal(price.note, "the same in every replicate of every future");
    price = spread(1.0, 1.0, 1.0, N_KEPT_ACCOUNT + 1); /* no practice gap is closed */
    assert_true(isnan(price.share) && isnan(price.mean) && isnan(price.low));
    assert_string_equal(price.note, "there is no effect to pay for");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variance_is_split_as_it_was_made),
        cmocka_unit_test(a_price_is_split_like_its_money),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
