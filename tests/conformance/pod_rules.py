"""What a pod must be so that it starts and keeps its data.  See rules.py."""
import fnmatch
import re

from shapes import DATA_KEY, ENV_NAME, PORT_NAME, REFERENCE, SUBDOMAIN, containers, find, label, of_kind, pods, quantity

FIELD_PATHS = {'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName',
               'spec.serviceAccountName', 'status.hostIP', 'status.podIP', 'status.podIPs'}


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
    """A Secret may be somebody else's, and so may a ConfigMap that is called so."""
    for o, _, spec in pods(objects):
        for kind, name, key in references(spec):
            if (kind == 'Secret' or name.startswith('their-')) and not find(objects, kind, name, o):
                if not SUBDOMAIN.match(name) or (key is not None and not DATA_KEY.match(key)):
                    yield f'{label(o)}: {kind} {name}, key {key}'
                continue
            if not has_data(objects, kind, name, key, o):
                yield f'{label(o)}: {kind} {name} has no key {key}' if key else f'{label(o)}: no {kind} {name}'


def data_is_used(objects):
    for o in of_kind(objects, 'ConfigMap', 'Secret'):
        users = [ref for w, _, spec in pods(objects) for ref in references(spec)
                 if w['metadata'].get('namespace') == o['metadata'].get('namespace')]
        if not any(kind == o['kind'] and name == o['metadata']['name'] for kind, name, _ in users):
            yield f'{label(o)}: no pod reads it'


def environment(objects, o, spec):
    """Variables of the broker's container that are there before it starts."""
    found = {}
    for c in spec['containers'][:1]:
        for source in c.get('envFrom', []):
            m = find(objects, 'ConfigMap', source.get('configMapRef', {}).get('name'), o)
            found.update((m or {}).get('data') or {})
        found.update((e['name'], e.get('value')) for e in c.get('env', []))
    return found


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
            if c is spec['containers'][0] and c.get('readinessProbe') == c.get('livenessProbe'):
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


def pods_are_safe(objects):
    for o, _, spec in pods(objects):
        s = spec.get('securityContext', {})
        if not s.get('runAsNonRoot') or not s.get('runAsUser') or 'fsGroup' not in s \
                or s.get('seccompProfile', {}).get('type') not in ('RuntimeDefault', 'Localhost'):
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
