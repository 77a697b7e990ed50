"""A reader of HOCON as the broker's own: not the language of its name, but
what that library makes of a text.

Line ends mean nothing.  A string before `=`, `:` or `{` is a key.  Strings
that stand side by side are one.  A quoted string takes a quote that follows a
backslash for its own, and is as long as it can be.  Numbers, words with a unit
and null are what they look like, so `0123` is 123.
"""
import re


class Bad(Exception):
    pass


BLANK = re.compile('[\t\v\f \u00a0\n\r\u2028\u2029]+|(?:#|//)[^\n\r\u2028\u2029]*')
PLAIN = [
    ('bool', re.compile('true|false')),
    ('null', re.compile('null')),
    ('string', re.compile(r'[A-Za-z][A-Za-z0-9_.@%\-|]*')),
    ('int', re.compile(r'[+-]?[0-9]+')),
    ('float', re.compile(r'[+-]?[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?')),
    ('string', re.compile('[0-9]+(?:kb|KB|mb|MB|gb|GB)')),
    ('string', re.compile('[0-9]+%')),
    ('string', re.compile('[0-9]+(?:d|D|h|H|ms|MS|m|M|s|S)')),
    ('long', re.compile('"""(?:[^"]|""?(?!"))*"""')),
]
ESCAPES = {'\\': '\\', '"': '"', 'n': '\n', 't': '\t', 'r': '\r', 'b': '\b', 'f': '\f'}


def quoted_end(text, at):
    """The last place where the quoted string that begins here may end."""
    end = None
    for i in range(at + 1, len(text)):
        if text[i] in '\n\r\u2028\u2029':
            break
        if text[i] == '"':
            end = i + 1
            if text[i - 1] != '\\' or i - 1 == at:
                break
    return end


def unescaped(text, lone_quotes):
    out, i = [], 0
    while i < len(text):
        if text[i] == '\\' and i + 1 < len(text) and text[i + 1] in ESCAPES:
            out.append(ESCAPES[text[i + 1]])
            i += 2
            continue
        if text[i] == '"' and not lone_quotes:
            raise Bad('a quote inside a string')
        out.append(text[i])
        i += 1
    return ''.join(out)


def token(text, at):
    """The longest one: (kind, value, end)."""
    best = None
    for kind, pattern in PLAIN:
        m = pattern.match(text, at)
        if m and m.end() > at and (best is None or m.end() > best[2]):
            best = (kind, m.group(), m.end())
    if text[at] == '"':
        end = quoted_end(text, at)
        if end and (best is None or end > best[2]):
            best = ('quoted', text[at:end], end)
    if best is None:
        raise Bad(f'nothing begins with {text[at]!r}')
    return best


def tokens(text):
    found, at = [], 0
    while at < len(text):
        m = BLANK.match(text, at)
        if m:
            at = m.end()
            continue
        if text[at] in '{}[],:=':
            found.append((text[at], text[at]))
            at += 1
            continue
        kind, value, at = token(text, at)
        if kind == 'quoted':
            found.append(('string', unescaped(value[1:-1], False)))
        elif kind == 'long':
            found.append(('string', unescaped(value[3:-3], True)))
        elif kind == 'int':
            found.append(('scalar', int(value)))
        elif kind == 'float':
            found.append(('scalar', float(value)))
        elif kind in ('bool', 'null'):
            found.append(('scalar', {'true': True, 'false': False, 'null': None}[value]))
        else:
            found.append((kind, value))
    return found


def with_keys(found):
    out = []
    for kind, value in found:
        if kind in ('=', ':', '{') and out and out[-1][0] == 'string':
            out[-1] = ('key', out[-1][1])
        elif kind in ('=', ':'):
            raise Bad(f'{kind} after no key')
        if kind not in ('=', ':'):
            out.append((kind, value))
    return out


class Reader:
    def __init__(self, text):
        self.list = with_keys(tokens(text))
        self.at = 0

    def peek(self):
        return self.list[self.at][0] if self.at < len(self.list) else None

    def take(self):
        self.at += 1
        return self.list[self.at - 1]

    def value(self):
        kind = self.peek()
        if kind == 'string':
            parts = []
            while self.peek() == 'string':
                parts.append(self.take()[1])
            return ''.join(parts)
        if kind == 'scalar':
            return self.take()[1]
        if kind == '{':
            self.take()
            found = self.members('}')
            self.take()
            return found
        if kind == '[':
            return self.items()
        raise Bad(f'no value: {kind}')

    def items(self):
        found = []
        self.take()
        while self.peek() != ']':
            found.append(self.value())
            if self.peek() == ',':
                self.take()
            elif self.peek() != ']':
                raise Bad('items without a comma')
        self.take()
        return found

    def members(self, end):
        found = {}
        while self.peek() != end:
            if self.peek() != 'key':
                raise Bad(f'{self.peek()} where a key belongs')
            steps = self.take()[1].split('.')
            put(found, steps, self.value())
            if self.peek() == ',':
                self.take()
        return found


def put(tree, steps, value):
    """Objects merge, all else is replaced; numbers reach into lists."""
    for step in steps[:-1]:
        if isinstance(tree, list):
            tree = tree[int(step) - 1]
            continue
        if not isinstance(tree.get(step), (dict, list)):
            tree[step] = {}
        tree = tree[step]
    last = steps[-1]
    if isinstance(tree, list):
        tree[int(last) - 1] = value
    elif isinstance(value, dict) and isinstance(tree.get(last), dict):
        for key, inner in value.items():
            put(tree[last], [key], inner)
    else:
        tree[last] = value


def read(text):
    """A whole file."""
    return Reader(text).members(None)


def read_value(text):
    """What the broker makes of the value of a variable."""
    try:
        return read('fake_key=' + text)['fake_key']
    except Bad:
        return text


def flat(value, path=()):
    """{path: text} of every leaf; a list is its items, from 1."""
    if isinstance(value, dict) and value:
        items = value.items()
    elif isinstance(value, list) and value:
        items = ((str(i + 1), v) for i, v in enumerate(value))
    else:
        return {'.'.join(path): scalar(value)}
    found = {}
    for key, inner in items:
        found.update(flat(inner, path + (key,)))
    return found


def scalar(value):
    if isinstance(value, bool) or value is None:
        return {True: 'true', False: 'false', None: 'null'}[value]
    return value if isinstance(value, (str, dict, list)) else str(value)
