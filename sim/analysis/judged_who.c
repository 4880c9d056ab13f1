/* SPDX-License-Identifier: GPL-3.0-or-later */
/* who.csv: who gains and who loses, member by member, by wave of accession and by beneficiary. */
#include <math.h>
#include <string.h>

#include "judged.h"

/* clang-format off */
static const cgap_column COLUMN[] = {
    {"kind", CGAP_COLUMN_TEXT, "", "member, group (wave of accession) or beneficiary (who bears the loss)"},
    {"who", CGAP_COLUMN_TEXT, "", "code of the member, accession wave, or beneficiary"},
    {"variable", CGAP_COLUMN_TEXT, "", "formal, practice or loss_gdp: members and groups at the end of the horizon, beneficiaries averaged over it. Groups: plain mean of levels, loss of the group over its GDP"},
    {"unit", CGAP_COLUMN_TEXT, "", "unit of the variable"},
    {"base", CGAP_COLUMN_TEXT, "", "scenario compared with"},
    {"alternative", CGAP_COLUMN_TEXT, "", "scenario compared"},
    {"base_mean", CGAP_COLUMN_REAL, "unit of the variable", "mean of the base over the replicates in which both are defined"},
    {"difference", CGAP_COLUMN_REAL, "unit of the variable", "mean over replicates of alternative - base"},
    {"ci_low", CGAP_COLUMN_REAL, "unit of the variable", "lower end of the 95 % interval (Student t, paired), each row by itself"},
    {"ci_high", CGAP_COLUMN_REAL, "unit of the variable", "upper end of the interval"},
    {"share_losing", CGAP_COLUMN_REAL, "share 0..1", "probability of losing: share of replicates in which the alternative is worse for them"},
    {"n", CGAP_COLUMN_COUNT, "replicates", "replicates in which both are defined; 0 in deterministic mode"},
    {"verdict", CGAP_COLUMN_TEXT, "", "winner, loser, not distinguishable from zero, or equal, by the interval of this row"},
    {"joint_low", CGAP_COLUMN_REAL, "unit of the variable", "lower end of the simultaneous interval: all rows of this table hold together with 95 % (Bonferroni: Student t, paired, at 1 - 0.05 / (2 m) for its m rows, whatever their dependence)"},
    {"joint_high", CGAP_COLUMN_REAL, "unit of the variable", "upper end of the simultaneous interval"},
};
/* clang-format on */

static const int DIRECTION[N_KEPT_VARIABLE] = {1, 1, -1};
static const char *const UNIT[N_KEPT_VARIABLE] = {"index 0..1", "index 0..1",
                                                  "share of GDP per year"};

static const char *
verdict_of(const contrast *c, int direction)
{
    const char *verdict = judged_verdict(c, c->low, c->high, direction);

    return strcmp(verdict, "better") == 0  ? "winner"
           : strcmp(verdict, "worse") == 0 ? "loser"
                                           : verdict;
}

typedef struct party {
    const char *kind, *who, *variable, *unit;
    int direction;
    double base_mean;
} party;

/* The table and the factors of its joint intervals. */
typedef struct sheet {
    cgap_table *table;
    contrast_factors factors;
} sheet;

static void
add_row(sheet *self, const judged *from, size_t k, const party *of, const contrast *c)
{
    cgap_table *out = self->table;

    cgap_table_add_text(out, of->kind);
    cgap_table_add_text(out, of->who);
    cgap_table_add_text(out, of->variable);
    cgap_table_add_text(out, of->unit);
    cgap_table_add_text(out, judged_base(from));
    cgap_table_add_text(out, judged_name(from, k));
    cgap_table_add_real(out, of->base_mean);
    cgap_table_add_real(out, c->mean);
    cgap_table_add_real(out, c->low);
    cgap_table_add_real(out, c->high);
    cgap_table_add_real(out, of->direction > 0 ? c->share_less : c->share_more);
    cgap_table_add_count(out, (long long) c->n);
    cgap_table_add_text(out, verdict_of(c, of->direction));
    judged_add_joint(out, c, &self->factors);
}

static void
add_members(sheet *out, const judged *self, size_t k)
{
    const cgap_dataset *data = &self->ensemble->member[k].scenario->dataset;

    for (size_t i = 0; i < data->n; i++) {
        for (size_t v = 0; v < N_KEPT_VARIABLE; v++) {
            size_t trace = kept_member(self->kept, i, v);
            contrast c = judged_contrast(self, k, trace);
            party of = {"member",
                        data->member[i].code,
                        KEPT_VARIABLE_NAME[v],
                        UNIT[v],
                        DIRECTION[v],
                        judged_joint_mean(self, self->ensemble->baseline, k, trace)};

            add_row(out, self, k, &of, &c);
        }
    }
}

static bool
same_wave(const cgap_dataset *data, size_t i, size_t j)
{
    return strcmp(data->member[i].accession_wave, data->member[j].accession_wave) == 0;
}

/* The first member of a wave speaks for it. */
static bool
speaks(const cgap_dataset *data, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (same_wave(data, i, j)) {
            return false;
        }
    }
    return true;
}

static double
weight_of(const cgap_dataset *data, size_t i, size_t variable)
{
    return variable == KEPT_MEMBER_LOSS ? data->member[i].gdp_bn_eur : 1.0;
}

/* Mean of a wave in the base over the replicates in which its difference is defined. */
static double
wave_base(const judged *self, const cgap_dataset *data, size_t speaker, size_t variable)
{
    double sum = 0.0, n = 0.0, total = 0.0;

    for (size_t r = 0; r < self->ensemble->n_traced; r++) {
        n += isnan(self->difference[r]) ? 0.0 : 1.0;
    }
    for (size_t i = 0; i < data->n; i++) {
        const double *base = cgap_ensemble_traced(self->ensemble, self->ensemble->baseline,
                                                  kept_member(self->kept, i, variable));

        total += same_wave(data, i, speaker) ? weight_of(data, i, variable) : 0.0;
        for (size_t r = 0; same_wave(data, i, speaker) && r < self->ensemble->n_traced; r++) {
            sum += isnan(self->difference[r]) ? 0.0 : weight_of(data, i, variable) * base[r];
        }
    }
    return n > 0.0 ? sum / n / total : NAN;
}

/* Difference of a wave in every replicate; returns the base's mean. */
static double
wave_difference(const judged *self, size_t k, size_t speaker, size_t variable)
{
    const cgap_dataset *data = &self->ensemble->member[k].scenario->dataset;
    double total = 0.0;

    memset(self->difference, 0, self->ensemble->n_traced * sizeof *self->difference);
    for (size_t i = 0; i < data->n; i++) {
        size_t trace = kept_member(self->kept, i, variable);
        const double *base = cgap_ensemble_traced(self->ensemble, self->ensemble->baseline, trace);
        const double *other = cgap_ensemble_traced(self->ensemble, k, trace);
        double weight = weight_of(data, i, variable);

        if (same_wave(data, i, speaker)) {
            total += weight;
            for (size_t r = 0; r < self->ensemble->n_traced; r++) {
                self->difference[r] += weight * (other[r] - base[r]);
            }
        }
    }
    for (size_t r = 0; r < self->ensemble->n_traced; r++) {
        self->difference[r] /= total;
    }
    return wave_base(self, data, speaker, variable);
}

/* Members that speak for their waves, in the order of the waves' names, which are years. */
static size_t
order_waves(const cgap_dataset *data, size_t speaker[CGAP_MAX_MEMBER])
{
    size_t n = 0;

    for (size_t i = 0; i < data->n; i++) {
        const char *wave = data->member[i].accession_wave;
        size_t at = n;

        if (!speaks(data, i)) {
            continue;
        }
        for (; at > 0 && strcmp(wave, data->member[speaker[at - 1]].accession_wave) < 0; at--) {
            speaker[at] = speaker[at - 1];
        }
        speaker[at] = i;
        n++;
    }
    return n;
}

static void
add_groups(sheet *out, const judged *self, size_t k)
{
    const cgap_dataset *data = &self->ensemble->member[k].scenario->dataset;
    size_t speaker[CGAP_MAX_MEMBER], n = order_waves(data, speaker);

    for (size_t w = 0; w < n; w++) {
        for (size_t v = 0; v < N_KEPT_VARIABLE; v++) {
            party of = {"group",
                        data->member[speaker[w]].accession_wave,
                        KEPT_VARIABLE_NAME[v],
                        UNIT[v],
                        DIRECTION[v],
                        wave_difference(self, k, speaker[w], v)};
            contrast c =
                judged_plain(self, contrast_of(self->difference, self->ensemble->n_traced));

            add_row(out, self, k, &of, &c);
        }
    }
}

static void
add_beneficiaries(sheet *out, const judged *self, size_t k)
{
    for (size_t b = 0; b < CGAP_N_PRACTICE; b++) {
        size_t trace = self->kept->beneficiary + b;
        contrast c = judged_contrast(self, k, trace);
        party of = {"beneficiary",
                    cgap_capability_name(CGAP_N_FORMAL + b),
                    "loss_gdp",
                    UNIT[KEPT_MEMBER_LOSS],
                    -1,
                    judged_joint_mean(self, self->ensemble->baseline, k, trace)};

        add_row(out, self, k, &of, &c);
    }
}

/* Rows of one alternative. */
static size_t
rows_of(const cgap_dataset *data)
{
    size_t n_wave = 0;

    for (size_t i = 0; i < data->n; i++) {
        n_wave += speaks(data, i) ? 1 : 0;
    }
    return (data->n + n_wave) * N_KEPT_VARIABLE + CGAP_N_PRACTICE;
}

cgap_status
judged_who(cgap_table *out, const judged *self, cgap_error *err)
{
    sheet sheet_of = {
        out,
        {.n_row = (self->ensemble->n - 1) * rows_of(&self->ensemble->member[0].scenario->dataset)}};

    cgap_table_init(out, "who", COLUMN, sizeof COLUMN / sizeof COLUMN[0]);
    for (size_t k = 0; k < self->ensemble->n; k++) {
        if (k != self->ensemble->baseline) {
            add_members(&sheet_of, self, k);
            add_groups(&sheet_of, self, k);
            add_beneficiaries(&sheet_of, self, k);
        }
    }
    return cgap_table_finish(out, err);
}
