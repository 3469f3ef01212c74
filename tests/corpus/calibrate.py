#!/usr/bin/env python3
"""Fits the weights of src/extract/confidence.rs to the developed part of the corpus.

    tests/corpus/calibrate.py PATH-TO-MARSAD tests/corpus/developed/*.jsonl

Which coded events are right in type, sub-type and status is what `marsad eval --json` says; what they show is
read off `marsad extract`. Prints the weights in the order of the table there, and how well they hold
when fitted on four fifths of the items and tried on the rest.
"""
import json
import math
import subprocess
import sys
from pathlib import Path

LEAD = 250


def shows(event):
    triggers = [(e["field"], e["start"]) for e in event["evidence"] if e["role"] == "trigger"]
    return [float(x) for x in (
        True,
        any(field == "title" for field, _ in triggers),
        any(field == "text" and start < LEAD for field, start in triggers),
        len(triggers) > 1,
        event["place"] is not None and event["place"]["geo_precision"] < 3,
        any(actor["id"] for actor in event["actors"]),
        not event["actors"],
        event["fatalities_qualifier"] is not None or event["injured_qualifier"] is not None,
        event["date_basis"] in ("stated", "relative"),
    )]


def data(program, files):
    lines = [json.loads(line) for file in files for line in Path(file).read_text("utf-8").splitlines() if line.strip()]
    items = "".join(json.dumps(line["item"], ensure_ascii=False) + "\n" for line in lines)
    coded = subprocess.run([program, "extract", "-"], input=items.encode(), capture_output=True, check=True)
    scored = subprocess.run([program, "eval", "--json", *files], capture_output=True, check=True)
    right = {(e["item"], e["id"]): e["right"] for e in json.loads(scored.stdout)["events"]}
    for line in coded.stdout.decode().splitlines():
        record = json.loads(line)
        for event in record["events"]:
            yield record["item"], shows(event), right[record["item"], event["id"]]


def chance(weights, row):
    return 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, row))))


def fit(rows, ridge=1.0):
    """Newton's method with a small ridge on all but the constant."""
    n = len(rows[0][0])
    weights = [0.0] * n
    for _ in range(30):
        gradient, hessian = [0.0] * n, [[0.0] * n for _ in range(n)]
        for x, y in rows:
            p = chance(weights, x)
            for i in range(n):
                gradient[i] += (y - p) * x[i]
                for j in range(n):
                    hessian[i][j] += p * (1 - p) * x[i] * x[j]
        for i in range(n):
            gradient[i] -= ridge * weights[i] if i else 0
            hessian[i][i] += ridge if i else 1e-9
        step = solve(hessian, gradient)
        weights = [w + s for w, s in zip(weights, step)]
    return weights


def solve(matrix, vector):
    rows = [row[:] + [value] for row, value in zip(matrix, vector)]
    n = len(rows)
    for i in range(n):
        best = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for k in range(n):
            if k != i:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def main():
    found = list(data(sys.argv[1], sys.argv[2:]))
    print("weights:", ", ".join(f"{w:.2f}" for w in fit([(x, y) for _, x, y in found])))
    items = sorted({item for item, _, _ in found})
    bands = {}
    for fold in range(5):
        held = set(items[fold::5])
        weights = fit([(x, y) for item, x, y in found if item not in held])
        for item, x, y in found:
            if item in held:
                band = bands.setdefault(min(int(chance(weights, x) * 10), 9), [0, 0])
                band[0] += y
                band[1] += 1
    for band, (right, of) in sorted(bands.items(), reverse=True):
        print(f"0.{band} and more: {right}/{of} right")


if __name__ == "__main__":
    main()
