"""What a Kubernetes API server, and the pods behind it, demand of a set of
objects beyond the schemas.  Each rule yields faults; RULES is the list.

The API server does not look into a StatefulSet's pod template and claim
templates, so here both are taken for the Pod and the claim that they become.
"""
import json
import re

from pod_rules import (
    claims_fit, config_rolls, container_ports, data_is_kept, data_is_used, env_fits, env_not_hidden, environment,
    mounts_hold, no_service_links, pods_are_safe, probes_fit, references_hold, resources_fit, volumes_have_a_source)
from restricted import pods_are_restricted
from shapes import (
    DATA_KEY, DNS_1035, DNS_LABEL, LABEL_VALUE, SUBDOMAIN, containers, find, label, of_kind, pods, selects)

API = {
    'Namespace': 'v1', 'ServiceAccount': 'v1', 'Secret': 'v1', 'ConfigMap': 'v1', 'Service': 'v1',
    'Pod': 'v1', 'PersistentVolumeClaim': 'v1', 'StatefulSet': 'apps/v1', 'Deployment': 'apps/v1',
    'Role': 'rbac.authorization.k8s.io/v1', 'RoleBinding': 'rbac.authorization.k8s.io/v1',
    'PodDisruptionBudget': 'policy/v1', 'NetworkPolicy': 'networking.k8s.io/v1',
    'HorizontalPodAutoscaler': 'autoscaling/v2', 'Ingress': 'networking.k8s.io/v1',
    'Certificate': 'cert-manager.io/v1',
    'ServiceMonitor': 'monitoring.coreos.com/v1', 'PodMonitor': 'monitoring.coreos.com/v1',
}
ORDER = ['Namespace', 'ServiceAccount', 'Role', 'RoleBinding', 'Secret', 'ConfigMap', 'Service', 'Ingress', 'Certificate',
         'PodDisruptionBudget', 'NetworkPolicy', 'StatefulSet', 'Deployment', 'Pod', 'HorizontalPodAutoscaler',
         'ServiceMonitor', 'PodMonitor']


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
            scaled = [h['spec']['minReplicas'] for h in of_kind(objects, 'HorizontalPodAutoscaler')
                      if h['spec']['scaleTargetRef']['name'] == o['metadata']['name']]
            if isinstance(least, int) and least >= o['spec'].get('replicas', min(scaled, default=1)):
                yield f'{label(b)}: no drain would end'


def egress_fits(objects, o, spec):
    """Where it is limited, the nodes reach each other and find names; a rule
    is for somebody."""
    if ('Egress' in spec['policyTypes']) != ('egress' in spec):
        yield f'{label(o)}: egress without its type'
    rules = spec.get('egress', [])
    if not all(rule.get('to') for rule in rules):
        yield f'{label(o)}: egress to everybody'
    named = [p for rule in rules for p in rule.get('ports', [])]
    if rules and 'UDP' not in [p['protocol'] for p in named]:
        yield f'{label(o)}: the pods find no names'
    nodes = [rule for rule in rules if rule['to'] == [{'podSelector': spec['podSelector']}]]
    if rules and [len(rule['ports']) for rule in nodes] != [2]:
        yield f'{label(o)}: the nodes do not reach each other'


def policies_fit(objects):
    """A NetworkPolicy selects pods, names their ports, and keeps the ports
    between the nodes for the pods that it selects."""
    for o in of_kind(objects, 'NetworkPolicy'):
        spec = o['spec']
        chosen = spec['podSelector'].get('matchLabels', {})
        ports = {(p['containerPort'], p['protocol']): p['name'] for _, meta, inner in pods(objects)
                 if selects(chosen, meta.get('labels', {})) for c in containers(inner) for p in c.get('ports', [])}
        if not ports:
            yield f'{label(o)}: selects no pod'
        yield from egress_fits(objects, o, spec)
        for rule in spec.get('ingress', []):
            if rule.get('from') == [] or not rule.get('ports'):
                yield f'{label(o)}: a rule for everybody or for every port'
            for p in rule.get('ports') or []:
                name = ports.get((p['port'], p.get('protocol')))
                if name is None:
                    yield f'{label(o)}: no pod has the port {p["port"]}'
                if name in ('ekka', 'genrpc') and rule.get('from') != [{'podSelector': spec['podSelector']}]:
                    yield f'{label(o)}: {name} is for the nodes alone'


def scaling_fits(objects):
    """An autoscaler has a workload that says no number of pods, and requests
    what is measured."""
    for o in of_kind(objects, 'HorizontalPodAutoscaler'):
        spec = o['spec']
        target = find(objects, spec['scaleTargetRef']['kind'], spec['scaleTargetRef']['name'], o)
        if target is None:
            yield f'{label(o)}: scales nothing'
            continue
        if target['kind'] != 'Deployment' or 'replicas' in target['spec']:
            yield f'{label(o)}: {label(target)} has a number of its own'
        if not 0 < spec.get('minReplicas', 1) <= spec['maxReplicas']:
            yield f'{label(o)}: from {spec.get("minReplicas")} to {spec["maxReplicas"]}'
        for m in spec['metrics']:
            for c in target['spec']['template']['spec']['containers']:
                if m['resource']['name'] not in c.get('resources', {}).get('requests', {}):
                    yield f'{label(o)}: container {c["name"]} requests no {m["resource"]["name"]}'


def ingresses_fit(objects):
    """An Ingress leads to a port of a Service that is there."""
    for o in of_kind(objects, 'Ingress'):
        rules = o['spec'].get('rules', [])
        backends = [path['backend'] for rule in rules for path in rule['http']['paths']]
        if 'defaultBackend' in o['spec']:
            backends.append(o['spec']['defaultBackend'])
        if not backends:
            yield f'{label(o)}: leads nowhere'
        for to in [b['service'] for b in backends]:
            service = find(objects, 'Service', to['name'], o)
            if service is None or to['port']['name'] not in [p['name'] for p in service['spec']['ports']]:
                yield f'{label(o)}: leads to no port of a Service'
        for path in [path for rule in rules for path in rule['http']['paths']]:
            if path['pathType'] != 'ImplementationSpecific' and re.search(
                    r'//|/\.\.?(/|\Z)|%2f|\A[^/]', path['path'], re.IGNORECASE):
                yield f'{label(o)}: no path that is compared part by part'


def monitors_fit(objects):
    """A monitor finds every broker once, at a port that is there and that
    somebody may reach."""
    for o in of_kind(objects, 'ServiceMonitor', 'PodMonitor'):
        chosen = o['spec']['selector']['matchLabels']
        endpoint, = o['spec'].get('endpoints') or o['spec']['podMetricsEndpoints']
        if o['kind'] == 'ServiceMonitor':
            services = [s for s in of_kind(objects, 'Service') if selects(chosen, s['metadata'].get('labels', {}))]
            if len(services) != 1:
                yield f'{label(o)}: selects {len(services)} Services'
                continue
            if endpoint['port'] not in [p['name'] for p in services[0]['spec']['ports']]:
                yield f'{label(o)}: {label(services[0])} has no port {endpoint["port"]}'
            chosen = services[0]['spec']['selector']
        for other, meta, spec in pods(objects):
            ports = {p['name']: p['containerPort'] for c in spec['containers'] for p in c.get('ports', [])}
            if not selects(chosen, meta.get('labels', {})) or endpoint['port'] not in ports:
                yield f'{label(o)}: does not reach {label(other)}'
                continue
            for policy in of_kind(objects, 'NetworkPolicy'):
                open_ports = [p['port'] for rule in policy['spec']['ingress'] for p in rule['ports']]
                if ports[endpoint['port']] not in open_ports:
                    yield f'{label(o)}: {label(policy)} lets nobody reach it'


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
    resources_fit, budgets_fit, policies_fit, scaling_fits, ingresses_fit, monitors_fit, pods_are_safe, pods_are_restricted,
    no_service_links, config_rolls, config_is_public,
]
