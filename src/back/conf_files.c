/*
 * conf_files: the configuration files of a cluster as documents.
 *
 * 5 and 6: emqx.conf, nested by the steps of the keys.  4.x: emqx.conf and a
 * file for each plugin, flat.  A secret is a comment that says where it comes
 * from.  Raw texts stand last, where they win.
 */
#include "back/conf.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"

/*
 * What the image's own emqx.conf sets and the broker cannot be without: an
 * emqx.conf that takes its place says it too, unless the cluster does.
 * Sorted by path.
 */
struct shipped {
	const char *path;
	const char *step[4];
	size_t nsteps;
	struct conf value;
	int since, until;     /* major versions */
	const char *comment;
};

#define TEXT(k, t) { .kind = (k), .text = { (t), sizeof(t) - 1 } }
static const struct shipped shipped[] = {
	{ "dashboard.listeners.http.bind", { "dashboard", "listeners", "http", "bind" }, 4,
	  TEXT(CONF_ADDRESS, "18083"), 5, 5, NULL },
	{ "node.cookie", { "node", "cookie" }, 2, TEXT(CONF_STRING, "emqxsecretcookie"), 5, 5,
	  "node.cookie: the image's own, which is public" },
	{ "node.cookie", { "node", "cookie" }, 2, TEXT(CONF_STRING, "emqx50elixir"), 6, 99,
	  "node.cookie: the image's own, which is public" },
	{ "node.data_dir", { "node", "data_dir" }, 2, TEXT(CONF_STRING, "data"), 5, 99, NULL },
};
#undef TEXT
enum { NSHIPPED = sizeof shipped / sizeof *shipped };

/* The maps that a chain of settings is in: what is open at each depth.  No
 * key of EMQX is nearly that deep. */
enum { MAX_DEPTH = 64 };
struct branch {
	struct arena *arena;
	const char *step[MAX_DEPTH];
	struct doc *map[MAX_DEPTH + 1];   /* map[0] is the root */
	size_t depth;
};

/* The map that holds the last step; settings come sorted, so what stays open
 * from the one before is what they have in common. */
static struct doc *
branch_to(struct branch *b, const char *const *steps, size_t n)
{
	size_t i = 0;

	assert(n > 0 && n <= MAX_DEPTH);
	while (i + 1 < n && i < b->depth && strcmp(b->step[i], steps[i]) == 0)
		i++;
	for (b->depth = i; b->depth + 1 < n; b->depth++) {
		b->step[b->depth] = steps[b->depth];
		b->map[b->depth + 1] = doc_put_map(b->arena, b->map[b->depth], steps[b->depth]);
	}
	return b->map[b->depth];
}

/* Comments about the secrets that a value holds, at whatever depth. */
static void
put_origins(struct arena *a, struct doc *in, const char *path, const char *var,
	    const struct conf *v)
{
	const char *origin = conf_secret_origin(a, v);

	if (origin)
		doc_put_comment(a, in, arena_printf(a, "%s: %s, by %s", path, origin, var));
	for (size_t i = 0; i < v->n; i++)
		put_origins(a, in,
			    v->names ? arena_printf(a, "%s.%s", path, v->names[i])
				     : arena_printf(a, "%s.%zu", path, i + 1),
			    conf_item_var(a, var, v, i), v->items[i]);
}

static bool
taken(const struct ir_setting *s, enum conf_take take)
{
	return take == TAKE_ALL || s->carrier == CARRY_FILE;
}

static void
put_setting(struct branch *b, const struct ir *ir, const struct ir_setting *s)
{
	const struct setting *k = &s->setting;
	struct doc *value = conf_doc(b->arena, ir, k->value, true), *in;

	if (value) {
		in = branch_to(b, k->steps, k->nsteps);
		doc_own(doc_put(in, k->steps[k->nsteps - 1], value), k->owner, k->at);
	}
	if (!value || k->value->n)
		put_origins(b->arena, b->map[0], k->path, s->var, k->value);
}

static void
put_raw(const struct ir *ir, struct doc *root)
{
	for (size_t i = 0; i < ir->raw.n; i++) {
		const struct value *v = ir->raw.at[i];
		struct doc *d = doc_put_str(ir->arena, root, NULL, v->text);

		d->kind = DOC_WORD;
		d->at = v->at;
	}
}

/* The rows that come before a path (all that are left when NULL); a row that
 * the cluster sets itself is passed over. */
static size_t
put_shipped(struct branch *b, const struct ir *ir, size_t row, const char *path)
{
	for (; row < NSHIPPED; row++) {
		const struct shipped *r = &shipped[row];
		int order = path ? strcmp(r->path, path) : -1;

		if (order > 0)
			break;
		if (order == 0 || ir->version.major < r->since || ir->version.major > r->until)
			continue;
		if (r->comment)
			doc_put_comment(b->arena, b->map[0], r->comment);
		doc_put(branch_to(b, r->step, r->nsteps), r->step[r->nsteps - 1],
			conf_doc(b->arena, ir, &r->value, true));
	}
	return row;
}

static bool
has_any(const struct ir *ir, enum conf_take take)
{
	if (take == TAKE_ALL || ir->raw.n)
		return true;
	for (size_t i = 0; i < ir->settings.n; i++)
		if (taken(&ir->settings.at[i], take))
			return true;
	return false;
}

static void
put_head(const struct ir *ir, struct doc *root, const char *file)
{
	struct arena *a = ir->arena;

	doc_put_comment(a, root, arena_printf(a, "EMQX %s, cluster %s, environment %s",
					      version_text(a, &ir->version), ir->cluster, ir->env));
	if (strcmp(file, "emqx.conf") == 0)
		doc_put_comment(a, root, "each node's name comes from EMQX_NAME and EMQX_HOST");
}

static void
hocon_file(const struct ir *ir, enum conf_take take, conf_file_list *out)
{
	struct doc *root = doc_map(ir->arena);
	struct branch b = { .arena = ir->arena, .map = { root } };
	size_t row = 0;

	*VEC_ADD(ir->arena, out) = (struct conf_file){ "emqx.conf", SYNTAX_HOCON, root };
	put_head(ir, root, "emqx.conf");
	for (size_t i = 0; i < ir->settings.n; i++) {
		const struct ir_setting *s = &ir->settings.at[i];

		row = put_shipped(&b, ir, row, s->setting.path);
		if (taken(s, take))
			put_setting(&b, ir, s);
	}
	put_shipped(&b, ir, row, NULL);
	put_raw(ir, root);
}

static struct doc *
file_of(const struct ir *ir, const char *name, conf_file_list *out)
{
	for (size_t i = 0; i < out->n; i++)
		if (strcmp(out->at[i].name, name) == 0)
			return out->at[i].doc;
	*VEC_ADD(ir->arena, out) = (struct conf_file){ name, SYNTAX_CUTTLEFISH, doc_map(ir->arena) };
	put_head(ir, out->at[out->n - 1].doc, name);
	return out->at[out->n - 1].doc;
}

static void
put_line(const struct ir *ir, struct doc *in, const struct ir_setting *s)
{
	const struct setting *k = &s->setting;
	const char *text = conf_text(ir->arena, ir, k->value);

	if (text)
		doc_own(doc_put_text(ir->arena, in, k->path, text), k->owner, k->at);
	else
		put_origins(ir->arena, in, k->path, s->var, k->value);
}

static void
cuttlefish_files(const struct ir *ir, enum conf_take take, conf_file_list *out)
{
	if (take == TAKE_ALL || ir->raw.n)
		file_of(ir, "emqx.conf", out);
	for (size_t i = 0; i < ir->settings.n; i++) {
		const struct ir_setting *s = &ir->settings.at[i];

		if (taken(s, take))
			put_line(ir, file_of(ir, s->file, out), s);
	}
	if (ir->raw.n)
		put_raw(ir, file_of(ir, "emqx.conf", out));
}

void
conf_files(const struct ir *ir, enum conf_take take, conf_file_list *out)
{
	if (!has_any(ir, take))
		return;
	if (conf_is_hocon(ir))
		hocon_file(ir, take, out);
	else
		cuttlefish_files(ir, take, out);
}
