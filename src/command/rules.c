/*
 * rules: the table of --list-rules.
 *
 * In: the options of a run.  Out: a row a message: what it counts as now and by
 * default, its group, which option made it so, its title; with
 * --error-format=json an object a line of the same names.  Below a message, or
 * in its object, is each `allow` and `deny` that files say about it.
 */
#include "command/rules.h"

#include "base/json.h"
#include "diag/diag.h"
#include "diag/show.h"
#include "front/load.h"

struct rule_row {
	const struct diag_row *row;
	const char *now, *by_default, *origin;
};

static struct rule_row
row_of(const struct run *r, const struct diags *d, enum diag_id id)
{
	const struct diag_row *row = &diag_rows[id];
	const char *origin = options_lint_origin(&r->options, id);

	return (struct rule_row){
		.row = row,
		.now = show_word(diags_severity(d, id)),
		.by_default = show_word(*row->group ? SEV_OFF : row->severity),
		.origin = origin ? origin : "default",
	};
}

static void
put_line(const struct rule_row *x, struct buf *out)
{
	buf_printf(out, "%-6s %-24s %-8s %-8s %-10s %-26s %s\n", x->row->code, x->row->slug,
		   x->now, x->by_default, *x->row->group ? x->row->group : "-", x->origin,
		   x->row->title);
}

static void
put_object(const struct rule_row *x, struct buf *out)
{
	const struct { const char *key, *text; } members[] = {
		{ "code", x->row->code }, { "slug", x->row->slug }, { "severity", x->now },
		{ "default", x->by_default }, { "group", *x->row->group ? x->row->group : NULL },
		{ "origin", x->origin }, { "title", x->row->title },
	};

	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		buf_char(out, i ? ',' : '{');
		json_member(out, members[i].key, members[i].text);
	}
}

/* A message, and what the files say about it. */
static void
put_rule(struct run *r, const rule_where_list *where, enum diag_id id)
{
	struct rule_row row = row_of(r, r->program->diags, id);

	if (r->options.error_format == ERROR_JSON) {
		put_object(&row, &r->out);
		rules_put_where_json(r, where, id);
		buf_text(&r->out, "}\n");
		return;
	}
	put_line(&row, &r->out);
	rules_put_where(r, where, id);
}

enum status
rules_list(struct run *r)
{
	static const struct diag_row names = { "code", "slug", SEV_OFF, "group", "title" };
	rule_where_list where = { 0 };
	enum status status, faults;

	run_open(r);
	status = rules_where(r, &where);
	faults = run_messages(r);
	if (status || faults)
		return status ? status : faults;
	if (r->options.error_format != ERROR_JSON)
		put_line(&(struct rule_row){ &names, "severity", "default", "from" }, &r->out);
	for (int id = 0; id < DIAG_COUNT; id++)
		put_rule(r, &where, (enum diag_id)id);
	return STATUS_DONE;
}
