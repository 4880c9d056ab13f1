/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_MEASURE_TABLE_H
#define CGAP_MEASURE_TABLE_H
/*
 * The register of measures. To add one: a row here, a case where it is computed (measure_date.c or
 * measure_span.c) and a test of its formula. What only runs have stands with what they record.
 * Columns: identifier, name, unit, better, what it needs, definition, reference.
 */

/* What a measure can need. The first need that a panel does not meet is the reason it is told. */
#define NEED_TABLE(X)                                                                              \
    X(WEIGHTS, "weights are needed: --units FILE --weight COLUMN")                                 \
    X(GROUPS, "groups are needed: --units FILE --group COLUMN")                                    \
    X(COVARIATES, "covariates are needed: --units FILE --covariates COLUMN,...")                   \
    X(FLOOR, "a floor is needed: --floor V")                                                       \
    X(TARGET, "a target above 0 is needed: --target V")                                            \
    X(SPAN, "a span needs two dates")                                                              \
    X(THREE_DATES, "three dates are needed")                                                       \
    X(SIX_DATES, "six dates are needed")                                                           \
    X(TWO_UNITS, "two units are needed")                                                           \
    X(THREE_UNITS, "three units are needed")                                                       \
    X(FOUR_UNITS, "four units are needed")                                                         \
    X(FREE_UNITS, "more units than coefficients are needed")                                       \
    X(NOT_NEGATIVE, "no value may be negative")                                                    \
    X(POSITIVE, "every value must be above 0")                                                     \
    X(POSITIVE_ENDS, "every value at both ends of the span must be above 0 (it takes logarithms)") \
    X(MEAN, "the mean must be above 0")                                                            \
    X(MEANS, "the mean must be above 0 at every date")                                             \
    X(MEDIAN, "the median must be above 0")                                                        \
    X(UNIT_RANGE, "values must lie in 0 to 1 (divide by the top of the scale)")                    \
    X(SPREAD, "all units are equal")                                                               \
    X(START_SPREAD, "all units start equal")                                                       \
    X(SPREADS, "all units are equal at some date")                                                 \
    X(RANKS, "all units are tied at an end of the span")                                           \
    X(SOME_RANKS, "all units are tied at every date")                                              \
    X(GROWTH_SPREAD, "all units grow alike")                                                       \
    X(INDEPENDENT, "the covariates leave no variation of the start to explain with")               \
    X(RESIDUAL, "the regression fits exactly, so its error is 0")                                  \
    X(NO_OVERSHOOT, "gaps change sign within the span (1 + beta T is not above 0)")                \
    X(CATCHING_UP, "there is no catching up (beta is not below 0)")

enum {
#define X(id, text) NEED_INDEX_##id,
    NEED_TABLE(X)
#undef X
        N_NEED
};

enum {
#define X(id, text) NEED_##id = 1 << NEED_INDEX_##id,
    NEED_TABLE(X)
#undef X
        NEED_NOTHING = 0
};

#define NEED_SHARES (NEED_NOT_NEGATIVE | NEED_MEAN)
#define NEED_BETA   (NEED_SPAN | NEED_TWO_UNITS | NEED_POSITIVE_ENDS | NEED_START_SPREAD)
#define NEED_ERROR  (NEED_BETA | NEED_THREE_UNITS)
#define NEED_CONDITIONAL                                                                           \
    (NEED_COVARIATES | NEED_SPAN | NEED_FREE_UNITS | NEED_POSITIVE_ENDS | NEED_START_SPREAD |      \
     NEED_INDEPENDENT)

/* clang-format off */
#define DATE_TABLE(X)                                                                              \
    X(N, "n", "units", "", NEED_NOTHING, "number of units", "")                                    \
    X(MEAN, "mean", "level", "", NEED_NOTHING, "unweighted mean", "")                              \
    X(MEDIAN, "median", "level", "", NEED_NOTHING, "middle value; mean of the two middle ones for an even n", "") \
    X(MIN, "min", "level", "", NEED_NOTHING, "lowest value: the weakest link", "")                 \
    X(MAX, "max", "level", "", NEED_NOTHING, "highest value", "")                                  \
    X(RANGE, "range", "level", "less", NEED_NOTHING, "max - min, from the weakest to the best", "")                             \
    X(VARIANCE, "variance", "level^2", "less", NEED_NOTHING, "sum (x - mean)^2 / n", "")          \
    X(SD, "sd", "level", "less", NEED_NOTHING, "square root of variance, divided by n: sigma convergence as Eurofound measures it", "Barro and Sala-i-Martin 1992") \
    X(SD_SAMPLE, "sd_sample", "level", "less", NEED_TWO_UNITS, "as sd, divided by n - 1", "")     \
    X(CV, "cv", "1", "less", NEED_MEAN, "sd / mean", "")                                          \
    X(CV_SAMPLE, "cv_sample", "1", "less", NEED_TWO_UNITS | NEED_MEAN, "sd_sample / mean", "")    \
    X(GINI, "gini", "1", "less", NEED_SHARES, "sum over pairs |x_i - x_j| / (n^2 mean); (n-1)/n when one unit has all", "Gini 1912") \
    X(GINI_NORM, "gini_norm", "1", "less", NEED_TWO_UNITS | NEED_SHARES, "gini n/(n - 1): 1 when one unit has all", "") \
    X(GINI_WEIGHTED, "gini_weighted", "1", "less", NEED_WEIGHTS | NEED_SHARES, "sum over pairs w_i w_j |x_i - x_j| / weighted mean, weights summing to 1 and sorted together with the values", "") \
    X(THEIL_T, "theil_t", "1", "less", NEED_SHARES, "(1/n) sum (x/mean) ln(x/mean) = GE(1); a zero counts 0 and stays in the mean", "Theil 1967") \
    X(THEIL_T_WEIGHTED, "theil_t_weighted", "1", "less", NEED_WEIGHTS | NEED_SHARES, "sum w (x/m) ln(x/m), m the weighted mean", "Theil 1967") \
    X(THEIL_T_WITHIN, "theil_t_within", "1", "less", NEED_GROUPS | NEED_SHARES, "sum over groups of income share times Theil T inside the group", "Shorrocks 1980") \
    X(THEIL_T_BETWEEN, "theil_t_between", "1", "less", NEED_GROUPS | NEED_SHARES, "Theil T of the group means; within + between = theil_t", "Shorrocks 1980") \
    X(MLD, "mld", "1", "less", NEED_POSITIVE, "mean log deviation -(1/n) sum ln(x/mean) = GE(0), also called Theil L", "Theil 1967") \
    X(MLD_WEIGHTED, "mld_weighted", "1", "less", NEED_WEIGHTS | NEED_POSITIVE, "-sum w ln(x/m), m the weighted mean", "Theil 1967") \
    X(MLD_WITHIN, "mld_within", "1", "less", NEED_GROUPS | NEED_POSITIVE, "sum over groups of population share times mld inside the group", "Shorrocks 1980") \
    X(MLD_BETWEEN, "mld_between", "1", "less", NEED_GROUPS | NEED_POSITIVE, "mld of the group means; within + between = mld", "Shorrocks 1980") \
    X(GE2, "ge2", "1", "less", NEED_MEAN, "generalised entropy of order 2: sum ((x/mean)^2 - 1) / (2n) = cv^2/2", "Shorrocks 1980") \
    X(ATKINSON_05, "atkinson_05", "1", "less", NEED_SHARES, "1 - (mean of sqrt(x/mean))^2, aversion 0.5", "Atkinson 1970") \
    X(ATKINSON_1, "atkinson_1", "1", "less", NEED_POSITIVE, "1 - geometric mean / mean, aversion 1", "Atkinson 1970") \
    X(ATKINSON_2, "atkinson_2", "1", "less", NEED_POSITIVE, "1 - harmonic mean / mean, aversion 2", "Atkinson 1970") \
    X(HHI, "hhi", "1", "", NEED_SHARES, "sum of squared shares x / sum x = (1 + cv^2)/n; of levels it says no more than cv", "Hirschman 1964") \
    X(HHI_NORM, "hhi_norm", "1", "less", NEED_TWO_UNITS | NEED_SHARES, "(hhi - 1/n) / (1 - 1/n)", "") \
    X(HHI_EQUIVALENT, "hhi_equivalent", "units", "more", NEED_SHARES, "1 / hhi: number of equal units with that concentration", "") \
    X(HOOVER, "hoover", "1", "less", NEED_SHARES, "sum |x - mean| / (2 n mean): share to be moved to make all equal", "Hoover 1936") \
    X(SHANNON, "shannon", "nat", "more", NEED_SHARES, "-sum s ln s over shares s = x / sum x; zero shares count 0", "Shannon 1948") \
    X(WILLIAMSON, "williamson", "1", "less", NEED_WEIGHTS | NEED_MEAN, "sqrt(sum w (x - m)^2) / m, m the weighted mean", "Williamson 1965") \
    X(DELTA_BEST, "delta_best", "level", "less", NEED_NOTHING, "sum over units of the distance to the best; the best is the lowest with --lower-is-better", "Eurofound 2018") \
    X(DELTA_LOWEST, "delta_lowest", "level", "", NEED_NOTHING, "sum (x - min)", "Eurofound 2018") \
    X(GAP_TARGET, "gap_target", "1", "less", NEED_TARGET, "sum of shortfalls from the target / (n target); excesses with --lower-is-better", "") \
    X(SHARE_BELOW_FLOOR, "share_below_floor", "share", "less", NEED_FLOOR, "share of units with x < floor (x > floor with --lower-is-better)", "") \
    X(WOLFSON, "wolfson", "1", "less", NEED_SHARES | NEED_MEDIAN, "2 (2 (1/2 - L(1/2)) - gini) mean / median, Lorenz curve L linearly interpolated, so right for an odd n", "Wolfson 1994") \
    X(ESTEBAN_RAY, "esteban_ray", "1", "less", NEED_GROUPS | NEED_MEAN, "sum over groups p_i^(1+a) p_j |y_i - y_j|, p population shares, y group mean / mean, a = 1.3", "Esteban and Ray 1994") \
    X(BIMODALITY, "bimodality", "1", "less", NEED_FOUR_UNITS | NEED_SPREAD, "Sarle: (g^2 + 1) / (k + 3 (n-1)^2 / ((n-2)(n-3))), bias-corrected skewness g and excess kurtosis k; above 5/9 hints at two camps", "SAS Institute 1990") \
    X(LEVEL_PLAYING_FIELD, "level_playing_field", "1", "more", NEED_TWO_UNITS | NEED_UNIT_RANGE, "1 - sum over pairs |x_i - x_j| / floor(n^2/4): 1 when all are equal, 0 when half stand at 0 and half at 1", "model note 3.1") \
    X(MEAN_WEIGHTED, "mean_weighted", "level", "", NEED_WEIGHTS, "sum w x, weights summing to 1 (GDP in runs)", "") \
    X(VARIANCE_WEIGHTED, "variance_weighted", "level^2", "less", NEED_WEIGHTS, "sum w (x - m)^2, m the weighted mean", "") \
    X(SD_WEIGHTED, "sd_weighted", "level", "less", NEED_WEIGHTS, "square root of variance_weighted", "") \
    X(CV_WEIGHTED, "cv_weighted", "1", "less", NEED_WEIGHTS | NEED_MEAN, "sd_weighted / mean_weighted: the same as williamson", "Williamson 1965")

#define SPAN_TABLE(X)                                                                              \
    X(BETA_INTERCEPT, "beta_intercept", "1/year", "", NEED_BETA, "constant of the beta regression", "") \
    X(BETA, "beta", "1/year", "less", NEED_BETA, "slope of (ln x_T - ln x_0) / T on ln x_0, ordinary least squares; below 0: those behind grow faster. Noise alone makes it negative: read it beside sd", "Barro and Sala-i-Martin 1992") \
    X(BETA_SE, "beta_se", "1/year", "", NEED_ERROR, "classical standard error of beta", "") \
    X(BETA_T, "beta_t", "1", "", NEED_ERROR | NEED_RESIDUAL, "beta / beta_se", "") \
    X(BETA_P, "beta_p", "1", "", NEED_ERROR | NEED_RESIDUAL, "two-sided p of beta_t, Student t with n - 2 degrees of freedom", "") \
    X(BETA_R2, "beta_r2", "1", "", NEED_BETA | NEED_GROWTH_SPREAD, "share of the variance of growth explained", "") \
    X(BETA_SPEED, "beta_speed", "1/year", "more", NEED_BETA | NEED_NO_OVERSHOOT, "-ln(1 + beta T) / T", "Barro and Sala-i-Martin 1992") \
    X(BETA_HALF_LIFE, "beta_half_life", "years", "less", NEED_BETA | NEED_CATCHING_UP | NEED_NO_OVERSHOOT, "ln 2 / beta_speed: years until half of a gap is closed", "") \
    X(BETA_CONDITIONAL, "beta_conditional", "1/year", "less", NEED_CONDITIONAL, "as beta, with the covariates beside ln x_0", "Mankiw, Romer and Weil 1992") \
    X(BETA_CONDITIONAL_SE, "beta_conditional_se", "1/year", "", NEED_CONDITIONAL, "classical standard error of beta_conditional", "") \
    X(BETA_CONDITIONAL_T, "beta_conditional_t", "1", "", NEED_CONDITIONAL | NEED_RESIDUAL, "beta_conditional / its standard error", "") \
    X(BETA_CONDITIONAL_P, "beta_conditional_p", "1", "", NEED_CONDITIONAL | NEED_RESIDUAL, "two-sided p, n - 2 - number of covariates degrees of freedom", "") \
    X(SIGMA_CHANGE, "sigma_change", "level", "less", NEED_SPAN, "sd at the end - sd at the start", "") \
    X(SIGMA_TREND, "sigma_trend", "level/year", "less", NEED_SPAN, "slope of sd on time over all dates of the span, ordinary least squares", "") \
    X(SIGMA_TREND_P, "sigma_trend_p", "1", "", NEED_THREE_DATES | NEED_RESIDUAL, "two-sided p of sigma_trend, dates - 2 degrees of freedom", "") \
    X(DELTA_CHANGE, "delta_change", "level", "less", NEED_SPAN, "delta_best at the end - delta_best at the start", "Eurofound 2018") \
    X(KENDALL_W, "kendall_w", "1", "", NEED_SPAN | NEED_TWO_UNITS | NEED_SOME_RANKS, "concordance of ranks over all dates of the span, corrected for ties: 1 when the order never changes", "Kendall and Babington Smith 1939") \
    X(GAMMA, "gamma", "1", "", NEED_SPAN | NEED_TWO_UNITS | NEED_START_SPREAD, "variance of rank sums over k dates / (k^2 variance of the first ranks), average ranks; equals kendall_w without ties", "Boyle and McCarthy 1997") \
    X(TAU_B, "tau_b", "1", "", NEED_SPAN | NEED_TWO_UNITS | NEED_RANKS, "Kendall rank correlation of start and end, corrected for ties", "Kendall 1945") \
    X(SPEARMAN, "spearman", "1", "", NEED_SPAN | NEED_TWO_UNITS | NEED_RANKS, "correlation of average ranks at start and end", "Spearman 1904") \
    X(LOGT_B, "logt_b", "1", "more", NEED_SIX_DATES | NEED_TWO_UNITS | NEED_MEANS | NEED_SPREADS, "slope of ln(H_1/H_t) - 2 ln ln t on ln t, H_t = mean (x/mean - 1)^2, the first third of the dates left out", "Phillips and Sul 2007") \
    X(LOGT_T, "logt_t", "1", "more", NEED_SIX_DATES | NEED_TWO_UNITS | NEED_MEANS | NEED_SPREADS | NEED_RESIDUAL, "logt_b / its standard error (quadratic-spectral kernel, Andrews bandwidth); convergence is not rejected above -1.65", "Phillips and Sul 2007") \
    X(LOGT_P, "logt_p", "1", "", NEED_SIX_DATES | NEED_TWO_UNITS | NEED_MEANS | NEED_SPREADS | NEED_RESIDUAL, "one-sided p of logt_t, standard normal", "Phillips and Sul 2007") \
    X(VERDICT, "verdict", "text", "", NEED_SPAN | NEED_TWO_UNITS, "upward or downward (change of the mean) convergence or divergence (change of the variance); unchanged when either stands still; strict when every unit moved that way", "Eurofound 2018")
/* clang-format on */

enum {
#define X(id, ...) DATE_##id,
    DATE_TABLE(X)
#undef X
        N_DATE
};

enum {
#define X(id, ...) SPAN_##id,
    SPAN_TABLE(X)
#undef X
        N_SPAN
};

/** Needs of a date or span measure by its index in the register. */
int measure_needs(size_t measure);

/** First missing need as text, NULL when all are met. */
const char *need_text(int missing);

#endif
