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
