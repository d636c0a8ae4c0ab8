"""Writes reference.json: what ArviZ makes of fixed draws, weights and log likelihoods, for the tests of this folder.

Made once with Python 3.11, NumPy 2, SciPy 1 and ArviZ 0.23.4:

    python reference.py > reference.json

chains: draws [chain][draw], rounded so that the file is short and holds ties, and what ArviZ says of them. ArviZ has no
R-hat of a single chain; there its parts are put together here, as it does it for several.

pareto: the part of every draw of NumPyro's test of the generalised Pareto fit that does not depend on k, the uniform numbers
of SciPy's sampler (3000 of seed 123), as the base64 of little-endian float64; the fits are those that NumPyro's test states.

normalGuides: 50000 draws of three standard normal numbers (NumPy's default_rng, seed 42), as in NumPyro's test of k-hat. The
log weight of a guide N(0, s) at s times these is (1 - s^2) q / 2 + 3 log s, with q the sum of their squares: it grows with q, and only
the greatest 672 of 50000 bear on k-hat. The 700 greatest q are given, in the order in which they were drawn; the k-hats are those
that NumPyro's test states.

weights: log weights, and what ArviZ's psislw makes of them, for an effective part reff of the draws.

likelihoods: log likelihoods [draw][datum] of two models, ArviZ's loo and waic of both.
"""

import base64
import json
import warnings

import numpy as np

warnings.simplefilter("ignore")

import arviz as az  # noqa: E402
from arviz.stats.diagnostics import _rhat, _split_chains, _z_scale  # noqa: E402
from arviz.stats.stats import psislw  # noqa: E402


def packed(numbers):
    return base64.b64encode(np.asarray(numbers, dtype="<f8").tobytes()).decode()


def autoregressive(rng, chains, draws, phi):
    x = np.empty((chains, draws))
    x[:, 0] = rng.normal(size=chains)
    for t in range(1, draws):
        x[:, t] = phi * x[:, t - 1] + np.sqrt(1 - phi**2) * rng.normal(size=chains)
    return x


def chains():
    rng = np.random.default_rng(1)
    return {
        "independent": rng.normal(size=(4, 100)),
        "autoregressive": autoregressive(rng, 4, 250, 0.7),
        "negatively correlated": autoregressive(rng, 2, 100, -0.6),
        "strongly negatively correlated": autoregressive(rng, 1, 64, -0.95),
        "an odd number": autoregressive(rng, 3, 101, 0.3),
        "a single chain": autoregressive(rng, 1, 200, 0.5),
        "ties": rng.poisson(2.0, size=(2, 60)).astype(float),
        "disagreeing": rng.normal(size=(4, 100)) + np.array([[0.0], [0.5], [1.0], [3.0]]),
        "of different widths": rng.normal(size=(4, 100)) * np.array([[1.0], [1.0], [1.0], [4.0]]),
        "drifting": rng.normal(size=(2, 120)) + np.linspace(0, 3, 120),
        "heavy tails": rng.standard_cauchy(size=(4, 100)),
        "tiny": 1e-9 * rng.normal(size=(2, 50)),
        "four draws": rng.normal(size=(2, 4)),
        "five draws": rng.normal(size=(2, 5)),
        "seven draws": rng.normal(size=(3, 7)),
    }


def rhat(x):
    if len(x) > 1:
        return az.rhat(x, method="rank")
    halves = _split_chains(x)
    return max(_rhat(_z_scale(halves)), _rhat(_z_scale(abs(halves - np.median(halves)))))


def of_chains(x):
    x = np.round(x, 13 if np.abs(x).max() < 1e-6 else 4)
    return {
        "draws": x.tolist(),
        "mean": az.ess(x, method="mean"),
        "bulk": az.ess(x, method="bulk"),
        "tail": az.ess(x, method="tail"),
        "quantile30": az.ess(x, method="quantile", prob=0.3),
        "rHat": float(rhat(x)),
        "errorOfMean": az.mcse(x, method="mean"),
        "errorOfQuantile10": az.mcse(x, method="quantile", prob=0.1),
        "errorOfMedian": az.mcse(x, method="quantile", prob=0.5),
        "highest90": az.hdi(x.ravel(), hdi_prob=0.9).tolist(),
        "highest50": az.hdi(x.ravel(), hdi_prob=0.5).tolist(),
        "central90": np.quantile(x, [0.05, 0.95]).tolist(),
        "sd": float(np.std(x, ddof=1)),
        "average": float(np.mean(x)),
        "median": float(np.median(x)),
    }


def pareto():
    uniform = np.random.default_rng(123).uniform(size=3000)
    return {
        "uniform": packed(uniform),
        "fits": [
            {"shape": 0.1, "k": 0.11030538299874189, "sigma": 0.9689311464171625},
            {"shape": 0.5, "k": 0.5035203992870904, "sigma": 0.966373900167903},
            {"shape": 1.0, "k": 0.9891947607352517, "sigma": 0.9688794540950301},
        ],
    }


def normal_guides():
    squares = np.sum(np.random.default_rng(42).normal(size=(50_000, 3)) ** 2, axis=1)
    greatest = np.sort(np.argsort(squares)[-700:])
    return {
        "greatest": packed(squares[greatest]),
        "kHats": [
            {"scale": 0.5, "kHat": 0.9080815512205151},
            {"scale": 0.7, "kHat": 0.6371459500343336},
            {"scale": 0.9, "kHat": 0.27494481323913184},
            {"scale": 0.99, "kHat": 0.08018355166699344},
        ],
    }


def weights():
    rng = np.random.default_rng(2)
    cases = {
        "normal": (rng.normal(size=100), 1.0),
        "wide": (2 * rng.normal(size=400), 1.0),
        "shifted far down": (rng.normal(size=200) - 1e4, 1.0),
        "correlated draws": (rng.normal(size=200), 0.3),
        "some are zero": (np.where(np.arange(150) % 3 == 0, -np.inf, rng.normal(size=150)), 1.0),
        "bounded": (np.log(rng.uniform(size=300)), 1.0),
        "few": (rng.normal(size=25), 1.0),
    }
    return [of_weights(name, np.round(w, 4), reff) for name, (w, reff) in cases.items()]


def of_weights(name, logs, reff):
    smoothed, k = psislw(logs.copy(), reff)
    none = -1e300  # JSON has no infinity
    finite = [none if np.isneginf(x) else float(x) for x in logs]
    return {
        "name": name,
        "logWeights": finite,
        "reff": reff,
        "kHat": float(k),
        "smoothed": [none if np.isneginf(x) else float(x) for x in smoothed],
    }


def likelihoods():
    rng = np.random.default_rng(3)
    y = np.append(rng.normal(size=11), 4.0)
    loc = y.mean() + rng.normal(size=200) / np.sqrt(12)
    narrow = -0.5 * (y - loc[:, None]) ** 2 - 0.5 * np.log(2 * np.pi)
    wide = -0.5 * ((y - loc[:, None]) / 1.5) ** 2 - 0.5 * np.log(2 * np.pi * 1.5**2)
    return [of_likelihoods("narrow", narrow, 1.0), of_likelihoods("wide", wide, 0.6)]


def of_likelihoods(name, logs, reff):
    logs = np.round(logs, 4)
    data = az.from_dict(posterior={"x": np.zeros((1, len(logs)))}, log_likelihood={"y": logs[None]})
    loo = az.loo(data, pointwise=True, reff=reff)
    waic = az.waic(data, pointwise=True)
    return {
        "name": name,
        "logs": logs.tolist(),
        "reff": reff,
        "loo": float(loo.elpd_loo),
        "looError": float(loo.se),
        "looParameters": float(loo.p_loo),
        "looPointwise": loo.loo_i.values.tolist(),
        "kHats": loo.pareto_k.values.tolist(),
        "threshold": float(loo.good_k),
        "waic": float(waic.elpd_waic),
        "waicError": float(waic.se),
        "waicParameters": float(waic.p_waic),
        "waicPointwise": waic.waic_i.values.tolist(),
    }


print(
    json.dumps(
        {
            "arviz": az.__version__,
            "chains": {name: of_chains(x) for name, x in chains().items()},
            "pareto": pareto(),
            "normalGuides": normal_guides(),
            "weights": weights(),
            "likelihoods": likelihoods(),
        }
    )
)
