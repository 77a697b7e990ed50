"""EMQX's own type names to the names of our tables.

Ours: bool flag int float string template secret atom word size percent
address url duration duration-s timeout timeout-s rate burst any struct map
enum(a|b) 'literal' list(T) words map(T), ranges int(1..2), unions A | B, and
the grammars of 4.x (see facts4.py).
"""

import re

PLAIN = {
    "string": "string", "template_string": "template", "boolean": "bool", "struct": "struct",
    "duration(ms)": "duration", "duration(s)": "duration-s",
    "duration(ms,timeout)": "timeout", "duration(s,timeout)": "timeout-s",
    "emqx_coap_schema:duration()": "duration",
    "integer": "int", "float": "float", "number": "float", "secret": "secret", "atom": "atom",
    "emqx_s3_schema:secret_access_key()": "secret",
    "bytesize": "size", "wordsize": "size", "percent": "percent", "url": "url",
    "ip_port": "address", "emqx_exproto_schema:ip_port()": "address",
    "term": "any", "map": "map", "json_string": "string", "tuple(module,atom)": "any",
    "comma_list": "words", "comma_list(atom)": "words", "1..inf": "int(1..)",
    "limiter_rate": "rate", "limiter_burst": "burst", "limiter_initial": "burst",
    "limiter_burst_rate": "burst", "limiter_failure_strategy": "word",
    "pos_integer_or_infinity()": "int(1..) | 'infinity'", "block_size()": "int(16..1024)",
    "ds_size_limit": "int(1..) | size | 'infinity'",
    "emqx_ds_schema:size_limit()": "size | 'infinity'",
    "emqx_ds_schema:backend()": "word", "emqx_ds_msg_serializer:schema()": "word",
    "[[integer]]": "list(list(int))",
}


def convert(text, enum):
    """Our name of a type; enum are the words of its enumeration."""
    literals = re.findall(r"literal\(([^)]*)\)", text)
    words = [w for w in enum if w not in literals]
    return _convert(text, words)


def _convert(text, words):
    if text in PLAIN:
        return PLAIN[text]
    if text == "enum":
        return "enum(%s)" % "|".join(words)
    m = re.fullmatch(r"(integer|bytesize)\((.*)\)", text)
    if m:
        return "%s(%s)" % (PLAIN[m.group(1)], m.group(2))
    m = re.fullmatch(r"literal\((.*)\)", text)
    if m:
        return "'%s'" % m.group(1)
    m = re.fullmatch(r"array\((.*)\)", text)
    if m:
        return "list(%s)" % _convert(m.group(1), words)
    m = re.fullmatch(r"map\(\$\w+->(.*)\)", text)
    if m:
        return _map_of(m.group(1), words)
    m = re.fullmatch(r"union\((.*)\)", text)
    if m:
        return _union([_convert(p, words) for p in parts(m.group(1))])
    raise ValueError("a type that types.py does not know: " + text)


def _map_of(value, words):
    """Members that are records have rows of their own."""
    if "struct" in value or value in ("term()", "term"):
        return "map"
    return "map(%s)" % _convert(value, words)


def _union(parts):
    """`map | struct` is one kind of block for us: rows say what is in it."""
    if set(parts) == {"map", "struct"}:
        return "map"
    return " | ".join(dict.fromkeys(parts))


def parts(text):
    out, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if c == "|" and depth == 0:
            out.append(text[start:i])
            start = i + 1
    return out + [text[start:]]
