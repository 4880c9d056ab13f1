/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dial.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cgap/elementary.h"
#include "cgap/number.h"

enum { GCI_2017 = 1 };

cgap_status
cgap_candidate_create(cgap_candidate *out, const cgap_scenario *scenario, cgap_error *err)
{
    const cgap_dataset *dataset = &scenario->dataset;
    double n = (double) dataset->n, mean = 0.0, squares = 0.0;

    if (scenario->n_instrument > CGAP_MAX_INSTRUMENT) {
        return cgap_error_fail(err, CGAP_E_INPUT,
                               "%s: has %zu instruments; at most %d are allowed: join or remove "
                               "some",
                               scenario->name, scenario->n_instrument, CGAP_MAX_INSTRUMENT);
    }
    out->scenario = *scenario;
    out->scenario.instrument = out->instrument;
    for (size_t p = 0; p < scenario->n_instrument; p++) {
        out->instrument[p] = scenario->instrument[p];
    }
    for (size_t i = 0; i < dataset->n; i++) {
        mean += dataset->member[i].gci[GCI_2017] / n;
    }
    for (size_t i = 0; i < dataset->n; i++) {
        double deviation = dataset->member[i].gci[GCI_2017] - mean;

        squares += deviation * deviation;
    }
    out->score_sd = sqrt(squares / n);
    return CGAP_OK;
}

void
cgap_candidate_tie(cgap_candidate *self)
{
    cgap_parameters *p = &self->scenario.parameters;

    p->gci_measurement_sd = cgap_round4(self->score_sd * sqrt(1.0 - p->start_reliability));
}

static const cgap_parameter *
find_row(const char *key)
{
    size_t n;
    const cgap_parameter *table = cgap_parameter_table(&n);

    for (size_t k = 0; k < n; k++) {
        if (strcmp(table[k].key, key) == 0) {
            return &table[k];
        }
    }
    return NULL;
}

static bool
add_row(cgap_dial *to, const char *key, cgap_parameter_owner owner)
{
    const cgap_parameter *row = find_row(key);
    double width;

    if (row == NULL || row->type != CGAP_REAL || row->owner != owner || !(row->low < row->high)) {
        return false;
    }
    to->offset[to->n++] = row->offset;
    to->low = row->low;
    to->high = row->high;
    to->log = row->low > 0.0 && strncmp(row->distribution, "log", 3) == 0;
    width = to->log ? row->high / row->low : row->high - row->low;
    to->lower = fmax(row->min, to->log ? row->low / width : row->low - width);
    to->upper = fmin(row->max, to->log ? row->high * width : row->high + width);
    return true;
}

/* instruments.<name>.<field>: the row instruments.*.<field> and the place of the instrument. */
static bool
add_instrument(cgap_dial *to, const cgap_scenario *scenario, const char *name)
{
    const char *dot = strchr(name, '.');
    char key[96];

    for (size_t p = 0; dot != NULL && p < scenario->n_instrument; p++) {
        const char *known = scenario->instrument[p].name;

        if (strlen(known) == (size_t) (dot - name) &&
            strncmp(known, name, (size_t) (dot - name)) == 0) {
            (void) snprintf(key, sizeof key, "instruments.*%s", dot);
            to->instrument = p;
            return add_row(to, key, CGAP_OF_INSTRUMENT);
        }
    }
    return false;
}

bool
cgap_dial_create(cgap_dial *out, const cgap_scenario *scenario, const char *key)
{
    static const char of_instrument[] = "instruments.";
    size_t stem = strlen(key) - 1;
    char one[96];

    memset(out, 0, sizeof *out);
    out->instrument = CGAP_OF_NO_INSTRUMENT;
    (void) snprintf(out->key, sizeof out->key, "%s", key);
    if (strncmp(key, of_instrument, sizeof of_instrument - 1) == 0) {
        return add_instrument(out, scenario, key + sizeof of_instrument - 1);
    }
    if (key[stem] != '*') {
        return add_row(out, key, CGAP_OF_SCENARIO);
    }
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        (void) snprintf(one, sizeof one, "%.*s%s", (int) stem, key,
                        cgap_capability_name(CGAP_SME + b));
        if (!add_row(out, one, CGAP_OF_SCENARIO)) {
            return false;
        }
    }
    return true;
}

/* Where the fields of a dial begin in a candidate. */
static char *
base_of(const cgap_dial *self, cgap_candidate *candidate)
{
    return self->instrument == CGAP_OF_NO_INSTRUMENT
               ? (char *) &candidate->scenario
               : (char *) &candidate->instrument[self->instrument];
}

static const char *
base_to_read(const cgap_dial *self, const cgap_candidate *candidate)
{
    return self->instrument == CGAP_OF_NO_INSTRUMENT
               ? (const char *) &candidate->scenario
               : (const char *) &candidate->instrument[self->instrument];
}

double
cgap_dial_get(const cgap_dial *self, const cgap_candidate *candidate)
{
    double value;

    memcpy(&value, base_to_read(self, candidate) + self->offset[0], sizeof value);
    return value;
}

void
cgap_dial_set(const cgap_dial *self, cgap_candidate *candidate, double value)
{
    for (size_t k = 0; k < self->n; k++) {
        memcpy(base_of(self, candidate) + self->offset[k], &value, sizeof value);
    }
}

void
cgap_dial_keep(const cgap_dial *self, const cgap_candidate *candidate,
               double value[CGAP_N_PRACTICE])
{
    for (size_t k = 0; k < self->n; k++) {
        memcpy(&value[k], base_to_read(self, candidate) + self->offset[k], sizeof value[k]);
    }
}

void
cgap_dial_restore(const cgap_dial *self, cgap_candidate *candidate,
                  const double value[CGAP_N_PRACTICE])
{
    for (size_t k = 0; k < self->n; k++) {
        memcpy(base_of(self, candidate) + self->offset[k], &value[k], sizeof value[k]);
    }
}

double
cgap_dial_at(const cgap_dial *self, double share)
{
    return self->log ? self->low * cgap_pow(self->high / self->low, share)
                     : self->low + share * (self->high - self->low);
}

double
cgap_round4(double value)
{
    char text[CGAP_NUMBER_SIZE];
    double rounded = value;

    (void) snprintf(text, sizeof text, "%.4g", value);
    return cgap_number_parse(text, &rounded) ? rounded : value;
}
