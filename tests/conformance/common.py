"""What the conformance tests share: the compiler, the examples, the facts, TAP.

EMQXC names the compiler, top_srcdir the source, EMQXC_FACTS the folder of
facts (else ../shared/facts beside the source); where there are none the tests
that need them are skipped.
"""
import os
import re
import subprocess
import sys
import tempfile

TOP = os.path.abspath(os.environ.get('top_srcdir') or
                      os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
EMQXC = os.path.abspath(os.environ.get('EMQXC') or os.path.join(TOP, 'emqxc'))
FACTS = os.environ.get('EMQXC_FACTS') or os.path.join(TOP, '..', 'shared', 'facts')


class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def check(self, what, faults):
        """One test: it holds when the list of faults is empty."""
        self.count += 1
        print(f'{"not ok" if faults else "ok"} {self.count} - {what}')
        for fault in faults[:12]:
            print('#', str(fault).replace('\n', '\n# '))
        self.failed += bool(faults)
        sys.stdout.flush()

    def skip(self, what, why):
        self.count += 1
        print(f'ok {self.count} - {what} # SKIP {why}')

    def end(self):
        print(f'1..{self.count}')
        sys.exit(1 if self.failed else 0)


def skip_all(why):
    print(f'1..0 # SKIP skipped: {why}')
    sys.exit(0)


def need(*modules):
    for name in modules:
        try:
            __import__(name)
        except ImportError:
            skip_all(f'no python module {name}')


def facts(*parts):
    """A path in the facts; skips the whole test when it is not there."""
    path = os.path.join(FACTS, *parts)
    if not os.path.exists(path):
        skip_all('no facts')
    return path


def run(*args, cwd=None, text=None):
    """The compiler: its status, product and messages."""
    done = subprocess.run([EMQXC, *args], input=text, cwd=cwd, capture_output=True, check=False,
                          encoding='utf-8', errors='surrogateescape')
    return done.returncode, done.stdout, done.stderr


def how_many(few):
    """How many specs are generated: the first argument, EMQXC_GENERATED, or a
    few."""
    return int(sys.argv[1] if len(sys.argv) > 1 else os.environ.get('EMQXC_GENERATED') or few)


def folder():
    """In memory where there is such a place: the compiler waits for the disk
    with every file."""
    memory = '/dev/shm'
    at = memory if 'TMPDIR' not in os.environ and os.access(memory, os.W_OK) else None
    return tempfile.TemporaryDirectory(prefix='emqxc-test.', dir=at)


def options_of(spec):
    """Those of a first line `# args: …` and of a file NAME.args, without -e:
    here every environment is compiled."""
    args = []
    with open(spec, encoding='utf-8') as f:
        head = re.match(r'# args: (.*)', f.readline())
    if head:
        args += head.group(1).split()
    if os.path.exists(spec[:-5] + '.args'):
        with open(spec[:-5] + '.args', encoding='utf-8') as f:
            args += f.read().split()
    return [a for i, a in enumerate(args) if a != '-e' and (i == 0 or args[i - 1] != '-e')]


def examples():
    """(label, path, options) of every spec in examples/ that has a cluster."""
    root = os.path.join(TOP, 'examples')
    for chapter in sorted(os.listdir(root)):
        for name in sorted(os.listdir(os.path.join(root, chapter))):
            path = os.path.join(root, chapter, name)
            if name.endswith('.emqx') and has_cluster(path):
                yield f'examples/{chapter}/{name}', path, options_of(path)


def has_cluster(path):
    with open(path, encoding='utf-8') as f:
        text = f.read()
    return bool(re.search(r'^(cluster|use "\./)', text, re.M)) and 'cluster' in text


def tree(root):
    """Every file below a folder: {path: bytes}."""
    found = {}
    for at, _, names in os.walk(root):
        for name in sorted(names):
            path = os.path.join(at, name)
            with open(path, 'rb') as f:
                found[os.path.relpath(path, root)] = f.read()
    return found
