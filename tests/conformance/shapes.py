"""Grammars of Kubernetes, and ways through a set of objects."""
import re

DNS_LABEL = re.compile(r'[a-z0-9]([-a-z0-9]*[a-z0-9])?\Z')
DNS_1035 = re.compile(r'[a-z]([-a-z0-9]*[a-z0-9])?\Z')
SUBDOMAIN = re.compile(r'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\Z')
LABEL_VALUE = re.compile(r'(([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?)\Z')
PORT_NAME = re.compile(r'(?=.*[a-z])[a-z0-9](?:-?[a-z0-9])*\Z')
ENV_NAME = re.compile(r'[-._a-zA-Z][-._a-zA-Z0-9]*\Z')
DATA_KEY = re.compile(r'[-._a-zA-Z0-9]+\Z')
QUANTITY = re.compile(r'([0-9]+(?:\.[0-9]+)?)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?\Z')
UNIT = {None: 1, 'm': 1e-3, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'T': 1e12, 'P': 1e15, 'E': 1e18,
        'Ki': 2**10, 'Mi': 2**20, 'Gi': 2**30, 'Ti': 2**40, 'Pi': 2**50, 'Ei': 2**60}
REFERENCE = re.compile(r'\$\$|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)')


def label(o):
    return f'{o.get("kind")}/{o.get("metadata", {}).get("name")}'


def of_kind(objects, *kinds):
    return [o for o in objects if o.get('kind') in kinds]


def find(objects, kind, name, like=None):
    """An object by name, in the namespace of another one."""
    ns = (like or {}).get('metadata', {}).get('namespace')
    for o in of_kind(objects, kind):
        if o['metadata']['name'] == name and o['metadata'].get('namespace') == ns:
            return o
    return None


def workloads(objects):
    return of_kind(objects, 'StatefulSet', 'Deployment', 'Pod')


def pod_of(o):
    """(metadata, spec) of the pods that a workload makes."""
    if o['kind'] == 'Pod':
        return o['metadata'], o['spec']
    template = o['spec']['template']
    return template['metadata'], template['spec']


def pods(objects):
    for o in workloads(objects):
        meta, spec = pod_of(o)
        yield o, meta, spec


def containers(spec):
    return spec.get('initContainers', []) + spec['containers']


def selects(selector, labels):
    return bool(selector) and all(labels.get(k) == v for k, v in selector.items())


def quantity(text):
    m = QUANTITY.match(str(text))
    return float(m.group(1)) * UNIT[m.group(2)] if m else None
