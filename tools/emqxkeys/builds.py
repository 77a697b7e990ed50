"""The builds that have key tables, and sets of them.

A build is a minor version in an edition.  Up to 5.8 there are two editions
(4.x: one that counts here); from 5.9 on there is one.  A set of builds is an
integer with a bit a build.  Its text form is a comma-separated list of ranges:

    5.0..          from 5.0 on, every edition
    5.4../ee       from 5.4 on, enterprise up to 5.8, then everybody
    4.1..4.3       three minors
"""


class Build:
    def __init__(self, minor, edition, newest):
        self.minor, self.edition, self.newest = minor, edition, newest
        self.name = minor + ("-ee" if edition == "ee" else "")


class Builds:
    """An ordered table of builds, read from and written to stdlib/emqx/builds."""

    def __init__(self, rows):
        self.rows = rows
        self.by_name = {b.name: i for i, b in enumerate(rows)}
        self.minors = []
        for b in rows:
            if b.minor not in self.minors:
                self.minors.append(b.minor)
        self.all = (1 << len(rows)) - 1

    def bit(self, name):
        return 1 << self.by_name[name]

    def of_minor(self, minor):
        """Bits by edition: {'os': bit, 'ee': bit} or {'all': bit}."""
        return {b.edition: 1 << i for i, b in enumerate(self.rows) if b.minor == minor}

    def state(self, mask, minor):
        """'all', 'os', 'ee' or '' : which editions of the minor are in the set."""
        cells = self.of_minor(minor)
        have = [e for e, bit in cells.items() if mask & bit]
        if not have:
            return ""
        return "all" if len(have) == len(cells) else have[0]

    def text(self, mask):
        out, i, n = [], 0, len(self.minors)
        states = [self.state(mask, m) for m in self.minors]
        while i < n:
            s, j = states[i], i
            if not s:
                i += 1
                continue
            while j + 1 < n and self._goes_on(s, states[j + 1], self.minors[j + 1]):
                j += 1
            out.append(self._range(i, j) + ("" if s == "all" else "/" + s))
            i = j + 1
        return ", ".join(out)

    def _goes_on(self, state, following, minor):
        single = "all" in self.of_minor(minor)
        return following == state or (following == "all" and single)

    def _range(self, i, j):
        if j == len(self.minors) - 1:
            return self.minors[i] + ".."
        if i == j:
            return self.minors[i]
        return self.minors[i] + ".." + self.minors[j]

    def parse(self, text):
        mask = 0
        for part in text.split(","):
            span, _, edition = part.strip().partition("/")
            first, dots, last = span.partition("..")
            lo = self.minors.index(first)
            hi = self.minors.index(last) if last else (len(self.minors) - 1 if dots else lo)
            for minor in self.minors[lo:hi + 1]:
                for e, bit in self.of_minor(minor).items():
                    if not edition or e in ("all", edition):
                        mask |= bit
        return mask


def write_builds(builds):
    out = ["# The builds that have key tables, oldest first: minor, edition, newest patch",
           "# (the one that the table was made from)."]
    out += ["%s\t%s\t%s" % (b.minor, b.edition, b.newest) for b in builds.rows]
    return "\n".join(out) + "\n"


def read_builds(text):
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return Builds([Build(*r) for r in rows])
