"""Facts of 5.0 and later: merged.tsv, renames.tsv, intra-minor.tsv."""

import csv
import re

from .tree import Fact, split, join
from .types import convert


def table(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def versions(builds, text):
    """"5.0 ce;5.1-5.8 ce,ee;5.9-6.3" as a set of builds."""
    mask = 0
    for part in text.split(";"):
        span, _, editions = part.strip().partition(" ")
        first, _, last = span.partition("-")
        lo, hi = builds.minors.index(first), builds.minors.index(last or first)
        for minor in builds.minors[lo:hi + 1]:
            cells = builds.of_minor(minor)
            for e in editions.split(",") if editions else ("ce", "ee"):
                mask |= cells.get("all", 0) or cells.get({"ce": "os"}.get(e, e), 0)
    return mask


def bits(mask):
    while mask:
        low = mask & -mask
        yield low
        mask ^= low


def read(tree, folder):
    for r in table(folder + "/merged.tsv"):
        add_row(tree, r, versions(tree.builds, r["versions"]))
    read_intra(tree, folder + "/intra-minor.tsv")
    read_renames(tree, folder + "/renames.tsv")


def add_row(tree, r, mask):
    kind = convert(r["type"], [w for w in r["enum"].split("|") if w])
    fact = Fact(kind, default=r["default"], required=r["required"] == "yes",
                secret=r["secret"] == "yes" and kind != "secret",
                deprecated=r["deprecated_since"].lstrip("v"),
                hidden=r["importance"] == "hidden")
    for bit in bits(mask):
        tree.add(r["path"], bit, fact)
    # the column is of the row's newest build; renames.tsv has the others
    add_siblings(tree, r["path"], [a for a in r["aliases"].split("|") if a], 1 << mask.bit_length() - 1)


def add_siblings(tree, path, names, bit):
    """Other names that the schema takes for a key."""
    above, _, name = path.rpartition(".")
    for old in names:
        if not tree.lasts(above + "." + old, bit):
            tree.add(above + "." + old, bit, Fact("alias(.%s)" % name))


def read_intra(tree, path):
    """What came or went between X.Y.0 and the newest patch of X.Y."""
    for r in table(path):
        first = re.sub(r"^[ev]", "", r["first_patch"])
        cells = tree.builds.of_minor(r["minor"])
        # 5.1-ee is a tag of its own; elsewhere both editions come from one tree.
        mask = cells["os"] if r["minor"] == "5.1" else sum(cells.values())
        if r["change"].startswith("added after"):
            add_window(tree, r["path"], mask, {"after": first})
        elif r["change"].startswith("gone after"):
            mask &= cells.get("os", mask)
            if not tree.has(r["path"], mask):
                tree.add(r["path"], mask, Fact(gone_type(tree, r), until=first))


def gone_type(tree, r):
    """A key that went: its old type, with the words that another build knows."""
    for _, fact in tree.keys.get(r["path"], ()):
        if not fact.type.startswith(("alias", "moved")):
            return fact.type
    kind = r["detail"].split(" default")[0]
    return "string" if "enum" in kind else convert(kind, [])


def add_window(tree, path, mask, attrs):
    rows = tree.keys.get(path, [])
    tree.keys[path] = [(m, f.copy(**attrs) if m & mask else f) for m, f in rows]


def read_renames(tree, path):
    rows = table(path)
    blocks = {r["from_path"] for r in rows if "schema alias" in r["evidence"]}
    for r in rows:
        if r["from_path"].startswith("bridges.") and "schema alias" not in r["evidence"]:
            continue        # a bridge becomes a connector and an action: see moves.keys
        if "schema alias" in r["evidence"]:
            text = re.search(r"schema alias of \S+ in ([^;]*(?:;[0-9][^;]*)*)", r["evidence"]).group(1)
            add_alias(tree, r, versions(tree.builds, text))
        elif re.search(r"rig: .*(lands|accepted)", r["evidence"]):
            if not covered(r["from_path"], blocks):
                add_alias(tree, r, since(tree.builds, r["since"]))
        elif "*" not in r["from_path"]:
            add_moved(tree, r)


def covered(path, blocks):
    """Does a renamed block above this key say the same?"""
    steps = split(path)
    return any(join(steps[:i]) in blocks for i in range(1, len(steps)))


def since(builds, text):
    minor, _, edition = text.partition(" ")
    lo, mask = builds.minors.index(minor), 0
    for m in builds.minors[lo:]:
        cells = builds.of_minor(m)
        mask |= cells.get("all", 0) or (cells["ee"] if edition == "ee" else sum(cells.values()))
    return mask


def target(tree, r):
    """A sibling by a dot and its name, anything else by its path."""
    old, new = split(r["from_path"]), split(r["to_path"])
    return "." + new[-1] if old[:-1] == new[:-1] and len(old) > 1 else r["to_path"]


def add_alias(tree, r, mask):
    for bit in bits(mask):
        if tree.has(r["to_path"], bit) and not tree.lasts(r["from_path"], bit):
            tree.add(r["from_path"], bit, Fact("alias(%s)" % target(tree, r)))


def add_moved(tree, r):
    """The old name is refused or dropped; the new one is for the message."""
    for bit in bits(since(tree.builds, r["since"])):
        there = tree.has(r["to_path"], bit) and tree.mask(r["from_path"])
        if there and not tree.has(r["from_path"], bit):
            tree.add(r["from_path"], bit, Fact("moved(%s)" % target(tree, r)))
