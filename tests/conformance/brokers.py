"""What the broker of a version makes of its files and its environment:
{key: text}.  Read from the facts of that version, not from the writers."""
import fnmatch
import functools
import os
import re

import hocon
from common import FACTS
from readers import Secret

# Read by the image's start script; no keys of the broker.
START = {'EMQX_NAME', 'EMQX_HOST', 'EMQX_NODE_NAME', 'EMQX_LOADED_PLUGINS', 'EMQX_LOADED_MODULES', 'EMQX_LOG__TO',
         'EMQX_DEFAULT_LOG_HANDLER', 'EMQX_SECURITY_PROFILE'}
# Read as they are, too: quotes would become part of the text.
RAW = {'EMQX_NODE__NAME', 'EMQX_NODE__COOKIE'}
# In the image's working folder, for what a shell makes of `*`.
FOLDER = ['bin', 'data', 'erts-10.7', 'etc', 'lib', 'log', 'releases']


def version_of(text):
    """4.1-rc.1 -> (4, 1, 0); a minor is its newest patch."""
    parts = [int(p) for p in text.split('-')[0].split('.')]
    return tuple(parts + [0 if '-' in text else 99] * (3 - len(parts)))


def settings(env):
    """The variables that are keys, by name, in the order of their names."""
    return sorted((k, v) for k, v in env.items() if k.startswith('EMQX_') and not (k in START and not is_key(k, env)))


def is_key(name, env):
    return name == 'EMQX_LOG__TO' and env.get('four') == 'yes'


def broker(version, files, env):
    """(settings, secrets): each secret is told by where it comes from."""
    parts = version_of(version)
    files = {name: text for name, text in files.items() if name != 'acl.conf'}
    return five(files, env) if parts[0] >= 5 else four(parts, files, env)


# ---- 5 and 6 ----

def five(files, env):
    tree = hocon.read(files.get('base.hocon', '') + '\n' + files.get('emqx.conf', ''))
    secrets = {}
    for name, value in settings(env):
        steps = [s for s in name[len('EMQX_'):].lower().split('__') if s]
        if isinstance(value, Secret):
            secrets['.'.join(steps)] = value
            continue
        hocon.put(tree, steps, value if name in RAW else hocon.read_value(value))
    return hocon.flat(tree) if tree else {}, secrets


# ---- 4.x ----

def lines(text):
    """Cuttlefish: `key = value` to the end of the line; the last one wins."""
    found = {}
    for line in text.split('\n'):
        if not line.strip() or line.lstrip().startswith('#'):
            continue
        key, equal, value = line.partition('=')
        if not equal or not value.strip(' \t'):
            raise hocon.Bad(f'not a line: {line!r}')
        value.encode('latin-1')
        found[key.strip()] = value.strip(' \t')
    return found


def substituted(found):
    """`$(other.key)` in a file stands for that key."""
    return {k: re.sub(r'\$\(([^)]*)\)', lambda m: found.get(m.group(1), ''), v) for k, v in found.items()}


def by_sed(value):
    """Up to 4.2.2: through an unquoted echo and a sed replacement."""
    words = []
    for word in filter(None, re.split('[ \t\n]+', value)):
        if re.match(r'EMQX_\w*=', word):
            raise hocon.Bad(f'{word} is taken for a variable')
        words += fnmatch.filter(FOLDER, word) or [word] if re.search(r'[*?\[]', word) else [word]
    text = ' '.join(words)
    if re.search(r'[&\\]', text):
        raise hocon.Bad(f'sed makes something else of {text!r}')
    return text


def from_file(value):
    """What a start script writes into a file is read again as a line."""
    value.encode('latin-1')
    return re.sub(r'[\x00-\x1f\x7f]', '', value).strip(' \t')


@functools.lru_cache(None)
def shipped(version):
    """Keys that the image's files name, active or commented; None: not known."""
    name = 'shipped-4.1-rc.1.tsv' if version == (4, 1, 0) else f'shipped-4.{version[1]}.tsv'
    path = os.path.join(FACTS, 'emqx', name)
    if not os.path.exists(path):
        return None
    with open(path, encoding='utf-8') as f:
        return {line.split('\t')[0] for line in f.read().split('\n')[1:]}


def is_rewritten(version, key):
    """4.1 and 4.2 have no way for a variable but a line that is there; 4.2.3
    and later take another number in it too."""
    known = shipped(version)
    if known is None or key in known:
        return True
    numbers = re.compile(r'\d+')
    return version >= (4, 2, 3) and numbers.sub('0', key) in {numbers.sub('0', k) for k in known if numbers.search(k)}


def four(version, files, env):
    found, secrets = {}, {}
    for text in files.values():
        found.update(lines(text))
    found = substituted(found)
    for name, value in settings({**env, 'four': 'yes'}):
        key = name[len('EMQX_'):].lower().replace('__', '.')
        if key == 'node.name' or version < (4, 3, 0) and not is_rewritten(version, key):
            continue
        if isinstance(value, Secret):
            secrets[key] = value
            continue
        if version < (4, 2, 3):
            value = by_sed(value)
        if version < (4, 3, 0):
            value = from_file(value)
        if value:
            found[key] = value
        else:
            found.pop(key, None)
    return (substituted(found) if version < (4, 3, 0) else found), secrets
