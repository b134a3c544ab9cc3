"""Makes lifetimes.csv and golden.json: what scipy, statsmodels and lifelines say.

    pip install scipy statsmodels lifelines
    python make.py && Rscript make.R
"""

import csv
import json
from pathlib import Path

import numpy as np
from lifelines import KaplanMeierFitter
from scipy.stats import chi2, fisher_exact, norm
from statsmodels.duration.survfunc import survdiff
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

here = Path(__file__).parent
rng = np.random.default_rng(20260501)

# Three strata, ties in whole days, people who are there once or twice, follow-up of 35 days.
rows = []
for person in range(150):
    stratum, treated = person % 3, int(rng.random() < 0.5)
    for _ in range(1 + (person % 5 == 0)):
        day = int(np.ceil(rng.exponential(1 / (0.01 * (1 + stratum) * (2.5 if treated else 1.0)))))
        until = int(rng.integers(10, 36))
        rows.append((min(day, until), int(day <= until), treated, stratum, person))
with open(here / "lifetimes.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["day", "event", "treated", "stratum", "cluster"])
    writer.writerows(rows)
day, event, treated, stratum, _ = (np.array(column) for column in zip(*rows))

kaplan_meier = []
for group in (0, 1):
    fitted = KaplanMeierFitter().fit(day[treated == group], event[treated == group])
    band = fitted.confidence_interval_survival_function_
    for at in (5, 10, 20, 30):
        low, high = band[band.index <= at].iloc[-1]
        kaplan_meier.append([group, at, float(fitted.predict(at)), float(low), float(high)])

counts = [(15, 60, 3, 40), (0, 12, 5, 9), (7, 7, 2, 30), (28, 60, 28, 60), (1, 3, 1, 4), (250, 1000, 75, 1000)]
proportions = []
for a, n, b, m in counts:
    low, high = confint_proportions_2indep(a, n, b, m, method="newcomb")
    p = fisher_exact([[a, n - a], [b, m - b]]).pvalue
    wilson = proportion_confint(a, n, method="wilson")
    proportions.append([a, n, b, m, float(low), float(high), float(p), *map(float, wilson)])

effects, variances = [0.9, 0.2, 1.4, 0.7, -0.1], [0.10, 0.05, 0.22, 0.08, 0.04]
pooled = combine_effects(np.array(effects), np.array(variances), method_re="dl")
table = pooled.summary_frame()

golden = {
    "kaplan_meier": kaplan_meier,
    "log_rank": [float(x) for x in survdiff(day, event, treated)],
    "log_rank_stratified": [float(x) for x in survdiff(day, event, treated, strata=stratum)],
    "proportions": proportions,
    "pooling": {
        "effects": effects,
        "variances": variances,
        "fixed": [float(x) for x in table.loc["fixed effect", ["eff", "sd_eff", "ci_low", "ci_upp"]]],
        "random": [float(x) for x in table.loc["random effect", ["eff", "sd_eff", "ci_low", "ci_upp"]]],
        "q": float(pooled.q),
        "between": float(pooled.tau2),
        "share_between": float(pooled.i2),
    },
    "chi_square": [[x, k, float(chi2.sf(x, k))] for x in (0.01, 1.0, 3.84, 12.5, 60.0) for k in (1, 2, 5)],
    "normal": [[p, float(norm.ppf(p))] for p in (0.001, 0.2, 0.5, 0.8, 0.975, 0.9999)],
}
(here / "golden.json").write_text(json.dumps(golden, indent=1) + "\n")
