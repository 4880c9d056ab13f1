/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as a scenario file spells them. */
#include <string.h>

#include "cgap/calendar.h"
#include "cgap/number.h"
#include "places.h"
#include "reading.h"

static void
spell_number(cgap_growing *out, double number)
{
    char text[CGAP_NUMBER_SIZE];

    (void) cgap_number_format(number, text);
    /* A whole number beyond 32 bits needs a point, or the file format would wrap it. */
    cgap_growing_add(
        out, "%s%s", text,
        (number > 2147483647.0 || number < -2147483648.0) && strpbrk(text, ".e") == NULL ? ".0"
                                                                                         : "");
}

void
cgap_spell_date(cgap_growing *out, double year)
{
    char iso[11];
    double again;

    if (year >= 1.0 && year < 9999.0) {
        cgap_calendar_date(year, iso);
        if (cgap_calendar_year(iso, &again) && again == year) {
            cgap_growing_add(out, "\"%s\"", iso);
            return;
        }
    }
    spell_number(out, year);
}

static void
spell_schedule(cgap_growing *out, const cgap_scenario *scenario, const cgap_schedule *schedule)
{
    if (schedule->n == 1 && schedule->at[0].time == scenario->start) {
        spell_number(out, schedule->at[0].value);
        return;
    }
    cgap_growing_add(out, "(");
    for (size_t k = 0; k < schedule->n; k++) {
        cgap_growing_add(out, "%s { from = ", k > 0 ? "," : "");
        cgap_spell_date(out, schedule->at[k].time);
        cgap_growing_add(out, "; value = ");
        spell_number(out, schedule->at[k].value);
        cgap_growing_add(out, "; }");
    }
    cgap_growing_add(out, " )");
}

static void
spell_members(cgap_growing *out, const cgap_scenario *scenario, const cgap_parameter *row,
              cgap_member_set set)
{
    const cgap_dataset *dataset = &scenario->dataset;
    bool any = false;

    /* The list of the scenario's own members is spelt out: "all" would change with the data. */
    if (row->offset != CGAP_NO_FIELD && set == cgap_every_member(dataset)) {
        cgap_growing_add(out, "\"all\"");
        return;
    }
    cgap_growing_add(out, "[");
    for (size_t i = 0; i < dataset->n; i++) {
        if ((set >> i & 1) != 0) {
            cgap_growing_add(out, "%s\"%s\"", any ? ", " : " ", dataset->member[i].code);
            any = true;
        }
    }
    cgap_growing_add(out, " ]");
}

static void
spell_choice(cgap_growing *out, const cgap_parameter *row, const void *field)
{
    const char *word = row->choices;
    int index;

    memcpy(&index, field, sizeof index);
    for (; index > 0; index--) {
        word += strcspn(word, " ") + 1;
    }
    cgap_growing_add(out, "\"%.*s\"", (int) strcspn(word, " "), word);
}

void
cgap_spell_value(cgap_growing *out, const cgap_scenario *scenario, const cgap_parameter *row,
                 const void *object)
{
    const void *field = row->offset != CGAP_NO_FIELD ? (const char *) object + row->offset : NULL;

    switch (row->type) {
    case CGAP_REAL:
        spell_number(out, *(const double *) field);
        break;
    case CGAP_SCHEDULE:
        spell_schedule(out, scenario, field);
        break;
    case CGAP_INTEGER:
        cgap_growing_add(out, "%d", *(const int *) field);
        break;
    case CGAP_BOOLEAN:
        cgap_growing_add(out, "%s", *(const bool *) field ? "true" : "false");
        break;
    case CGAP_TEXT:
        cgap_growing_quote(out, *(char *const *) field);
        break;
    case CGAP_DATE:
        cgap_spell_date(out, *(const double *) field);
        break;
    case CGAP_MEMBERS:
        spell_members(out, scenario, row,
                      field != NULL ? *(const cgap_member_set *) field
                                    : cgap_every_member(&scenario->dataset));
        break;
    case CGAP_MEMBER:
        cgap_growing_add(out, "\"%s\"", scenario->dataset.member[*(const size_t *) field].code);
        break;
    case CGAP_CHOICE:
        spell_choice(out, row, field);
        break;
    }
}
