/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure_internal.h"

#include "cgap/dispersion.h"
#include "cgap/lane.h"

/* Which lane measure fills which row of the register. */
static const size_t ROW_OF_LANE[CGAP_N_LANE_MEASURE] = {
    [CGAP_LANE_MEAN] = DATE_MEAN,
    [CGAP_LANE_MEDIAN] = DATE_MEDIAN,
    [CGAP_LANE_MIN] = DATE_MIN,
    [CGAP_LANE_MAX] = DATE_MAX,
    [CGAP_LANE_RANGE] = DATE_RANGE,
    [CGAP_LANE_VARIANCE] = DATE_VARIANCE,
    [CGAP_LANE_SD] = DATE_SD,
    [CGAP_LANE_CV] = DATE_CV,
    [CGAP_LANE_GINI] = DATE_GINI,
    [CGAP_LANE_LEVEL_PLAYING_FIELD] = DATE_LEVEL_PLAYING_FIELD,
    [CGAP_LANE_THEIL_T] = DATE_THEIL_T,
    [CGAP_LANE_MLD] = DATE_MLD,
    [CGAP_LANE_HOOVER] = DATE_HOOVER,
    [CGAP_LANE_DELTA_BEST] = DATE_DELTA_BEST,
    [CGAP_LANE_WOLFSON] = DATE_WOLFSON,
    [CGAP_LANE_BIMODALITY] = DATE_BIMODALITY,
    [CGAP_LANE_SHARE_BELOW_FLOOR] = DATE_SHARE_BELOW_FLOOR,
    [CGAP_LANE_MEAN_WEIGHTED] = DATE_MEAN_WEIGHTED,
    [CGAP_LANE_VARIANCE_WEIGHTED] = DATE_VARIANCE_WEIGHTED,
    [CGAP_LANE_SD_WEIGHTED] = DATE_SD_WEIGHTED,
    [CGAP_LANE_CV_WEIGHTED] = DATE_CV_WEIGHTED,
    [CGAP_LANE_GINI_WEIGHTED] = DATE_GINI_WEIGHTED,
    [CGAP_LANE_THEIL_T_WEIGHTED] = DATE_THEIL_T_WEIGHTED,
};

static bool
spans_need(size_t row)
{
    return row == DATE_MEAN || row == DATE_VARIANCE || row == DATE_SD || row == DATE_CV;
}

/* Rows that are another one times a factor of n, or the same under another name. */
static bool
needs_other_row(const cgap_measure_options *options, size_t row)
{
    return (row == DATE_GINI && is_wanted(options, DATE_GINI_NORM)) ||
           (row == DATE_CV_WEIGHTED && is_wanted(options, DATE_WILLIAMSON));
}

static void
fill_lanes(cgap_measurement *self, const cgap_panel_view *view, const cgap_measure_options *options)
{
    cgap_lane_input in = {view->n_unit, view->n_time,    view->x, NULL,
                          view->weight, &options->floor, 0};
    cgap_lane_output out = {{NULL}};

    for (size_t m = 0; m < CGAP_N_LANE_MEASURE; m++) {
        size_t row = ROW_OF_LANE[m];

        if (is_wanted(options, row) || spans_need(row) || needs_other_row(options, row)) {
            out.at[m] = date_row(self, view, row);
        }
    }
    cgap_lane_dispersion(&in, scratch(self), &out);
}

static void
fill_derived(cgap_measurement *self, const cgap_panel_view *view)
{
    double n = (double) view->n_unit, sample = n > 1.0 ? sqrt(n / (n - 1.0)) : NAN;

    for (size_t t = 0; t < view->n_time; t++) {
        double cv = date_row(self, view, DATE_CV)[t];

        date_row(self, view, DATE_N)[t] = n;
        date_row(self, view, DATE_SD_SAMPLE)[t] = sample * date_row(self, view, DATE_SD)[t];
        date_row(self, view, DATE_CV_SAMPLE)[t] = sample * cv;
        date_row(self, view, DATE_GE2)[t] = 0.5 * cv * cv;
        date_row(self, view, DATE_GINI_NORM)[t] =
            n > 1.0 ? date_row(self, view, DATE_GINI)[t] * (n / (n - 1.0)) : NAN;
        date_row(self, view, DATE_WILLIAMSON)[t] = date_row(self, view, DATE_CV_WEIGHTED)[t];
    }
}

static void
fill_shares(cgap_measurement *self, const cgap_panel_view *view, const double *x, size_t t)
{
    size_t n = view->n_unit;
    double hhi = cgap_dispersion_hhi(x, n), equal = 1.0 / (double) n;

    date_row(self, view, DATE_HHI)[t] = hhi;
    date_row(self, view, DATE_HHI_NORM)[t] = n > 1 ? (hhi - equal) / (1.0 - equal) : NAN;
    date_row(self, view, DATE_HHI_EQUIVALENT)[t] = 1.0 / hhi;
    date_row(self, view, DATE_SHANNON)[t] = cgap_dispersion_shannon(x, n);
    date_row(self, view, DATE_ATKINSON_05)[t] = cgap_dispersion_atkinson(x, n, 0.5);
    date_row(self, view, DATE_ATKINSON_1)[t] = cgap_dispersion_atkinson(x, n, 1.0);
    date_row(self, view, DATE_ATKINSON_2)[t] = cgap_dispersion_atkinson(x, n, 2.0);
    date_row(self, view, DATE_MLD_WEIGHTED)[t] =
        view->weight == NULL ? NAN : cgap_dispersion_mld(x, view->weight, n);
}

static void
fill_groups(cgap_measurement *self, const cgap_panel_view *view, const double *x, size_t t)
{
    cgap_split theil = {NAN, NAN}, mld = {NAN, NAN};
    double esteban_ray = NAN;

    if (view->group != NULL) {
        theil = cgap_dispersion_theil_split(x, view->group, view->n_unit, view->n_group);
        mld = cgap_dispersion_mld_split(x, view->group, view->n_unit, view->n_group);
        esteban_ray = cgap_dispersion_esteban_ray(x, view->group, view->n_unit, view->n_group,
                                                  CGAP_ESTEBAN_RAY_ALPHA);
    }
    date_row(self, view, DATE_THEIL_T_WITHIN)[t] = theil.within;
    date_row(self, view, DATE_THEIL_T_BETWEEN)[t] = theil.between;
    date_row(self, view, DATE_MLD_WITHIN)[t] = mld.within;
    date_row(self, view, DATE_MLD_BETWEEN)[t] = mld.between;
    date_row(self, view, DATE_ESTEBAN_RAY)[t] = esteban_ray;
}

/* Distances to the best, to the lowest, to a norm; the best may be the lowest. */
static void
fill_gaps(cgap_measurement *self, const cgap_panel_view *view, const cgap_measure_options *options,
          const double *x, size_t t)
{
    size_t n = view->n_unit;

    date_row(self, view, DATE_DELTA_LOWEST)[t] = cgap_dispersion_delta(x, n, true);
    date_row(self, view, DATE_GAP_TARGET)[t] =
        cgap_dispersion_gap_target(x, n, options->target, options->lower_is_better);
    if (options->lower_is_better) {
        double above = 0.0;

        for (size_t i = 0; i < n; i++) {
            above += x[i] > options->floor ? 1.0 : 0.0;
        }
        date_row(self, view, DATE_DELTA_BEST)[t] = cgap_dispersion_delta(x, n, true);
        date_row(self, view, DATE_SHARE_BELOW_FLOOR)[t] =
            isnan(options->floor) ? NAN : above / (double) n;
    } else {
        date_row(self, view, DATE_DELTA_BEST)[t] = cgap_dispersion_delta(x, n, false);
    }
}

static bool
any_wanted(const cgap_measure_options *options, const size_t *row, size_t n)
{
    bool any = false;

    for (size_t k = 0; k < n; k++) {
        any = any || is_wanted(options, row[k]);
    }
    return any;
}

void
measure_dates(cgap_measurement *self, const cgap_panel_view *view,
              const cgap_measure_options *options)
{
    static const size_t share[] = {DATE_HHI,        DATE_HHI_NORM,    DATE_HHI_EQUIVALENT,
                                   DATE_SHANNON,    DATE_ATKINSON_05, DATE_ATKINSON_1,
                                   DATE_ATKINSON_2, DATE_MLD_WEIGHTED};
    static const size_t group[] = {DATE_THEIL_T_WITHIN, DATE_THEIL_T_BETWEEN, DATE_MLD_WITHIN,
                                   DATE_MLD_BETWEEN, DATE_ESTEBAN_RAY};
    bool shares = any_wanted(options, share, sizeof share / sizeof *share);
    bool groups = any_wanted(options, group, sizeof group / sizeof *group);
    double *column = scratch(self);

    for (size_t k = 0; k < N_DATE * view->n_time; k++) {
        self->date[k] = NAN;
    }
    fill_lanes(self, view, options);
    fill_derived(self, view);
    for (size_t t = 0; t < view->n_time; t++) {
        column_of(view->x, view->n_unit, t, column);
        fill_gaps(self, view, options, column, t);
        if (shares) {
            fill_shares(self, view, column, t);
        }
        if (groups) {
            fill_groups(self, view, column, t);
        }
    }
}
