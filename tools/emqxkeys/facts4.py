"""Facts of 4.x: facts-4.N.tsv, shipped-4.N.tsv, emqx-conf-keys-by-patch.tsv.

In 4.1 and 4.2 a variable reaches a key only if a conf file of the image names
it, so a fact carries where: `shipped=active`, `shipped=#` when the line is
commented out, and for keys with `$name` the instances (`external,#internal`).
"""

import re

from .facts5 import table
from .tree import Fact

MINORS = ["4.1-rc.1", "4.1", "4.2", "4.3", "4.4"]

PLAIN = {
    "string": "string", "integer": "int", "flag": "flag", "bytesize": "size",
    "duration(ms)": "duration", "duration(s)": "duration-s", "percent(float)": "percent",
    "atom": "atom", "file": "string", "float": "float", "ip": "address",
    "integer|ip": "int | address", "integer|duration(ms)": "int | duration",
    "bytesize|atom": "size | atom", "duration(ms)|atom": "duration | atom",
}

RANGES = {
    "positive_integer": "int(1..)", "range4ports": "int(1024..134217727)",
    "range:0-1": "int(0..1)", "range:0-1000": "int(0..1000)", "range:0-1024": "int(0..1024)",
    "range:0-128": "int(0..128)", "range:0-2": "int(0..2)", "range:0-65535": "int(0..65535)",
    "range:0-inf": "int(0..)", "range:1-65535": "int(1..65535)", "range:1-9": "int(1..9)",
    "range:23-65535": "int(23..65535)", "range:8-15": "int(8..15)", "range:gt_0": "int(1..)",
    "range:gt_0_lt_256": "int(0..255)", "zdbbl_range": "size(1024..2147482624)",
}


def read(tree, folder):
    for minor in MINORS:
        bit = tree.builds.bit(minor)
        shipped, free = read_shipped(folder + "/shipped-%s.tsv" % minor)
        for r in table(folder + "/facts-%s.tsv" % minor):
            if not tree.has(r["key"], bit):
                tree.add(r["key"], bit, fact_of(r, shipped))
        for path, attrs in free.items():
            if not tree.has(path, bit):
                tree.add(path, bit, Fact("free", **attrs))
    read_patches(tree, folder + "/emqx-conf-keys-by-patch.tsv")


def read_shipped(path):
    """Instances by schema key, and the keys of plugins without a schema."""
    shipped, free = {}, {}
    for r in table(path):
        mark = "" if r["state"] == "active" else "#"
        if r["schema_key"]:
            shipped.setdefault((r["schema_key"], r["file"]), {}).setdefault(
                instance(r["schema_key"], r["key"]), mark)
            continue
        key = re.sub(r"\.(\d+|x)(?=\.|$)", ".$id", r["key"])
        names = [m for m in re.findall(r"\.(\d+|x)(?=\.|$)", r["key"])]
        attrs = free.setdefault(key, {"file": plugin(r["file"]), "names": {}})
        attrs["names"].setdefault(".".join(names), mark)
    for attrs in free.values():
        attrs["shipped"] = names_text(attrs.pop("names"))
    return shipped, free


def instance(schema_key, key):
    """The words that stand in the place of `$name`, joined by dots."""
    pattern = re.sub(r"\\\$\w+", r"([^.]+)", re.escape(schema_key))
    m = re.fullmatch(pattern, key)
    return ".".join(m.groups()) if m else ""


def names_text(names):
    if list(names) == [""]:
        return names[""] or "active"
    return ",".join(mark + name for name, mark in sorted(names.items()))


def plugin(file):
    return re.sub(r"^plugins/|\.conf$", "", file) if file != "emqx.conf" else ""


def kind_of(r):
    m = re.fullmatch(r"enum\{(.*)\}(\|integer)?", r["datatype"])
    if m:
        words = m.group(1).split(",")
        kind = "bool" if sorted(words) == ["false", "true"] else "enum(%s)" % "|".join(words)
        return kind + (" | int" if m.group(2) else "")
    return RANGES.get(r["validators"]) or PLAIN[r["datatype"]]


def fact_of(r, shipped):
    names = shipped.get((r["key"], r["file"]), {})
    default = "" if r["default"].startswith("{{") else r["default"]
    return Fact(kind_of(r), default=default, file=plugin(r["file"]),
                shipped=names_text(names) if names else "")


def read_patches(tree, path):
    """Keys and words that came or went inside a minor, with the very patch."""
    for r in table(path):
        bit = tree.builds.bit(r["minor"])
        first, last = r["first_tag"].lstrip("v"), r["last_tag"].lstrip("v")
        newest = tree.builds.rows[tree.builds.by_name[r["minor"]]].newest
        if r["change"].startswith("datatype"):
            read_change(tree, r, bit, first)
        elif not tree.has(r["key"], bit):
            tree.add(r["key"], bit, Fact("string", until=last))
        elif first not in (r["minor"] + ".0",) and last == newest:
            update(tree, r["key"], bit, {"from": first})


def read_change(tree, r, bit, first):
    """`datatype {enum,[a,b]} -> {enum,[a,b,c]}`: the words of older patches."""
    m = re.match(r"datatype \{enum,\[([^\]]*)\]\} -> \{enum,\[([^\]]*)\]\}", r["change"])
    if not m or m.group(1) == m.group(2):
        return
    old = m.group(1).split(",")
    kind = "bool" if sorted(old) == ["false", "true"] else "enum(%s)" % "|".join(old)
    rows = [f for b, f in tree.keys[r["key"]] if b == bit and "until" not in f.attrs]
    before = rows[0].attrs.get("from", "")
    update(tree, r["key"], bit, {"from": first})
    older = rows[0].copy(**{"until": patch_before(first), "from": before})
    tree.add(r["key"], bit, Fact(kind, **older.attrs))


def patch_before(version):
    head, _, patch = version.rpartition(".")
    return "%s.%d" % (head, int(patch) - 1)


def update(tree, key, bit, attrs):
    """Sets attributes of the newest fact of that build."""
    tree.keys[key] = [(b, f.copy(**attrs) if b == bit and "until" not in f.attrs else f)
                      for b, f in tree.keys[key]]
