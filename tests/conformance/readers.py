"""Readers of env-files, one a format, each as its own program reads it."""
import json
import os
import re
import subprocess
import tempfile

import yaml


def docker(text):
    """`docker run --env-file`: no quotes; `#` only begins a line."""
    found = {}
    for line in text.split('\n'):
        line = line.lstrip(' \t')
        if line and not line.startswith('#'):
            name, _, value = line.partition('=')
            found[name] = value
    return found


def dotenv(text):
    """Compose: single quotes as they are, double quotes with escapes."""
    found, at = {}, 0
    line = re.compile(r"""[ \t]*(?:\#[^\n]*|([A-Za-z_.][A-Za-z0-9_.]*)=(?:'([^']*)'|"((?:[^"\\]|\\.)*)"|([^\n]*)))?[ \t]*(?:\n|\Z)""",
                      re.S)
    while at < len(text):
        m = line.match(text, at)
        if not m:
            raise ValueError(f'not a line: {text[at:at + 80]!r}')
        at = m.end()
        name, single, double, bare = m.groups()
        if name and single is not None:
            found[name] = single
        elif name and double is not None:
            found[name] = re.sub(r'\\(.)', lambda e: {'n': '\n', 'r': '\r', 't': '\t'}.get(e.group(1), e.group(1)),
                                 double, flags=re.S)
        elif name:
            found[name] = bare.partition(' #')[0].strip()
    return found


def shell(text):
    """A real shell: `set -a; . FILE`."""
    script = 'set -a\neval "$1"\nexec env -0'
    done = subprocess.run(['sh', '-c', script, 'sh', text], capture_output=True, check=True, env={'PATH': '/usr/bin:/bin'})
    pairs = done.stdout.decode('utf-8', 'surrogateescape').split('\0')
    return {k: v for k, _, v in (p.partition('=') for p in pairs if p) if k not in ('PATH', 'PWD', 'SHLVL', '_', 'OLDPWD')}


def systemd(text):
    """EnvironmentFile=: a backslash takes the next character, in quotes only
    before one of four; a quoted value may hold line ends."""
    found, at = {}, 0
    while at < len(text):
        if text[at] in ' \t\n':
            at += 1
        elif text[at] in '#;':
            at = (text + '\n').index('\n', at)
        else:
            equal = text.index('=', at)
            value, end = systemd_value(text, equal + 1)
            found[text[at:equal]] = value
            at = end
    return found


def systemd_value(text, at):
    out, quote = [], None
    while at < len(text):
        c = text[at]
        if c == '\\' and quote != "'" and at + 1 < len(text):
            after = text[at + 1]
            out.append(after if quote is None or after in '\\"$`' else c + after)
            at += 2
            continue
        if quote is None and c == '\n':
            break
        if quote is None and c in '\'"' and not ''.join(out).strip():
            quote = c
        elif c == quote:
            quote = None
            at = text.find('\n', at)
            break
        else:
            out.append(c)
        at += 1
    return ''.join(out), at if at >= 0 else len(text)


def as_json(text):
    return json.loads(text)


def configmap(text):
    return yaml.safe_load(text)['data']


FORMATS = {'dotenv': dotenv, 'shell': shell, 'docker': docker, 'systemd': systemd, 'json': as_json, 'configmap': configmap}


# ---- Kubernetes ----

REFERENCE = re.compile(r'\$\$|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)')
POD = {'metadata.name': 'pod-0', 'metadata.namespace': 'default', 'status.podIP': '10.0.0.1'}


class Secret(str):
    """The value of a Secret that somebody else makes: only its name is known."""


def expanded(text, known):
    def one(m):
        if m.group() == '$$':
            return '$'
        return str(known[m.group(1)]) if m.group(1) in known else m.group()
    return REFERENCE.sub(one, text)


def pod_env(objects):
    """The variables of the broker's container, as the kubelet makes them."""
    workload = next(o for o in objects if o['kind'] in ('StatefulSet', 'Deployment', 'Pod'))
    spec = workload['spec'] if workload['kind'] == 'Pod' else workload['spec']['template']['spec']
    box = spec['containers'][0]
    data = {(o['kind'], o['metadata']['name']): {**(o.get('data') or {}), **(o.get('stringData') or {})} for o in objects
            if o['kind'] in ('ConfigMap', 'Secret')}
    found = {}
    for source in box.get('envFrom', []):
        found.update(data.get(('ConfigMap', source.get('configMapRef', {}).get('name')), {}))
    for e in box.get('env', []):
        source = e.get('valueFrom', {})
        if 'fieldRef' in source:
            found[e['name']] = POD[source['fieldRef']['fieldPath']]
        elif 'secretKeyRef' in source:
            name, key = source['secretKeyRef']['name'], source['secretKeyRef']['key']
            there = data.get(('Secret', name), {}).get(key)
            found[e['name']] = Secret(f'Secret {name}, key {key}') if there is None else there
        else:
            found[e['name']] = expanded(e['value'], found)
    return found


def pod_files(objects):
    """The configuration files that a ConfigMap (or a Secret, where one holds
    what was declared insecure) brings: {name: text}."""
    for o in objects:
        data = {**(o.get('data') or {}), **(o.get('stringData') or {})} if o['kind'] in ('ConfigMap', 'Secret') else {}
        if any(key.endswith(('.conf', '.hocon')) for key in data):
            return data
    return {}


# ---- Compose ----

ADDRESS = "$(hostname -i | cut -d' ' -f1)"
INTERPOLATED = re.compile(r'\$(?:(\$)|\{?([A-Za-z_][A-Za-z0-9_]*)\}?)')


def interpolated(text):
    """As Compose reads a text: $$ is $, and no variable is set."""
    return INTERPOLATED.sub(lambda m: m.group(1) or '', text)


def compose_env(file, service):
    """The variables of a service, after its start script was run by a real
    shell on secrets that hold where they come from."""
    env = {k: interpolated(v) for k, v in service['environment'].items()}
    if 'entrypoint' not in service:
        return env
    script = interpolated(service['entrypoint'][2])
    with tempfile.TemporaryDirectory() as at:
        stage(file, at)
        for path in ('/run/secrets', '/opt/emqx/etc', '/mnt/files', '/tmp/etc'):
            script = script.replace(path, at + path)
        script = script.replace(ADDRESS, POD['status.podIP'])
        done = subprocess.run(['sh', '-c', script, *service['entrypoint'][3:4], 'env', '-0'], capture_output=True, check=True,
                              env={'PATH': '/usr/bin:/bin', **env})
    pairs = done.stdout.decode('utf-8', 'surrogateescape').split('\0')
    found = {k: v for k, _, v in (p.partition('=') for p in pairs if p) if k not in ('PATH', 'PWD', 'SHLVL', '_', 'OLDPWD')}
    for name in re.findall(r'^(\w+)=\$\(cat ', script, re.M):
        found[name] = Secret(found[name])
    return found


def stage(file, at):
    """What the container finds: the image's files, secrets, configs."""
    for folder in ('run/secrets', 'opt/emqx/etc/plugins', 'mnt/files/plugins', 'tmp'):
        os.makedirs(os.path.join(at, folder))
    for name, secret in file.get('secrets', {}).items():
        owner, key = secret['file'].split('/')[-2:]
        put(at, 'run/secrets/' + name, f'Secret {owner}, key {key}\n')
    for service in file['services'].values():
        for config in service.get('configs', []):
            put(at, config['target'].lstrip('/'), interpolated(file['configs'][config['source']]['content']))


def put(at, path, text):
    with open(os.path.join(at, path), 'w', encoding='utf-8') as f:
        f.write(text)


def compose_files(file):
    return {name: interpolated(config['content']) for name, config in file.get('configs', {}).items()}
