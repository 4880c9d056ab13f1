/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "membership.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "words.h"

enum { MOST_NAMED = 4 };

static void
add(cgap_membership_change *out, size_t *n, cgap_membership_change change)
{
    size_t at = 0;

    while (at < *n && (out[at].from < change.from ||
                       (out[at].from == change.from && out[at].joins != change.joins))) {
        at++;
    }
    if (at < *n && out[at].from == change.from && out[at].to == change.to &&
        out[at].joins == change.joins) {
        if (out[at].n < MOST_NAMED) {
            out[at].member[out[at].n] = change.member[0];
        }
        out[at].n++;
    } else if (*n < CGAP_MOST_CHANGES) {
        for (size_t k = *n; k > at; k--) {
            out[k] = out[k - 1];
        }
        out[at] = change;
        (*n)++;
    }
}

size_t
cgap_membership_changes(const cgap_chart_source *source, size_t scenario,
                        cgap_membership_change *out)
{
    const cgap_frame *f = &source->members;
    uint32_t want[] = {cgap_frame_id(f, 0, source->scenario[scenario]), 0,
                       cgap_frame_id(f, 2, "member")};
    size_t n = 0;

    for (uint32_t m = 0; f->present && m < f->key[1].n; m++) {
        cgap_path path;

        want[1] = m;
        if (!cgap_path_read(&path, f, want)) {
            return SIZE_MAX;
        }
        for (size_t i = 1; i < path.n; i++) {
            bool before = path.mean[i - 1] >= 0.5, after = path.mean[i] >= 0.5;

            if (before != after) {
                add(out, &n,
                    (cgap_membership_change){
                        path.time[i - 1], path.time[i], after, {f->key[1].text[m]}, 1});
            }
        }
        cgap_path_free(&path);
    }
    return n;
}

/* "leaves: UK" */
static void
change_words(cgap_language language, const cgap_membership_change *change, char *out)
{
    char names[CGAP_WORDS] = "";
    size_t used = 0;

    for (size_t k = 0; k < change->n && k < MOST_NAMED; k++) {
        used += (size_t) snprintf(names + used, sizeof names - used, "%s%.40s", k > 0 ? ", " : "",
                                  change->member[k]);
    }
    if (change->n > MOST_NAMED) {
        (void) snprintf(names + used, sizeof names - used, ", \xE2\x80\xA6");
    }
    (void) cgap_phrase(out, CGAP_WORDS, language,
                       change->joins ? CGAP_T_MEMBERSHIP_JOINS : CGAP_T_MEMBERSHIP_LEAVES, names,
                       NULL);
}

void
cgap_membership_note(const cgap_chart_source *source, size_t n, char *caption)
{
    char before[CGAP_LONG];

    if (n > 0) {
        (void) snprintf(before, sizeof before, "%s", caption);
        (void) cgap_phrase(caption, CGAP_LONG, source->language, CGAP_T_MEMBERSHIP_STRIP, before,
                           NULL);
    }
}

void
cgap_panel_membership(const cgap_chart_source *source, cgap_figure *figure, size_t panel,
                      const cgap_membership_change *change, size_t n)
{
    char words[CGAP_WORDS];

    for (size_t k = 0; k < n && !figure->failed; k++) {
        const cgap_panel *p = &figure->panel[panel];
        const double box[] = {change[k].from, p->y.low, change[k].to, p->y.high};
        double left = cgap_figure_x(figure, panel, change[k].from);
        double top = p->top + 7.0 + 11.0 * (double) k;

        change_words(source->language, &change[k], words);
        cgap_figure_mark(figure, panel, (cgap_mark){CGAP_MARK_BOX, "strip_colour", 1.0, 1});
        cgap_figure_row(figure, 4, box);
        cgap_figure_text(figure, left + 2.0, top, words,
                         (cgap_text_style){9.0, false, "muted_colour", -1});
    }
}
