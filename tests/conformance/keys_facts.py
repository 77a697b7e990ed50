#!/usr/bin/env python3
"""Every key of every fact table, against the key tables that are built in.

    keys_facts.py FACTS DRIVER

For each build each key is given its default (or a value of its type), which
must be taken, and a value of a wrong type, which must be refused.  Prints TAP:
one line a build, and each key that could not be with its reason.
"""

import csv
import filecmp
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(ROOT, "tools"))

from emqxkeys.builds import read_builds  # noqa: E402
from emqxkeys.facts4 import MINORS  # noqa: E402
from emqxkeys.facts5 import versions  # noqa: E402
from emqxkeys.tree import split  # noqa: E402

PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*")


def table(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


# ---- writing a key as a configuration ----

def name(text):
    return text if PLAIN_NAME.fullmatch(text) else '"%s"' % text


def config(path, value):
    """authentication[]<a=b>.c = value  ->  authentication = [{ a = b; c = value }]"""
    return nest(split(path), value)


def nest(steps, value):
    if not steps:
        return value
    step = steps[0]
    if step == "[]":
        inner = nest(steps[1:], value)
        return " = [%s]" % (inner[3:] if inner.startswith(" = ") else "{ %s }" % inner)
    if step[0] == "<":
        inner = nest(steps[1:], value)
        taken = steps[1] if len(steps) > 1 else ""
        return "; ".join(tags_of(step[1:-1], taken) + ([inner] if inner else []))
    step = "n1" if step[0] == "$" else step
    inner = nest(steps[1:], value)
    if inner.startswith(" = "):
        return name(step) + inner
    return "%s { %s }" % (name(step), inner)


# Arms without a fixed field that only an unlisted word tells from the others.
UNLISTED = {"user_provided_function": [("function", "m:f")]}


def tags_of(arm, taken):
    pairs = UNLISTED.get(arm) or [t.split("=", 1) for t in arm.split(",") if "=" in t]
    return ["%s = %s" % (name(k), word(v)) for k, v in pairs if k != taken]


def word(text):
    return text if PLAIN_NAME.fullmatch(text) else quoted(text)


def quoted(text):
    return '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')


# ---- values by EMQX's types ----

def alternatives(kind):
    if not kind.startswith("union("):
        return [kind]
    out, depth, start, body = [], 0, 0, kind[6:-1]
    for i, c in enumerate(body):
        depth += (c == "(") - (c == ")")
        if c == "|" and depth == 0:
            out.append(body[start:i])
            start = i + 1
    return out + [body[start:]]


def family(kind):
    kind = kind.split("(")[0] if not kind.startswith(("array(", "map(", "literal(")) else kind
    return {"duration": "duration", "bytesize": "size", "wordsize": "size", "integer": "int",
            "percent": "percent", "boolean": "bool", "enum": "enum"}.get(kind, kind)


def range_of(kind):
    m = re.search(r"\((-?\d+)\.\.(\d*)\)", kind)
    return (int(m.group(1)), m.group(2)) if m else (None, "")


def of_type(kind, enum, secret):
    """A value that any key of that type takes."""
    f = family(kind)
    if f.startswith("literal("):
        return word(f[8:-1])
    if f.startswith("array("):
        inner = kind[6:-1]
        return "[]" if "struct" in inner else "[%s]" % of_type(alternatives(inner)[0], enum, False)
    if f.startswith("map") or f in ("struct",):
        return "{}"
    if secret or f in ("secret", "emqx_s3_schema:secret_access_key"):
        return "secret(a, b)"
    if f == "enum":
        return enum[0] if enum[0].isdigit() else word(enum[0])
    if f == "int":
        return str(max(1, range_of(kind)[0] or 1))
    return {"duration": "15s", "size": "1MiB", "bool": "true", "percent": "50%",
            "float": "1.5", "number": "1.5", "url": '"http://a"', "ip_port": "0.0.0.0:1883",
            "flag": "on", "ip": "0.0.0.0:1883", "atom": "a", "emqx_coap_schema:duration": "15s",
            "emqx_exproto_schema:ip_port": "0.0.0.0:1883", "1..inf": "1", "term": "1",
            "ds_size_limit": "1000", "pos_integer_or_infinity": "infinity", "block_size": "1024",
            "emqx_ds_schema:size_limit": "infinity", "emqx_ds_schema:backend": "builtin_raft",
            "emqx_ds_msg_serializer:schema": "v1", "limiter_rate": "infinity",
            "limiter_failure_strategy": "force", "tuple": '"x"', "[[integer]]": "[[1]]",
            "limiter_burst": '"0"', "limiter_initial": '"0"', "limiter_burst_rate": '"0"',
            }.get(f, '"x"')


def of_default(kind, text, enum, secret):
    """The default as a user writes it, or None when it has another form."""
    bare = text.strip('"') if re.fullmatch(r'"[^"]*"', text) else text
    for k in alternatives(kind):
        f = family(k)
        if secret or f == "secret":
            return "insecure(%s)" % quoted(bare) if bare and "literal" not in kind else None
        if f == "bool" and bare in ("true", "false"):
            return bare
        if f == "int" and re.fullmatch(r"-?\d+", bare):
            return bare
        if f in ("float", "number") and re.fullmatch(r"\d+(\.\d+)?", bare):
            return bare
        if f == "duration" and re.fullmatch(r"(\d+(ms|s|m|h|d|w))+", bare):
            return bare
        if f == "duration" and re.fullmatch(r"\d+", bare):
            return bare + ("s" if "(s" in k else "ms")
        if f == "size" and re.fullmatch(r"\d+ ?(kb|mb|gb|KB|MB|GB|MiB)?", bare):
            number, unit = re.fullmatch(r"(\d+) ?(\w*)", bare).groups()
            return number + (unit[0].upper() + "iB" if unit else "")
        if f == "percent" and re.fullmatch(r"\d+%", bare):
            return bare
        if f == "enum" and bare in enum or f == "literal(%s)" % bare:
            return bare if bare.isdigit() else word(bare)
        if f in ("string", "template_string", "url", "atom", "comma_list") and not text.startswith(("{", "[")):
            return quoted(bare)
        if f in ("ip_port", "ip") and re.fullmatch(r"[0-9.:]+", bare):
            return bare
        if f.startswith("array(") and re.fullmatch(r"\[[^\[{]*\]", text):
            return as_list(text, k[6:-1])
        if f == "struct" and re.fullmatch(r"\{\w+ = \w+(, \w+ = \w+)*\}", text):
            return text.replace(",", ";")
        if text == "{}" and (f == "struct" or f.startswith("map")):
            return "{}"
    return None


def as_list(text, inner):
    items = [i.strip() for i in text[1:-1].split(",") if i.strip()]
    if re.match(r"integer|union\(integer", inner):
        return "[%s]" % ", ".join(items)
    return "[%s]" % ", ".join(i if i[0] == '"' else quoted(i) for i in items)


WRONG = ["5", "nosuchword", '"§"', "[[{ zz = 1 }]]", "{ zz = 1 }", "7%"]


def wrong_for(kind, enum, secret):
    """A value that no alternative of the type takes, or None."""
    takes = {
        "bool": [], "int": ["5"], "float": ["5"], "number": ["5"], "duration": [], "size": ["5"],
        "percent": ["7%"], "enum": [], "string": ['"§"'], "template_string": ['"§"'],
        "secret": [], "atom": ["nosuchword", '"§"'], "struct": ["{ zz = 1 }"], "flag": [],
        "ip_port": ["5"], "comma_list": ["nosuchword", '"§"'], "url": [], "ip": [],
        "term": WRONG, "tuple": WRONG, "limiter_rate": ["5"], "limiter_burst": ["5"],
        "limiter_initial": ["5"], "limiter_burst_rate": ["5"], "1..inf": ["5"],
        "limiter_failure_strategy": ["nosuchword", '"§"'], "file": ['"§"'],
        "emqx_ds_schema:backend": ["nosuchword", '"§"'], "ds_size_limit": ["5"],
        "emqx_ds_msg_serializer:schema": ["nosuchword", '"§"'], "json_string": ['"§"'],
        "emqx_coap_schema:duration": [], "pos_integer_or_infinity": ["5"], "block_size": [],
        "emqx_ds_schema:size_limit": ["5"], "wordsize": ["5"], "[[integer]]": [],
        "emqx_exproto_schema:ip_port": ["5"], "emqx_s3_schema:secret_access_key": [],
    }
    taken = []
    for k in alternatives(kind):
        f = family(k)
        if f.startswith(("array(", "literal(")):
            taken += ["[[{ zz = 1 }]]"] if "term" in f else []
        elif f.startswith("map"):
            taken += ["{ zz = 1 }"]
        else:
            taken += takes[f]
    return next((w for w in WRONG if w not in taken), None)


# ---- the tables ----

FOUR_VALUES = [
    (r".*rate_limit|.*conn_bytes_in", '"100KB,10s"'), (r".*publish_limit|.*conn_messages_in|.*quota\..*", '"100,1s"'),
    (r".*burst_limit", '"20000, 1s"'), (r".*force_(gc|shutdown)_policy", '"16000|16MB"'),
    (r"flapping_detect_policy", '"30, 1m, 5m"'), (r".*\.access\.\$id", '"allow all"'),
    (r".*mqueue_priorities", '"a/b=10,c=8"'), (r"node\.heartbeat", "on"),
    (r"(listener|dashboard|management)\..*\.verify", "verify_peer"), (r"cluster\.discovery", "manual"),
]
FOUR_SECRET = r"node\.cookie|.*\.key_password|dashboard\.default_user\.password|" \
              r"management\.(default_application\.secret|application\.default_secret)|bridge\.mqtt.*\.password"


def four_values(r):
    kind = r["datatype"].replace("percent(float)", "percent").replace("duration(s)", "duration(s)")
    kind = "union(%s)" % kind if "|" in kind else kind
    kind = re.sub(r"enum\{[^}]*\}", "enum", kind).replace("bytesize", "bytesize")
    enum = [w for w in r["enum"].split(",") if w]
    secret = bool(re.fullmatch(FOUR_SECRET, r["key"]))
    if sorted(enum) == ["false", "true"]:
        kind = "boolean"
    if kind == "flag":
        good = r["default"] if r["default"] else "on"
        return good, wrong_for(kind, enum, secret)
    if kind.startswith("file"):
        kind = "string"
    wrong = '"§"' if r["key"].endswith(".verify") or r["key"] == "cluster.discovery" else \
        "5" if secret else wrong_for(kind, enum, secret)
    for pattern, value in FOUR_VALUES:
        if re.fullmatch(pattern, r["key"]):
            return value, "{ zz = 1 }" if r["validators"] else "[[{ zz = 1 }]]"
    lowest = re.match(r"range:(gt_)?(\d+)", r["validators"])
    default = "" if r["default"].startswith("{{") or r["default"] == '""' else r["default"]
    if default and not (lowest and default == "0"):
        good = of_default(kind, default, enum, secret)
        if good and not re.match(r"^0[a-z]", good):
            return good, wrong
    if lowest and not secret:
        return str(int(lowest.group(2)) + bool(lowest.group(1))), wrong
    if r["validators"] == "range4ports":
        return "1048576", wrong
    return of_type(alternatives(kind)[0], enum, secret), wrong


class Case:
    def __init__(self, key, good, wrong):
        self.key, self.good, self.wrong = key, good, wrong


def cases4(facts, minor):
    seen = set()
    for r in table("%s/facts-%s.tsv" % (facts, minor)):
        if r["key"] not in seen:
            seen.add(r["key"])
            good, wrong = four_values(r)
            yield Case(r["key"], good, wrong)


def arm_of(paths, path):
    """A block that is a union: the fields that make it one of its arms."""
    for p in paths:
        if p.startswith(path + "<"):
            return "{ %s }" % "; ".join(tags_of(p[len(path) + 1:p.index(">", len(path))], ""))
    return "{}"


def cases5(rows, bit):
    paths = [r["path"] for r, mask in rows if mask & bit]
    for r, mask in rows:
        if not mask & bit:
            continue
        enum = [w for w in r["enum"].split("|") if w]
        kind, secret = r["type"], r["secret"] == "yes"
        tag = re.search(r"<([^>]*)>\.([^.]*)$", r["path"])
        fixed = dict(t.split("=", 1) for t in tag.group(1).split(",") if "=" in t) if tag else {}
        good = of_default(kind, r["default"], enum, secret) if r["default"] else None
        if good is None:
            good = of_type(alternatives(kind)[0], enum, secret)
        if good == "{}" and kind == "struct":
            good = arm_of(paths, r["path"])
        if tag and tag.group(2) in fixed:
            v = fixed[tag.group(2)]
            good = v if v.isdigit() else word(v)
        wrong = wrong_for(kind, enum, secret)
        if secret and "struct" not in kind:
            wrong = "[[{ zz = 1 }]]" if kind != "secret" else "nosuchword"
        yield Case(r["path"], good, wrong)


def run(driver, build, cases):
    edition = "ee" if build.edition == "ee" else "os"
    lines = []
    for c in cases:
        for value in (c.good, c.wrong):
            if value is not None:
                lines.append("%s\t%s\t%s" % (build.minor, edition, config(c.key, " = " + value)))
    answers = subprocess.run([driver], input="\n".join(lines) + "\n", capture_output=True,
                             text=True, check=True).stdout.splitlines()
    assert len(answers) == len(lines), (len(answers), len(lines), lines[len(answers)])
    return iter(answers)


# What cannot be: the reason by type.
NO_WRONG = "any value is right for its type"


def check(driver, build, cases):
    cases, taken, refused, bad = list(cases), 0, 0, []
    answers = run(driver, build, cases)
    for c in cases:
        a = next(answers)
        if a.startswith("ok"):
            taken += 1
        else:
            bad.append("%s = %s: %s" % (c.key, c.good, a))
        if c.wrong is None:
            bad.append("# %s: nothing to refuse, %s" % (c.key, NO_WRONG))
            continue
        a = next(answers)
        if a.startswith("refused"):
            refused += 1
        else:
            bad.append("%s = %s was taken" % (c.key, c.wrong))
    return len(cases), taken, refused, bad


def tool(*args):
    path = os.path.join(ROOT, "tools", "import-keys")
    return subprocess.run([sys.executable, path, *args], capture_output=True, text=True)


def importer_agrees(facts, number):
    run = tool("--check", facts)
    print("%sok %d - %s" % ("not " if run.returncode else "", number, (run.stdout or run.stderr).strip()))
    return run.returncode != 0


def dump_agrees(facts, newest, number):
    """The newest version once more, from the dump of its schema: nothing changes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "emqx")
        shutil.copytree(os.path.join(ROOT, "stdlib", "emqx"), copy)
        dump = sorted(glob.glob("%s/builds/full-%s*.tsv" % (facts, newest.minor)))[-1]
        run = tool("--tables", copy, "--add", newest.minor, newest.newest, dump)
        same = filecmp.dircmp(os.path.join(ROOT, "stdlib", "emqx"), copy)
        differ = same.diff_files + same.left_only + same.right_only + [run.stderr] * bool(run.returncode)
    print("%sok %d - the dump of %s gives the tables of the tree %s" % (
        "not " if differ else "", number, newest.minor, " ".join(differ)))
    return bool(differ)


def main():
    facts, driver = sys.argv[1:3]
    with open(os.path.join(ROOT, "stdlib", "emqx", "builds"), encoding="utf-8") as f:
        builds = read_builds(f.read())
    rows = [(r, versions(builds, r["versions"])) for r in table(facts + "/merged.tsv")]
    n = len(builds.rows)
    print("1..%d" % (n + 2))
    failed = 0
    for i, b in enumerate(builds.rows):
        cases = cases4(facts, b.minor) if b.minor in MINORS else cases5(rows, 1 << i)
        n, taken, refused, bad = check(driver, b, cases)
        faults = [t for t in bad if not t.startswith("#")]
        failed += bool(faults)
        print("%sok %d - %s: %d keys, %d taken with their default or a value of their type, "
              "%d refused with a wrong one" % ("not " if faults else "", i + 1, b.name, n, taken, refused))
        for t in bad:
            print("# " + t.lstrip("# "))
        sys.stdout.flush()
    n = len(builds.rows)
    failed += importer_agrees(facts, n + 1) + dump_agrees(facts, builds.rows[-1], n + 2)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
