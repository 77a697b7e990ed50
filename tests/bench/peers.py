"""What emqxc is measured beside: each row says how a program makes the same
objects from the definition in this folder, and how far it is asked to go.

Kustomize has no functions: it is given the finished objects of the clusters,
and for environments a base and patches.
"""
import os
import shutil
import subprocess
from typing import Callable, NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENTS = [(f'e{i:02}', 3 + 2 * (i % 3), f'{i + 1}Gi') for i in range(20)]


class Peer(NamedTuple):
    name: str
    program: str
    version: tuple                      # words that only start it
    most: int                           # clusters
    fleet: Callable                     # (folder, n) -> words
    environment: Callable               # (folder, name, nodes, size) -> words


def at(name):
    return os.path.join(HERE, name)


def found(program):
    """Its path: in $BENCH_PEERS, then as any program is found."""
    return shutil.which(program, path=os.environ.get('BENCH_PEERS')) or shutil.which(program)


def jsonnet(program):
    def words(**arguments):
        codes = [w for name, code in arguments.items() for w in ('--tla-code', f'{name}={code}')]
        return [program, '-y', *codes, at('article.jsonnet')]
    return Peer(program, program, ('--version',), 1000, lambda folder, n: words(n=n),
                lambda folder, name, nodes, size: words(nodes=nodes, size=f"'{size}'"))


def kustomize(name, *words):
    return Peer(name, words[0], ('version',) if words[0] == 'kustomize' else ('version', '--client'), 100,
                lambda folder, n: [*words, os.path.join(folder, f'kustomize-{n}')],
                lambda folder, env, nodes, size: [*words, os.path.join(folder, 'kustomize', env)])


PEERS = (
    jsonnet('jsonnet'),
    jsonnet('go-jsonnet'),
    Peer('helm template', 'helm', ('version',), 1000,
         lambda folder, n: ['helm', 'template', 'x', at('helm'), '--set', f'count={n}'],
         lambda folder, name, nodes, size: ['helm', 'template', 'x', at('helm'), '--set',
                                            f'nodes={nodes},size={size}']),
    kustomize('kustomize', 'kustomize', 'build'),
    kustomize('kubectl kustomize', 'kubectl', 'kustomize'),
    Peer('cue export', 'cue', ('version',), 100,
         lambda folder, n: ['cue', 'export', at('article.cue'), '-t', f'n={n}', '-e', 'stream',
                            '--out', 'text'],
         lambda folder, name, nodes, size: ['cue', 'export', at('article.cue'), '-t', f'nodes={nodes}',
                                            '-t', f'size={size}', '-e', 'stream', '--out', 'text']),
)


def words_of(peer, words):
    return [found(peer.program), *words[1:]]


# --- what is written for them ---------------------------------------------------

def write_spec(path, n, environments=()):
    with open(at('article.emqx')) as profile, open(path, 'w') as out:
        out.write(profile.read() + '\n')
        out.writelines(f'cluster edge-{i:05} {{ use article }}\n' for i in range(n))
        out.writelines(f'overlay {name} {{ nodes = {nodes}; storage {{ size = {size} }} }}\n'
                       for name, nodes, size in environments)


def write_text(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as out:
        out.write(text)


def write_kustomize_fleet(folder, n, product):
    base = os.path.join(folder, f'kustomize-{n}')
    write_text(os.path.join(base, 'kustomization.yaml'), 'resources: [objects.yaml]\n')
    shutil.copy(product, os.path.join(base, 'objects.yaml'))


PATCH = '''resources: [../base]
patches:
- target: {{kind: StatefulSet, name: edge-00000}}
  patch: |-
    - {{op: replace, path: /spec/replicas, value: {nodes}}}
    - {{op: replace, path: /spec/volumeClaimTemplates/0/spec/resources/requests/storage, value: {size}}}
'''


def write_kustomize_environments(folder, product):
    base = os.path.join(folder, 'kustomize', 'base')
    write_text(os.path.join(base, 'kustomization.yaml'), 'resources: [objects.yaml]\n')
    shutil.copy(product, os.path.join(base, 'objects.yaml'))
    for name, nodes, size in ENVIRONMENTS:
        write_text(os.path.join(folder, 'kustomize', name, 'kustomization.yaml'),
                   PATCH.format(nodes=nodes, size=size))


# --- that they do the same -------------------------------------------------------

def objects_of(text):
    import yaml
    loader = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)
    objects = [o for o in yaml.load_all(text, loader) if o]
    return sorted(objects, key=lambda o: (o['kind'], o['metadata']['name']))


def output(words):
    done = subprocess.run(words, capture_output=True)
    if done.returncode:
        raise SystemExit(f'bench: {" ".join(words)}: status {done.returncode}\n{done.stderr.decode()}')
    return done.stdout


def verify(words, want):
    """The objects of a command against those of emqxc, whatever their order."""
    if objects_of(output(words)) != want:
        raise SystemExit(f'bench: {" ".join(words)}: not the same objects as emqxc')
