/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure_internal.h"

#include "cgap/convergence.h"
#include "cgap/elementary.h"
#include "cgap/lane.h"
#include "cgap/number.h"

static double
log_or_nan(double x)
{
    return x > 0.0 ? cgap_log(x) : NAN;
}

/* ln x_0 and (ln x_T - ln x_0) / T of the untransformed values. */
static void
starts_and_growth(const cgap_panel_view *view, double *start, double *growth)
{
    double span = view->time[view->n_time - 1] - view->time[0];

    for (size_t i = 0; i < view->n_unit; i++) {
        double first = log_or_nan(view->original[i][0]);

        start[i] = first;
        growth[i] = (log_or_nan(view->original[i][view->n_time - 1]) - first) / span;
    }
}

static void
fill_beta(cgap_measurement *self, const cgap_panel_view *view)
{
    const double ln2 = 6.93147180559945286227e-01;
    size_t n = view->n_unit;
    double *start = scratch(self), *growth = start + n, *work = growth + n;
    double span = view->time[view->n_time - 1] - view->time[0], *out = self->span, speed;
    cgap_regression line, conditional;

    starts_and_growth(view, start, growth);
    line = cgap_convergence_line(start, growth, n);
    speed = cgap_convergence_speed(line.slope, span);
    out[SPAN_BETA_INTERCEPT] = line.intercept;
    out[SPAN_BETA] = line.slope;
    out[SPAN_BETA_SE] = line.error;
    out[SPAN_BETA_T] = line.t;
    out[SPAN_BETA_P] = line.p;
    out[SPAN_BETA_R2] = line.r2;
    out[SPAN_BETA_SPEED] = speed;
    out[SPAN_BETA_HALF_LIFE] = speed > 0.0 ? ln2 / speed : NAN;
    if (view->n_covariate > 0 && !isnan(line.slope)) {
        conditional = cgap_convergence_conditional(start, growth, view->covariate,
                                                   view->n_covariate, n, work);
        out[SPAN_BETA_CONDITIONAL] = conditional.slope;
        out[SPAN_BETA_CONDITIONAL_SE] = conditional.error;
        out[SPAN_BETA_CONDITIONAL_T] = conditional.t;
        out[SPAN_BETA_CONDITIONAL_P] = conditional.p;
    }
}

static void
fill_sigma(cgap_measurement *self, const cgap_panel_view *view)
{
    const double *sd = date_row(self, view, DATE_SD);
    const double *delta = date_row(self, view, DATE_DELTA_BEST);
    size_t last = view->n_time - 1;
    cgap_regression trend = cgap_convergence_line(view->time, sd, view->n_time);

    self->span[SPAN_SIGMA_CHANGE] = sd[last] - sd[0];
    self->span[SPAN_SIGMA_TREND] = trend.slope;
    self->span[SPAN_SIGMA_TREND_P] = trend.p;
    self->span[SPAN_DELTA_CHANGE] = delta[last] - delta[0];
}

static void
fill_ranks(cgap_measurement *self, const cgap_panel_view *view, const cgap_measure_options *options)
{
    size_t n = view->n_unit, last = view->n_time - 1;
    double *first_column = scratch(self), *last_column = first_column + n, *work = last_column + n;

    if (n < 2) {
        return;
    }
    column_of(view->x, n, 0, first_column);
    column_of(view->x, n, last, last_column);
    self->verdict =
        cgap_convergence_verdict(first_column, last_column, n, options->lower_is_better);
    self->span[SPAN_SPEARMAN] = cgap_convergence_spearman(first_column, last_column, n, work);
    if (is_wanted(options, N_DATE + SPAN_KENDALL_W) || is_wanted(options, N_DATE + SPAN_GAMMA)) {
        cgap_concordance order = cgap_convergence_concordance(view->x, n, view->n_time, work);

        self->span[SPAN_KENDALL_W] = order.kendall_w;
        self->span[SPAN_GAMMA] = order.gamma;
    }
    for (size_t i = 0; i < n; i++) {
        self->last[i] = view->x[i] + last;
    }
    cgap_lane_tau_b(view->x, self->last, n, 1, &self->span[SPAN_TAU_B]);
}

static void
fill_logt(cgap_measurement *self, const cgap_panel_view *view)
{
    double *h = scratch(self), *work = h + view->n_time;
    const double *cv = date_row(self, view, DATE_CV);
    cgap_logt test;

    for (size_t t = 0; t < view->n_time; t++) {
        h[t] = cv[t] * cv[t];
    }
    test = cgap_convergence_logt(h, view->n_time, work);
    self->span[SPAN_LOGT_B] = test.b;
    self->span[SPAN_LOGT_T] = test.t;
    self->span[SPAN_LOGT_P] = test.p;
}

void
measure_span(cgap_measurement *self, const cgap_panel_view *view,
             const cgap_measure_options *options)
{
    for (size_t k = 0; k < N_SPAN; k++) {
        self->span[k] = NAN;
    }
    self->verdict = "";
    if (view->n_time < 2) {
        return;
    }
    fill_beta(self, view);
    fill_sigma(self, view);
    fill_ranks(self, view, options);
    if (is_wanted(options, N_DATE + SPAN_LOGT_B) || is_wanted(options, N_DATE + SPAN_LOGT_T) ||
        is_wanted(options, N_DATE + SPAN_LOGT_P)) {
        fill_logt(self, view);
    }
}
