"""The restricted level of Pod Security, as of Kubernetes 1.29: what its namespaces
refuse (k8s.io/pod-security-admission, package policy).  Each rule yields faults."""
from shapes import label, pods

VOLUMES = {'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'}
SYSCTLS = {'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start',
           'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_local_reserved_ports',
           'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl',
           'net.ipv4.tcp_keepalive_probes'}
SELINUX = {'', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'}


def every_container(spec):
    return spec.get('initContainers', []) + spec['containers'] + spec.get('ephemeralContainers', [])


def of_pod(spec):
    for field in ('hostNetwork', 'hostPID', 'hostIPC'):
        if spec.get(field):
            yield field
    for v in spec.get('volumes', []):
        yield from (f'volume {v["name"]} of {source}' for source in set(v) - VOLUMES - {'name'})
    for s in spec.get('securityContext', {}).get('sysctls', []):
        if s['name'] not in SYSCTLS:
            yield f'sysctl {s["name"]}'


def of_container(spec, c):
    own, pod = c.get('securityContext', {}), spec.get('securityContext', {})
    both = {**pod, **own}
    if own.get('privileged') or own.get('allowPrivilegeEscalation') is not False:
        yield 'privileged, or may become it'
    caps = own.get('capabilities', {})
    if 'ALL' not in caps.get('drop', []) or set(caps.get('add', [])) - {'NET_BIND_SERVICE'}:
        yield f'capabilities {caps}'
    if both.get('runAsNonRoot') is not True or both.get('runAsUser') == 0:
        yield 'may run as root'
    if both.get('seccompProfile', {}).get('type') not in ('RuntimeDefault', 'Localhost'):
        yield 'no seccomp profile'
    if both.get('appArmorProfile', {}).get('type', 'RuntimeDefault') == 'Unconfined':
        yield 'AppArmor is off'
    if both.get('seLinuxOptions', {}).get('type', '') not in SELINUX or \
            set(both.get('seLinuxOptions', {})) & {'user', 'role'}:
        yield 'SELinux options'
    if own.get('procMount', 'Default') != 'Default':
        yield f'procMount {own["procMount"]}'
    if both.get('windowsOptions', {}).get('hostProcess'):
        yield 'hostProcess'
    yield from (f'hostPort {p["hostPort"]}' for p in c.get('ports', []) if p.get('hostPort'))


def pods_are_restricted(objects):
    for o, _, spec in pods(objects):
        yield from (f'{label(o)}: {fault}' for fault in of_pod(spec))
        for c in every_container(spec):
            yield from (f'{label(o)}: container {c["name"]}: {fault}' for fault in of_container(spec, c))
