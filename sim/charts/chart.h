/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_CHART_H
#define CGAP_CHARTS_CHART_H
/*
 * The catalogue of charts. To add one: write chart_<name>.c with a function that builds the figure
 * from the tables, declare it here and add its line to catalogue.c.
 */
#include <stddef.h>

#include "figure.h"
#include "source.h"

typedef enum cgap_chart_needs {
    CGAP_CHART_RUN,     /* shows one scenario */
    CGAP_CHART_COMPARE, /* shows several side by side */
    CGAP_CHART_BOTH     /* any folder */
} cgap_chart_needs;

/* Builds a figure. Charts of one run show scenario @p scenario, the others ignore it. When the
 * tables lack something, cgap_figure_lacks says what. */
typedef void (*cgap_chart_build)(const cgap_chart_source *source, size_t scenario,
                                 cgap_figure *figure);

typedef struct cgap_chart {
    const char *name;
    cgap_chart_needs needs;
    const char *shows; /* one sentence part, for cgap list charts */
    cgap_chart_build build;
    const char *tables; /* what the source line names */
} cgap_chart;

extern const cgap_chart CGAP_CHARTS[];
extern const size_t CGAP_N_CHART;

void cgap_chart_fan(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_practice(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_members(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_map(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_heatmap(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_attribution(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_level(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_convergence(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_losses(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_transposition(const cgap_chart_source *source, size_t scenario,
                              cgap_figure *figure);
void cgap_chart_market(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_strategies(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_paths(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_differences(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_mechanisms(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_map_difference(const cgap_chart_source *source, size_t scenario,
                               cgap_figure *figure);
void cgap_chart_network(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_exceedance(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_regret(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_shapley(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_targets(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_who(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_who_members(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_pareto(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);
void cgap_chart_ranks(const cgap_chart_source *source, size_t scenario, cgap_figure *figure);

#endif
