#!/usr/bin/env python3
"""Scores the coder against gold lines, without looking at any of them.

    tests/corpus/score.py PATH-TO-MARSAD tests/corpus/blind/*.jsonl

Prints, for each file and for all: relevance about or not; events matched by type and sub-type (each
gold event once, the candidate that agrees in most of status, place and date first); and over the
matched ones status, place, tolls and actors. Counts stand beside every share.
"""
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path


def fold(name):
    return "".join(c for c in (name or "").lower() if c.isalnum())


def records(program, items):
    lines = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    run = subprocess.run([program, "extract", "-"], input=lines.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def place_of(event):
    return fold((event.get("place") or {}).get("name"))


def agreement(gold, found):
    """How much a candidate agrees beyond its type."""
    return ((gold["status"] == found["status"]) * 4 + (fold(gold["place"]) == place_of(found)) * 2
            + (gold["date"] == found["date"]))


def pairs(gold, found):
    """Gold events with their candidates: the best agreement first, each used once."""
    same = [(agreement(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found)
            if (g["event_type"], g["sub_event_type"]) == (f["event_type"], f["sub_event_type"])]
    used_gold, used_found, matched = set(), set(), []
    for _, i, j in sorted(same, reverse=True):
        if -i not in used_gold and -j not in used_found:
            used_gold.add(-i)
            used_found.add(-j)
            matched.append((gold[-i], found[-j]))
    return matched


def share(part, whole):
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "- (0/0)"


def score(program, lines):
    count = Counter()
    for line, record in zip(lines, records(program, [line["item"] for line in lines]), strict=True):
        gold, found = line["gold"], record["events"]
        about, said = gold["relevance"] == "about", record["relevance"]["class"] == "about"
        count["about both"] += about and said
        count["about gold"] += about
        count["about said"] += said
        matched = pairs(gold["events"], found)
        count["gold"] += len(gold["events"])
        count["found"] += len(found)
        count["matched"] += len(matched)
        for g, f in matched:
            count["status"] += g["status"] == f["status"]
            if g["status"] != "reported":
                count["other status gold"] += 1
                count["other status"] += g["status"] == f["status"]
            count["place"] += fold(g["place"]) == place_of(f)
            for ours, theirs in (("fatalities", "fatalities"), ("injured", "injured")):
                if g[ours] is not None:
                    count["toll gold"] += 1
                    count["toll"] += g[ours] == f[theirs]
                else:
                    count["no toll gold"] += 1
                    count["false toll"] += f[theirs] is not None
            names = {fold(actor["name"]) for actor in f["actors"]}
            count["actor gold"] += len(g["actors"])
            count["actor"] += sum(fold(actor["name"]) in names for actor in g["actors"])
    return count


def show(name, count, items):
    precision, recall = count["matched"] / (count["found"] or 1), count["matched"] / (count["gold"] or 1)
    f1 = 2 * precision * recall / ((precision + recall) or 1)
    about_p, about_r = count["about both"] / (count["about said"] or 1), count["about both"] / (count["about gold"] or 1)
    print(f"{name}: {items} items, {count['gold']} gold events, {count['found']} found")
    print(f"  relevance about: P {about_p:.3f} R {about_r:.3f} F1 {2 * about_p * about_r / ((about_p + about_r) or 1):.3f} ({count['about both']} of {count['about gold']} gold, {count['about said']} said)")
    print(f"  type and sub-type: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; extra events per right one {(count['found'] - count['matched']) / (count['matched'] or 1):.2f}")
    print(f"  of the matched: status {share(count['status'], count['matched'])}, of those not reported {share(count['other status'], count['other status gold'])}, "
          f"place {share(count['place'], count['matched'])}")
    print(f"  tolls exact {share(count['toll'], count['toll gold'])}, false {share(count['false toll'], count['no toll gold'])}, actors {share(count['actor'], count['actor gold'])}")


def main():
    total, items = Counter(), 0
    for path in map(Path, sys.argv[2:]):
        lines = [json.loads(line) for line in path.read_text("utf8").splitlines()]
        count = score(sys.argv[1], lines)
        show(path.name, count, len(lines))
        total, items = total + count, items + len(lines)
    show("all", total, items)


if __name__ == "__main__":
    main()
