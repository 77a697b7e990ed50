#include "schema/broker_image.h"

#include <stddef.h>

#include "base/str.h"

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

bool
listener_is_udp(const char *type)
{
	static const char *const types[] = { "quic", "udp", "dtls", NULL };

	return str_is_any(str_of(type), types);
}

const struct image_folder image_folders[] = {
	{ 4, 4, "state", "/opt/emqx/data", true, true },  /* the mount of the data is one below */
	{ 4, 6, "log", "/opt/emqx/log", false, true },
	{ 5, 6, "plugins", "/opt/emqx/plugins", false, false },
	{ 4, 6, "home", "/home/emqx", false, true },      /* emqx_ctl: .erlang.cookie */
	{ 4, 6, "tmp", "/tmp", false, true },
	{ 0, 0, NULL, NULL, false, false }
};
