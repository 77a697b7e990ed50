// The same clusters for jsonnet, written as one would: a function for a
// cluster, from which everything that depends on a name or a port follows.
//
//	jsonnet -y --tla-code n=100 article.jsonnet

local cluster(name, version='4.1-rc.1', nodes=3, size='1Gi', class='manual') =
  local headless = name + '-headless';
  local config = name + '-config';
  local domain = 'svc.cluster.local';
  local selector = {
    'app.kubernetes.io/name': 'emqx',
    'app.kubernetes.io/instance': name,
  };
  local labels = selector {
    'app.kubernetes.io/version': version,
    'app.kubernetes.io/component': 'broker',
    'app.kubernetes.io/managed-by': 'emqxc',
  };
  local object(api, kind, name) = {
    apiVersion: api,
    kind: kind,
    metadata: { name: name, labels: labels },
  };
  local listeners = [
    { name: 'mqtt', type: 'tcp', port: 1883 },
    { name: 'mqttssl', type: 'ssl', port: 8883 },
    { name: 'ws', type: 'ws', port: 8083 },
    { name: 'wss', type: 'wss', port: 8084 },
  ];
  local management = { name: 'mgmt', port: 8081 };
  local dashboard = { name: 'dashboard', port: 18083 };
  local client = listeners + [management, dashboard];
  local all = client + [{ name: 'ekka', port: 4370 }, { name: 'genrpc', port: 5369 }];
  local servicePorts(ports) = [
    { name: p.name, port: p.port, targetPort: p.name, protocol: 'TCP' }
    for p in ports
  ];
  local probe(delay, period, failures) = {
    httpGet: { path: '/status', port: management.name },
    initialDelaySeconds: delay,
    periodSeconds: period,
    timeoutSeconds: 5,
    failureThreshold: failures,
  };
  local field(path) = { fieldRef: { fieldPath: path } };
  [
    object('v1', 'ServiceAccount', name) { automountServiceAccountToken: true },
    object('rbac.authorization.k8s.io/v1', 'Role', name) {
      rules: [{
        apiGroups: [''],
        resources: ['endpoints'],
        resourceNames: [headless],
        verbs: ['get'],
      }],
    },
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', name) {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: name },
      subjects: [{ kind: 'ServiceAccount', name: name }],
    },
    object('v1', 'ConfigMap', config) {
      data: {
        EMQX_CLUSTER__DISCOVERY: 'k8s',
        EMQX_CLUSTER__K8S__ADDRESS_TYPE: 'hostname',
        EMQX_CLUSTER__K8S__APISERVER: 'https://kubernetes.default.svc:443',
        EMQX_CLUSTER__K8S__APP_NAME: 'emqx',
        EMQX_CLUSTER__K8S__SERVICE_NAME: headless,
        EMQX_CLUSTER__K8S__SUFFIX: domain,
        EMQX_DASHBOARD__LISTENER__HTTP: std.toString(dashboard.port),
        EMQX_MANAGEMENT__LISTENER__HTTP: std.toString(management.port),
      } + {
        ['EMQX_LISTENER__' + std.asciiUpper(l.type) + '__EXTERNAL']: '0.0.0.0:' + l.port
        for l in listeners
      },
    },
    object('v1', 'Service', headless) {
      spec: {
        type: 'ClusterIP',
        clusterIP: 'None',
        publishNotReadyAddresses: true,
        selector: selector,
        ports: servicePorts(all),
      },
    },
    object('v1', 'Service', name) {
      spec: { type: 'ClusterIP', selector: selector, ports: servicePorts(client) },
    },
    object('policy/v1', 'PodDisruptionBudget', name) {
      spec: { maxUnavailable: 1, selector: { matchLabels: selector } },
    },
    object('apps/v1', 'StatefulSet', name) {
      spec: {
        serviceName: headless,
        replicas: nodes,
        podManagementPolicy: 'Parallel',
        updateStrategy: { type: 'RollingUpdate' },
        selector: { matchLabels: selector },
        template: {
          metadata: { labels: labels },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: true,
            enableServiceLinks: false,
            terminationGracePeriodSeconds: 60,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 1000,
              runAsGroup: 1000,
              fsGroup: 1000,
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: [{
              name: 'emqx',
              image: 'emqx/emqx:v' + version,
              ports: [
                { name: p.name, containerPort: p.port, protocol: 'TCP' }
                for p in all
              ],
              env: [
                { name: 'POD_NAME', valueFrom: field('metadata.name') },
                { name: 'POD_NAMESPACE', valueFrom: field('metadata.namespace') },
                { name: 'EMQX_NAME', value: 'emqx' },
                {
                  name: 'EMQX_HOST',
                  value: '$(POD_NAME).' + headless + '.$(POD_NAMESPACE).' + domain,
                },
                { name: 'EMQX_CLUSTER__K8S__NAMESPACE', value: '$(POD_NAMESPACE)' },
              ],
              envFrom: [{ configMapRef: { name: config } }],
              readinessProbe: probe(10, 5, 12),
              livenessProbe: probe(60, 30, 3),
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
              },
              volumeMounts: [{ name: 'data', mountPath: '/opt/emqx/data/mnesia' }],
            }],
          },
        },
        volumeClaimTemplates: [{
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data', labels: selector },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: class,
            resources: { requests: { storage: size } },
          },
        }],
      },
    },
  ];

function(n=1, nodes=3, size='1Gi') [
  object
  for i in std.range(0, n - 1)
  for object in cluster('edge-%05d' % i, nodes=nodes, size=size)
]
