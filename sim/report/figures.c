/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawings of a results folder, each with its caption and the numbers behind it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"

#include "file.h"
#include "panels.h"
#include "sections.h"
#include "svg.h"

/* The order of the report; what a chart shows is the text SHOWS_ and its name. A figure that is not
 * here comes last, under the name of its file. */
static const char *const CHART[] = {
    "fan",
    "practice",
    "differences",
    "strategies",
    "paths",
    "time-to-target",
    "regret",
    "shapley",
    "attribution",
    "attribution-mean",
    "attribution-strategies",
    "ranks",
    "pareto",
    "who",
    "who-members",
    "convergence",
    "members",
    "map",
    "map-difference",
    "network",
    "heatmap",
    "transposition",
    "losses",
    "exceedance",
    "market",
};

enum { N_CHART = sizeof CHART / sizeof CHART[0] };

/* One drawing: file NAME.svg, or NAME-SCENARIO.svg of a chart of one scenario in a comparison. */
typedef struct figure {
    char *name; /* file without its ending; borrowed of the list */
    const char *chart;
    const char *shows;
    size_t scenario;
    bool one; /* of one scenario of several */
} figure;

static bool
belongs_to(const cgap_report_source *source, figure *self, const char *chart)
{
    size_t n = strlen(chart);

    if (strcmp(self->name, chart) == 0) {
        return true;
    }
    for (size_t s = 0;
         strncmp(self->name, chart, n) == 0 && self->name[n] == '-' && s < source->n_scenario;
         s++) {
        if (strcmp(self->name + n + 1, source->scenario[s].name) == 0) {
            self->scenario = s;
            self->one = source->several;
            return true;
        }
    }
    return false;
}

/* Place of a figure in the report. */
static size_t
recognise(const cgap_report_source *source, figure *self)
{
    for (size_t k = 0; k < N_CHART; k++) {
        if (belongs_to(source, self, CHART[k])) {
            self->chart = CHART[k];
            self->shows = cgap_text_of(source->language, cgap_text_find("SHOWS_", CHART[k]));
            return k;
        }
    }
    self->chart = self->shows = self->name;
    if (cgap_text_find("SHOWS_", self->name) < CGAP_N_TEXT) {
        self->shows = cgap_text_of(source->language, cgap_text_find("SHOWS_", self->name));
    }
    return N_CHART;
}

static char *
panels_of(const cgap_report_source *source, const figure *self)
{
    char *name = cgap_text_format("charts/data/%s.gp", self->name), *layout = NULL, *out;

    if (name == NULL || cgap_report_read_file(source->folder, name, &layout, NULL) != CGAP_OK) {
        free(name);
        return cgap_text_copy(""); /* without it the values stand in the table alone */
    }
    out = cgap_panels_of(layout);
    free(name);
    free(layout);
    return out;
}

static void
put_numbers(cgap_page *page, const cgap_report_source *source, const figure *self, const char *text)
{
    cgap_page_open(page, "details", "class", "behind", NULL);
    cgap_page_said(page, "summary", CGAP_T_NUMBERS_BEHIND, NULL);
    if (!cgap_figure_table(page, source, self->chart, self->scenario) &&
        !cgap_further_behind(page, source, self->chart) &&
        !cgap_network_behind(page, source, self->chart, self->scenario) &&
        !cgap_svg_values(page, text)) {
        cgap_page_said(page, "p", CGAP_T_NUMBERS_ELSEWHERE, self->name, NULL);
    }
    cgap_published_behind(page, source, self->chart);
    cgap_page_close(page);
}

static cgap_status
put_drawing(cgap_page *page, const cgap_report_source *source, const figure *self, size_t number,
            char *text, cgap_error *err)
{
    char prefix[32];
    char *path = cgap_text_format("%s/charts/%s.svg", source->folder, self->name);
    char *title = cgap_svg_said(text, "title"), *detail = cgap_svg_said(text, "desc");
    char *label = title == NULL || detail == NULL
                      ? NULL
                      : cgap_text_format("%s. %s", title[0] == '\0' ? self->shows : title, detail);
    char *panels = panels_of(source, self);
    cgap_status status = CGAP_E_MEMORY;

    (void) snprintf(prefix, sizeof prefix, "f%zu-", number);
    if (path == NULL || label == NULL || panels == NULL) {
        (void) cgap_error_fail(err, status, "out of memory for figure '%s'", self->name);
    } else {
        cgap_page_open(page, "div", "class", "paper", "role", "region", "aria-label", self->shows,
                       "tabindex", "0", NULL);
        status =
            cgap_svg_embed(page, text, prefix, label, panels[0] == '\0' ? NULL : panels, path, err);
        cgap_page_close(page);
    }
    free(path);
    free(title);
    free(detail);
    free(label);
    free(panels);
    return status;
}

/* The title of the drawing again, for screens too narrow to show it whole. */
static void
put_finding(cgap_page *page, const char *text)
{
    char *title = cgap_svg_said(text, "title");

    cgap_page_open(page, "p", "class", "finding", NULL);
    cgap_page_text(page, title == NULL ? "" : title);
    cgap_page_close(page);
    page->failed = page->failed || title == NULL;
    free(title);
}

static cgap_status
put_figure(cgap_page *page, const cgap_report_source *source, const figure *self, size_t number,
           cgap_error *err)
{
    char *text = NULL, *name = cgap_text_format("charts/%s.svg", self->name);
    char id[32], count[32];
    cgap_status status = name == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                                      : cgap_report_read_file(source->folder, name, &text, err);

    if (status == CGAP_OK) {
        (void) snprintf(id, sizeof id, "figure-%zu", number);
        cgap_page_open(page, "figure", "id", id, "data-figure", self->name, NULL);
        cgap_page_open(page, "figcaption", NULL);
        (void) snprintf(count, sizeof count, "%zu", number);
        if (self->one) {
            cgap_page_said(page, "h3", CGAP_T_FIGURE_OF, count, self->shows,
                           source->scenario[self->scenario].brief, NULL);
        } else {
            cgap_page_said(page, "h3", CGAP_T_FIGURE, count, self->shows, NULL);
        }
        put_finding(page, text);
        cgap_page_close(page);
        status = put_drawing(page, source, self, number, text, err);
        put_numbers(page, source, self, text);
        cgap_page_close(page);
    }
    free(name);
    free(text);
    return status;
}

/* Figures in the order of the report; equal charts by the name of their file. */
static cgap_status
put_all(cgap_page *page, const cgap_report_source *source, char **file, size_t n, cgap_error *err)
{
    figure *list = cgap_memory_array(n, sizeof *list);
    size_t *place = cgap_memory_array(n, sizeof *place), number = 0;
    cgap_status status = CGAP_OK;

    if (list == NULL || place == NULL) {
        status = cgap_error_fail(err, CGAP_E_MEMORY, "out of memory");
    }
    for (size_t k = 0; k < n && status == CGAP_OK; k++) {
        file[k][strlen(file[k]) - strlen(".svg")] = '\0';
        list[k].name = file[k];
        place[k] = recognise(source, &list[k]);
    }
    for (size_t at = 0; at <= N_CHART && status == CGAP_OK; at++) {
        for (size_t k = 0; k < n && status == CGAP_OK; k++) {
            if (place[k] == at) {
                status = put_figure(page, source, &list[k], ++number, err);
            }
        }
    }
    free(list);
    free(place);
    return status;
}

cgap_status
cgap_section_figures(cgap_page *page, const cgap_report_source *source, cgap_error *err)
{
    char *folder = cgap_text_format("%s/charts", source->folder);
    char **file = NULL;
    size_t n = 0;
    cgap_status status = folder == NULL ? cgap_error_fail(err, CGAP_E_MEMORY, "out of memory")
                                        : cgap_report_list_files(folder, ".svg", &file, &n, err);

    if (status == CGAP_OK) {
        cgap_page_open(page, "section", "id", "figures", NULL);
        cgap_page_said(page, "h2", CGAP_T_FIGURES, NULL);
        if (n == 0) {
            cgap_page_said(page, "p", CGAP_T_FIGURES_NONE, NULL);
        }
        status = put_all(page, source, file, n, err);
        cgap_page_close(page);
    }
    cgap_report_free_files(file, n);
    free(folder);
    return status;
}
