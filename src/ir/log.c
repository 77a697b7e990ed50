/*
 * log: level and destination.  4.x has one key for each; later versions have
 * two handlers that are switched and set one by one.
 */
#include <string.h>

#include "ir/make.h"

static bool
goes_to(const char *to, const char *where)
{
	return strcmp(to, "both") == 0 || strcmp(to, where) == 0;
}

static void
handler(struct maker *m, bool on, enum meaning enable, enum meaning level, struct place at)
{
	mean(m, enable, NULL, on ? "true" : "false", at, "log.to");
	if (on)
		mean_field(m, level, NULL, NULL, "log.level");
}

void
log_make(struct maker *m)
{
	const char *to = read_text(m, NULL, "log.to");
	struct spec_node *n = read_node(m, NULL, "log");
	struct place at;

	if (!n || !to)
		return;
	at = read_node(m, n, "to") ? read_place(m, n, "to") : n->name_at;
	if (mean(m, MEAN_LOG_TO, NULL, to, at, "log.to")) {
		mean_field(m, MEAN_LOG_LEVEL, NULL, NULL, "log.level");
		return;
	}
	handler(m, goes_to(to, "console"), MEAN_LOG_CONSOLE, MEAN_LOG_CONSOLE_LEVEL, at);
	handler(m, goes_to(to, "file"), MEAN_LOG_FILE, MEAN_LOG_FILE_LEVEL, at);
}
