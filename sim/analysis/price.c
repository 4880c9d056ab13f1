/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "price.h"

#include "contrast.h"

/* clang-format off */
const price_figure PRICE_FIGURE[N_PRICE] = {
    {"eu_money", "M EUR per year", KEPT_EU_MONEY, N_KEPT_ACCOUNT},
    {"national_compliance", "M EUR per year", KEPT_COMPLIANCE, N_KEPT_ACCOUNT},
    {"avoided_loss", "M EUR per year", KEPT_LOSS, N_KEPT_ACCOUNT},
    {"formal_gap_closed", "points of formal_cv", KEPT_FORMAL_GAP, N_KEPT_ACCOUNT},
    {"practice_gap_closed", "points of practice_cv", KEPT_PRACTICE_GAP, N_KEPT_ACCOUNT},
    {"eu_money_per_formal_point", "M EUR per year and point", KEPT_EU_MONEY, KEPT_FORMAL_GAP},
    {"eu_money_per_practice_point", "M EUR per year and point", KEPT_EU_MONEY, KEPT_PRACTICE_GAP},
    {"eu_money_per_avoided_loss", "EUR per EUR of loss avoided", KEPT_EU_MONEY, KEPT_LOSS},
    {"national_compliance_per_formal_point", "M EUR per year and point", KEPT_COMPLIANCE, KEPT_FORMAL_GAP},
    {"national_compliance_per_practice_point", "M EUR per year and point", KEPT_COMPLIANCE, KEPT_PRACTICE_GAP},
    {"national_compliance_per_avoided_loss", "EUR per EUR of loss avoided", KEPT_COMPLIANCE, KEPT_LOSS},
};
/* clang-format on */

cgap_trace
price_trace(size_t account, size_t end)
{
    static const char *const name[N_KEPT_ACCOUNT] = {"cost_eu_meur", "cost_national_meur",
                                                     "loss_gdp_fixed", "formal_cv", "practice_cv"};

    return (cgap_trace){.name = name[account],
                        .row = end,
                        .kind = account < KEPT_FORMAL_GAP ? CGAP_TRACE_MEAN : CGAP_TRACE_AT};
}

/* GDP of the members of the start, M EUR. */
static double
gdp_at_start(const cgap_ensemble_member *member)
{
    double sum = 0.0;

    for (size_t i = 0; i < member->model.n; i++) {
        if (member->model.timetable.members_at_start >> i & 1) {
            sum += 1000.0 * member->model.gdp[i];
        }
    }
    return sum;
}

void
price_fill(const cgap_ensemble *ensemble, size_t k, size_t first, size_t account, double *out)
{
    const double *base = cgap_ensemble_traced(ensemble, ensemble->baseline, first + account);
    const double *alternative = cgap_ensemble_traced(ensemble, k, first + account);
    double factor = account == KEPT_LOSS         ? -gdp_at_start(&ensemble->member[k])
                    : account >= KEPT_FORMAL_GAP ? -100.0
                                                 : 1.0;

    contrast_difference(out, alternative, base, ensemble->n_traced);
    for (size_t r = 0; r < ensemble->n_traced; r++) {
        out[r] = out[r] == 0.0 ? 0.0 : factor * out[r];
    }
}
