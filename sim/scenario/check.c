/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields held against each other: weights that must sum, sets that must be large enough. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/number.h"
#include "reading.h"

/* Sums of weights written in decimals, as 0.1 + 0.2. */
static const double SUM_TOLERANCE = 1e-9;

/* The node of a key or of the first key below it that stands in a file; NULL: all default. */
static const cgap_node *
place_of(const cgap_reading *self, const char *key)
{
    const cgap_node *at = self->root;

    while (at != NULL && *key != '\0') {
        size_t length = strcspn(key, ".");

        at = cgap_node_member(at, key, length);
        key += length + (key[length] == '.');
    }
    while (at != NULL && at->kind == CGAP_NODE_GROUP && at->n > 0) {
        at = at->child[0];
    }
    return at;
}

static void
sums_to_one(cgap_reading *self, const char *key, const double *weight, size_t n)
{
    char text[CGAP_NUMBER_SIZE];
    double sum = 0.0;

    for (size_t k = 0; k < n; k++) {
        sum += weight[k];
    }
    if (fabs(sum - 1.0) > SUM_TOLERANCE && cgap_reading_sound(self, key)) {
        (void) cgap_number_format(cgap_number_round12(sum), text);
        cgap_reading_error(self, place_of(self, key), key,
                           "the %zu weights sum to %s and must sum "
                           "to 1; change all of them together",
                           n, text);
    }
}

static void
check_weights(cgap_reading *self)
{
    const cgap_parameters *p = &self->scenario.parameters;

    sums_to_one(self, "parameters.pillar_weight", p->pillar_weight, CGAP_N_FORMAL);
    sums_to_one(self, "parameters.breach_weight", p->breach_weight, CGAP_N_FORMAL);
    sums_to_one(self, "parameters.exposure", p->exposure, CGAP_N_PRACTICE);
    sums_to_one(self, "parameters.fragmentation_weight", p->fragmentation_weight,
                CGAP_N_FRAGMENTED);
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        char key[CGAP_KEY_SIZE];

        (void) snprintf(key, sizeof key, "parameters.enabling.%s",
                        cgap_capability_name(CGAP_SME + b));
        sums_to_one(self, key, p->enabling[b], CGAP_N_FORMAL);
    }
}

/* The last weight of a channel that a file gives: most likely the one just added. */
static const cgap_node *
last_weight(const cgap_reading *self, const char *channel)
{
    const cgap_node *list = cgap_node_member(self->root, "partners", 8), *last = NULL;

    for (size_t k = 0; list != NULL && k < list->n; k++) {
        const cgap_node *weight = cgap_node_member(list->child[k], channel, strlen(channel));

        last = weight != NULL && weight->file != NULL ? weight : last;
    }
    return last;
}

static void
check_channel(cgap_reading *self, const char *name, double sum)
{
    char text[CGAP_NUMBER_SIZE];

    if (sum > 1.0 + SUM_TOLERANCE && cgap_reading_sound(self, "partners")) {
        (void) cgap_number_format(cgap_number_round12(sum), text);
        cgap_reading_error(self, last_weight(self, name), "partners",
                           "over all partners the weights of the channel '%s' sum to %s and may "
                           "sum to 1 at most; lower those of other partners when one is added",
                           name, text);
    }
}

static void
check_partners(cgap_reading *self)
{
    double intelligence = 0.0, norms = 0.0, law = 0.0;

    for (size_t k = 0; k < self->scenario.n_partner; k++) {
        intelligence += self->scenario.partner[k].intelligence;
        norms += self->scenario.partner[k].norms;
        law += self->scenario.partner[k].law;
    }
    check_channel(self, "intelligence", intelligence);
    check_channel(self, "norms", norms);
    check_channel(self, "law", law);
}

static unsigned
count(cgap_member_set set)
{
    unsigned n = 0;

    for (; set != 0; set &= set - 1) {
        n++;
    }
    return n;
}

static void
check_sets(cgap_reading *self)
{
    const cgap_scenario *s = &self->scenario;
    unsigned n = count(s->coalition.members);

    if (n > 0 && n < 9 && cgap_reading_sound(self, "coalition.members")) {
        cgap_reading_error(self, place_of(self, "coalition.members"), "coalition.members",
                           "enhanced cooperation needs nine members at least (Treaty on European "
                           "Union, article 20); this list has %u",
                           n);
    }
    for (size_t k = 0; k < s->n_instrument; k++) {
        char key[CGAP_KEY_SIZE];

        (void) snprintf(key, sizeof key, "instruments.%.48s.participants",
                        s->instrument[k].name != NULL ? s->instrument[k].name : "");
        if (s->instrument[k].participants == 0 && cgap_reading_sound(self, key)) {
            const cgap_node *list = cgap_node_member(self->root, "instruments", 11);
            size_t item = s->instrument[k].name != NULL
                              ? cgap_node_item(list, s->instrument[k].name)
                              : list->n;

            cgap_reading_error(self, item < list->n ? list->child[item] : list, key,
                               "nobody takes part; give \"all\", \"coalition\" or a list of codes");
        }
    }
}

static void
check_instruments(cgap_reading *self)
{
    const cgap_node *list = cgap_node_member(self->root, "instruments", 11);

    if (self->scenario.n_instrument > CGAP_MAX_INSTRUMENT && list != NULL) {
        cgap_reading_error(self, list->child[CGAP_MAX_INSTRUMENT], "instruments",
                           "there are %zu, with those inherited, and %d are allowed at most; join "
                           "some, or remove some with { name = ...; remove = true; }",
                           self->scenario.n_instrument, (int) CGAP_MAX_INSTRUMENT);
    }
}

static void
check_parameters(cgap_reading *self)
{
    const cgap_parameters *p = &self->scenario.parameters;
    const char *key = "parameters.supplier_scale_elasticity";
    double product = p->supplier_scale_elasticity * p->scale_advantage_exponent;
    char text[CGAP_NUMBER_SIZE];

    if (!(product < 1.0)) {
        const cgap_node *place = place_of(self, key);

        (void) cgap_number_format(cgap_number_round12(product), text);
        cgap_reading_error(
            self, place != NULL ? place : place_of(self, "parameters.scale_advantage_exponent"),
            key,
            "times parameters.scale_advantage_exponent it is %s and must stay "
            "below 1, or suppliers concentrate without end; lower one of them",
            text);
    }
}

static void
check_scenario_name(cgap_reading *self)
{
    const char *name = self->scenario.name;

    if (!cgap_scenario_name_valid(name)) {
        cgap_reading_error(
            self, place_of(self, "name"), "name",
            "'%.120s' cannot be part of file names: 1 to %d bytes of UTF-8, no slash, "
            "backslash, double quote or control character, no dot, dash or space in "
            "front and no space at the end; give another with name = \"...\"; or "
            "rename the file",
            name, (int) CGAP_LONGEST_SCENARIO_NAME);
    }
}

void
cgap_reading_check(cgap_reading *self)
{
    check_scenario_name(self);
    check_weights(self);
    check_partners(self);
    check_instruments(self);
    check_parameters(self);
    if (self->has_data) {
        check_sets(self);
    }
}
