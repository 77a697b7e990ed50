"""One version from a dump of EMQX's own schema.

A dump is a table with the columns path, type, default, enum, importance,
deprecated_since and flags, as builds/full-6.2.tsv of the facts: unions name
their arms by module and struct, `authentication[]<emqx_authn_http_schema:http_get>`.
Those names change with the code, so an arm is named by its fixed fields here,
`<mechanism=password_based,backend=http,method=get>`.
"""

import re

from . import fixes
from .facts5 import add_siblings, table
from .tree import Fact, Tree
from .types import convert, parts

# Fixed fields that tell arms apart, in the order in which they stand.
TAGS = ["mechanism", "type", "kind", "function", "action", "mode", "name", "driver", "dialect",
        "influxdb_type", "backend", "mongo_type", "redis_type", "use_jwks", "algorithm", "enable",
        "grant_type", "method", "write_to_table", "anthropic_version"]

# Type names of modules that stand for a plain one.
SAME = {
    "emqx_gateway_schema:duration()": "duration(ms)", "emqx_gateway_schema:bytesize()": "bytesize",
    "emqx_gateway_schema:ip_port()": "ip_port", "emqx_lwm2m_schema:duration()": "duration(ms)",
    "emqx_lwm2m_schema:duration_s()": "duration(s)", "emqx_schema:json_string": "json_string",
    "emqx_schema:comma_separated_string": "comma_list", "emqx_schema:port_number": "integer(1..65535)",
    "emqx_bridge_clickhouse_connector:url()": "string",
    "emqx_ds_buffer:size_limit()": "ds_size_limit", "qos()": "integer(0..2)",
    "template()": "template_string", "map(string, string)": "map",
}


def add(tree, minor, path):
    """Facts of the minor, from its dump, into the tree; what it had goes."""
    bit = tree.builds.bit(minor)
    before = {k: [(m, f) for m, f in facts if m & bit == 0] for k, facts in tree.keys.items()}
    tree.keys = {k: facts for k, facts in before.items() if facts}
    one = Tree(tree.builds)
    rows = table(path)
    names = arm_names(rows)
    for r in rows:
        one.add(renamed(r["path"], names), bit, fact_of(r))
        add_aliases(one, renamed(r["path"], names), r["flags"], bit)
    fixes.apply(one)
    for key, facts in one.keys.items():
        for mask, fact in facts:
            tree.add(key, mask, as_before(tree.keys.get(key, ()), fact))
    keep_old_names(tree, bit)


def keep_old_names(tree, bit):
    """Names that the build before took (or not) for others, as long as those are there."""
    for key, facts in tree.keys.items():
        last = [f for m, f in facts if m & bit >> 1]
        if not last or any(m & bit for m, _ in facts):
            continue
        m = re.fullmatch(r"(alias|moved)\((.*)\)", last[-1].type)
        if m and all(tree.has(full_target(key, t), bit) for t in m.group(2).split(", ")):
            tree.add(key, bit, last[-1])


def full_target(key, target):
    """A target that begins with a dot is a sibling."""
    return key.rpartition(".")[0] + target if target[0] == "." else target


def as_before(facts, fact):
    """The fact of the build before, when only its writing differs."""
    for _, old in reversed(facts):
        if comparable(old) == comparable(fact):
            return old
    return fact


def comparable(fact):
    attrs = {k: re.sub(r'["\s]', "", str(v)) for k, v in fact.attrs.items()}
    words = re.sub(r"enum\(([^)]*)\)", lambda m: "|".join(sorted(m.group(1).split("|"))), fact.type)
    return sorted(words.split(" | ")), sorted(attrs.items())


def fact_of(r):
    kind, words = plain(r["type"], [w for w in r["enum"].split("|") if w])
    kind = convert(kind, words)
    flags = r["flags"].split(",")
    default = r["default"]
    if re.match(r"duration|timeout|size", kind):
        default = default.strip('"')
    return Fact(kind, default=default, required="required" in flags,
                secret="sensitive" in flags and kind != "secret",
                deprecated=r["deprecated_since"].lstrip("v"), hidden=r["importance"] == "hidden")


def plain(kind, words):
    """Struct names dropped, aliases replaced, unions of words as enumerations."""
    kind = re.sub(r"struct\([^()]*\)", "struct", kind)
    for name, same in SAME.items():
        kind = kind.replace(name, same)
    kind = re.sub(r"\b(\d+)\.\.inf\b", r"integer(\1..)", kind)
    literals = re.findall(r"literal\(([^()]*)\)", kind)
    rest = re.sub(r"literal\([^()]*\)", "", kind)
    if literals and not re.sub(r"union|[()|]", "", rest):
        return "enum", list(dict.fromkeys(literals))
    return ordered(kind), words


def ordered(kind):
    """The alternatives of a union each once, in the order of their names."""
    m = re.fullmatch(r"(union|array)\((.*)\)", kind)
    if not m:
        return kind
    if m.group(1) == "array":
        return "array(%s)" % ordered(m.group(2))
    found = sorted({ordered(p) for p in parts(m.group(2))})
    return found[0] if len(found) == 1 else "union(%s)" % "|".join(found)


def add_aliases(tree, path, flags, bit):
    m = re.search(r"aliases=([\w|]+)", flags)
    add_siblings(tree, path, m.group(1).split("|") if m else (), bit)


def arm_names(rows):
    """{path up to and with <module:struct>: its new name}"""
    fixed = {}
    for r in rows:
        m = re.match(r"(.*<[^<>]*>)\.?([^.<>\[\]]*)$", r["path"])
        if not m:
            continue
        tags = fixed.setdefault(m.group(1), {})
        words = [w for w in r["enum"].split("|") if w]
        one = len(words) == 1 and re.fullmatch(r"enum|(union\()?literal\([^()]*\)\)?", r["type"])
        if one and m.group(2) in TAGS:
            tags[m.group(2)] = words[0]
    names = {}
    for arm, tags in fixed.items():
        struct = re.search(r"<(?:[^<>]*:)?([^<>]*)>$", arm).group(1)
        text = ",".join("%s=%s" % (t, tags[t]) for t in TAGS if t in tags)
        names[arm] = (text, struct)
    return apart(names)


def apart(names):
    """Two arms of one union with the same fixed fields keep their struct's name."""
    count = {}
    for arm, (text, _) in names.items():
        key = (arm[:arm.rindex("<")], text)
        count[key] = count.get(key, 0) + 1
    out = {}
    for arm, (text, struct) in names.items():
        same = count[arm[:arm.rindex("<")], text] > 1
        out[arm] = struct if not text else text + ("," + struct if same else "")
    return out


def renamed(path, names, start=0):
    """The path with all its arms by their new names; names are of dump paths."""
    at = path.find("<", start)
    if at < 0:
        return path[start:]
    end = path.index(">", at) + 1
    name = names.get(path[:end], path[at + 1:end - 1].rpartition(":")[2])
    return path[start:at] + "<" + name + ">" + renamed(path, names, end)
