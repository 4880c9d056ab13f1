/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_LANE_H
#define CGAP_LANE_H
/*
 * Measures of dispersion and convergence over lanes (MODEL.md section 3.1). A lane is one replicate
 * of a run or one date of a panel: unit i holds `lanes` contiguous doubles, and every measure comes
 * out as `lanes` doubles. Sorting is Batcher's odd-even merge network (Batcher 1968, "Sorting
 * networks and their applications"), so that no step branches on data.
 *
 * Promises: the result of a lane does not depend on the other lanes or on their number, to the last
 * bit; n equal values give exactly sd = gini = theil_t = 0 and level_playing_field = 1; a measure
 * that is undefined for a lane is NaN there, as all are where there are no units. Nothing is
 * allocated, nothing is drawn.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Measures of one date, unweighted and divided by n (population) unless the name says otherwise. */
typedef enum cgap_lane_measure {
    CGAP_LANE_MEAN,
    CGAP_LANE_MEDIAN,
    CGAP_LANE_MIN,
    CGAP_LANE_MAX,
    CGAP_LANE_RANGE,
    CGAP_LANE_VARIANCE,
    CGAP_LANE_SD,
    CGAP_LANE_CV,
    CGAP_LANE_GINI,
    CGAP_LANE_LEVEL_PLAYING_FIELD,
    CGAP_LANE_THEIL_T,
    CGAP_LANE_MLD,
    CGAP_LANE_HOOVER,
    CGAP_LANE_DELTA_BEST,
    CGAP_LANE_WOLFSON,
    CGAP_LANE_BIMODALITY,
    CGAP_LANE_SHARE_BELOW_FLOOR,
    CGAP_LANE_MEAN_WEIGHTED, /* from here on: with the weights of the input */
    CGAP_LANE_VARIANCE_WEIGHTED,
    CGAP_LANE_SD_WEIGHTED,
    CGAP_LANE_CV_WEIGHTED,
    CGAP_LANE_GINI_WEIGHTED,
    CGAP_LANE_THEIL_T_WEIGHTED,
    CGAP_N_LANE_MEASURE
} cgap_lane_measure;

typedef struct cgap_lane_input {
    size_t n, lanes;            /* units >= 0, lanes >= 1 */
    const double *const *x;     /* [n] pointers to [lanes] finite values */
    const double *const *log_x; /* [n] pointers to cgap_lane_log of x; NULL: computed here */
    const double *weight;       /* [n] weights > 0 in any scale; NULL: weighted measures are NaN */
    const double *floor;        /* floor of lane l at floor[l * floor_stride]; NULL or NaN: none */
    size_t floor_stride;        /* 0: one floor for all lanes; 1: one for each */
} cgap_lane_input;

/* Where each measure goes: [lanes] doubles, or NULL when it is not wanted (and then not computed).
 * Outputs may not overlap inputs. */
typedef struct cgap_lane_output {
    double *at[CGAP_N_LANE_MEASURE];
} cgap_lane_output;

/** @brief Name of a measure as tables use it ("mean", "gini_weighted"); static storage. */
const char *cgap_lane_name(cgap_lane_measure measure);

/** @brief Doubles of work memory that cgap_lane_dispersion needs for @p n units; does not depend on
 *  the number of lanes. */
size_t cgap_lane_work(size_t n);

/** @brief Every wanted measure of one date in one pass (one sort, one set of moments).
 *
 *  With mu the mean, x_(1) <= ... <= x_(n) the sorted values and S = sum over pairs |x_i - x_j|:
 *      variance = sum (x - mu)^2 / n;  sd = sqrt(variance);  cv = sd / mu
 *      gini = S / (n^2 mu);  level_playing_field = 1 - S / floor(n^2/4), for values in [0, 1]
 *      theil_t = (1/n) sum (x/mu) ln(x/mu), a zero counts 0;  mld = -(1/n) sum ln(x/mu)
 *      hoover = sum |x - mu| / (2 n mu);  delta_best = sum (max - x)
 *      wolfson = 2 (2 (1/2 - L(1/2)) - gini) mu / median, L the Lorenz curve, linearly interpolated
 *      bimodality = (g^2 + 1) / (k + 3 (n-1)^2 / ((n-2)(n-3))), g and k the bias-corrected skewness
 *          and excess kurtosis (5/9 for the uniform distribution)
 *      share_below_floor = share of units with x < floor
 *  Weighted, with w scaled to sum 1: sums of w f(x) in place of means of f(x);
 *      gini_weighted = sum over pairs w_i w_j |x_i - x_j| / mu_w.
 *
 *  Undefined (NaN): everything without units; whatever divides by the mean when mu <= 0; gini,
 * theil_t, hoover and wolfson when a value is negative; mld when a value is not positive;
 * level_playing_field for one unit or a value outside [0, 1]; bimodality for n < 4 or equal values;
 * wolfson when the median is not positive.
 *
 *  @param[in] work allocated room for cgap_lane_work(n) doubles, not an array of them: it holds
 *                  pointers too; contents not used; must not overlap in or out
 *  Cost O(lanes n log^2 n). Test: tests/reference/measures/test_lane.c */
void cgap_lane_dispersion(const cgap_lane_input *in, double *work, const cgap_lane_output *out);

/** @brief Natural logarithm of [n][lanes] values; NaN where a value is not positive. */
void cgap_lane_log(const double *const *x, size_t n, size_t lanes, double *const *log_x);

/* Beta convergence; any pointer may be NULL. */
typedef struct cgap_lane_beta {
    double *beta;      /* [lanes] slope b of (ln x_T - ln x_0) / span on ln x_0; < 0: catching up */
    double *speed;     /* [lanes] -ln(1 + b span) / span, per year; NaN when 1 + b span <= 0 */
    double *half_life; /* [lanes] ln 2 / speed, years; NaN unless speed > 0 */
} cgap_lane_beta;

/** @brief What the first date says of beta convergence, found once for all later dates.
 *  @param[in]  log_first [n] pointers to [lanes] logarithms (cgap_lane_log)
 *  @param[out] weight [n][lanes] of each unit in the slope: its logarithm less their mean over
 *                     units, over the sum of squares of these
 *  Cost O(lanes n). */
void cgap_lane_beta_start(const double *const *log_first, size_t n, size_t lanes, double *weight);

/** @brief Unconditional beta convergence from there to another date (Barro and Sala-i-Martin 1992),
 *  ordinary least squares with a constant, annualised.
 *  @param[in] weight of cgap_lane_beta_start, of the same units in the same order: those that are
 *                    there at both dates
 *  @param[in] log_last [n] pointers to [lanes] logarithms
 *  @param[in] span years between the dates, > 0
 *  NaN when n < 2, a logarithm is NaN, or all units start equal. Cost O(lanes n). */
void cgap_lane_beta_since(const double *weight, const double *const *log_last, size_t n,
                          size_t lanes, double span, const cgap_lane_beta *out);

/** @brief Kendall's tau-b between two dates: 1 where no two units changed places, -1 where all did;
 *  NaN when all units are equal at a date or n < 2. Cost O(lanes n^2).
 *  @param[out] tau_b [lanes] */
void cgap_lane_tau_b(const double *const *first, const double *const *last, size_t n, size_t lanes,
                     double *tau_b);

enum { CGAP_LANE_MOST_UNITS = 64 };

/** @brief How the units of every lane stand to one another, for cgap_lane_tau_b_since.
 *  @param[in]  n     at most CGAP_LANE_MOST_UNITS
 *  @param[out] above [lanes / 16, rounded up][n (n - 1) / 2] pair by pair, i from 1 on and j < i:
 *                    bit l is 1 where unit i is above unit j in lane l of 16
 *  @return false when two units of a lane are equal, or one is NaN: then there is no more to say
 *  Cost O(lanes n^2). */
bool cgap_lane_above(const double *const *x, size_t n, size_t lanes, uint16_t *above);

/** @brief cgap_lane_tau_b where it is known how units stood at the first date, without ties: the
 *  same to the last bit, at a third of the cost.
 *  @param[in] above of cgap_lane_above */
void cgap_lane_tau_b_since(const uint16_t *above, const double *const *last, size_t n, size_t lanes,
                           double *tau_b);

/** @brief 1 where the mean rose and the variance fell (upward convergence, Eurofound), else 0; NaN
 *  where an input is NaN.
 *  @param[in]  mean_first, mean_last, variance_first, variance_last [lanes]
 *  @param[out] upward [lanes] */
void cgap_lane_upward_convergence(const double *mean_first, const double *variance_first,
                                  const double *mean_last, const double *variance_last,
                                  size_t lanes, double *upward);

/** @brief x ln x of @p n numbers, each 0 or from 1e-300 to 1e300; 0 at 0. */
void cgap_lane_times_log(const double *x, size_t n, double *out);

/** @brief cgap_fragmentation_profile of every lane, but for rounding: how far the profiles of the
 *  units differ, 0..1.
 *  @param[in]  level    [n_pillar][n] pointers to [lanes] levels
 *  @param[in]  logged   [n_pillar][n] pointers to [lanes] cgap_lane_times_log of the levels
 *  @param[in]  n        at most CGAP_LANE_MOST_UNITS
 *  @param[out] out      [lanes]; NaN where n or n_pillar is below 2, a level is negative or a unit
 *                       has nothing in any pillar
 *  Cost O(lanes n n_pillar). Test: tests/unit/measures/test_lane_profile.c */
void cgap_lane_profile(const double *const *level, const double *const *logged, size_t n,
                       size_t n_pillar, size_t lanes, double *out);

/** @brief cgap_fragmentation_hamming, but for rounding, and cgap_fragmentation_regimes, to the last
 *  bit, of every lane.
 *  @param[in]  force [n_law][n] pointers to [lanes]: law in force, 0..1
 *  @param[out] hamming, effective [lanes]
 *  Cost O(lanes n^2 n_law). Test, as of what follows up to modularity:
 *  tests/unit/measures/test_lane_law.c */
void cgap_lane_regimes(const double *const *force, size_t n, size_t n_law, size_t lanes,
                       double *hamming, double *effective);

/** @brief cgap_fragmentation_ruzicka of every lane, but for rounding of 1: pairs share divisions.
 *  Units that are all alike are 0 exactly, and less than 1e-60 of law counts as none.
 *  @param[in]  implementation [n_law][n] pointers to [lanes], 0..1
 *  @param[in]  n      at most CGAP_LANE_MOST_UNITS
 *  @param[in]  weight [n], > 0; NULL: every pair counts the same
 *  @param[out] out    [lanes]
 *  Cost O(lanes n^2 n_law). */
void cgap_lane_ruzicka(const double *const *implementation, const double *weight, size_t n,
                       size_t n_law, size_t lanes, double *out);

/** @brief cgap_fragmentation_efficiency of every lane, to the last bit.
 *  @param[in]  tie     [n][n] pointers to [lanes]
 *  @param[in]  offered [n][n] what the platforms offer, the same in every lane
 *  @param[in]  weight  [n], > 0
 *  @param[out] out     [lanes]
 *  Cost O(lanes n^2). */
void cgap_lane_efficiency(const double *const *tie, const double *offered, const double *weight,
                          size_t n, size_t lanes, double *out);

/** @brief cgap_fragmentation_modularity of every lane, to the last bit.
 *  @param[in]  tie   [n][n] pointers to [lanes]
 *  @param[in]  group [n] units of one group have the same number
 *  @param[in]  n     at most CGAP_LANE_MOST_UNITS
 *  @param[out] out   [lanes]; NaN where there are no ties
 *  Cost O(lanes n^2). Test: tests/unit/measures/test_lane_law.c */
void cgap_lane_modularity(const double *const *tie, const size_t *group, size_t n, size_t lanes,
                          double *out);

/** @brief Doubles of scratch memory that cgap_lane_connectivity needs for @p n units. */
size_t cgap_lane_connectivity_work(size_t n);

/** @brief Algebraic connectivity of every lane, as cgap_fragmentation_connectivity but not rounded;
 *  the two differ by about 1e-15 of the largest eigenvalue.
 *  @param[in]  tie  [n][n] pointers to [lanes], symmetric, >= 0
 *  @param[in]  work scratch, see cgap_lane_connectivity_work
 *  @param[out] out  [lanes]; 0 when the network falls apart, NaN when n < 2
 *  Cost O(lanes n^3). Test: tests/unit/measures/test_lane_network.c */
void cgap_lane_connectivity(const double *const *tie, size_t n, size_t lanes, double *work,
                            double *out);

/* Draws of a bootstrap that are worked on side by side. */
enum { CGAP_LANE_DRAWS = 64 };

/** @brief Sums under resampling (Efron 1979, Annals of Statistics 7): lanes are draws here, each of
 *  which holds every value so many times. Means and variances of the draws follow from them.
 *  @param[in]  value   [n] finite; about their mean, or squares lose digits
 *  @param[in]  count   [n][CGAP_LANE_DRAWS] >= 0, whole
 *  @param[out] sum     [CGAP_LANE_DRAWS] of count times value
 *  @param[out] squares [CGAP_LANE_DRAWS] of count times value times value
 *  Cost O(n CGAP_LANE_DRAWS). Test: tests/unit/ensemble/test_kernel.c */
void cgap_lane_resample(const double *value, size_t n, const double *count, double *sum,
                        double *squares);

#endif
