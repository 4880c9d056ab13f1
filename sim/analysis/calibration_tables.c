/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An evaluation as tables: every target, levels at four dates, the leniency of each edition. */
#include <math.h>
#include <stdlib.h>

#include "cgap/memory.h"
#include "cgap/observation.h"

#include "calibrate_internal.h"

/* clang-format off */
static const cgap_column TARGETS[] = {
    {"target", CGAP_COLUMN_TEXT, "", "what is compared: series, edition, statistic; over the states that have every figure of every series"},
    {"series", CGAP_COLUMN_TEXT, "", "gci: Global Cybersecurity Index; sme, enterprise: Eurostat; administration, people: proxies from the DESI; nis, nis2: directive"},
    {"time", CGAP_COLUMN_REAL, "calendar year", "time the figure stands for"},
    {"data", CGAP_COLUMN_REAL, "index 0..1, 1, share of states or states", "published"},
    {"model_mean", CGAP_COLUMN_REAL, "as data", "mean over replicates of the same statistic, through the observation model"},
    {"q05", CGAP_COLUMN_REAL, "as data", "5 % quantile over replicates"},
    {"q95", CGAP_COLUMN_REAL, "as data", "95 % quantile over replicates"},
    {"latent_mean", CGAP_COLUMN_REAL, "as data", "mean over replicates without observation: of the true levels"},
    {"residual", CGAP_COLUMN_REAL, "as data", "model_mean - data"},
    {"inside_90", CGAP_COLUMN_TEXT, "", "yes: q05 <= data <= q95"},
    {"sd", CGAP_COLUMN_REAL, "as data", "standard deviation over replicates"},
    {"states", CGAP_COLUMN_COUNT, "states", "states behind the figure"},
    {"weight", CGAP_COLUMN_REAL, "1", "weight in the misfit; 0: shown only, or met by the leniency of its edition, or fitted by likelihood"},
    {"tolerance", CGAP_COLUMN_REAL, "as data", "a distance that means nothing; the scale of a residual is sqrt(sd^2 + tolerance^2)"},
    {"must", CGAP_COLUMN_REAL, "as data", "largest residual to accept; empty: see met"},
    {"met", CGAP_COLUMN_TEXT, "", "yes: |residual| <= must; where there is none: inside_90, or |residual| <= tolerance"},
};
static const cgap_column LEVELS[] = {
    {"series", CGAP_COLUMN_TEXT, "", "gci: formal index; practice: mean of its four kinds; each kind"},
    {"time", CGAP_COLUMN_REAL, "calendar year", "date in the simulation"},
    {"edition", CGAP_COLUMN_COUNT, "year", "edition of the data shown, the nearest to the date (sme, enterprise of 2019 carried back to the start); 0: nothing was published, or several are joined"},
    {"data_mean", CGAP_COLUMN_REAL, "index 0..1", "mean over states of the published figures"},
    {"observed_mean", CGAP_COLUMN_REAL, "index 0..1", "mean over replicates of the mean through the observation model"},
    {"latent_mean", CGAP_COLUMN_REAL, "index 0..1", "the same of the true levels"},
    {"data_cv", CGAP_COLUMN_REAL, "1", "coefficient of variation over states of the published figures"},
    {"observed_cv", CGAP_COLUMN_REAL, "1", "mean over replicates of the coefficient of variation through the observation model"},
    {"observed_cv_q05", CGAP_COLUMN_REAL, "1", "its 5 % quantile"},
    {"observed_cv_q95", CGAP_COLUMN_REAL, "1", "its 95 % quantile"},
    {"latent_cv", CGAP_COLUMN_REAL, "1", "mean over replicates of the coefficient of variation of the true levels"},
    {"latent_cv_q05", CGAP_COLUMN_REAL, "1", "its 5 % quantile"},
    {"latent_cv_q95", CGAP_COLUMN_REAL, "1", "its 95 % quantile"},
};
static const cgap_column EDITIONS[] = {
    {"edition", CGAP_COLUMN_COUNT, "year", "edition of the Global Cybersecurity Index"},
    {"time", CGAP_COLUMN_REAL, "calendar year", "field work"},
    {"data_mean", CGAP_COLUMN_REAL, "index 0..1", "published mean"},
    {"latent_mean", CGAP_COLUMN_REAL, "index 0..1", "mean of the true levels"},
    {"leniency", CGAP_COLUMN_REAL, "index 0..1", "theta_e applied: 0 at the start, later solved so that the expected mean is the published one, censoring at 1 included"},
    {"standard_error", CGAP_COLUMN_REAL, "index 0..1", "how far chance alone would move it; headroom, which it trades off against, is held fixed"},
    {"leniency_given", CGAP_COLUMN_REAL, "index 0..1", "value in the scenario (parameters.edition_leniency), for comparison"},
};
/* clang-format on */

void
cgap_table_targets_init(cgap_table *out)
{
    cgap_table_init(out, "targets", TARGETS, sizeof TARGETS / sizeof TARGETS[0]);
}

void
cgap_table_levels_init(cgap_table *out)
{
    cgap_table_init(out, "levels", LEVELS, sizeof LEVELS / sizeof LEVELS[0]);
}

void
cgap_table_editions_init(cgap_table *out)
{
    cgap_table_init(out, "editions", EDITIONS, sizeof EDITIONS / sizeof EDITIONS[0]);
}

static const char *
yes_no(bool yes)
{
    return yes ? "yes" : "no";
}

static void
add_target(cgap_table *out, const cgap_figure *target, const char *series, cgap_spread observed,
           double latent)
{
    double residual = observed.mean - target->data;
    bool inside = target->data >= observed.q05 && target->data <= observed.q95;
    bool met = isnan(target->must) ? inside || fabs(residual) <= target->tolerance
                                   : fabs(residual) <= target->must;

    cgap_table_add_text(out, target->name);
    cgap_table_add_text(out, series);
    cgap_table_add_real(out, target->time);
    cgap_table_add_real(out, target->data);
    cgap_table_add_real(out, observed.mean);
    cgap_table_add_real(out, observed.q05);
    cgap_table_add_real(out, observed.q95);
    cgap_table_add_real(out, latent);
    cgap_table_add_real(out, residual);
    cgap_table_add_text(out, yes_no(inside));
    cgap_table_add_real(out, observed.sd);
    cgap_table_add_count(out, (long long) target->n_state);
    cgap_table_add_real(out, target->weight);
    cgap_table_add_real(out, target->tolerance);
    cgap_table_add_real(out, target->must);
    cgap_table_add_text(out, yes_no(met));
}

cgap_status
cgap_table_targets(cgap_table *out, const cgap_evaluation *evaluation, cgap_error *err)
{
    const cgap_targets *targets = evaluation->targets;
    size_t n = evaluation->n_replicate;
    double *work = cgap_memory_array(n, sizeof *work);

    if (work == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (size_t t = 0; t < targets->n_target; t++) {
        const cgap_figure *target = &targets->target[t];
        cgap_spread observed = cgap_spread_of(evaluation->of_observed + t * n, n, work);
        cgap_spread latent = cgap_spread_of(evaluation->of_latent + t * n, n, work);

        add_target(out, target, target->series, observed, latent.mean);
    }
    free(work);
    return cgap_table_finish(out, err);
}

void
cgap_reading_statistic(const cgap_evaluation *evaluation, const double *of, size_t reading,
                       cgap_statistic what, double *out)
{
    size_t panel = evaluation->targets->n_panel, n = evaluation->n_replicate;
    double x[CGAP_MAX_MEMBER];

    for (size_t r = 0; r < n; r++) {
        for (size_t at = 0; at < panel; at++) {
            x[at] = of[(reading * panel + at) * n + r];
        }
        out[r] = cgap_statistic_of(what, x, x, panel);
    }
}

typedef struct level_spread {
    cgap_spread observed, latent;
} level_spread;

/* @param[in] work [2][replicate] */
static level_spread
spread_of(const cgap_evaluation *evaluation, size_t reading, cgap_statistic what, double *work)
{
    size_t n = evaluation->n_replicate;
    level_spread out;

    cgap_reading_statistic(evaluation, evaluation->observed, reading, what, work);
    out.observed = cgap_spread_of(work, n, work + n);
    cgap_reading_statistic(evaluation, evaluation->latent, reading, what, work);
    out.latent = cgap_spread_of(work, n, work + n);
    return out;
}

static void
add_level(cgap_table *out, const cgap_evaluation *evaluation, size_t k, double *work)
{
    const cgap_reading *reading = &evaluation->targets->reading[k];
    size_t panel = evaluation->targets->n_panel;
    level_spread mean = spread_of(evaluation, k, CGAP_STATISTIC_MEAN, work);
    level_spread cv = spread_of(evaluation, k, CGAP_STATISTIC_CV, work);
    const double *x = reading->published;

    cgap_table_add_text(out, reading->series);
    cgap_table_add_real(out, reading->time);
    cgap_table_add_count(out, reading->edition);
    cgap_table_add_real(out, cgap_statistic_of(CGAP_STATISTIC_MEAN, x, x, panel));
    cgap_table_add_real(out, mean.observed.mean);
    cgap_table_add_real(out, mean.latent.mean);
    cgap_table_add_real(out, cgap_statistic_of(CGAP_STATISTIC_CV, x, x, panel));
    cgap_table_add_real(out, cv.observed.mean);
    cgap_table_add_real(out, cv.observed.q05);
    cgap_table_add_real(out, cv.observed.q95);
    cgap_table_add_real(out, cv.latent.mean);
    cgap_table_add_real(out, cv.latent.q05);
    cgap_table_add_real(out, cv.latent.q95);
}

cgap_status
cgap_table_levels(cgap_table *out, const cgap_evaluation *evaluation, cgap_error *err)
{
    double *work = cgap_memory_array(2 * evaluation->n_replicate, sizeof *work);

    if (work == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (size_t k = 0; k < evaluation->targets->n_reading; k++) {
        if (evaluation->targets->reading[k].of_levels) {
            add_level(out, evaluation, k, work);
        }
    }
    free(work);
    return cgap_table_finish(out, err);
}

size_t
cgap_leniency_index(int edition)
{
    return edition == 2017 ? 0 : edition == 2018 ? 1 : edition == 2020 ? 2 : CGAP_N_LENIENCY;
}

/* The observed mean varies from replicate to replicate; a point of leniency moves it by the share
 * of states below the ceiling. */
double
cgap_leniency_error(const cgap_evaluation *evaluation, size_t reading, double sd)
{
    size_t panel = evaluation->targets->n_panel, n = evaluation->n_replicate;
    const double *latent = evaluation->latent + reading * panel * n;
    const double *observed = evaluation->observed + reading * panel * n;
    double slope = 0.0, sum = 0.0, squares = 0.0, count = (double) n;

    for (size_t cell = 0; cell < panel * n; cell++) {
        double room = 1.0 - latent[cell] - evaluation->leniency[reading];

        slope += (sd > 0.0     ? cgap_normal_probability(room / sd)
                  : room > 0.0 ? 1.0
                               : 0.0) /
                 (double) (panel * n);
    }
    for (size_t r = 0; r < n; r++) {
        double mean = 0.0;

        for (size_t at = 0; at < panel; at++) {
            mean += observed[at * n + r] / (double) panel;
        }
        sum += mean;
        squares += mean * mean;
    }
    return sqrt(fmax(0.0, squares - sum * sum / count) / (count - 1.0)) / slope;
}

cgap_status
cgap_table_editions(cgap_table *out, const cgap_evaluation *evaluation,
                    const cgap_parameters *given, cgap_error *err)
{
    const cgap_targets *targets = evaluation->targets;
    size_t panel = targets->n_panel, n = evaluation->n_replicate;

    for (size_t k = 0; k < targets->n_reading; k++) {
        const cgap_reading *reading = &targets->reading[k];
        size_t e = cgap_leniency_index(reading->edition);

        if (reading->layer != CGAP_LAYER_FORMAL || e == CGAP_N_LENIENCY) {
            continue;
        }
        cgap_table_add_count(out, reading->edition);
        cgap_table_add_real(out, reading->time);
        cgap_table_add_real(
            out, cgap_statistic_of(CGAP_STATISTIC_MEAN, reading->published, NULL, panel));
        cgap_table_add_real(out,
                            cgap_statistic_of(CGAP_STATISTIC_MEAN,
                                              evaluation->latent + k * panel * n, NULL, panel * n));
        cgap_table_add_real(out, evaluation->leniency[k]);
        cgap_table_add_real(
            out, e == 0 ? 0.0 : cgap_leniency_error(evaluation, k, given->gci_measurement_sd));
        cgap_table_add_real(out, given->edition_leniency[e]);
    }
    return cgap_table_finish(out, err);
}
