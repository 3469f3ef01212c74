#!/usr/bin/env python3
"""Checks in another language that evidence stands where a record says.

    marsad extract ITEMS.jsonl | tests/corpus/spans.py
    tests/corpus/spans.py PATH-TO-MARSAD GOLD.jsonl...

Reads records from standard input, or codes the items of gold files with the program; every span of every
event has to quote its field: field[start:end] == exact. Exits 1 if one does not, or if there was none.
"""
import json
import subprocess
import sys
from pathlib import Path


def coded(program, files):
    for file in files:
        items = [json.loads(line)["item"] for line in Path(file).read_text("utf-8").splitlines() if line.strip()]
        lines = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
        run = subprocess.run([program, "extract", "-"], input=lines.encode(), capture_output=True, check=True)
        yield from run.stdout.decode().splitlines()


def main():
    lines = coded(sys.argv[1], sys.argv[2:]) if len(sys.argv) > 2 else sys.stdin
    records = spans = wrong = 0
    for line in lines:
        record = json.loads(line)
        records += 1
        for event in record["events"]:
            for evidence in event["evidence"]:
                spans += 1
                found = record[evidence["field"]][evidence["start"]:evidence["end"]]
                if found != evidence["exact"] or not found:
                    wrong += 1
                    print(f"{record['item']}: {evidence} stands at {found!r}")
    print(f"{records} records, {spans} spans, {wrong} wrong")
    return 1 if wrong or not spans else 0


if __name__ == "__main__":
    sys.exit(main())
