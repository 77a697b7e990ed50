"""The model of all tables and its reviewable form, stdlib/emqx/NAME.keys.

A key is a path with facts.  A fact holds in a set of builds:

    mqtt.max_packet_size
    	4.1-rc.1..4.4	size	default=1MB	shipped=active
    	5.0..5.7	size	default=1MB
    	5.8..	size(1..268435455)	default=1MB

The columns of a fact are builds, type and attributes.  Two facts of one key
never share a build, unless their patch windows (from, after, until) differ.
"""

import re


class Fact:
    """Type and attributes of a key in one build.  Attributes are a dict."""

    __slots__ = ("type", "attrs")

    def __init__(self, type, **attrs):
        self.type = type
        self.attrs = {k: v for k, v in attrs.items() if v not in (None, False, "")}

    def copy(self, **changes):
        attrs = dict(self.attrs)
        attrs.update(changes)
        return Fact(self.type, **attrs)

    def signature(self):
        return (self.type, tuple(sorted(self.attrs.items(), key=str)))


ORDER = ["default", "secret", "private", "required", "deprecated", "hidden", "from", "after",
         "until", "file", "shipped", "image", "env", "like"]
TEXT_ONLY = {"secret", "private", "required", "hidden"}


class Tree:
    """keys[path] is a list of (mask of one build, Fact)."""

    def __init__(self, builds):
        self.builds = builds
        self.keys = {}

    def add(self, path, mask, fact):
        self.keys.setdefault(path, []).append((mask, fact))

    def has(self, path, mask):
        return any(m & mask for m, _ in self.keys.get(path, ()))

    def lasts(self, path, mask):
        """Is it there in the newest patch of one of these builds?"""
        return any(m & mask and "until" not in f.attrs for m, f in self.keys.get(path, ()))

    def mask(self, path):
        mask = 0
        for m, _ in self.keys.get(path, ()):
            mask |= m
        return mask

    def merged(self, path):
        """Facts with equal content joined, oldest first."""
        rows = {}
        for mask, fact in self.keys[path]:
            sig = fact.signature()
            rows[sig] = (rows.get(sig, (0, None))[0] | mask, fact)
        return sorted(rows.values(), key=lambda r: (r[0] & -r[0], str(r[1].attrs.get("from", ""))))

    def files(self):
        """{file name: text}; one file a root, scalar roots together in root.keys."""
        groups = {}
        for path in sorted(self.keys, key=sort_key):
            groups.setdefault(root_of(path), []).append(path)
        out = {}
        for root, paths in groups.items():
            name = "root" if paths == [root] else root
            out.setdefault(name, []).extend(paths)
        return {n + ".keys": self._text(n, sorted(p, key=sort_key)) for n, p in out.items()}

    def _text(self, name, paths):
        lines = ["# EMQX keys: %s.  Made by tools/import-keys; columns: builds, type, attributes."
                 % ("those that are a root of their own" if name == "root" else name)]
        for path in paths:
            lines.append(path)
            for mask, fact in self.merged(path):
                lines.append("\t" + "\t".join([self.builds.text(mask), fact.type] + attr_columns(fact)))
        return "\n".join(lines) + "\n"

    def read(self, text):
        """Take the facts of one .keys file in."""
        path = None
        for line in text.splitlines():
            if not line or line[0] == "#":
                continue
            if line[0] != "\t":
                path = line
                continue
            columns = line[1:].split("\t")
            attrs = {}
            for column in columns[2:]:
                name, _, value = column.partition("=")
                attrs[name] = True if name in TEXT_ONLY else value
            mask, fact = self.builds.parse(columns[0]), Fact(columns[1], **attrs)
            for i in range(len(self.builds.rows)):
                if mask >> i & 1:
                    self.add(path, 1 << i, fact)


def attr_columns(fact):
    unknown = set(fact.attrs) - set(ORDER)
    assert not unknown, unknown
    out = []
    for name in ORDER:
        if name in fact.attrs:
            value = fact.attrs[name]
            assert value is True or not re.search(r"[\t\n]", value), value
            out.append(name if value is True else "%s=%s" % (name, value))
    return out


def root_of(path):
    return re.split(r"[.<\[]", path, maxsplit=1)[0]


def split(path):
    """Steps of a path: names, `$name`, `[]` and `<variant>` are steps of their own."""
    return [m.group(0) for m in re.finditer(r"\[\]|<[^>]*>|[^.<\[\]]+", path)]


def sort_key(path):
    return split(path)


def join(steps):
    out = ""
    for s in steps:
        out += s if s == "[]" or s[0] == "<" or not out else "." + s
    return out
