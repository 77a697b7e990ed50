"""Reads the product of `-t k8s` strictly, and holds each object to its schema."""
import json
import os
import re

import yaml
from jsonschema import Draft7Validator

# Plain scalars that a YAML 1.2 reader takes for a number and a 1.1 reader does not.
NUMBER_12 = re.compile(r'([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|'
                       r'[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)\Z')


Loader = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)   # with libyaml where it is


class Strict(Loader):
    """Refuses keys that stand twice, and plain texts that readers disagree on."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f'key {key.value} twice', key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_scalar(self, node):
        text, plain = node.value, not node.style
        if plain and node.tag.endswith(':timestamp'):
            raise yaml.constructor.ConstructorError(None, None, f'a date: {text}', node.start_mark)
        if plain and node.tag.endswith(':bool') and text not in ('true', 'false'):
            raise yaml.constructor.ConstructorError(None, None, f'{text} is true or false to some', node.start_mark)
        if plain and node.tag.endswith(':str') and NUMBER_12.match(text):
            raise yaml.constructor.ConstructorError(None, None, f'{text} is a number to some', node.start_mark)
        return super().construct_scalar(node)


# PyYAML calls these without construct_scalar().
Strict.add_constructor('tag:yaml.org,2002:timestamp', lambda loader, node: loader.construct_scalar(node))


def read(text):
    """The objects of a stream."""
    if '\t' in text.split('|')[0] and re.search(r'^\s*\t', text, re.M):
        raise yaml.YAMLError('a tab')
    return [o for o in yaml.load_all(text, Strict) if o is not None]


def closed(required, **properties):
    return {'type': 'object', 'additionalProperties': False, 'required': required.split(), 'properties': properties}


TEXT, WORDS = {'type': 'string'}, {'type': 'object', 'additionalProperties': {'type': 'string'}}


def monitor(kind, endpoints):
    """What emqxc writes of a kind of the Prometheus operator: its CRDs are not
    among the facts."""
    text, words = TEXT, WORDS
    key = closed('name key', name=text, key=text)
    seconds = {'type': 'string', 'pattern': '^[1-9][0-9]*s$'}
    endpoint = closed('port path', port=text, path={'type': 'string', 'pattern': '^/api/v[45]/'}, interval=seconds,
                      scrapeTimeout=seconds, basicAuth=closed('username password', username=key, password=key),
                      params=closed('type', type={'const': ['prometheus']}), scheme={'const': 'https'},
                      tlsConfig=closed('insecureSkipVerify', insecureSkipVerify={'const': True}))
    spec = closed('selector ' + endpoints, jobLabel=text, selector=closed('matchLabels', matchLabels=words),
                  **{endpoints: {'type': 'array', 'items': endpoint, 'minItems': 1}})
    meta = closed('name labels', name=text, namespace=text, labels=words, annotations=words)
    return closed('apiVersion kind metadata spec', apiVersion={'const': 'monitoring.coreos.com/v1'}, kind={'const': kind},
                  metadata=meta, spec=spec)


def certificate():
    """A strict schema of what emqxc writes of cert-manager's Certificate."""
    text, words = TEXT, WORDS
    name = {'type': 'string', 'pattern': r'^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$'}
    issuer = closed('name kind', name=text, kind={'enum': ['Issuer', 'ClusterIssuer']}, group={'const': 'cert-manager.io'})
    time = {'type': 'string', 'pattern': '^[0-9]+[hs]$'}
    spec = closed('secretName issuerRef dnsNames', secretName=text, issuerRef=issuer, commonName=text, duration=time, renewBefore=time,
                  dnsNames={'type': 'array', 'items': name, 'minItems': 1, 'uniqueItems': True})
    meta = closed('name labels', name=text, namespace=text, labels=words, annotations=words)
    return closed('apiVersion kind metadata spec', apiVersion={'const': 'cert-manager.io/v1'}, kind={'const': 'Certificate'},
                  metadata=meta, spec=spec)


MONITORS = {'ServiceMonitor': 'endpoints', 'PodMonitor': 'podMetricsEndpoints'}


class Schemas:
    def __init__(self, folder):
        self.folder = folder
        self.made = {kind: Draft7Validator(monitor(kind, field)) for kind, field in MONITORS.items()}
        self.made['Certificate'] = Draft7Validator(certificate())

    def of(self, kind):
        if kind not in self.made:
            path = os.path.join(self.folder, kind + '.json')
            with open(path, encoding='utf-8') as f:
                self.made[kind] = Draft7Validator(json.load(f))
        return self.made[kind]

    def faults(self, kind, o, what=None):
        what = what or f'{kind}/{o.get("metadata", {}).get("name")}'
        if kind not in self.made and not os.path.exists(os.path.join(self.folder, kind + '.json')):
            yield f'{what}: no schema of that kind'
            return
        for e in self.of(kind).iter_errors(o):
            yield f'{what}: {"/".join(map(str, e.absolute_path))}: {e.message[:200]}'

    def all_faults(self, objects):
        """Of each object, and of the Pod and the claims that a StatefulSet's
        controller makes of its templates."""
        for o in objects:
            yield from self.faults(o.get('kind', '?'), o)
            if o.get('kind') in ('StatefulSet', 'Deployment'):
                yield from self.made_from(o)

    def made_from(self, o):
        template = o['spec'].get('template', {})
        name = o['metadata']['name']
        made = {'apiVersion': 'v1', 'kind': 'Pod', **template,
                'metadata': {**template.get('metadata', {}), 'name': name + '-0'}}
        yield from self.faults('Pod', made, f'pod of {name}')
        for t in o['spec'].get('volumeClaimTemplates', []):
            made = {**t, 'apiVersion': 'v1', 'kind': 'PersistentVolumeClaim',
                    'metadata': {**t['metadata'], 'name': f'{t["metadata"]["name"]}-{name}-0'}}
            yield from self.faults('PersistentVolumeClaim', made, f'claim of {name}')
