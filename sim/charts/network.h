/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CGAP_CHARTS_NETWORK_H
#define CGAP_CHARTS_NETWORK_H
/* What the network of cooperation shows: ties of a run at the start and at the end; of a comparison
 * those of the baseline at the end, then what alternatives change about them. */
#include "figure.h"
#include "geography.h"
#include "links.h"
#include "source.h"
#include "web.h"

enum { CGAP_NETWORK_PANELS = 12 }; /* of a comparison */

/* One panel: ties as they are, or what they are more than those of the baseline. */
typedef struct cgap_network_view {
    size_t scenario;
    double time;
    cgap_web web;
} cgap_network_view;

typedef struct cgap_network {
    size_t n, left_out;             /* panels; scenarios beyond */
    double *mean;                   /* [scenarios] mean tie at the end; of a comparison; owned */
    cgap_network_view *at;          /* [n]; owned */
    bool several;                   /* at[0] is the baseline, the others are seen against it */
    cgap_link_scale tie, change[2]; /* weaker, stronger */
    double thick;                   /* of lines: thinner on small maps */
    double disc;                    /* pixels across */
    bool coded;                     /* discs are large enough for the codes of states */
    cgap_spot *place;               /* [states]; owned */
    size_t in_corner;               /* states without a place on the map */
    size_t columns;                 /* of maps */
    double width, gap;              /* of a map, right of it; pixels */
} cgap_network;

/** @brief Reads what is to be shown. @return false when memory runs out; free in any case */
bool cgap_network_read(cgap_network *self, const cgap_chart_source *source, size_t scenario);

void cgap_network_free(cgap_network *self);

/** @brief Whether there is a panel for a scenario of a comparison: the baseline and the
 * alternatives that change the mean tie most, as many as fit. */
bool cgap_network_shows(const cgap_network *self, const cgap_chart_source *source, size_t scenario);

/** @brief Whether a panel shows differences to the baseline. */
bool cgap_network_is_change(const cgap_network *self, const cgap_network_view *of);

/** @brief What the link between two states shows in a panel; NaN: nothing. */
double cgap_network_link(const cgap_network *self, const cgap_network_view *of, size_t i, size_t j);

/** @brief Title and subtitle. */
void cgap_network_head(const cgap_network *self, const cgap_chart_source *source, size_t scenario,
                       cgap_figure *figure);

#endif
