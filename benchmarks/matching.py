"""Reconciling 5,000 offences against 5,000, beside plain rapidfuzz `cdist` over the joined texts, in one process.

    python benchmarks/matching.py       # make bench does the set-up

Pairs found and false pairs are told too: a fast answer that is wrong is no answer.  `cdist` gets the threshold at which it
finds most true pairs without a false one, looked for on the very lists it is judged on; ours is the one of the edition.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from made.offences import Two, two_lists

Pairs = set[tuple[int, int]]


def ours(made: Two) -> Pairs:
    from project2_law.matching import Record, Weights, pairs
    from project2_law.plugin import provide_project

    weights = Weights.of(provide_project().edition.tables["matching"][0])

    def records(rows: list[dict[str, Any]]) -> list[Record]:
        return [Record.of(n, row["erdr"], row["person"], row["position"], row["offence_on"]) for n, row in enumerate(rows)]

    return {(pair.ours, pair.theirs) for pair in pairs(records(made.ours), records(made.theirs), weights)}


def cdist(made: Two, least: float) -> Pairs:
    import numpy
    from rapidfuzz import fuzz, process

    def texts(rows: list[dict[str, Any]]) -> list[str]:
        return [f"{row['person']} {row['position']} {row['offence_on']} {row['erdr'] or ''}".lower() for row in rows]

    scores = process.cdist(texts(made.ours), texts(made.theirs), scorer=fuzz.ratio, score_cutoff=least, dtype=numpy.uint8, workers=1)
    best = scores.argmax(axis=1)
    return {(n, int(best[n])) for n in range(len(made.ours)) if scores[n, best[n]] >= least}


def main() -> None:
    """Print time, ratio, recall and false pairs of both."""
    seeds = (1, 2, 3)
    lists = {seed: two_lists(seed) for seed in seeds}
    chosen = max(range(70, 100, 2), key=lambda least: _worth(cdist(lists[seeds[0]], least), lists[seeds[0]]))
    contestants = {"rapidfuzz cdist": lambda made: cdist(made, chosen), "ubb4": ours}
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for seed in seeds:
        for name, act in contestants.items():
            start = time.perf_counter()
            found = act(lists[seed])
            times[name].append(time.perf_counter() - start)
            true = len(found & lists[seed].pairs) / len(lists[seed].pairs)
            print(f"seed {seed}  {name:<16} {true:7.2%} of the true pairs, {len(found - lists[seed].pairs)} false")
    base = statistics.median(times["rapidfuzz cdist"])
    for name, taken in times.items():
        print(f"{name:<16}{statistics.median(taken):7.2f} s   x {statistics.median(taken) / base:5.2f}")


def _worth(found: Pairs, made: Two) -> int:
    false = len(found - made.pairs)
    return len(found & made.pairs) if not false else -false


if __name__ == "__main__":
    main()
