/*
 * fields_operate: what the broker says of itself.
 */
#include "schema/fields_types.h"

/* words */
static const struct type t_log_level = WORDS("log level", "debug", "info", "notice", "warning",
					     "error", "critical", "alert", "emergency", "all");
static const struct type t_log_to = WORDS("log destination", "console", "file", "both");

/* operations */
static const struct field log_fields[] = {
	F("level", t_log_level, .doc = "least severe level that is logged"),
	F("to", t_log_to, .def = "console", .doc = "where the log goes"),
	END
};
const struct type type_log = { .kind = TYPE_RECORD, .name = "log", .fields = log_fields };

static const struct type t_monitor = WORDS("monitor", "service-monitor", "pod-monitor");
static const struct field metrics_auth_fields[] = {
	F("username", type_secret, .flags = FIELD_REQUIRED, .doc = "key of an API key; in 4.x the id of an application"),
	F("password", type_secret, .flags = FIELD_REQUIRED, .doc = "its secret"),
	END
};
static const struct type t_metrics_auth = { .kind = TYPE_RECORD, .name = "metrics credentials", .fields = metrics_auth_fields };
static const struct field metrics_fields[] = {
	F("kind", t_monitor, .flags = FIELD_PRINCIPAL, .def = "service-monitor",
	  .doc = "object that tells Prometheus of the nodes"),
	F("interval", type_seconds, .doc = "time between two scrapes; left out: that of Prometheus"),
	F("timeout", type_seconds, .also = "scrapeTimeout", .doc = "scrapeTimeout"),
	F("labels", type_strings, .doc = "labels by which a Prometheus finds the monitor"),
	F("auth", t_metrics_auth, .also = "basicAuth basic-auth", .doc = "credentials of Prometheus; the broker asks for them"),
	END
};
const struct type type_metrics = { .kind = TYPE_RECORD, .name = "metrics", .fields = metrics_fields };
