"""What the fact tables leave out: one row a correction, with its reason."""

import re

from .tree import Fact

# Keys that hold a secret although the schema of that version does not say so.
SECRET = [
    r"node\.cookie", r"dashboard\.default_user\.password",
    r"management\.(default_application\.secret|application\.default_secret)",
    r".*\.key_password", r"bridge\.mqtt\.\$name\.password",
    r"auth\.(.*\.)?(password|secret|auth_secret)", r"auth\.(client|user)\.\$id\.password",
]

# The same in 5.0 and later, where the schema marks most secrets but not these:
# a secret may go there, and plain text is only warned of.
PRIVATE = [
    r"authentication\[\]<mechanism=jwt,.*hmac-based>\.secret",
    r"(bridges|connectors)\.rocketmq\.\$name\.(access_key|secret_key|security_token)",
    r"connectors\.tdengine\.\$name\.token",
    r"gateway\.nats\.internal_authn\[\]<type=token>\.token",
]

# 4.x strings whose grammar is in the code that translates them.
GRAMMAR4 = [
    (r"cluster\.static\.seeds", "words"), (r"cluster\.mcast\.ports", "words"),
    (r"cluster\.etcd\.server", "words"),
    (r"listener\..*\.rate_limit|zone\.\$name\.rate_limit\.conn_bytes_in", "limit4(size)"),
    (r"zone\.\$name\.publish_limit|zone\.\$name\.rate_limit\.conn_messages_in", "limit4(int)"),
    (r"zone\.\$name\.quota\..*", "limit4(int)"),
    (r"log\.burst_limit", "limit4(int) | 'disabled'"),
    (r"zone\.\$name\.force_(gc|shutdown)_policy", "policy4"),
    (r"flapping_detect_policy", "flapping4"),
    (r".*\.access\.\$id", "access4"),
    (r"zone\.\$name\.mqueue_priorities", "priorities4"),
    (r"alarm\.actions", "words"),
    (r".*\.(tls_versions|ciphers|psk_ciphers)", "words"),
]

# 4.x: what a translation takes although the datatype is wider.
TYPE4 = [
    (r"cluster\.discovery", "enum(manual|static|mcast|dns|etcd|k8s)"),
    (r"node\.heartbeat", "enum(on)"),
    (r"(listener|dashboard\.listener|management\.listener)\..*\.verify", "enum(verify_peer|verify_none)"),
]

# A number that is a TCP or UDP port: cuttlefish and some schemas do not check it.
PORT = r"(listener\.\w+\.\$name|(dashboard|management)\.listener\.https?|node\.dist_listen_(min|max)" \
       r"|(.*[._])?port)"

# A whole number that counts time.
COUNTS = [
    (r"(zones\.\$name\.)?mqtt\.server_keepalive|zone\.\$name\.server_keepalive", "seconds"),
    (r"authentication\[\]<mechanism=jwt.*>\.refresh_interval|node\.dist_net_ticktime", "seconds"),
    (r".*_interval_seconds|.*tls_server_session_ticket_lifetime", "seconds"),
    (r"listeners\..*_ms|(zones\.\$name\.)?overload_protection\.backoff_delay", "millis"),
]

# 4.x keys that the start script of the image sets itself, with the instances:
# a line in a file loses against that.
IMAGE = [
    (r"node\.(process_limit|max_ports|max_ets_tables)", "4.1-rc.1..4.4", "*"),
    (r"listener\.(tcp|ssl|ws)\.\$name\.acceptors", "4.1-rc.1..4.4", "external"),
    (r"listener\.wss\.\$name\.acceptors", "4.2..4.4", "external"),
    (r"listener\.\w+\.\$name\.max_connections", "4.2..4.4", "external"),
    (r"rpc\.port_discovery", "4.3..", "*"),
    (r"log\.to", "4.3..4.4", "*"),
]

# 5.x and later: what a validator refuses although the type is wider.  The
# largest MQTT packet is one byte less than 256 MB, and 256 MB is taken for it.
TYPE5 = [
    (r"(zones\.\$name\.)?mqtt\.max_packet_size", "5.8..", "size(1..268435456)"),
    (r"node\.role", "5.8/os", "enum(core)"),
]

# 4.x: keys of plugins that their files name without a value, commented out
# (etc/emqx_auth_*.conf of 4.1-rc.1, 4.1.5, 4.2.14, 4.3.22 and 4.4.19): minors,
# plugin, keys.
EMPTY4 = [
    ("4.1-rc.1 4.1 4.2 4.3 4.4", "mysql", "username password"),
    ("4.1-rc.1 4.1 4.2 4.3 4.4", "pgsql", "password"),
    ("4.1-rc.1 4.1 4.2", "pgsql", "ssl_opts.keyfile ssl_opts.certfile ssl_opts.cacertfile"),
    ("4.3 4.4", "pgsql", "ssl.keyfile ssl.certfile ssl.cacertfile"),
    ("4.1-rc.1 4.1 4.2 4.3 4.4", "redis", "password"),
    ("4.1-rc.1 4.1 4.2 4.3 4.4", "mongo", "rs_set_name password w_mode r_mode"),
    ("4.1-rc.1 4.1 4.2", "mongo", "login ssl_opts.keyfile ssl_opts.certfile ssl_opts.cacertfile"),
    ("4.3 4.4", "mongo", "username ssl.keyfile ssl.certfile ssl.cacertfile"),
]

# Where the keys of 4.x are in 5.0 and later; none of the old names is taken.
# `$name` of a listener or zone stays what it is.
MOVED = [
    ("cluster.discovery", "cluster.discovery_strategy"),
    ("cluster.dns.type", "cluster.dns.record_type"),
    ("cluster.dns.app", "node.name"), ("cluster.k8s.app_name", "node.name"),
    ("node.heartbeat", "node.heartbeat"), ("node.dist_listen_min", "node.dist_listen_min"),
    ("rpc.async_batch_size", "rpc.async_batch_size"),
    ("log.to", "log.console.enable, log.file.enable"),
    ("log.level", "log.console.level, log.file.level"),
    ("log.dir", "log.file.path"), ("log.file", "log.file.path"),
    ("log.formatter", "log.console.formatter"),
    ("log.rotation.size", "log.file.rotation_size"), ("log.rotation.count", "log.file.rotation_count"),
    ("log.chars_limit", "log.console.chars_limit"), ("log.max_depth", "log.console.max_depth"),
    ("log.single_line", "log.console.single_line"),
    ("log.supervisor_reports", "log.console.supervisor_reports"),
    ("log.sync_mode_qlen", "log.console.sync_mode_qlen"),
    ("log.drop_mode_qlen", "log.console.drop_mode_qlen"), ("log.flush_qlen", "log.console.flush_qlen"),
    ("log.overload_kill_mem_size", "log.console.overload_kill.mem_size"),
    ("log.overload_kill_qlen", "log.console.overload_kill.qlen"),
    ("log.overload_kill_restart_after", "log.console.overload_kill.restart_after"),
    ("log.burst_limit", "log.console.burst_limit.max_count, log.console.burst_limit.window_time"),
    ("allow_anonymous", "authentication"), ("auth_order", "authentication"),
    ("acl_nomatch", "authorization.no_match"), ("acl_deny_action", "authorization.deny_action"),
    ("acl_file", "authorization.sources"), ("acl_order", "authorization.sources"),
    ("enable_acl_cache", "authorization.cache.enable"),
    ("acl_cache_max_size", "authorization.cache.max_size"), ("acl_cache_ttl", "authorization.cache.ttl"),
    ("flapping_detect_policy", "flapping_detect"),
    ("zone.$name.enable_flapping_detect", "flapping_detect.enable"),
    ("zone.$name.enable_acl", "authorization.sources"),
    ("zone.$name.acl_deny_action", "authorization.deny_action"),
    ("zone.$name.acl_nomatch", "authorization.no_match"),
    ("zone.$name.enable_stats", "stats.enable"),
    ("zone.$name.force_gc_policy", "force_gc.count, force_gc.bytes"),
    ("zone.$name.force_shutdown_policy", "force_shutdown.max_mailbox_size, force_shutdown.max_heap_size"),
    ("zone.$name.conn_congestion.alarm", "conn_congestion.enable_alarm"),
    ("zone.$name.conn_congestion.min_alarm_sustain_duration", "conn_congestion.min_alarm_sustain_duration"),
    ("zone.$name.use_username_as_clientid", "mqtt.use_username_as_clientid"),
    ("mqtt.max_topic_alias", "mqtt.max_topic_alias"),
    ("module.presence.qos", "sys_topics.sys_event_messages"),
    ("module.subscription.$id.topic", "auto_subscribe.topics"),
    ("module.subscription.$id.qos", "auto_subscribe.topics"),
    ("module.subscription.$id.nl", "auto_subscribe.topics"),
    ("module.subscription.$id.rap", "auto_subscribe.topics"),
    ("module.subscription.$id.rh", "auto_subscribe.topics"),
    ("module.rewrite.rule.$id", "rewrite"), ("module.rewrite.pub.rule.$id", "rewrite"),
    ("module.rewrite.sub.rule.$id", "rewrite"),
    ("module.slow_subs.threshold", "slow_subs.threshold"),
    ("module.slow_subs.expire_interval", "slow_subs.expire_interval"),
    ("module.slow_subs.top_k_num", "slow_subs.top_k_num"),
    ("module.slow_subs.stats_type", "slow_subs.stats_type"),
    ("broker.sys_interval", "sys_topics.sys_msg_interval"),
    ("broker.sys_heartbeat", "sys_topics.sys_heartbeat_interval"),
    ("broker.shared_subscription_strategy", "mqtt.shared_subscription_strategy"),
    ("broker.$name.shared_subscription_strategy", "mqtt.shared_subscription_strategy"),
    ("sysmon.long_gc", "sysmon.vm.long_gc"), ("sysmon.long_schedule", "sysmon.vm.long_schedule"),
    ("sysmon.large_heap", "sysmon.vm.large_heap"), ("sysmon.busy_port", "sysmon.vm.busy_port"),
    ("sysmon.busy_dist_port", "sysmon.vm.busy_dist_port"),
    ("os_mon.cpu_check_interval", "sysmon.os.cpu_check_interval"),
    ("os_mon.cpu_high_watermark", "sysmon.os.cpu_high_watermark"),
    ("os_mon.cpu_low_watermark", "sysmon.os.cpu_low_watermark"),
    ("os_mon.mem_check_interval", "sysmon.os.mem_check_interval"),
    ("os_mon.sysmem_high_watermark", "sysmon.os.sysmem_high_watermark"),
    ("os_mon.procmem_high_watermark", "sysmon.os.procmem_high_watermark"),
    ("vm_mon.check_interval", "sysmon.vm.process_check_interval"),
    ("vm_mon.process_high_watermark", "sysmon.vm.process_high_watermark"),
    ("vm_mon.process_low_watermark", "sysmon.vm.process_low_watermark"),
    ("crl_cache_http_timeout", "crl_cache.http_timeout"),
    ("crl_cache_refresh_interval", "crl_cache.refresh_interval"),
    ("dashboard.default_user.login", "dashboard.default_username"),
    ("dashboard.default_user.password", "dashboard.default_password"),
    ("dashboard.listener.http", "dashboard.listeners.http.bind"),
    ("dashboard.listener.http.acceptors", "dashboard.listeners.http.num_acceptors"),
    ("dashboard.listener.http.max_clients", "dashboard.listeners.http.max_connections"),
    ("dashboard.listener.http.inet6", "dashboard.listeners.http.inet6"),
    ("dashboard.listener.http.ipv6_v6only", "dashboard.listeners.http.ipv6_v6only"),
    ("dashboard.listener.https", "dashboard.listeners.https.bind"),
    ("dashboard.listener.https.acceptors", "dashboard.listeners.https.num_acceptors"),
    ("dashboard.listener.https.max_clients", "dashboard.listeners.https.max_connections"),
    ("management.listener.http", "dashboard.listeners.http.bind"),
    ("management.listener.https", "dashboard.listeners.https.bind"),
    ("management.bootstrap_apps_file", "api_key.bootstrap_file"),
    ("management.default_application.id", "api_key.bootstrap_file"),
    ("management.default_application.secret", "api_key.bootstrap_file"),
    ("management.application.default_secret", "api_key.bootstrap_file"),
    ("retainer.storage_type", "retainer.backend.storage_type"),
    ("retainer.max_retained_messages", "retainer.backend.max_retained_messages"),
    ("retainer.expiry_interval", "retainer.msg_expiry_interval"),
    ("rule_engine.ignore_sys_message", "rule_engine.ignore_sys_message"),
    ("telemetry.enabled", "telemetry.enable"),
]

# Zone keys that became keys of `mqtt` under their own name.
ZONE_TO_MQTT = """idle_timeout max_packet_size max_clientid_len max_topic_levels max_qos_allowed
    max_topic_alias retain_available wildcard_subscription shared_subscription server_keepalive
    keepalive_backoff max_subscriptions upgrade_qos max_inflight retry_interval max_awaiting_rel
    await_rel_timeout ignore_loop_deliver session_expiry_interval max_mqueue_len mqueue_priorities
    mqueue_default_priority mqueue_store_qos0 strict_mode response_information
    exclusive_subscription""".split()

# Listener keys: old name, new name below listeners.TYPE.$name.
LISTENER = [
    ("", "bind"), ("acceptors", "acceptors"), ("max_connections", "max_connections"),
    ("max_conn_rate", "max_conn_rate"), ("active_n", "tcp_options.active_n"), ("zone", "zone"),
    ("access.$id", "access_rules"), ("proxy_protocol", "proxy_protocol"),
    ("proxy_protocol_timeout", "proxy_protocol_timeout"), ("backlog", "tcp_options.backlog"),
    ("send_timeout", "tcp_options.send_timeout"),
    ("send_timeout_close", "tcp_options.send_timeout_close"), ("recbuf", "tcp_options.recbuf"),
    ("sndbuf", "tcp_options.sndbuf"), ("buffer", "tcp_options.buffer"),
    ("high_watermark", "tcp_options.high_watermark"), ("nodelay", "tcp_options.nodelay"),
    ("reuseaddr", "tcp_options.reuseaddr"), ("tls_versions", "ssl_options.versions"),
    ("ciphers", "ssl_options.ciphers"), ("handshake_timeout", "ssl_options.handshake_timeout"),
    ("depth", "ssl_options.depth"), ("key_password", "ssl_options.password"),
    ("dhfile", "ssl_options.dhfile"), ("keyfile", "ssl_options.keyfile"),
    ("certfile", "ssl_options.certfile"), ("cacertfile", "ssl_options.cacertfile"),
    ("verify", "ssl_options.verify"), ("fail_if_no_peer_cert", "ssl_options.fail_if_no_peer_cert"),
    ("secure_renegotiate", "ssl_options.secure_renegotiate"),
    ("reuse_sessions", "ssl_options.reuse_sessions"),
    ("honor_cipher_order", "ssl_options.honor_cipher_order"),
    ("peer_cert_as_username", "mqtt.peer_cert_as_username"),
    ("peer_cert_as_clientid", "mqtt.peer_cert_as_clientid"),
    ("mqtt_path", "websocket.mqtt_path"), ("compress", "websocket.compress"),
    ("idle_timeout", "websocket.idle_timeout"), ("max_frame_size", "websocket.max_frame_size"),
    ("mqtt_piggyback", "websocket.mqtt_piggyback"),
    ("fail_if_no_subprotocol", "websocket.fail_if_no_subprotocol"),
    ("supported_subprotocols", "websocket.supported_subprotocols"),
    ("proxy_address_header", "websocket.proxy_address_header"),
    ("proxy_port_header", "websocket.proxy_port_header"),
    ("check_origin_enable", "websocket.check_origin_enable"),
    ("allow_origin_absence", "websocket.allow_origin_absence"),
    ("check_origins", "websocket.check_origins"),
    ("deflate_opts.level", "websocket.deflate_opts.level"),
    ("deflate_opts.mem_level", "websocket.deflate_opts.mem_level"),
    ("deflate_opts.strategy", "websocket.deflate_opts.strategy"),
]

# 5.x: blocks that went, and what took their place.
LATER = [
    ("bridges", "6.0..", "connectors, actions"),
]

# 4.x: the node's name has a variable of its own; the one of its path is ignored.
ENV = {"node.name": "NODE_NAME"}

# Blocks that hold what another block holds.
LIKE = [
    (r"(listeners|gateway)\..*\.authentication", "authentication[]"),
]


def moves():
    yield from MOVED
    for name in ZONE_TO_MQTT:
        yield "zone.$name." + name, "mqtt." + name
    for kind in ("tcp", "ssl", "ws", "wss"):
        for old, new in LISTENER:
            under = "" if new.startswith("mqtt.") else "listeners.%s.$name." % kind
            yield "listener.%s.$name%s" % (kind, "." + old if old else ""), under + new


def add_moves(tree):
    """A `moved` fact in each build that has the new key and not the old one."""
    rows = [(old, "5.0..", new) for old, new in moves()] + LATER
    for old, span, new in rows:
        if old not in tree.keys:
            continue
        mask = tree.builds.parse(span)
        for i in range(len(tree.builds.rows)):
            bit = 1 << i
            if bit & mask and not tree.has(old, bit) and all(tree.has(n, bit) for n in new.split(", ")):
                tree.add(old, bit, Fact("moved(%s)" % short(old, new)))


def short(old, new):
    """A sibling by a dot and its name."""
    above, dot, name = new.rpartition(".")
    return "." + name if dot and "," not in new and old.rpartition(".")[0] == above else new


def add_empty(tree):
    for minors, plugin, keys in EMPTY4:
        for minor in minors.split():
            bit = tree.builds.bit(minor)
            for key in keys.split():
                path = f"auth.{plugin}.{key}"
                if not tree.has(path, bit):
                    tree.add(path, bit, Fact("free", file=f"emqx_auth_{plugin}", shipped="#"))


def apply(tree):
    add_moves(tree)
    add_empty(tree)
    four = tree.builds.parse("4.1-rc.1..4.4")
    for path in tree.keys:
        tree.keys[path] = [(m, fixed(tree, path, m, f, bool(m & four))) for m, f in tree.keys[path]]


def fixed(tree, path, mask, fact, four):
    kind, attrs = fact.type, dict(fact.attrs)
    if four:
        kind = first_match(GRAMMAR4 + TYPE4, path, kind) if kind in ("string", "atom", "flag") else kind
    for pattern, span, better in TYPE5:
        if re.fullmatch(pattern, path) and mask & tree.builds.parse(span):
            kind = better
    if kind.startswith("int") and "(" not in kind and re.fullmatch(PORT, path):
        kind = kind.replace("int", "int(0..65535)", 1)
    if any(re.fullmatch(p, path) for p in SECRET) and kind in ("string", "free"):
        attrs["secret"] = True
    elif any(re.fullmatch(p, path) for p in PRIVATE) and kind == "string" and "secret" not in attrs:
        attrs["private"] = True
    counts = first_match(COUNTS, path, "")
    if counts:
        kind = re.sub(r"\bint\b", counts, kind)
    if four and path in ENV:
        attrs["env"] = ENV[path]
    for pattern, span, names in IMAGE:
        if re.fullmatch(pattern, path) and mask & tree.builds.parse(span):
            attrs["image"] = names
    if "struct" in kind and "(<" not in path:
        like = first_match(LIKE, path, "")
        if like:
            attrs["like"] = like
    return Fact(kind, **attrs)


def first_match(rows, path, otherwise):
    for pattern, value in rows:
        if re.fullmatch(pattern, path):
            return value
    return otherwise
