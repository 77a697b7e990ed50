#!/usr/bin/env python3
"""The page of scripts/coverage, from the JSON of gcovr.

usage: tested.py COVERAGE.json COMMIT FUNCTIONS UNTOLD >PAGE

An `assert` is a promise of the code: its failing branch is not counted.
FUNCTIONS gets a line for each function that nothing called, UNTOLD one for each
line that tells the user something and did not run.
"""
import json
import os
import re
import sys


def room_of(path):
    parts = path.split("/")
    return "/".join(parts[:2]) + "/" if len(parts) > 2 else "src/"


def lines_of(root, path, cache={}):
    if path not in cache:
        with open(os.path.join(root, path), encoding="utf-8") as text:
            cache[path] = [""] + text.read().split("\n")
    return cache[path]


# A code of a message, or a call of what tells one or adds to it.
TELLS = re.compile(r"""\bDIAG_[A-Z]{2}[0-9]{3}\b
    |\bdiag_(?:error|note|help|label|fix|fix_name|suggest|nearest)\(
    |\b(?:report|refuse|tell)(?:_[a-z_]+)?\(
    |\b(?:ast_fault|by_hand|conf_bad|conf_mismatch|conf_overflow|migrate_found|patch_report_value
          |event_refuse|fail|rule_advise|rule_dangling|rule_report|run_system|run_usage|said_not|type_mismatch)\(""", re.X)


def untold(root, files):
    """All lines that tell something, and those of them that did not run."""
    every, others = 0, []
    for file in files:
        lines = lines_of(root, file["file"])
        for line in file["lines"]:
            text = lines[line["line_number"]]
            if line.get("gcovr/noncode") or not text.startswith("\t") or not TELLS.search(text):
                continue
            every += 1
            if not line["count"]:
                others.append(f"{file['file']}:{line['line_number']}: {text.strip()}")
    return every, others


def count(root, file, sums):
    asserts = {n for n, line in enumerate(lines_of(root, file["file"])) if "assert(" in line}
    for line in file["lines"]:
        if line.get("gcovr/noncode"):
            continue
        sums[0] += line["count"] > 0
        sums[1] += 1
        if line["line_number"] not in asserts:
            sums[2] += sum(branch["count"] > 0 for branch in line["branches"])
            sums[3] += len(line["branches"])
    for function in file.get("functions", []):
        sums[4] += function["execution_count"] > 0
        sums[5] += 1


def share(reached, all_of_them):
    return f"{100 * reached / all_of_them:.1f}% of {all_of_them:,}" if all_of_them else "-"


def row(name, sums):
    return f"| {name} | {share(*sums[0:2])} | {share(*sums[2:4])} | {share(*sums[4:6])} |"


def main():
    path, commit, functions, others = sys.argv[1:]
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    with open(path, encoding="utf-8") as text:
        files = json.load(text)["files"]
    rooms, uncalled = {}, []
    for file in files:
        count(root, file, rooms.setdefault(room_of(file["file"]), [0] * 6))
        uncalled += [f"{file['file']}:{f['lineno']} {f['name']}"
                     for f in file.get("functions", []) if not f["execution_count"]]
    with open(functions, "w", encoding="utf-8") as out:
        out.write("".join(line + "\n" for line in sorted(uncalled)))
    every, left = untold(root, files)
    with open(others, "w", encoding="utf-8") as out:
        out.write("".join(line + "\n" for line in left))
    print("# What the suite reaches\n")
    print("Lines and functions that ran, and branches that were taken, by room; `scripts/coverage` writes")
    print(f"this page.\n\nCommit {commit}.\n")
    print("| room | lines | branches | functions |\n| :-- | --: | --: | --: |")
    for room in sorted(rooms):
        print(row(f"`{room}`", rooms[room]))
    print(row("all", [sum(column) for column in zip(*rooms.values())]))
    print(f"\nOf {every:,} lines that tell the user something (a message, its help, a note) {every - len(left):,} ran;")
    print("`scripts/coverage` ends with the others.")


main()
