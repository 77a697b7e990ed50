/*
 * fields_gateway: protocols beside MQTT: what each speaks, on which listeners,
 * and which versions have it.
 */
#include "schema/fields_types.h"

/* A listener of a gateway; those of UDP have no acceptors of their own. */
#define LISTENER_FIELDS                                                       \
	F("port", type_port, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "number of the port"), \
	F("bind", type_ip, .def = "\"0.0.0.0\"", .doc = "address without port that it listens on"), \
	F("instance", type_string, .doc = "EMQX's own name of the listener"), \
	F("max-connections", type_count, .doc = "most connections of each node"), \
	F("max-conn-rate", type_count, .doc = "most new connections of each node in a second"), \
	F("enable", type_bool, .also = "enabled", .def = "true", .doc = "false: the listener is off, and has no port anywhere"), \
	F("enable-authn", type_bool, .doc = "false: its clients are not asked who they are"), \
	F("access-rules", type_string_seq, .doc = "who may connect: \"allow 10.0.0.0/8\", \"deny all\""), \
	F("mountpoint", type_string, .doc = "prefix of every topic")
#define STREAM_FIELDS                                                         \
	F("acceptors", type_count, .doc = "processes that accept connections"), \
	F("proxy-protocol", type_bool, .doc = "expect the PROXY protocol"), \
	F("proxy-protocol-timeout", type_duration, .doc = "how long to wait for its header")
#define WS_FIELD F("path", type_path, .doc = "path of the WebSocket")
#define TLS_FIELD F("tls", type_ref_tls, .doc = "tls block with its certificates")

static const struct field tcp_fields[] = { LISTENER_FIELDS, STREAM_FIELDS, END };
static const struct field ssl_fields[] = { LISTENER_FIELDS, STREAM_FIELDS, TLS_FIELD, END };
static const struct field ws_fields[] = { LISTENER_FIELDS, STREAM_FIELDS, WS_FIELD, END };
static const struct field wss_fields[] = { LISTENER_FIELDS, STREAM_FIELDS, WS_FIELD, TLS_FIELD, END };
static const struct field udp_fields[] = { LISTENER_FIELDS, END };
static const struct field dtls_fields[] = { LISTENER_FIELDS, TLS_FIELD, END };
static const struct type t_tcp = { .kind = TYPE_RECORD, .name = "tcp listener", .fields = tcp_fields };
static const struct type t_ssl = { .kind = TYPE_RECORD, .name = "ssl listener", .fields = ssl_fields };
static const struct type t_ws = { .kind = TYPE_RECORD, .name = "ws listener", .fields = ws_fields };
static const struct type t_wss = { .kind = TYPE_RECORD, .name = "wss listener", .fields = wss_fields };
static const struct type t_udp = { .kind = TYPE_RECORD, .name = "udp listener", .fields = udp_fields };
static const struct type t_dtls = { .kind = TYPE_RECORD, .name = "dtls listener", .fields = dtls_fields };

#define TCP_ARMS F("tcp", t_tcp, .doc = "TCP"), F("ssl", t_ssl, .doc = "TCP with TLS")
#define UDP_ARMS F("udp", t_udp, .doc = "UDP"), F("dtls", t_dtls, .doc = "UDP with DTLS")
#define WS_ARMS F("ws", t_ws, .doc = "WebSocket"), F("wss", t_wss, .doc = "WebSocket with TLS")
static const struct field tcp_arms[] = { TCP_ARMS, END };
static const struct field udp_arms[] = { UDP_ARMS, END };
static const struct field ws_arms[] = { WS_ARMS, END };
static const struct field any_arms[] = { TCP_ARMS, UDP_ARMS, END };
static const struct field nats_arms[] = { TCP_ARMS, WS_ARMS, END };

/* Named listeners of those kinds. */
#define LISTENERS(what, arms)                                                 \
	static const struct type t_##what##_listener = { .kind = TYPE_VARIANT, .name = "listener", .fields = arms }; \
	static const struct type t_##what##_listeners = { .kind = TYPE_MAP, .name = "listeners", .of = &t_##what##_listener }
LISTENERS(tcp, tcp_arms);
LISTENERS(udp, udp_arms);
LISTENERS(ws, ws_arms);
LISTENERS(any, any_arms);
LISTENERS(nats, nats_arms);

#define GATEWAY_FIELDS(listeners)                                             \
	F("listener", t_##listeners##_listeners, .also = "listeners", .flags = FIELD_REQUIRED, .doc = "ports for its clients"), \
	F("mountpoint", type_string, .doc = "prefix of every topic"), \
	F("idle-timeout", type_duration, .doc = "how long a client may be silent")

static const struct field plain_tcp_fields[] = { GATEWAY_FIELDS(tcp), END };
static const struct field plain_udp_fields[] = { GATEWAY_FIELDS(udp), END };
static const struct field plain_ws_fields[] = { GATEWAY_FIELDS(ws), END };
static const struct field nats_fields[] = { GATEWAY_FIELDS(nats), END };
static const struct field mqttsn_fields[] = {
	GATEWAY_FIELDS(udp),
	F("gateway-id", type_natural, .doc = "number by which the gateway calls itself"),
	F("broadcast", type_bool, .doc = "tell the network that it is there"),
	END
};
static const struct field lwm2m_fields[] = {
	GATEWAY_FIELDS(udp),
	F("xml-dir", type_path, .def = "\"/opt/emqx/etc/lwm2m_xml\"", .doc = "folder with the definitions of objects"),
	F("command", type_string, .def = "\"dn/#\"", .doc = "topic of commands to a device"),
	F("response", type_string, .def = "\"up/resp\"", .doc = "topic of its answers"),
	F("notify", type_string, .def = "\"up/notify\"", .doc = "topic of its notifications"),
	F("register", type_string, .def = "\"up/resp\"", .doc = "topic of its registration"),
	F("update", type_string, .def = "\"up/update\"", .doc = "topic of a changed registration"),
	END
};
static const struct field exproto_fields[] = {
	GATEWAY_FIELDS(any),
	F("handler", type_url, .flags = FIELD_REQUIRED, .doc = "gRPC service that speaks the protocol"),
	F("server", type_port, .def = "9100", .doc = "gRPC port of the gateway, for that service"),
	END
};

static const struct type t_plain_tcp = { .kind = TYPE_RECORD, .name = "gateway", .fields = plain_tcp_fields };
static const struct type t_plain_udp = { .kind = TYPE_RECORD, .name = "gateway", .fields = plain_udp_fields };
static const struct type t_plain_ws = { .kind = TYPE_RECORD, .name = "gateway", .fields = plain_ws_fields };
static const struct type t_nats = { .kind = TYPE_RECORD, .name = "nats gateway", .fields = nats_fields };
static const struct type t_mqttsn = { .kind = TYPE_RECORD, .name = "mqttsn gateway", .fields = mqttsn_fields };
static const struct type t_lwm2m = { .kind = TYPE_RECORD, .name = "lwm2m gateway", .fields = lwm2m_fields };
static const struct type t_exproto = { .kind = TYPE_RECORD, .name = "exproto gateway", .fields = exproto_fields };

/* Up to 5.8 the last four are in the enterprise edition alone: the tables of
 * keys know, per edition. */
static const struct field gateway_arms[] = {
	F("stomp", t_plain_tcp, .doc = "STOMP"),
	F("mqttsn", t_mqttsn, .also = "mqtt-sn sn", .doc = "MQTT-SN"),
	F("coap", t_plain_udp, .doc = "CoAP"),
	F("lwm2m", t_lwm2m, .doc = "LwM2M"),
	F("exproto", t_exproto, .until = "6.2", .doc = "a protocol of your own, by gRPC"),
	F("ocpp", t_plain_ws, .since = "5.4", .doc = "OCPP, charging stations"),
	F("jt808", t_plain_tcp, .since = "5.4", .doc = "JT/T 808, vehicles"),
	F("gbt32960", t_plain_tcp, .since = "5.4", .doc = "GB/T 32960, electric vehicles"),
	F("nats", t_nats, .since = "5.10", .doc = "NATS"),
	END
};
static const struct type t_gateway = { .kind = TYPE_VARIANT, .name = "gateway", .fields = gateway_arms };
const struct type type_gateways = { .kind = TYPE_MAP, .name = "gateways", .of = &t_gateway };
