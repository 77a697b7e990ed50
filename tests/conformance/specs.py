"""Generated specs: a seed gives one, always the same.  Each is right, so the
compiler must take it, and what comes out must be right too."""
import random

# One of each minor that has tables, and patches at which something changed.
VERSIONS = ['4.1-rc.1', '4.1.5', '4.2.14', '4.3.22', '4.4.19', '5.0.26', '5.1.6', '5.2.1', '5.3.2', '5.4.1', '5.5.1',
            '5.6.1', '5.7.2', '5.8.6', '5.8.9', '5.9.3', '5.10.2', '6.0.1', '6.1.4', '6.2.1', '6.3.0-beta.2']

# Texts that some reader on the way takes for something else.
HOSTILE = [
    'abc#1', 'a // b', '0123', '12345', '1e5', '0x10', '12.50', 'a b', 'a  b', ' lead', 'trail ', 'a"b', "it's", '"quoted"',
    "'single'", 'back\\slash', 'end\\', '\\', '\\\\', '\\"', '\\n', '\\u0041', '$x', '${x}', '$(X)', '$$', '$(POD_NAME)',
    '&', 'a&b', '*', '? [x]', '\\1', 'é', '日本語', '\U0001f600', 'true', 'false', 'null', 'on', 'off', 'yes', 'no', '~', 'none',
    '', '#', '//', '-', ':', '=', 'a=b', 'a: b', '- a', '{a}', '[1]', '{', '}', '[', ']', ',', 'a,b', '%', '@', '!', '|', '>',
    '`x`', 'include', 'include "x"', '1.5.8', '2020-05-20', '.5', '1_000', '10s', '1MB', '50%', 'infinity', 'undefined', '.inf',
    'a;b', 'a|b', '(x)', '<x>', 'EMQX_X=1', 'x EMQX_ALLOW_ANONYMOUS=', 'tab\there', 'two\nlines', '\nfirst', 'last\n', 'file:///x',
    '"""', 'a"""b', '\\"""', 'x\u2028y', 'a\\\u2029b', '\u00a0', 'a\\", "b', "\\'", 'x' * 300, 'café # "x" \\ $y &z',
]


# No default port of another type: 4.x cannot switch that listener off.
PORTS = {'tcp': [1883, 1884, 2883], 'ssl': [8883, 8884], 'ws': [8083, 9083], 'wss': [8084, 9084], 'quic': [14567]}

WORKLOADS = ['statefulset'] * 6 + ['deployment'] * 3 + ['pod']
PASSWORDS = ['secret(site, password)'] * 4 + ['insecure("only-a-lab-4711")']


def quoted(text):
    """A string of the language."""
    out = ''
    for c in text:
        plain = {'\n': '\\n', '\t': '\\t', '"': '\\"', '\\': '\\\\', '$': '\\u{24}'}
        out += plain.get(c, c if c >= ' ' and c != '\x7f' else f'\\u{{{ord(c):x}}}')
    return f'"{out}"'


def at_least(version, *want):
    parts = tuple(int(p) for p in version.split('-')[0].split('.'))
    return parts >= want


def name(rng, most=12):
    letters = 'abcdefghijklmnopqrstuvwxyz'
    text = rng.choice(letters) + ''.join(rng.choice(letters + '0123456789') for _ in range(rng.randint(0, most - 2)))
    return text + rng.choice(letters)


def names(rng, count, most=12):
    found = []
    while len(found) < count:
        new = name(rng, most)
        if new not in found:
            found.append(new)
    return found


def discovery(rng, version, workload, nodes):
    if nodes == 1 and rng.random() < .4:
        return []
    choices = ['k8s']
    if workload == 'statefulset':
        choices += ['static', 'dns']
    kind = rng.choice(choices + ['etcd'])
    inner = ''
    if kind == 'k8s':
        stable = workload == 'statefulset'
        inner = '{ address = %s }' % rng.choice(['hostname'] if stable else ['ip', 'dns'])
    elif kind == 'dns' and at_least(version, 4, 4):
        inner = '{ record = srv }'
    elif kind == 'dns':
        return ['discovery = k8s']
    elif kind == 'etcd':
        inner = '{ server = ["http://etcd-0.etcd:2379", "http://etcd-1.etcd:2379"]; node-ttl = 1m }'
    return [f'discovery = {kind} {inner}'.rstrip()]


def listeners(rng, version, tls):
    kinds = ['tcp', 'ssl', 'ws', 'wss'] + (['quic'] if at_least(version, 5, 0) and tls else [])
    chosen = rng.sample(kinds, rng.randint(1, len(kinds)))
    ports = {kind: rng.choice(PORTS[kind]) for kind in chosen}
    if 'quic' in ports and rng.random() < .6:
        ports['quic'] = ports[chosen[0]]
    lines, found = [], []
    for kind, listener in zip(chosen, names(rng, len(chosen), 10)):
        port = ports[kind]
        fields = []
        if rng.random() < .4:
            fields.append(f'max-connections = {rng.randint(1, 10**6)}')
        if rng.random() < .3 and kind != 'quic':
            fields.append('proxy-protocol = ' + rng.choice(['true', 'false']))
        if tls and (kind in ('ssl', 'wss') and rng.random() < .7 or kind == 'quic'):
            fields.append(f'tls = {tls}')
        if kind != 'quic' and rng.random() < .3:
            fields += rng.sample(['max-conn-rate = 500', 'access-rules = ["deny 10.9.0.0/16", "allow all"]',
                                  'proxy-protocol-timeout = 5s'], rng.randint(1, 3))
        body = ' { ' + '; '.join(fields) + ' }' if fields else ''
        lines.append(f'listener {listener} = {kind} {port}{body}')
        found.append(listener)
    return lines, found


def gateways(rng, version, tls):
    """Lines of gateways, and the names of their ports."""
    if not at_least(version, 5, 0):
        return [], []
    secure = f'; listener coaps = dtls 5684 {{ tls = {tls} }}' if tls else ''
    choices = [('gateway stomp = stomp { listener stomp = tcp 61613 { max-conn-rate = 10 } }', ['stomp']),
               (f'gateway things = coap {{ listener coap = udp 5683{secure} }}', ['coap'] + (['coaps'] if tls else [])),
               ('gateway meters = lwm2m { listener lwm2m = udp 5783; idle-timeout = 30s }', ['lwm2m']),
               ('gateway sn = mqttsn { listener sn = udp 1885; gateway-id = 3 }', ['sn'])]
    if not at_least(version, 6, 3):
        choices.append(('gateway own = exproto { listener own-tcp = tcp 7993; handler = "http://codec:9001" }', ['own-tcp', 'own']))
    if at_least(version, 5, 9):
        choices.append(('gateway cars = ocpp { listener ocpp = ws 33033 { path = "/ocpp" } }', ['ocpp']))
    found = rng.sample(choices, rng.randint(1, 3))
    return [line for line, _ in found], [port for _, ports in found for port in ports]


def services(rng, ports):
    lines = []
    for n, service in enumerate(names(rng, rng.randint(1, 2))):
        kind = rng.choice(['ClusterIP', 'NodePort', 'LoadBalancer'])
        shown = rng.sample(ports, rng.randint(1, len(ports)))
        fields = [f'type = {kind}', f'expose = [{", ".join(shown)}]']
        if kind != 'ClusterIP':
            fields.append(f'node-ports {{ {shown[0]} = {30100 + n} }}')
            fields.append('external-traffic-policy = Local')
        if kind == 'LoadBalancer':
            fields.append('source-ranges = [10.0.0.0/8, 192.168.0.0/16]')
            fields += rng.sample(['load-balancer-class = "example.org/lb"', f'health-check-node-port = {30200 + n}',
                                  'allocate-load-balancer-node-ports = false'], rng.randint(0, 2))
        if rng.random() < .3:
            fields.append(f'ports {{ {shown[-1]} = 443 }}')
        fields += rng.sample(['internal-traffic-policy = Local', 'publish-not-ready-addresses = true',
                              'session-affinity = ClientIP; session-affinity-timeout = 1h',
                              'ip-family-policy = PreferDualStack; ip-families = [IPv6, IPv4]',
                              'external-ips = [192.0.2.7]', 'labels { tier = "edge" }'], rng.randint(0, 2))
        lines.append(f'service {service} {{ {"; ".join(fields)} }}')
    return lines


def https(rng, version):
    """Ports with TLS of the Dashboard and the API: their keys are not all that listeners have."""
    lines = ['dashboard { https = 18084 { tls = ui } }'] if rng.random() < .4 else []
    if lines and at_least(version, 5, 0) and rng.random() < .3:
        lines.append('dashboard { http = false }')
    elif not at_least(version, 5, 0) and rng.random() < .3:
        lines.append('management { https = 8082 { tls = ui } }')
    if lines:
        lines.append('tls ui { cert = secret(ui-tls, tls.crt); key = secret(ui-tls, tls.key) }')
    return lines


def between_nodes(rng, version):
    """What the nodes say to each other by TLS; a file, which no variable carries."""
    if not at_least(version, 5, 0) or rng.random() < .7:
        return []
    return ['tls nodes { cert = secret(nodes-tls, tls.crt); key = secret(nodes-tls, tls.key); ca = secret(nodes-tls, ca.crt) }',
            rng.choice(['rpc { tls = nodes }', 'distribution { ipv6 = true }', 'rpc = 5369 { tls = nodes }; distribution { ipv6 = true }'])]


def tls_block(rng):
    lines = ['tls edge {', '  cert = secret(edge-tls, tls.crt)', '  key = secret(edge-tls, tls.key)']
    if rng.random() < .5:
        lines.append(f'  ca = secret({rng.choice(["edge-tls", "edge-ca"])}, ca.crt)')
        lines.append('  verify = verify_peer; fail-if-no-peer-cert = true')
    if rng.random() < .5:
        lines.append('  ciphers = ["ECDHE-RSA-AES256-GCM-SHA384"]; honor-cipher-order = true')
    if rng.random() < .5:
        lines.append('  versions = [tlsv1_2]')
    return lines + ['}']


def pod_fields(rng, nodes, ui):
    """`ui`: the port of the Dashboard that is there."""
    choices = [
        'resources { cpu = 250m..2; memory = 512Mi..2Gi }', 'grace = 90s', 'priority-class = high',
        'node-selector { "kubernetes.io/arch" = amd64 }', 'anti-affinity = required',
        'spread = "topology.kubernetes.io/zone"' + rng.choice(['', ' { max-skew = 2; when-unsatisfiable = DoNotSchedule;'
                                                               ' also h = "kubernetes.io/hostname" { node-taints-policy = Honor } }']),
        'probes { readiness { period = 7s; failures = 4 } }',
        'toleration mqtt { key = "mqtt"; operator = Exists; effect = NoSchedule }',
        'security { run-as-user = 2000; fs-group = 2000 }', rng.choice(['lifecycle { pre-stop = 10s }', 'lifecycle { pre-stop { exec = ["true"] }; post-start = ["true"] }']),
        'network-policy { clients = [10.0.0.0/8]; admin { pods { app = "ops" } } }',
        'network-policy { }', f'service client {{ expose = [{ui}] }}; ' + rng.choice([
            f'ingress ui {{ host = "ui.example.org"; port = {ui}; tls = ui-tls }}',
            f'ingress ui {{ class = nginx; default-backend = {ui}; rule a {{ host = "a.example.org"; port = {ui}; tls = ui-tls; '
            f'also b = {ui} {{ path = "/b"; path-type = Exact }} }} }}']), 'labels { team = "messaging" }',
        'network-policy { egress { api-server = [192.0.2.7/32]; ' + rng.choice([
            'to all = ["0.0.0.0/0", "::/0"] } }', 'dns { cidr = [169.254.20.10/32] }; '
            'to some { cidr = ["0.0.0.0/0"]; ports = [80, 443, 1812, 2379, 3306, 5432, 6379, 27017] }; to web = [10.0.0.0/8] } }']),
        'headless { annotations { "example.org/a" = "b" }; ip-family-policy = PreferDualStack }',
        'annotations { "example.org/note" = "a: b # c" }', 'log { level = warning }',
        'image { pull = IfNotPresent; pull-secrets = [registry] }', 'node-name = broker', 'autoheal = true',
        'service-account { name = edge-account; annotations { "example.org/role" = "x" } }',
        'rollout { on-config-change = restart; min-ready = 10s }',
        'volume site = config-map "their-site" { items { "a.conf" = "x/a.conf" }; default-mode = 0440 }; mount site = "/etc/site"',
        'volume scratch = empty-dir { size-limit = 64Mi; medium = Memory }; container tail = "busybox:1.36" { args = [tail, "-f"]; resources { cpu = 10m..50m; memory = 8Mi..16Mi }; mount s = "/s" { volume = scratch } }',
        'container exporter = "example.org/exporter:1.2" { port metrics = 9121; env { A = "a $(b)"; B = secret(x, y); C = env-ref(A) };'
        ' probes { readiness { http-get = metrics; successes = 2 }; startup { tcp-socket = metrics } }; mount data = "/data" { read-only = true }; resources { cpu = 50m..100m; memory = 32Mi..64Mi } }',
        'init wait = "busybox:1.36" { command = [sh, "-c", "true"]; security-context { run-as-user = 65534 } }',
        'rollout { revision-history-limit = 3 }',
        'probes { readiness { successes = 2 }; startup { failures = 20; grace = 20s } }', 'probes { startup { } }',
        'metadata Service { annotations { "example.org/dns" = "public" } }; metadata Pod { labels { tier = edge }; annotations { "a.b/c" = "1" } }',
        'names { role = endpoints; role-binding = endpoints-of; budget = own-budget; policy = own-policy; app = "emqx-chart"; instance = "release-1" }',
        'env-from site { secret = site-env; prefix = "SITE_" }', 'args = ["/opt/emqx/bin/emqx", "foreground"]; working-dir = "/opt/emqx"',
        'node-affinity { required a = "kubernetes.io/arch" { values = [amd64] }; preferred d = "disk" { values = [ssd]; weight = 5 } }',
        'pod-affinity cache { pods { app = "redis" }; mode = required }; pod-anti-affinity batch { pods { tier = "b" }; namespaces = [jobs] }',
        'runtime-class = gvisor; scheduler-name = volcano', 'host-alias db = "10.0.0.7" { hostnames = [db] }; host-alias six = "::1" { hostnames = [six] }',
        'dns = None { nameservers = ["10.0.0.10"]; options { ndots = "2" } }', 'resources { ephemeral-storage = 1Gi..4Gi }',
        'security { seccomp-profile = Localhost { localhost-profile = "p.json" }; supplemental-groups = [2000]; fs-group-change-policy = OnRootMismatch; sysctls { "net.ipv4.tcp_syncookies" = "1" } }',
        'env { TZ = "Europe/Berlin"; DB_PASSWORD = secret(db, password); NOTE = "a $(b) c" }',
    ]
    lines = rng.sample(choices, rng.randint(0, 6))
    if nodes > 2 and rng.random() < .3:
        lines.append(rng.choice(['disruption { max-unavailable = 1 }', 'disruption { max-unavailable = 1; unhealthy-pod-eviction-policy = AlwaysAllow }', 'disruption { min-available = 2 }',
                                 'disruption = none']))
    return lines


def config(rng, version):
    if at_least(version, 5, 0):
        lines = ['mqtt.max_packet_size = 2MiB', 'mqtt.retry_interval = 45s', 'mqtt.max_qos_allowed = 1',
                 'mqtt.wildcard_subscription = false', 'broker.perf.route_lock_type = key',
                 'force_gc.bytes = 32MiB', 'sysmon.vm.long_schedule = 300ms', 'stats.enable = false']
        lines = [line for line in lines if not line.startswith('broker.perf.route') or not at_least(version, 5, 9)]
    else:
        lines = ['mqtt.max_packet_size = 2MiB', 'mqtt.max_qos_allowed = 1', 'allow_anonymous = false',
                 'zone.external.idle_timeout = 20s', 'zone.external.acl_nomatch = deny',
                 'zone.external.force_gc_policy = "16000|16MB"', 'retainer.max_payload_size = 2MiB']
    return ['config { ' + '; '.join(rng.sample(lines, rng.randint(1, 4))) + ' }'] if rng.random() < .7 else []


def monitoring(rng, version, lines):
    """A monitor, where somebody may reach what it looks at."""
    closed = any(line.startswith('network-policy') and 'admin' not in line for line in lines)
    if closed or not at_least(version, 4, 2) or rng.random() < .6:
        return []
    fields = rng.sample(['kind = pod-monitor', 'interval = 30s; timeout = 10s', 'labels { release = prom }'], rng.randint(0, 3))
    if not at_least(version, 5, 0) or at_least(version, 5, 4):
        fields.append('auth { username = secret(scrape, key); password = secret(scrape, secret) }')
    return [f'metrics {{ {"; ".join(fields)} }}']


def auth(rng, version, lines):
    """Who may connect: members whose keys are those of the version."""
    fields = rng.sample(['no-match = deny', 'deny-action = disconnect',
                         'acl = "{allow, {ipaddr, \\"127.0.0.1\\"}, all, [\\"#\\"]}.\\n%% last\\n{deny, all}."'], rng.randint(0, 3))
    if at_least(version, 5, 0):
        members = ['authn users = built-in { user_id_type = clientid }',
                   'authn db = mysql { server = "my:3306"; database = "mqtt"; username = "a b"; '
                   'password = secret(my, password); query = "SELECT 1 # ${user}" }'.replace('$', '\\u{24}'),
                   'authn tokens = jwt { use_jwks = true; endpoint = "https://id.example.org/jwks"; from = password }',
                   'authz table = built-in', 'authz rules = file']
    else:
        members = ['authn db = mysql { server = "my:3306"; database = "mqtt"; password = secret(my, password) }',
                   'authn cache = redis { server = "redis:6379"; password = secret(redis, password) }']
        members += [] if any('allow_anonymous' in line for line in lines) else ['anonymous = false']
    if any('authentication =' in line for line in lines):
        members = [m for m in members if not m.startswith('authn')]
    fields += rng.sample(members, rng.randint(0, len(members)))
    return [f'auth {{ {"; ".join(fields)} }}'] if fields else []


def operations(rng, version, lines):
    found = []
    if at_least(version, 4, 3):
        found.append('api-keys = secret(api, keys)')
    if at_least(version, 5, 0):
        found += ['plugin extra_tool = "1.0.2"; plugin other = "0.1.0" { enable = false }']
        if not any(line.startswith('log ') for line in lines):
            found.append('log { to = both; level = error; format = json; time-offset = "-02:00"; console = info; '
                         'rotation = 10MiB { count = 3 } }')
    return rng.sample(found, rng.randint(0, len(found)))


def roles(rng, version, lines):
    """Blocks of roles for a cluster that has its number of cores."""
    fields = rng.sample(['resources { cpu = 2..4 }', 'anti-affinity = preferred', 'node-selector { pool = "mqtt" }',
                         'storage = 1Gi', 'disruption = none', 'toleration all { operator = Exists }'], rng.randint(0, 3))
    if fields and fields[0].startswith('resources'):
        fields.append('autoscale { min = 3; max = 9; cpu = 60% }')
    found = [f'replicant {{ {"; ".join(["nodes = " + rng.choice(["0", "1", "4"]), *fields])} }}']
    if rng.random() < .5:
        found.append('core { priority-class = brokers }')
    if at_least(version, 5, 8) and not at_least(version, 5, 9):
        found.append('flavor = enterprise')
    if at_least(version, 5, 9) and not any(line.startswith('license') for line in lines):
        found.append('license = secret(site, license)')
    return found


def cluster(seed, version=None, extra=(), called=None, workload=None):
    """The text of a spec with one cluster."""
    rng = random.Random(seed)
    version = version or rng.choice(VERSIONS)
    workload = workload or rng.choice(WORKLOADS)
    nodes = 1 if workload == 'pod' else rng.choice([1, 2, 3, 5])
    lines = [f'version = {version}', f'nodes = {nodes}', f'workload = {workload}', 'cookie = secret(site, cookie)',
             f'dashboard {{ password = {rng.choice(PASSWORDS)} }}']
    if nodes > 1 and at_least(version, 5, 9):
        lines.append('license = secret(site, license)')
    lines += between_nodes(rng, version) + discovery(rng, version, workload, nodes)
    if rng.random() < .4:
        lines.append(rng.choice(['namespace = mqtt', 'namespace = mqtt { create = true }']))
    if workload == 'statefulset' and rng.random() < .6:
        lines.append('storage = 5Gi' + rng.choice([
            '', ' { class = fast }', ' { retain = false }', ' { when-scaled = Delete; annotations { "a.b/c" = "1" } }',
            ' { selector { disk = fast }; data-source = before { kind = VolumeSnapshot; api-group = "snapshot.storage.k8s.io" } }']))
    ports = []
    if rng.random() < .7:
        tls = 'edge' if rng.random() < .5 else None
        lines += tls_block(rng) + https(rng, version) if tls else []
        more, ports = listeners(rng, version, tls)
        lines += more
        if rng.random() < .3:
            more, others = gateways(rng, version, tls)
            lines += more
            ports += others
    if ports and rng.random() < .5 and not (workload != 'statefulset' and any('= k8s' in line for line in lines)):
        lines += services(rng, ports)
    ui = 'dashboardtls' if 'dashboard { http = false }' in lines else 'dashboard'
    lines += pod_fields(rng, nodes, ui) + config(rng, version) + list(extra)
    lines += operations(rng, version, lines) + monitoring(rng, version, lines) + (auth(rng, version, lines) if rng.random() < .4 else [])
    if workload == 'statefulset' and at_least(version, 5, 0) and rng.random() < .4:
        lines += roles(rng, version, lines)
    if at_least(version, 5, 8, 4) and rng.random() < .3:
        lines.append('layer = default')
    if at_least(version, 6, 2) and rng.random() < .3:
        lines.append('security-profile = hardened')
    return f'cluster {called or name(rng)} {{\n' + ''.join(f'  {line}\n' for line in lines) + '}\n'
