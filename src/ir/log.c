/*
 * log: where the log goes, what of it, and in which form.  4.x has one key for
 * each; later versions have two handlers that are switched and set one by one.
 */
#include <ctype.h>
#include <string.h>

#include "ir/make.h"

static const struct handler {
	const char *name;
	enum meaning enable, level, format, offset;
} handlers[] = {
	{ "console", MEAN_LOG_CONSOLE, MEAN_LOG_CONSOLE_LEVEL, MEAN_LOG_CONSOLE_FORMAT, MEAN_LOG_CONSOLE_OFFSET },
	{ "file", MEAN_LOG_FILE, MEAN_LOG_FILE_LEVEL, MEAN_LOG_FILE_FORMAT, MEAN_LOG_FILE_OFFSET },
};

static bool
goes_to(const char *to, const char *where)
{
	return strcmp(to, "both") == 0 || strcmp(to, where) == 0;
}

/* What the handler says itself, else what is said of both. */
static void
own_or_common(struct maker *m, enum meaning id, const struct handler *h, const char *field)
{
	const char *own = arena_printf(m->arena, "log.%s.%s", h->name, field);

	mean_field(m, id, NULL, NULL, read_node(m, NULL, own) ? own : arena_printf(m->arena, "log.%s", field));
}

static void
make_handler(struct maker *m, const struct handler *h, bool on, struct place at)
{
	struct spec_node *own = read_node(m, NULL, arena_printf(m->arena, "log.%s", h->name));

	mean(m, h->enable, NULL, on ? "true" : "false", at, "log.to");
	if (on) {
		own_or_common(m, h->level, h, "level");
		own_or_common(m, h->format, h, "format");
		mean_field(m, h->offset, NULL, NULL, "log.time-offset");
	} else if (own) {
		spec_report(m->spec, DIAG_TY011, own, own->name_at, "the log does not go to the %s: `log.to` says where",
			    h->name);
	}
}

/* +08:00, as validate_time_offset() of emqx_conf_schema.erl has it (5.8.9). */
static bool
is_offset(struct str s)
{
	return s.n == 6 && (s.p[0] == '+' || s.p[0] == '-') && (s.p[1] == '0' || s.p[1] == '1')
		&& isdigit((unsigned char)s.p[2]) && s.p[3] == ':' && s.p[4] >= '0' && s.p[4] <= '6'
		&& isdigit((unsigned char)s.p[5]);
}

static void
check_offset(struct maker *m)
{
	struct spec_node *n = read_node(m, NULL, "log.time-offset");
	const struct value *v = read_value(m, NULL, "log.time-offset");

	if (!n || !v || str_is(v->text, "system") || str_is(v->text, "utc") || is_offset(v->text))
		return;
	spec_report(m->spec, DIAG_TY001, n, v->at, "`log.time-offset` is \"system\", \"utc\" or as \"+08:00\"");
	n->bad = true;
}

static void
make_rotation(struct maker *m, const char *to)
{
	struct spec_node *n = read_node(m, NULL, "log.rotation");

	if (!n)
		return;
	if (!goes_to(to, "file")) {
		spec_report(m->spec, DIAG_TY011, n, n->name_at, "there is no file that could take turns: `log.to` is %s", to);
		return;
	}
	mean_field(m, MEAN_LOG_ROTATION_SIZE, NULL, NULL, "log.rotation.size");
	mean_field(m, MEAN_LOG_ROTATION_COUNT, NULL, NULL, "log.rotation.count");
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
	check_offset(m);
	make_rotation(m, to);
	if (mean(m, MEAN_LOG_TO, NULL, to, at, "log.to")) {
		mean_field(m, MEAN_LOG_LEVEL, NULL, NULL, "log.level");
		mean_field(m, MEAN_LOG_FORMAT, NULL, NULL, "log.format");
		return;
	}
	for (size_t i = 0; i < sizeof handlers / sizeof *handlers; i++)
		make_handler(m, &handlers[i], goes_to(to, handlers[i].name), at);
}
