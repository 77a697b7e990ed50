/*
 * fields_operate: what the broker says of itself.
 */
#include "schema/fields_types.h"

/* words */
static const struct type t_log_level = WORDS("log level", "debug", "info", "notice", "warning",
					     "error", "critical", "alert", "emergency", "all");
static const struct type t_log_to = WORDS("log destination", "console", "file", "both");

/* who may do what: the keys of each arm are EMQX's own, of that version */
#define ARM(n, ...) F(n, type_config, __VA_ARGS__)
static const struct field authn_arms[] = {
	ARM("built-in", .also = "built_in_database mnesia", .doc = "passwords in EMQX's own database"),
	ARM("http", .doc = "an HTTP service is asked"),
	ARM("mysql", .doc = "passwords in MySQL"),
	ARM("postgresql", .also = "pgsql postgres", .doc = "passwords in PostgreSQL"),
	ARM("redis", .doc = "passwords in Redis"),
	ARM("mongodb", .also = "mongo", .doc = "passwords in MongoDB"),
	ARM("ldap", .doc = "passwords in LDAP"),
	ARM("jwt", .doc = "signed tokens"),
	ARM("scram", .since = "5.0", .doc = "enhanced authentication of MQTT 5, in EMQX's own database"),
	ARM("scram-http", .since = "5.8", .doc = "enhanced authentication, by an HTTP service"),
	ARM("kerberos", .since = "5.8", .also = "gssapi", .doc = "enhanced authentication by Kerberos"),
	ARM("client-info", .since = "5.8", .also = "cinfo", .doc = "conditions on what a client says of itself"),
	END
};
static const struct field authz_arms[] = {
	ARM("file", .also = "acl", .doc = "rules of a file; left out, `acl` stands last"),
	ARM("built-in", .also = "built_in_database mnesia", .doc = "rules in EMQX's own database"),
	ARM("http", .doc = "an HTTP service is asked"),
	ARM("mysql", .doc = "rules in MySQL"),
	ARM("postgresql", .also = "pgsql postgres", .doc = "rules in PostgreSQL"),
	ARM("redis", .doc = "rules in Redis"),
	ARM("mongodb", .also = "mongo", .doc = "rules in MongoDB"),
	ARM("ldap", .since = "5.3", .doc = "rules in LDAP"),
	END
};
static const struct type t_authn = { .kind = TYPE_VARIANT, .name = "authenticator", .fields = authn_arms };
static const struct type t_authn_map = { .kind = TYPE_MAP, .name = "authenticators", .of = &t_authn };
static const struct type t_authz = { .kind = TYPE_VARIANT, .name = "source of rules", .fields = authz_arms };
static const struct type t_authz_map = { .kind = TYPE_MAP, .name = "sources of rules", .of = &t_authz };
static const struct type t_no_match = WORDS("no-match", "allow", "deny");
static const struct type t_deny_action = WORDS("deny action", "ignore", "disconnect");
static const struct field auth_fields[] = {
	F("authn", t_authn_map, .also = "authentication", .doc = "who a client is: asked in this order"),
	F("authz", t_authz_map, .also = "authorization", .since = "5.0",
	  .doc = "what a client may do: asked in this order; in 4.x `authn` answers that too"),
	F("acl", type_string, .also = "acl-file emqxAclConfig", .doc = "rules of acl.conf, in place of the image's"),
	F("no-match", t_no_match, .also = "no_match acl_nomatch", .doc = "what no rule is about"),
	F("deny-action", t_deny_action, .also = "deny_action acl_deny_action", .doc = "what a client gets that may not"),
	F("anonymous", type_bool, .also = "allow_anonymous allow-anonymous", .until = "4.4",
	  .doc = "let in whom no plugin knows; from 5.0 on that is: no `authn`"),
	END
};
const struct type type_auth = { .kind = TYPE_RECORD, .name = "auth", .fields = auth_fields };

/* packages that the broker starts; they are in the image or on a volume */
static const struct field plugin_fields[] = {
	F("version", type_string, .flags = FIELD_PRINCIPAL | FIELD_REQUIRED, .doc = "of the package: \"5.0.1\""),
	F("enable", type_bool, .def = "true", .doc = "start it, or keep it stopped"),
	END
};
static const struct type t_plugin = { .kind = TYPE_RECORD, .name = "plugin", .fields = plugin_fields };
const struct type type_plugin_map = { .kind = TYPE_MAP, .name = "plugins", .of = &t_plugin };

/* operations */
static const struct type t_log_format = WORDS("log format", "text", "json");
static const struct type t_log_files = { .kind = TYPE_INT, .name = "int", .min = 1, .max = 128 };
static const struct field handler_fields[] = {
	F("level", t_log_level, .flags = FIELD_PRINCIPAL, .doc = "least severe level that goes there; left out: `log.level`"),
	F("format", t_log_format, .also = "formatter", .doc = "left out: `log.format`"),
	END
};
static const struct type t_log_handler = { .kind = TYPE_RECORD, .name = "log handler", .fields = handler_fields };
static const struct field rotation_fields[] = {
	F("size", type_size, .flags = FIELD_PRINCIPAL, .also = "max_size rotation_size", .doc = "size at which the file is closed and the next one begins"),
	F("count", t_log_files, .also = "rotation_count", .doc = "files that are kept"),
	END
};
static const struct type t_log_rotation = { .kind = TYPE_RECORD, .name = "log rotation", .fields = rotation_fields };
static const struct field log_fields[] = {
	F("level", t_log_level, .doc = "least severe level that is logged"),
	F("to", t_log_to, .def = "console", .doc = "where the log goes"),
	F("format", t_log_format, .also = "formatter", .since = "4.3", .doc = "lines of text, or JSON"),
	F("time-offset", type_string, .also = "time_offset timezone", .since = "5.0", .doc = "of its times: system, utc or as \"+08:00\""),
	F("rotation", t_log_rotation, .doc = "files that take turns, where the log goes to a file"),
	F("console", t_log_handler, .since = "5.0", .doc = "what differs on the console"),
	F("file", t_log_handler, .since = "5.0", .doc = "what differs in the file"),
	F("storage", type_log_claim, .also = "claim volume persistence", .doc = "a claim for the folder of the log, where it goes to a file"),
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
