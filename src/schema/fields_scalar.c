/*
 * fields_scalar: types without fields of their own: numbers, texts, words, and
 * sets, lists and maps of them.
 */
#include "schema/fields_types.h"

/* scalars */
const struct type type_bool = { .kind = TYPE_BOOL, .name = "bool" };
const struct type type_count = { .kind = TYPE_INT, .name = "int", .min = 1, .max = 1000000000 };
const struct type type_natural = { .kind = TYPE_INT, .name = "int", .min = 0, .max = 1000000000 };
const struct type type_nodes = { .kind = TYPE_INT, .name = "int", .min = 1, .max = 1000 };
const struct type type_nodes0 = { .kind = TYPE_INT, .name = "int", .min = 0, .max = 1000 };
const struct type type_id = { .kind = TYPE_INT, .name = "int", .min = 0, .max = 2147483647 };
const struct type type_quantity = { .kind = TYPE_QUANTITY, .name = "size", .min = 1, .max = INT64_MAX };
const struct type type_size = { .kind = TYPE_SIZE, .name = "size", .min = 1024, .max = INT64_MAX };
static const struct type t_cpu = { .kind = TYPE_CPU, .name = "cpu", .min = 1, .max = INT64_MAX };
const struct type type_seconds = { .kind = TYPE_DURATION, .name = "duration", .min = 1000, .max = 86400000, .unit = 1000 };
const struct type type_seconds0 = { .kind = TYPE_DURATION, .name = "duration", .min = 0, .max = 86400000, .unit = 1000 };
const struct type type_duration = { .kind = TYPE_DURATION, .name = "duration" };
const struct type type_port = { .kind = TYPE_PORT, .name = "port" };
const struct type type_version = { .kind = TYPE_VERSION, .name = "version" };
const struct type type_ip = { .kind = TYPE_IP, .name = "address" };
static const struct type t_cidr = { .kind = TYPE_CIDR, .name = "cidr" };
const struct type type_mode = { .kind = TYPE_MODE, .name = "mode" };
const struct type type_url = { .kind = TYPE_URL, .name = "url" };
const struct type type_string = { .kind = TYPE_STRING, .name = "string" };
const struct type type_name = { .kind = TYPE_NAME, .name = "name" };
const struct type type_path = { .kind = TYPE_PATH, .name = "path" };
const struct type type_ref_tls = { .kind = TYPE_REF, .name = "tls" };
const struct type type_percent = { .kind = TYPE_PERCENT, .name = "percent" };
const struct type type_budget = { .kind = TYPE_INT_OR_PERCENT, .name = "int or percent" };
const struct type type_secret = { .kind = TYPE_SECRET, .name = "secret", .of = &type_string };
const struct type type_cpu_range = { .kind = TYPE_RANGE, .name = "range of cpu", .of = &t_cpu };
const struct type type_memory_range = { .kind = TYPE_RANGE, .name = "range of size", .of = &type_quantity };
static const struct type t_env_value = { .kind = TYPE_ENV_VALUE, .name = "string, number, secret or env-ref" };

/* collections */
const struct type type_strings = { .kind = TYPE_MAP, .name = "map of strings", .of = &type_string };
const struct type type_ports = { .kind = TYPE_MAP, .name = "map of ports", .of = &type_port };
const struct type type_name_set = { .kind = TYPE_SET, .name = "set of names", .of = &type_name };
const struct type type_string_set = { .kind = TYPE_SET, .name = "set of strings", .of = &type_string };
const struct type type_cidr_set = { .kind = TYPE_SET, .name = "set of cidr", .of = &t_cidr };
const struct type type_string_seq = { .kind = TYPE_SEQ, .name = "list of strings", .of = &type_string };
const struct type type_env_map = { .kind = TYPE_MAP, .name = "map of variables", .of = &t_env_value };
const struct type type_config = { .kind = TYPE_CONFIG, .name = "EMQX configuration" };
