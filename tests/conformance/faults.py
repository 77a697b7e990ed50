"""One-fault sets of objects: (rule, what is wrong, the edit that makes it so).
Each rule must find its own, so that no rule can pass by saying nothing."""
import copy


def one(objects, kind, name=None):
    return next(o for o in objects if o['kind'] == kind and name in (None, o['metadata']['name']))


def sts(objects):
    return one(objects, 'StatefulSet')['spec']


def pod(objects):
    return sts(objects)['template']['spec']


def box(objects):
    return pod(objects)['containers'][0]


def claim(objects):
    return sts(objects)['volumeClaimTemplates'][0]


def put(where, path, value):
    """An edit: `a.b.0.c` below what `where` finds becomes value (None: goes)."""
    def edit(objects):
        at = where(objects)
        *steps, last = [int(s) if s.isdigit() else s for s in path.split('|')]
        for step in steps:
            at = at[step]
        if value is None:
            del at[last]
        else:
            at[last] = value
    return edit


def of(kind, name=None):
    return lambda objects: one(objects, kind, name)


# Of kinds that a copy becomes.
APIS = {'HorizontalPodAutoscaler': 'autoscaling/v2', 'Ingress': 'networking.k8s.io/v1',
        'PodMonitor': 'monitoring.coreos.com/v1', 'ServiceMonitor': 'monitoring.coreos.com/v1'}


def copied(kind, change):
    def edit(objects):
        other = copy.deepcopy(one(objects, kind))
        change(other)
        other['apiVersion'] = APIS.get(other['kind'], other['apiVersion'])
        objects.append(other)
    return edit


def as_deployment(other):
    del other['spec']['serviceName'], other['spec']['volumeClaimTemplates']
    other['kind'] = 'Deployment'
    other['metadata']['name'] = 'other'
    other['spec']['template']['spec']['volumes'].append({'name': 'data', 'emptyDir': {}})


def as_monitor(labels, port='dashboard'):
    if not labels:
        return {'kind': 'ServiceMonitor', 'spec': {'selector': {'matchLabels': {'app': 'good'}}, 'endpoints': [{'port': port}]}}
    return {'kind': 'PodMonitor', 'spec': {'selector': {'matchLabels': labels}, 'podMetricsEndpoints': [{'port': port}]}}


def as_ingress(service, path):
    to = {'service': {'name': service, 'port': {'name': 'dashboard'}}}
    return {'kind': 'Ingress', 'spec': {'rules': [{'http': {'paths': [{'path': path, 'pathType': 'Prefix', 'backend': to}]}}]}}


def added(where, path, item):
    def edit(objects):
        at = where(objects)
        for step in path.split('|'):
            at = at[int(step) if step.isdigit() else step]
        at.append(item)
    return edit


HEADLESS = of('Service', 'good-headless')
CLIENT = of('Service', 'good')
CONFIG = of('ConfigMap')

FAULTS = [
    ('names_fit', 'a StatefulSet name of 53', put(of('StatefulSet'), 'metadata|name', 's' * 53)),
    ('names_fit', 'a StatefulSet name with a dot', put(of('StatefulSet'), 'metadata|name', 'a.b')),
    ('names_fit', 'a Service name with a digit first', put(CLIENT, 'metadata|name', '1a')),
    ('names_fit', 'a claim template with a dot', put(claim, 'metadata|name', 'emqx.data')),
    ('versions_are', 'a removed API', put(of('Role'), 'apiVersion', 'rbac.authorization.k8s.io/v1beta1')),
    ('versions_are', "the article's API group", put(of('Role'), 'apiVersion', 'rbac.authorization.kubernetes.io/v1beta1')),
    ('objects_differ', 'one object twice', copied('ConfigMap', lambda o: None)),
    ('order_is', 'a Namespace last', lambda objects: objects.append(objects.pop(0))),
    ('one_namespace', 'a hard-coded namespace', put(of('Role'), 'metadata|namespace', 'default')),
    ('one_namespace', 'an empty namespace', put(of('Namespace'), 'metadata|name', 'other')),
    ('labels_fit', 'a label of 64', put(of('StatefulSet'), 'metadata|labels|app', 'a' * 64)),
    ('labels_fit', 'a label that is a number', put(of('StatefulSet'), 'metadata|labels|app', 1)),
    ('labels_fit', 'a label key with a blank', put(of('StatefulSet'), 'metadata|labels', {'a b': 'c'})),
    ('annotations_fit', 'an annotation that is a number', put(sts, 'template|metadata|annotations', {'checksum/config': 1})),
    ('annotations_fit', "the article's storage class", put(claim, 'metadata|annotations', {'volume.alpha.kubernetes.io/storage-class': 'manual'})),
    ('selectors_match', 'a selector for other pods', put(sts, 'selector|matchLabels', {'app': 'other'})),
    ('selectors_match', 'an empty selector', put(sts, 'selector|matchLabels', {})),
    ('selectors_are_stable', 'a version in the selector', put(sts, 'selector|matchLabels', {'app': 'good', 'app.kubernetes.io/version': '5'})),
    ('selectors_differ', 'Deployment and StatefulSet share a selector', copied('StatefulSet', as_deployment)),
    ('container_ports', 'a port name of 16', put(box, 'ports|0|name', 'a' * 16)),
    ('container_ports', 'a port name of digits', put(box, 'ports|0|name', '1883')),
    ('container_ports', 'a port name with --', put(box, 'ports|0|name', 'mqtt--ssl')),
    ('container_ports', 'port 70000', put(box, 'ports|0|containerPort', 70000)),
    ('container_ports', 'one name for two ports', put(box, 'ports|1|name', 'mqtt')),
    ('protocols_said', 'a port of the pod without', put(box, 'ports|0|protocol', None)),
    ('protocols_said', 'a port of the Service without', put(HEADLESS, 'spec|ports|0|protocol', None)),
    ('service_ports', 'two ports of one name', put(CLIENT, 'spec|ports|1|name', 'mqtt')),
    ('service_ports', 'one port twice', put(CLIENT, 'spec|ports|1|port', 1883)),
    ('service_ports', 'no ports', put(CLIENT, 'spec|ports', [])),
    ('node_ports', 'node port 1883', put(CLIENT, 'spec|ports|0|nodePort', 1883)),
    ('node_ports', 'a node port of a ClusterIP', put(CLIENT, 'spec|type', 'ClusterIP')),
    ('node_ports', 'source ranges of a NodePort', put(CLIENT, 'spec|loadBalancerSourceRanges', ['10.0.0.0/8'])),
    ('node_ports', 'none for None', put(HEADLESS, 'spec|clusterIP', 'none')),
    ('services_select', 'a Service for no pod', put(CLIENT, 'spec|selector', {'app': 'other'})),
    ('services_select', 'a target port that no container has', put(CLIENT, 'spec|ports|0|targetPort', 'mqtts')),
    ('services_select', 'UDP to a TCP port', put(CLIENT, 'spec|ports|0|protocol', 'UDP')),
    ('ports_have_one_name', 'websocket here and ws there', put(HEADLESS, 'spec|ports|0|name', 'websocket')),
    ('governed', 'a serviceName that is no Service', put(sts, 'serviceName', 'other')),
    ('governed', 'a Service that is not headless', put(sts, 'serviceName', 'good')),
    ('governed', 'pods hidden until they are ready', put(HEADLESS, 'spec|publishNotReadyAddresses', False)),
    ('env_fits', 'a variable twice', added(box, 'env', {'name': 'EMQX_HOST', 'value': 'x'})),
    ('env_fits', 'a variable with two sources', put(box, 'env|0|value', 'x')),
    ('env_fits', 'a variable that is a number', put(box, 'env|1|value', 3)),
    ('env_fits', 'a reference to what is not there', put(box, 'env|1|value', '$(POD_NAMESPACE)')),
    ('env_fits', 'a field that the API does not have', put(box, 'env|0|valueFrom|fieldRef|fieldPath', 'status.podIp')),
    ('env_fits', 'a blank in a name', put(box, 'env|1|name', 'A B')),
    ('env_not_hidden', 'a variable here and in the ConfigMap', put(CONFIG, 'data|EMQX_HOST', 'x')),
    ('data_fits', 'a value that is a number', put(CONFIG, 'data|A', 1)),
    ('data_fits', 'a key with a slash', put(CONFIG, 'data|a/b', 'x')),
    ('data_fits', 'over 1 MiB', put(CONFIG, 'data|A', 'x' * 1048577)),
    ('references_hold', 'a ConfigMap that is not there', put(box, 'envFrom|0|configMapRef|name', 'other')),
    ('references_hold', 'a Secret name with a slash', put(box, 'env|2|valueFrom|secretKeyRef|name', 'a/b')),
    ('data_is_used', 'a ConfigMap that no pod reads', copied('ConfigMap', lambda o: o['metadata'].update(name='other'))),
    ('accounts_hold', 'an account that is not made', put(pod, 'serviceAccountName', 'default')),
    ('roles_hold', "the article's roleRef", put(of('RoleBinding'), 'roleRef|apiGroup', 'rbac.authorization.kubernetes.io')),
    ('roles_hold', 'a Role that is not there', put(of('RoleBinding'), 'roleRef|name', 'other')),
    ('roles_hold', 'a subject that runs no pod', put(of('RoleBinding'), 'subjects|0|name', 'other')),
    ('roles_hold', 'a subject of another namespace', put(of('RoleBinding'), 'subjects|0|namespace', 'default')),
    ('roles_hold', 'more verbs than it uses', put(of('Role'), 'rules|0|verbs', ['get', 'watch', 'list'])),
    ('roles_hold', 'endpoints of every Service', put(of('Role'), 'rules|0|resourceNames', None)),
    ('discovery_can_ask', 'no token', put(pod, 'automountServiceAccountToken', False)),
    ('discovery_can_ask', 'another Service', put(CONFIG, 'data|EMQX_CLUSTER__K8S__SERVICE_NAME', 'good')),
    ('discovery_can_ask', 'nobody asks', put(CONFIG, 'data|EMQX_CLUSTER__DISCOVERY_STRATEGY', 'dns')),
    ('mounts_hold', 'a mount of no volume', put(box, 'volumeMounts|0|name', 'emqx-data')),
    ('mounts_hold', 'two mounts at one place', put(box, 'volumeMounts|1|mountPath', '/opt/emqx/data')),
    ('mounts_hold', 'a claim template that nothing mounts', put(box, 'volumeMounts|0', {'name': 'tls', 'mountPath': '/opt/emqx/data'})),
    ('volumes_have_a_source', "the article's claim beside the template", added(pod, 'volumes', {'name': 'emqx-data', 'persistentVolumeClaim': {'claimName': 'emqx-pvc'}})),
    ('volumes_have_a_source', 'a volume without one', put(pod, 'volumes|0|secret', None)),
    ('volumes_have_a_source', 'mode 512', put(pod, 'volumes|0|secret|defaultMode', 512)),
    ('data_is_kept', 'a claim beside the data', put(box, 'volumeMounts|0|mountPath', '/opt/emqx/data/mnesia')),
    ('claims_fit', 'no access modes', put(claim, 'spec|accessModes', None)),
    ('claims_fit', 'no size', put(claim, 'spec|resources', {})),
    ('claims_fit', 'size 0', put(claim, 'spec|resources|requests|storage', '0')),
    ('probes_fit', 'a port that is not there', put(box, 'readinessProbe|httpGet|port', 'mgmt')),
    ('probes_fit', 'both the same', put(box, 'livenessProbe|periodSeconds', 5)),
    ('probes_fit', 'two handlers', put(box, 'readinessProbe|tcpSocket', {'port': 'mqtt'})),
    ('resources_fit', 'a request over its limit', put(box, 'resources|requests|memory', '4Gi')),
    ('resources_fit', '1GiB', put(box, 'resources|requests|memory', '1GiB')),
    ('budgets_fit', 'both', put(of('PodDisruptionBudget'), 'spec|minAvailable', 1)),
    ('budgets_fit', 'one that blocks', put(of('PodDisruptionBudget'), 'spec', {'minAvailable': 3, 'selector': {'matchLabels': {'app': 'good'}}})),
    ('budgets_fit', 'one for no pod', put(of('PodDisruptionBudget'), 'spec|selector|matchLabels|app', 'other')),
    ('policies_fit', 'a port that no pod has', put(of('NetworkPolicy'), 'spec|ingress|0|ports|0|port', 1)),
    ('policies_fit', 'a rule for every port', put(of('NetworkPolicy'), 'spec|ingress|0|ports', [])),
    ('policies_fit', 'egress without its type', put(of('NetworkPolicy'), 'spec|egress', [])),
    ('policies_fit', 'egress that leaves the nodes alone', lambda o: of('NetworkPolicy')(o)['spec'].update(
        policyTypes=['Ingress', 'Egress'], egress=[{'to': [{'podSelector': {}}], 'ports': [{'port': 53, 'protocol': 'UDP'}]}])),
    ('policies_fit', 'one for no pod', put(of('NetworkPolicy'), 'spec|podSelector|matchLabels|app', 'other')),
    ('scaling_fits', 'one for nothing', copied('PodDisruptionBudget', lambda o: o.update(
        kind='HorizontalPodAutoscaler', spec={'scaleTargetRef': {'kind': 'Deployment', 'name': 'other'}}))),
    ('scaling_fits', 'one for a StatefulSet', copied('PodDisruptionBudget', lambda o: o.update(
        kind='HorizontalPodAutoscaler', spec={'scaleTargetRef': {'kind': 'StatefulSet', 'name': 'good'}, 'maxReplicas': 3, 'metrics': []}))),
    ('monitors_fit', 'one of two Services', copied('PodDisruptionBudget', lambda o: o.update(as_monitor({})))),
    ('monitors_fit', 'one of no port', copied('PodDisruptionBudget', lambda o: o.update(as_monitor({'app': 'good'}, 'x')))),
    ('monitors_fit', 'one that nobody lets in', copied('PodDisruptionBudget', lambda o: o.update(as_monitor({'app': 'good'})))),
    ('ingresses_fit', 'one to nowhere', copied('PodDisruptionBudget', lambda o: o.update(as_ingress('other', '/')))),
    ('ingresses_fit', 'one without rules', copied('PodDisruptionBudget', lambda o: o.update(kind='Ingress', spec={}))),
    ('ingresses_fit', 'a path with a part that is empty', copied('PodDisruptionBudget', lambda o: o.update(as_ingress('good', '/a//b')))),
    ('pods_are_safe', 'root', put(pod, 'securityContext|runAsUser', 0)),
    ('pods_are_safe', 'capabilities', put(box, 'securityContext|capabilities', None)),
    ('pods_are_restricted', 'the host network', put(pod, 'hostNetwork', True)),
    ('pods_are_restricted', 'a folder of the host', added(pod, 'volumes', {'name': 'h', 'hostPath': {'path': '/'}})),
    ('pods_are_restricted', 'a sysctl that is not safe', put(pod, 'securityContext|sysctls', [{'name': 'kernel.msgmax', 'value': '1'}])),
    ('pods_are_restricted', 'privileged', put(box, 'securityContext|privileged', True)),
    ('pods_are_restricted', 'escalation', put(box, 'securityContext|allowPrivilegeEscalation', None)),
    ('pods_are_restricted', 'a capability more', put(box, 'securityContext|capabilities|add', ['SYS_ADMIN'])),
    ('pods_are_restricted', 'a capability kept', put(box, 'securityContext|capabilities|drop', ['NET_RAW'])),
    ('pods_are_restricted', 'root in one container', put(box, 'securityContext|runAsUser', 0)),
    ('pods_are_restricted', 'root may be', put(pod, 'securityContext|runAsNonRoot', None)),
    ('pods_are_restricted', 'no seccomp', put(pod, 'securityContext|seccompProfile|type', 'Unconfined')),
    ('pods_are_restricted', 'no AppArmor', put(box, 'securityContext|appArmorProfile', {'type': 'Unconfined'})),
    ('pods_are_restricted', 'SELinux', put(pod, 'securityContext|seLinuxOptions', {'type': 'spc_t'})),
    ('pods_are_restricted', 'procMount', put(box, 'securityContext|procMount', 'Unmasked')),
    ('pods_are_restricted', 'a port of the host', put(box, 'ports|0|hostPort', 1883)),
    ('pods_are_restricted', 'a process of the host', put(pod, 'securityContext|windowsOptions', {'hostProcess': True})),
    ('no_service_links', 'service links', put(pod, 'enableServiceLinks', None)),
    ('config_rolls', 'no checksum', put(sts, 'template|metadata|annotations', None)),
    ('config_is_public', 'a cookie', put(CONFIG, 'data|EMQX_NODE__COOKIE', 'x')),
]

# What the schemas find.
SCHEMA_FAULTS = [
    ('an unknown field', put(CLIENT, 'spec|prots', [])),
    ('an unknown field of the pod', put(pod, 'container', [])),
    ('replicas as text', put(sts, 'replicas', '3')),
    ('no containers', put(pod, 'containers', None)),
    ('a port as text', put(box, 'ports|0|containerPort', '1883')),
    ('an unknown field of the claim', put(claim, 'spec|storage', '1Gi')),
    ('roleRef without a name', put(of('RoleBinding'), 'roleRef|name', None)),
    ('a ConfigMap of datas', put(CONFIG, 'datas', {})),
]

# What the YAML reader finds.
TEXT_FAULTS = [
    ('a tab', 'a:\n\tb: 1\n'),
    ('a key twice', 'a: 1\nb: 2\na: 3\n'),
    ('a key twice, deeper', 'a:\n  - {b: 1, b: 2}\n'),
    ('what YAML 1.2 takes for a number', 'a: 0o17\n'),
    ('what YAML 1.2 takes for a fraction', 'a: 1e3\n'),
    ('an unquoted no', 'a: no\n'),
    ('an unquoted date', 'a: 2020-05-20\n'),
]
