/*
 * broker_image: what the images of EMQX have, a row a listener, a type of
 * listener and a folder, and what is asked of the rows.
 */
#include "schema/broker_image.h"

#include <stddef.h>
#include <string.h>

const struct image_listener image_listeners[] = {
	{ "tcp", "mqtt", 1883 },
	{ "ssl", "mqttssl", 8883 },
	{ "ws", "ws", 8083 },
	{ "wss", "wss", 8084 },
	{ NULL, NULL, 0 }
};

const char *
image_instance(int major)
{
	return major == 4 ? "external" : "default";
}

/* What is in no row is plain TCP. */
static const struct listener_type {
	const char *name;
	bool udp, tls;
} listener_types[] = {
	{ "ssl", .tls = true },
	{ "wss", .tls = true },
	{ "quic", .udp = true, .tls = true },
	{ "udp", .udp = true },
	{ "dtls", .udp = true, .tls = true },
	{ .name = NULL }
};

static const struct listener_type *
type_of(const char *name)
{
	const struct listener_type *t = listener_types;

	while (t->name && strcmp(t->name, name) != 0)
		t++;
	return t;
}

bool
listener_is_udp(const char *type)
{
	return type_of(type)->udp;
}

bool
listener_is_tls(const char *type)
{
	return type_of(type)->tls;
}

const struct image_folder image_folders[] = {
	{ 4, 4, "state", "/opt/emqx/data", true, true },  /* the mount of the data is one below */
	{ 4, 6, "log", "/opt/emqx/log", false, true },
	{ 5, 6, "plugins", "/opt/emqx/plugins", false, false },
	{ 4, 6, "home", "/home/emqx", false, true },      /* emqx_ctl: .erlang.cookie */
	{ 4, 6, "tmp", "/tmp", false, true },
	{ 0, 0, NULL, NULL, false, false }
};
