# SPDX-License-Identifier: Apache-2.0
"""What numpy and scipy say about weights: the definitions of docs/measures.md, a second time.

Nothing here is meant to be fast, and nothing is taken over from the Java side but the names.
"""

import warnings

import numpy as np
from scipy import stats

warnings.simplefilter("error")  # an undefined number is to be None before scipy makes it NaN


def uniform(seed, n):
    """n doubles in [-1, 1), the i-th from state seed + (i + 1) * gamma."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-52 - 1.0


def tensor(name, shape, seed, scale, step, shift):
    n = int(np.prod(shape))
    initial = (scale * uniform(seed, n)).astype(np.float32).astype(np.float64)
    u = uniform(seed + 1, n)
    previous = (initial + step * (u * u * u)).astype(np.float32).astype(np.float64)
    v = uniform(seed + 2, n)
    current = (previous + (shift + step * (v * v * v))).astype(np.float32).astype(np.float64)
    return name, shape, initial, previous, current


def moments(x):
    flat = np.all(x == x[0])
    return {
        "mean": float(np.mean(x)),
        "variance": 0.0 if flat else float(np.var(x)),
        "skewness": None if flat else float(stats.skew(x)),
        "kurtosis": None if flat else float(stats.kurtosis(x, fisher=False)),
    }


def share(condition):
    return float(np.mean(condition)) if condition.size else None


def movement(initial, current, half_widths, one_range):
    """half_widths holds, for each value, max |w0| of the tensor it belongs to."""
    d = current - initial
    start = float(np.mean(np.abs(initial)))
    starts_apart, ends_apart = np.ptp(initial) > 0, np.ptp(current) > 0
    line = stats.linregress(initial, current) if starts_apart else None
    ranged = half_widths > 0
    far, a = np.abs(d[ranged]), half_widths[ranged]
    return {
        "initialHalfWidth": float(np.max(np.abs(initial))) if one_range else None,
        "initialMeanAbs": start,
        "meanAbsRatio": float(np.mean(np.abs(d)) / start) if start else None,
        "correlation": float(stats.pearsonr(initial, current).statistic)
        if starts_apart and ends_apart
        else None,
        "slope": float(line.slope) if line else None,
        "intercept": float(line.intercept) if line else None,
        "moved": share(d != 0),
        "beyondTenth": share(far > 0.1 * a),
        "beyondHalf": share(far > 0.5 * a),
        "beyondRange": share(far > a),
        "weightRms": float(np.sqrt(np.mean(current * current))),
        "weightedNorm": float(np.linalg.norm(current) / current.size),
        "weightedDistance": float(np.linalg.norm(d) / d.size),
    }


def half_widths(initial):
    return np.full(initial.size, np.max(np.abs(initial)))


def undefined(name, shape, initial):
    """What remains where a current value is not finite: what is said of the start alone."""
    measured = measures(name, shape, initial, None, initial)
    keep = ("name", "shape", "count", "initialNorm")
    result = {k: v if k in keep else None for k, v in measured.items()}
    for part in ("weights", "deviations"):
        result[part] = dict.fromkeys(measured[part])
    result["movement"] = dict.fromkeys(measured["movement"])
    for component in ("initialHalfWidth", "initialMeanAbs"):
        result["movement"][component] = measured["movement"][component]
    return result


def measures(name, shape, initial, previous, current, widths=None):
    """All measures of a tensor; of several in one row, if the half-width of each value is given."""
    one_range = widths is None
    if not np.all(np.isfinite(current)):
        return undefined(name, shape, initial)
    d = current - initial
    norm, initial_norm = np.linalg.norm(current), np.linalg.norm(initial)
    rms = float(np.sqrt(np.mean(d * d)))
    counts, edges = np.histogram(d, bins=101, range=(-5 * rms, 5 * rms)) if rms else (None, None)
    return {
        "name": name,
        "shape": shape,
        "count": d.size,
        "norm": float(norm),
        "initialNorm": float(initial_norm),
        "distance": float(np.linalg.norm(d)),
        "relativeDistance": float(np.linalg.norm(d) / initial_norm) if initial_norm else None,
        "rms": rms,
        "meanAbs": float(np.mean(np.abs(d))),
        "maxAbs": float(np.max(np.abs(d))),
        "cosine": float(current @ initial / norm / initial_norm) if norm and initial_norm else None,
        "updateSize": None if previous is None else float(np.linalg.norm(current - previous)),
        "weights": moments(current),
        "deviations": moments(d),
        "histogram": None
        if counts is None
        else {
            "low": float(edges[0]),
            "high": float(edges[-1]),
            "below": int(np.sum(d < edges[0])),
            "counts": counts.tolist(),
            "above": int(np.sum(d > edges[-1])),
        },
        "movement": movement(
            initial, current, half_widths(initial) if one_range else widths, one_range
        ),
    }


def joined_edges(x, edges, fewest):
    """The edges that remain when neighbouring bins are joined, from the lowest on."""
    kept, held = [edges[0]], 0
    for count, upper in zip(np.histogram(x, edges)[0], edges[1:]):
        held += count
        if held >= fewest:
            kept.append(upper)
            held = 0
    if len(kept) == 1:
        kept.append(edges[-1])
    kept[-1] = edges[-1]  # what is left over goes to the last
    return np.array(kept)


def members(x, edges):
    last = len(edges) - 2
    place = np.minimum(np.searchsorted(edges, x, side="right") - 1, last)
    return [place == b for b in range(last + 1)]


def spread(x):
    p2, p25, median, p75, p98 = (float(p) for p in np.percentile(x, [2, 25, 50, 75, 98]))
    m = moments(x)
    return {
        "mean": m["mean"],
        "variance": m["variance"],
        "sd": float(np.std(x)),
        "skewness": m["skewness"],
        "percentile2": p2,
        "percentile25": p25,
        "median": median,
        "percentile75": p75,
        "percentile98": p98,
    }


def mode(d):
    q10, q25, q75, q90 = np.percentile(d, [10, 25, 75, 90])
    bandwidth = 1.06 * min(np.std(d), (q75 - q25) / 1.349) * d.size**-0.2
    if bandwidth == 0:
        return None
    kernels = stats.gaussian_kde(d, bw_method=bandwidth / np.std(d, ddof=1))
    grid = np.linspace(q10, q90, 401)
    return float(grid[np.argmax(kernels(grid))])


def conditional(initial, current, excluded=None):
    kept = np.ones(initial.size, bool) if excluded is None else ~excluded
    initial, current = initial[kept], current[kept]
    result = {
        "count": initial.size,
        "excluded": int(np.sum(~kept)),
        "halfWidth": None,
        "bins": [],
        "outward": [],
        "joint": None,
    }
    if not initial.size or not (np.all(np.isfinite(initial)) and np.all(np.isfinite(current))):
        return result
    a = float(np.max(np.abs(initial)))
    result["halfWidth"] = a
    if a == 0:
        return result
    edges = joined_edges(initial, np.linspace(-a, a, 42), 200)
    for low, high, here in zip(edges, edges[1:], members(initial, edges)):
        d = (current - initial)[here]
        result["bins"].append(
            {
                "low": float(low),
                "high": float(high),
                "count": d.size,
                "initialMean": float(np.mean(initial[here])),
                "weights": spread(current[here]),
                "deviations": spread(d),
                "skewnessError": float(np.sqrt(6 / d.size)),
                "mode": mode(d),
            }
        )
    signed = initial != 0
    size, out = np.abs(initial[signed]), (np.sign(initial) * (current - initial))[signed]
    edges = joined_edges(size, np.linspace(0, a, 21), 200)
    for low, high, here in zip(edges, edges[1:], members(size, edges)):
        result["outward"].append(
            {
                "low": float(low),
                "high": float(high),
                "count": int(np.sum(here)),
                "initialMean": float(np.mean(size[here])),
                "movement": spread(out[here]),
            }
        )
    reach = max(a, float(np.max(np.abs(current))))
    counts = np.histogram2d(initial, current, bins=(41, 101), range=((-a, a), (-reach, reach)))[0]
    result["joint"] = {
        "initialReach": a,
        "weightReach": reach,
        "counts": counts.astype(int).tolist(),
        "initialMarginal": counts.sum(axis=1).astype(int).tolist(),
        "weightMarginal": counts.sum(axis=0).astype(int).tolist(),
    }
    return result
