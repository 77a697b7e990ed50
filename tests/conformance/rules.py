"""What a Kubernetes API server, and the pods behind it, demand of a set of
objects beyond the schemas.  Each rule yields faults; RULES is the list.

The API server does not look into a StatefulSet's pod template and claim
templates, so here both are taken for the Pod and the claim that they become.
"""
import fnmatch
import json
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

API = {
    'Namespace': 'v1', 'ServiceAccount': 'v1', 'Secret': 'v1', 'ConfigMap': 'v1', 'Service': 'v1',
    'Pod': 'v1', 'PersistentVolumeClaim': 'v1', 'StatefulSet': 'apps/v1', 'Deployment': 'apps/v1',
    'Role': 'rbac.authorization.k8s.io/v1', 'RoleBinding': 'rbac.authorization.k8s.io/v1',
    'PodDisruptionBudget': 'policy/v1', 'NetworkPolicy': 'networking.k8s.io/v1',
}
ORDER = ['Namespace', 'ServiceAccount', 'Role', 'RoleBinding', 'Secret', 'ConfigMap', 'Service',
         'PodDisruptionBudget', 'NetworkPolicy', 'StatefulSet', 'Deployment', 'Pod']
FIELD_PATHS = {'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName',
               'spec.serviceAccountName', 'status.hostIP', 'status.podIP', 'status.podIPs'}


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


def names_fit(objects):
    limits = {'StatefulSet': (DNS_LABEL, 52), 'Service': (DNS_1035, 63), 'Namespace': (DNS_LABEL, 63),
              'Deployment': (DNS_LABEL, 63), 'Pod': (DNS_LABEL, 63)}
    for o in objects:
        pattern, most = limits.get(o['kind'], (SUBDOMAIN, 253))
        name = o['metadata']['name']
        if not pattern.match(name) or len(name) > most:
            yield f'{label(o)}: the name does not fit (at most {most})'
    for o, _, spec in pods(objects):
        inner = [c['name'] for c in containers(spec)] + [v['name'] for v in spec.get('volumes', [])]
        if o['kind'] == 'StatefulSet':
            inner += [t['metadata']['name'] for t in o['spec'].get('volumeClaimTemplates', [])]
        for name in inner:
            if not DNS_LABEL.match(name) or len(name) > 63:
                yield f'{label(o)}: `{name}` does not fit'


def versions_are(objects):
    for o in objects:
        if API.get(o['kind']) != o['apiVersion']:
            yield f'{label(o)}: {o["apiVersion"]}'


def objects_differ(objects):
    seen = set()
    for o in objects:
        key = (o['kind'], o['metadata'].get('namespace'), o['metadata']['name'])
        if key in seen:
            yield f'{label(o)}: twice'
        seen.add(key)


def order_is(objects):
    """Of one cluster: what others need is applied before them."""
    ranks = [ORDER.index(o['kind']) for o in objects]
    if ranks != sorted(ranks):
        yield ' '.join(label(o) for o in objects)


def one_namespace(objects):
    inside = [o for o in objects if o['kind'] != 'Namespace']
    spaces = {o['metadata'].get('namespace') for o in inside}
    if len(spaces) > 1:
        yield f'several namespaces: {spaces}'
    for o in of_kind(objects, 'Namespace'):
        if o['metadata']['name'] not in spaces:
            yield f'{label(o)}: nothing is in it'


def all_metadata(objects):
    for o in objects:
        yield o, o['metadata']
    for o in of_kind(objects, 'StatefulSet', 'Deployment'):
        yield o, o['spec']['template']['metadata']
        for t in o['spec'].get('volumeClaimTemplates', []):
            yield o, t['metadata']


def key_fits(key):
    prefix, slash, name = key.rpartition('/')
    if slash and (not SUBDOMAIN.match(prefix) or len(prefix) > 253):
        return False
    return bool(name) and len(name) <= 63 and bool(LABEL_VALUE.match(name))


def labels_fit(objects):
    for o, meta in all_metadata(objects):
        for key, value in meta.get('labels', {}).items():
            if not isinstance(value, str) or len(value) > 63 or not LABEL_VALUE.match(value):
                yield f'{label(o)}: label {key}={value!r}'
            if not key_fits(key):
                yield f'{label(o)}: label key {key!r}'


def annotations_fit(objects):
    for o, meta in all_metadata(objects):
        notes = meta.get('annotations', {})
        if sum(len(k) + len(str(v)) for k, v in notes.items()) > 262144:
            yield f'{label(o)}: annotations over 256 KiB'
        for key, value in notes.items():
            if not isinstance(value, str) or not key_fits(key):
                yield f'{label(o)}: annotation {key!r}'
            if key.startswith('volume.') and 'storage-class' in key:
                yield f'{label(o)}: {key} has no effect'


def selectors_match(objects):
    for o in of_kind(objects, 'StatefulSet', 'Deployment'):
        chosen = o['spec'].get('selector', {}).get('matchLabels', {})
        if not selects(chosen, o['spec']['template']['metadata'].get('labels', {})):
            yield f'{label(o)}: its selector does not match its pods'


def selectors_are_stable(objects):
    for o in of_kind(objects, 'StatefulSet', 'Deployment'):
        fixed = [o['spec'].get('selector', {}).get('matchLabels', {})]
        fixed += [t['metadata'].get('labels', {}) for t in o['spec'].get('volumeClaimTemplates', [])]
        for labels in fixed:
            for key in labels:
                if 'version' in key or 'chart' in key or 'checksum' in key:
                    yield f'{label(o)}: {key} cannot be changed later'


def selectors_differ(objects):
    """No workload selects the pods of another one."""
    for o in of_kind(objects, 'StatefulSet', 'Deployment'):
        for other, meta, _ in pods(objects):
            if other is not o and selects(o['spec']['selector']['matchLabels'], meta.get('labels', {})):
                yield f'{label(o)} selects the pods of {label(other)}'


def container_ports(objects):
    for o, _, spec in pods(objects):
        for c in containers(spec):
            names, numbers = set(), set()
            for p in c.get('ports', []):
                key = (p['containerPort'], p.get('protocol'))
                name = p.get('name')
                if not 1 <= p['containerPort'] <= 65535:
                    yield f'{label(o)}: port {p["containerPort"]}'
                if name is None or not PORT_NAME.match(name) or len(name) > 15:
                    yield f'{label(o)}: port name {name!r}'
                if name in names or key in numbers:
                    yield f'{label(o)}: port {name} {key} twice'
                names.add(name)
                numbers.add(key)


def protocols_said(objects):
    for o, _, spec in pods(objects):
        for c in containers(spec):
            for p in c.get('ports', []):
                if p.get('protocol') not in ('TCP', 'UDP', 'SCTP'):
                    yield f'{label(o)}: port {p.get("name")} says no protocol'
    for s in of_kind(objects, 'Service'):
        for p in s['spec'].get('ports', []):
            if p.get('protocol') not in ('TCP', 'UDP', 'SCTP'):
                yield f'{label(s)}: port {p.get("name")} says no protocol'


def service_ports(objects):
    for s in of_kind(objects, 'Service'):
        ports = s['spec'].get('ports', [])
        names, numbers = set(), set()
        if not ports and s['spec'].get('clusterIP') != 'None':
            yield f'{label(s)}: no ports'
        for p in ports:
            key = (p['port'], p.get('protocol'))
            if len(ports) > 1 and not p.get('name'):
                yield f'{label(s)}: a port without a name'
            if p.get('name') and (not DNS_LABEL.match(p['name']) or len(p['name']) > 63):
                yield f'{label(s)}: port name {p["name"]}'
            if p.get('name') in names or key in numbers:
                yield f'{label(s)}: port {p.get("name")} {key} twice'
            names.add(p.get('name'))
            numbers.add(key)


def node_ports(objects):
    taken = set()
    for s in of_kind(objects, 'Service'):
        kind = s['spec'].get('type', 'ClusterIP')
        for p in s['spec'].get('ports', []):
            number = p.get('nodePort')
            if number is None:
                continue
            if kind == 'ClusterIP' or not 30000 <= number <= 32767 or number in taken:
                yield f'{label(s)}: node port {number}'
            taken.add(number)
        if kind != 'LoadBalancer' and ('loadBalancerSourceRanges' in s['spec'] or 'loadBalancerClass' in s['spec']):
            yield f'{label(s)}: load balancer fields, but {kind}'
        if kind == 'ClusterIP' and 'externalTrafficPolicy' in s['spec']:
            yield f'{label(s)}: externalTrafficPolicy, but {kind}'
        if s['spec'].get('clusterIP') not in (None, 'None') or \
                (s['spec'].get('clusterIP') == 'None' and kind != 'ClusterIP'):
            yield f'{label(s)}: clusterIP {s["spec"]["clusterIP"]} with {kind}'


def services_select(objects):
    for s in of_kind(objects, 'Service'):
        chosen = [spec for _, meta, spec in pods(objects)
                  if selects(s['spec'].get('selector', {}), meta.get('labels', {}))]
        if not chosen:
            yield f'{label(s)}: selects no pod'
        for spec in chosen:
            yield from target_ports(s, spec)


def target_ports(s, spec):
    there = {(p.get('name'), p.get('protocol')): p['containerPort']
             for c in spec['containers'] for p in c.get('ports', [])}
    for p in s['spec'].get('ports', []):
        target = p.get('targetPort', p['port'])
        numbers = {(n, proto) for (_, proto), n in there.items()}
        known = there if isinstance(target, str) else numbers
        if (target, p.get('protocol')) not in known:
            yield f'{label(s)}: port {p.get("name")} goes to {target}, which no container has'


def ports_have_one_name(objects):
    """A number has the same name in the pods and in every Service."""
    for s in of_kind(objects, 'Service'):
        for _, meta, spec in pods(objects):
            if not selects(s['spec'].get('selector', {}), meta.get('labels', {})):
                continue
            there = {(p['containerPort'], p.get('protocol')): p.get('name')
                     for c in spec['containers'] for p in c.get('ports', [])}
            for p in s['spec'].get('ports', []):
                name = there.get((p['port'], p.get('protocol')))
                if name and name != p.get('name'):
                    yield f'{label(s)}: port {p["port"]} is {p.get("name")} here and {name} in the pods'


def governed(objects):
    for o in of_kind(objects, 'StatefulSet'):
        name = o['spec'].get('serviceName')
        s = find(objects, 'Service', name, o)
        if not s:
            yield f'{label(o)}: serviceName {name} is no Service'
        elif s['spec'].get('clusterIP') != 'None':
            yield f'{label(o)}: Service {name} is not headless'
        elif not s['spec'].get('publishNotReadyAddresses'):
            yield f'{label(o)}: Service {name} hides pods that are not ready'
        elif not selects(s['spec'].get('selector', {}), o['spec']['template']['metadata'].get('labels', {})):
            yield f'{label(o)}: Service {name} does not select its pods'


def env_fits(objects):
    for o, _, spec in pods(objects):
        for c in containers(spec):
            seen = set()
            for e in c.get('env', []):
                name = e['name']
                if not ENV_NAME.match(name) or name.startswith('..') or name == '.':
                    yield f'{label(o)}: variable {name!r}'
                if name in seen:
                    yield f'{label(o)}: variable {name} twice'
                if ('value' in e) == ('valueFrom' in e):
                    yield f'{label(o)}: variable {name} has not one source'
                if not isinstance(e.get('value', ''), str):
                    yield f'{label(o)}: variable {name} is no text'
                path = e.get('valueFrom', {}).get('fieldRef', {}).get('fieldPath')
                if path and path not in FIELD_PATHS:
                    yield f'{label(o)}: variable {name} from {path}'
                for m in REFERENCE.finditer(str(e.get('value', ''))):
                    if m.group(1) and m.group(1) not in seen:
                        yield f'{label(o)}: {name} refers to {m.group(1)}, which is not set before it'
                seen.add(name)


def env_not_hidden(objects):
    """What `envFrom` brings is not set again by `env`."""
    for o, _, spec in pods(objects):
        for c in containers(spec):
            own = {e['name'] for e in c.get('env', [])}
            for source in c.get('envFrom', []):
                m = find(objects, 'ConfigMap', source.get('configMapRef', {}).get('name'), o)
                for name in sorted(own & set((m or {}).get('data') or {})):
                    yield f'{label(o)}: {name} in the ConfigMap and in the container'


def data_fits(objects):
    for o in of_kind(objects, 'ConfigMap', 'Secret'):
        data = {**(o.get('data') or {}), **(o.get('stringData') or {})}
        for key, value in data.items():
            if not DATA_KEY.match(key) or len(key) > 253 or key in ('.', '..') or key.startswith('..'):
                yield f'{label(o)}: key {key!r}'
            if not isinstance(value, str):
                yield f'{label(o)}: {key} is no text'
        if sum(len(str(v).encode()) for v in data.values()) > 1048576:
            yield f'{label(o)}: over 1 MiB'


def has_data(objects, kind, name, key, like):
    o = find(objects, kind, name, like)
    return bool(o) and (key is None or key in {**(o.get('data') or {}), **(o.get('stringData') or {})})


def references(spec):
    """(kind, name, key, optional) of the ConfigMaps and Secrets of a pod."""
    for c in containers(spec):
        for source in c.get('envFrom', []):
            for field, kind in (('configMapRef', 'ConfigMap'), ('secretRef', 'Secret')):
                if field in source:
                    yield kind, source[field]['name'], None
        for e in c.get('env', []):
            for field, kind in (('configMapKeyRef', 'ConfigMap'), ('secretKeyRef', 'Secret')):
                ref = e.get('valueFrom', {}).get(field)
                if ref:
                    yield kind, ref['name'], ref['key']
    for v in spec.get('volumes', []):
        sources = [v] + v.get('projected', {}).get('sources', [])
        for s in sources:
            if 'configMap' in s:
                items = s['configMap'].get('items') or [{'key': None}]
                yield from (('ConfigMap', s['configMap']['name'], i['key']) for i in items)
            if 'secret' in s:
                items = s['secret'].get('items') or [{'key': None}]
                name = s['secret'].get('secretName') or s['secret'].get('name')
                yield from (('Secret', name, i['key']) for i in items)


def references_hold(objects):
    """ConfigMaps are all emitted; a Secret may be somebody else's."""
    for o, _, spec in pods(objects):
        for kind, name, key in references(spec):
            if kind == 'Secret' and not find(objects, 'Secret', name, o):
                if not SUBDOMAIN.match(name) or (key is not None and not DATA_KEY.match(key)):
                    yield f'{label(o)}: Secret {name}, key {key}'
                continue
            if not has_data(objects, kind, name, key, o):
                yield f'{label(o)}: {kind} {name} has no key {key}' if key else f'{label(o)}: no {kind} {name}'


def data_is_used(objects):
    for o in of_kind(objects, 'ConfigMap', 'Secret'):
        users = [ref for w, _, spec in pods(objects) for ref in references(spec)
                 if w['metadata'].get('namespace') == o['metadata'].get('namespace')]
        if not any(kind == o['kind'] and name == o['metadata']['name'] for kind, name, _ in users):
            yield f'{label(o)}: no pod reads it'


def accounts_hold(objects):
    made = of_kind(objects, 'ServiceAccount')
    for o, _, spec in pods(objects):
        if made and not find(objects, 'ServiceAccount', spec.get('serviceAccountName'), o):
            yield f'{label(o)}: no ServiceAccount {spec.get("serviceAccountName")}'


def roles_hold(objects):
    for b in of_kind(objects, 'RoleBinding'):
        ref = b['roleRef']
        if ref['apiGroup'] != 'rbac.authorization.k8s.io' or ref['kind'] != 'Role' \
                or not find(objects, 'Role', ref['name'], b):
            yield f'{label(b)}: roleRef {ref}'
        for s in b.get('subjects', []):
            used = {spec.get('serviceAccountName') for _, _, spec in pods(objects)}
            if s['kind'] != 'ServiceAccount' or s['name'] not in used:
                yield f'{label(b)}: subject {s}'
            if s.get('namespace') != b['metadata'].get('namespace'):
                yield f'{label(b)}: subject in namespace {s.get("namespace")}'
    for r in of_kind(objects, 'Role'):
        if not any(b['roleRef']['name'] == r['metadata']['name'] for b in of_kind(objects, 'RoleBinding')):
            yield f'{label(r)}: nothing binds it'
        want = [{'apiGroups': [''], 'resources': ['endpoints'], 'verbs': ['get']}]
        rules = [{k: v for k, v in rule.items() if k != 'resourceNames'} for rule in r.get('rules', [])]
        if rules != want:
            yield f'{label(r)}: grants {json.dumps(r.get("rules"))}'
        for rule in r.get('rules', []):
            for name in rule.get('resourceNames') or ['*']:
                if not find(objects, 'Service', name, r):
                    yield f'{label(r)}: for endpoints {name}'


def environment(objects, o, spec):
    """Variables of the broker's container that are there before it starts."""
    found = {}
    for c in spec['containers'][:1]:
        for source in c.get('envFrom', []):
            m = find(objects, 'ConfigMap', source.get('configMapRef', {}).get('name'), o)
            found.update((m or {}).get('data') or {})
        found.update((e['name'], e.get('value')) for e in c.get('env', []))
    return found


def discovery_can_ask(objects):
    """Who asks the API server may, and mounts its token; nobody else does."""
    for o, _, spec in pods(objects):
        env = environment(objects, o, spec)
        asks = 'k8s' in (env.get('EMQX_CLUSTER__DISCOVERY'), env.get('EMQX_CLUSTER__DISCOVERY_STRATEGY'))
        if spec.get('automountServiceAccountToken', True) != asks:
            yield f'{label(o)}: token mounted: {not asks}, discovery by k8s: {asks}'
        granted = [name for r in of_kind(objects, 'Role') for rule in r['rules']
                   for name in rule.get('resourceNames', [])]
        wanted = env.get('EMQX_CLUSTER__K8S__SERVICE_NAME')
        if asks and granted != [wanted]:
            yield f'{label(o)}: asks for endpoints {wanted}, may for {granted}'
        if not asks and granted:
            yield f'{label(o)}: may ask for endpoints {granted}, and does not'


def mounts_hold(objects):
    for o, _, spec in pods(objects):
        volumes = [v['name'] for v in spec.get('volumes', [])]
        claims = [t['metadata']['name'] for t in o['spec'].get('volumeClaimTemplates', [])] \
            if o['kind'] == 'StatefulSet' else []
        used = set()
        for name in volumes + claims:
            if (volumes + claims).count(name) > 1:
                yield f'{label(o)}: volume {name} twice'
        for c in containers(spec):
            paths = [m['mountPath'] for m in c.get('volumeMounts', [])]
            for m in c.get('volumeMounts', []):
                used.add(m['name'])
                if m['name'] not in volumes + claims:
                    yield f'{label(o)}: mount of {m["name"]}, which is no volume'
                if not m['mountPath'].startswith('/') or paths.count(m['mountPath']) > 1:
                    yield f'{label(o)}: mount at {m["mountPath"]}'
                if m.get('subPath', '').startswith('/') or '..' in m.get('subPath', '').split('/'):
                    yield f'{label(o)}: subPath {m["subPath"]}'
        for name in set(volumes + claims) - used:
            yield f'{label(o)}: {name} is mounted by no container'


def volumes_have_a_source(objects):
    for o, _, spec in pods(objects):
        for v in spec.get('volumes', []):
            if len(v) != 2:
                yield f'{label(o)}: volume {v["name"]} has not one source'
            name = v.get('persistentVolumeClaim', {}).get('claimName')
            if name and o['kind'] == 'StatefulSet' and o['spec'].get('volumeClaimTemplates'):
                yield f'{label(o)}: claim {name} beside the claim templates'
            mode = v.get('secret', v.get('projected', {})).get('defaultMode', 0)
            if not 0 <= mode <= 0o777:
                yield f'{label(o)}: mode {mode}'


def data_is_kept(objects):
    """A claim is mounted where that version keeps its data."""
    for o, _, spec in pods(objects):
        for c in spec['containers'][:1]:
            tag = c['image'].rpartition(':')[2].lstrip('v')
            if '@' in c['image'] or not re.match(r'\d+\.\d+', tag):
                continue
            want = '/opt/emqx/data/mnesia' if tag.startswith('4.') else '/opt/emqx/data'
            if want not in [m['mountPath'] for m in c.get('volumeMounts', [])]:
                yield f'{label(o)}: {c["image"]} keeps its data in {want}'


def claims_fit(objects):
    for o in of_kind(objects, 'StatefulSet'):
        for t in o['spec'].get('volumeClaimTemplates', []):
            size = quantity(t['spec'].get('resources', {}).get('requests', {}).get('storage', ''))
            if not t['spec'].get('accessModes') or not size:
                yield f'{label(o)}: claim {t["metadata"]["name"]} lacks access modes or a size'


def probes_fit(objects):
    for o, _, spec in pods(objects):
        for c in spec['containers']:
            names = {p.get('name') for p in c.get('ports', [])}
            numbers = {p['containerPort'] for p in c.get('ports', [])}
            for which in ('readinessProbe', 'livenessProbe', 'startupProbe'):
                p = c.get(which)
                if not p:
                    continue
                handlers = [h for h in ('httpGet', 'tcpSocket', 'exec', 'grpc') if h in p]
                if len(handlers) != 1 or which == 'livenessProbe' and p.get('successThreshold', 1) != 1:
                    yield f'{label(o)}: {which} {p}'
                port = p.get('httpGet', {}).get('port')
                if port is not None and port not in names | numbers:
                    yield f'{label(o)}: {which} asks port {port}, which is not there'
            if c.get('readinessProbe') == c.get('livenessProbe'):
                yield f'{label(o)}: both probes are the same, or there is none'


def resources_fit(objects):
    for o, _, spec in pods(objects):
        for c in containers(spec):
            amounts = c.get('resources', {})
            for what, text in [p for part in amounts.values() for p in part.items()]:
                if quantity(text) is None:
                    yield f'{label(o)}: {what} {text}'
            for what, text in amounts.get('requests', {}).items():
                limit = amounts.get('limits', {}).get(what)
                if limit is not None and (quantity(text) or 0) > (quantity(limit) or 0):
                    yield f'{label(o)}: {what} {text} over its limit {limit}'


def budgets_fit(objects):
    for b in of_kind(objects, 'PodDisruptionBudget'):
        spec = b['spec']
        most, least = spec.get('maxUnavailable'), spec.get('minAvailable')
        if (most is None) == (least is None):
            yield f'{label(b)}: not one of maxUnavailable and minAvailable'
        if most in (0, '0%') or least == '100%':
            yield f'{label(b)}: no drain would end'
        chosen = [o for o, meta, _ in pods(objects)
                  if selects(spec.get('selector', {}).get('matchLabels', {}), meta.get('labels', {}))]
        if not chosen:
            yield f'{label(b)}: selects no pod'
        for o in chosen:
            if isinstance(least, int) and least >= o['spec'].get('replicas', 1):
                yield f'{label(b)}: no drain would end'


def pods_are_safe(objects):
    for o, _, spec in pods(objects):
        s = spec.get('securityContext', {})
        if not s.get('runAsNonRoot') or not s.get('runAsUser') or 'fsGroup' not in s \
                or s.get('seccompProfile', {}).get('type') != 'RuntimeDefault':
            yield f'{label(o)}: pod security {s}'
        for c in containers(spec):
            s = c.get('securityContext', {})
            if s.get('allowPrivilegeEscalation') is not False or s.get('capabilities', {}).get('drop') != ['ALL']:
                yield f'{label(o)}: container {c["name"]} security {s}'


def no_service_links(objects):
    for o, _, spec in pods(objects):
        if spec.get('enableServiceLinks') is not False:
            yield f'{label(o)}: a Service emqx-tcp would set EMQX_TCP_PORT'


def config_rolls(objects):
    """A change of configuration changes the pods."""
    for o, meta, _ in pods(objects):
        if o['kind'] != 'Pod' and not fnmatch.filter(meta.get('annotations', {}), 'checksum/*'):
            yield f'{label(o)}: no checksum of its configuration'


def config_is_public(objects):
    """No ConfigMap has what is called a password, a cookie or a secret."""
    private = re.compile(r'(COOKIE|PASSWORD|SECRET|LICENSE__KEY)\Z')
    for o in of_kind(objects, 'ConfigMap'):
        for key in o.get('data') or {}:
            if private.search(key) and not str(o['data'][key]).strip('"').startswith('file://'):
                yield f'{label(o)}: {key}'


RULES = [
    names_fit, versions_are, objects_differ, order_is, one_namespace, labels_fit, annotations_fit,
    selectors_match, selectors_are_stable, selectors_differ, container_ports, protocols_said,
    service_ports, node_ports, services_select, ports_have_one_name, governed, env_fits,
    env_not_hidden, data_fits, references_hold, data_is_used, accounts_hold, roles_hold,
    discovery_can_ask, mounts_hold, volumes_have_a_source, data_is_kept, claims_fit, probes_fit,
    resources_fit, budgets_fit, pods_are_safe, no_service_links, config_rolls, config_is_public,
]
