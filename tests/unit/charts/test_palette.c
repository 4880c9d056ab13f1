/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The colours of plots/style.gp can be told apart by people with each of the three common kinds of
 * colour blindness and, where lines have no other mark, on a copy in grey. Colour vision is
 * simulated with the matrices of Machado, Oliveira and Fernandes (2009), severity 1, in linear RGB;
 * distances are Euclidean in CIELAB (about 2 is just noticed, 10 is plain).
 */
#include "harness.h"

#include "folder.h"

#include "../../../sim/charts/figure.h"

typedef struct colour {
    double channel[3]; /* linear RGB */
} colour;

enum { N_VISION = 4, MOST = 16 };

static const double VISION[N_VISION][3][3] = {
    {{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}},
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779},
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}},
};

static const char *
style(void)
{
    static char *text;

    if (text == NULL) {
        text = test_content(CGAP_SOURCE_DIR "/plots/style.gp");
        assert_non_null(text);
    }
    return text;
}

/* The n-th colour from the line that begins with a name. */
static colour
colour_of(const char *name, size_t n)
{
    const char *at = style();
    colour out = {{0.0}};
    unsigned bytes[3];

    do {
        at = strstr(at, name);
        if (at == NULL) {
            fail_msg("plots/style.gp has no %s", name);
        }
        at += strlen(name);
    } while (*at != ' ' && *at != '[');
    for (size_t k = 0; k <= n; k++) {
        at = strchr(at, '#') + 1;
    }
    assert_int_equal(sscanf(at, "%2x%2x%2x", &bytes[0], &bytes[1], &bytes[2]), 3);
    for (size_t c = 0; c < 3; c++) {
        double v = bytes[c] / 255.0;

        out.channel[c] = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
    }
    return out;
}

static double
luminance(colour c)
{
    return 0.2126729 * c.channel[0] + 0.7151522 * c.channel[1] + 0.0721750 * c.channel[2];
}

/* Ratio of WCAG 2 against another colour. */
static double
contrast(colour a, colour b)
{
    double high = fmax(luminance(a), luminance(b)), low = fmin(luminance(a), luminance(b));

    return (high + 0.05) / (low + 0.05);
}

static double
curve(double t)
{
    return t > 216.0 / 24389.0 ? cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

static double
lightness(colour c)
{
    return 116.0 * curve(luminance(c)) - 16.0;
}

static void
lab(colour c, const double vision[3][3], double out[3])
{
    colour seen;
    double x, y, z;

    for (size_t r = 0; r < 3; r++) {
        double v =
            vision[r][0] * c.channel[0] + vision[r][1] * c.channel[1] + vision[r][2] * c.channel[2];

        seen.channel[r] = fmin(1.0, fmax(0.0, v));
    }
    x = (0.4124564 * seen.channel[0] + 0.3575761 * seen.channel[1] + 0.1804375 * seen.channel[2]) /
        0.95047;
    y = luminance(seen);
    z = (0.0193339 * seen.channel[0] + 0.1191920 * seen.channel[1] + 0.9503041 * seen.channel[2]) /
        1.08883;
    out[0] = 116.0 * curve(y) - 16.0;
    out[1] = 500.0 * (curve(x) - curve(y));
    out[2] = 200.0 * (curve(y) - curve(z));
}

/* Smallest distance between any two, over all kinds of vision. */
static double
closest(const colour *set, size_t n)
{
    double least = HUGE_VAL;

    for (size_t v = 0; v < N_VISION; v++) {
        for (size_t a = 0; a < n; a++) {
            for (size_t b = 0; b < a; b++) {
                double p[3], q[3];

                lab(set[a], VISION[v], p);
                lab(set[b], VISION[v], q);
                least =
                    fmin(least, sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                                     (p[2] - q[2]) * (p[2] - q[2])));
            }
        }
    }
    return least;
}

static void
layers_differ_in_every_vision_and_in_grey(void **state)
{
    const colour set[] = {colour_of("formal_colour", 0), colour_of("practice_colour", 0),
                          colour_of("baseline_colour", 0)};

    (void) state;
    assert_true(closest(set, 2) > 60.0);
    assert_true(closest(set, 3) > 30.0);
    assert_true(fabs(lightness(set[0]) - lightness(set[1])) > 30.0);
}

static void
kinds_of_practice_differ(void **state)
{
    static const char *const name[] = {"sme_colour", "enterprise_colour", "administration_colour",
                                       "people_colour"};
    colour set[4];

    (void) state;
    for (size_t k = 0; k < 4; k++) {
        set[k] = colour_of(name[k], 0);
    }
    assert_true(closest(set, 4) > 20.0);
    for (size_t k = 1; k < 3; k++) { /* neighbours of a stack in grey; white seams part the last */
        assert_true(lightness(set[k]) - lightness(set[k - 1]) > 12.0);
    }
}

static void
eleven_scenarios_and_the_baseline_differ(void **state)
{
    colour set[12];

    (void) state;
    for (size_t s = 0; s < 11; s++) {
        set[s] = colour_of("scenario_colour", s);
    }
    set[11] = colour_of("baseline_colour", 0);
    assert_true(closest(set, 12) > 12.0);
}

static void
lines_and_texts_stand_out_from_the_paper(void **state)
{
    static const char *const line[] = {
        "formal_colour",         "practice_colour", "sme_colour",     "enterprise_colour",
        "administration_colour", "people_colour",   "baseline_colour"};
    colour paper = colour_of("paper_colour", 0);

    (void) state;
    for (size_t k = 0; k < sizeof line / sizeof line[0]; k++) {
        assert_true(contrast(colour_of(line[k], 0), paper) >= 3.0); /* WCAG 2.1, 1.4.11 */
    }
    for (size_t s = 0; s < 11; s++) {
        assert_true(contrast(colour_of("scenario_colour", s), paper) >= 3.0);
    }
    assert_true(contrast(colour_of("text_colour", 0), paper) >= 7.0);
    assert_true(contrast(colour_of("muted_colour", 0), paper) >= 4.5); /* WCAG 2.1, 1.4.3 */
}

static void
tiles_darken_from_low_to_high(void **state)
{
    colour set[MOST];

    (void) state;
    for (size_t k = 0; k < 3; k++) {
        set[k] = colour_of("sequential_palette", k);
    }
    assert_true(lightness(set[0]) - lightness(set[1]) > 25.0);
    assert_true(lightness(set[1]) - lightness(set[2]) > 25.0);
    for (size_t k = 0; k < 3; k++) {
        set[k] = colour_of("diverging_palette", k);
    }
    assert_true(closest(set, 3) > 50.0);
    assert_true(lightness(set[1]) > 95.0); /* no difference is no colour */
}

static double
encoded(double v)
{
    return v <= 0.0031308 ? 12.92 * v : 1.055 * pow(v, 1.0 / 2.4) - 0.055;
}

static double
decoded(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

/* A colour of a palette of three, as gnuplot has it between them. */
static colour
between(const colour *set, double share)
{
    size_t k = share >= 0.5;
    double part = 2.0 * share - (double) k;
    colour out;

    for (size_t c = 0; c < 3; c++) {
        out.channel[c] = decoded((1.0 - part) * encoded(set[k].channel[c]) +
                                 part * encoded(set[k + 1].channel[c]));
    }
    return out;
}

/* Small type on every step of both palettes: WCAG 2.1, 1.4.3. */
static void
numbers_stand_out_from_their_tiles(void **state)
{
    static const struct {
        const char *palette, *colours;
        size_t steps;
    } all[] = {{"sequential", "sequential_palette", 10}, {"diverging", "diverging_palette", 11}};

    (void) state;
    for (size_t p = 0; p < 2; p++) {
        cgap_figure figure = {.palette = all[p].palette, .palette_low = -3.0, .palette_high = 8.0};
        colour set[3];

        for (size_t k = 0; k < 3; k++) {
            set[k] = colour_of(all[p].colours, k);
        }
        for (size_t k = 0; k < all[p].steps; k++) {
            double middle = ((double) k + 0.5) / (double) all[p].steps;
            const char *ink = cgap_figure_ink(&figure, -3.0 + 11.0 * middle);
            colour tile = between(set, (double) k / (double) (all[p].steps - 1));

            if (contrast(colour_of(ink, 0), tile) < 4.5) {
                fail_msg("%s on step %zu of %s: %.2f", ink, k, all[p].palette,
                         contrast(colour_of(ink, 0), tile));
            }
        }
    }
}

/* The test itself must see what it is for: red and green of one lightness. */
static void
a_bad_palette_is_found(void **state)
{
    const colour set[] = {{{0.35, 0.05, 0.03}}, {{0.06, 0.16, 0.03}}};

    (void) state;
    assert_true(closest(set, 2) < 20.0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_differ_in_every_vision_and_in_grey),
        cmocka_unit_test(kinds_of_practice_differ),
        cmocka_unit_test(eleven_scenarios_and_the_baseline_differ),
        cmocka_unit_test(lines_and_texts_stand_out_from_the_paper),
        cmocka_unit_test(tiles_darken_from_low_to_high),
        cmocka_unit_test(numbers_stand_out_from_their_tiles),
        cmocka_unit_test(a_bad_palette_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
