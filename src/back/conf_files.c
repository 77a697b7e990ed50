/*
 * conf_files: the configuration files of a cluster as documents.
 *
 * 5 and 6: emqx.conf, nested by the steps of the keys, and base.hocon for what
 * the Dashboard may change.  4.x: emqx.conf and a file for each plugin, flat.  A secret is a comment that says where it comes
 * from.  Raw texts stand last, where they win.
 */
#include "back/conf.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

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
	switch (take) {
	case TAKE_ALL:
		return s->carrier != CARRY_BASE;
	case TAKE_BY_FILE:
		return s->carrier == CARRY_FILE;
	case TAKE_BASE:
		return s->carrier == CARRY_BASE;
	}
	return false;
}

/* The settings of a group's nodes: those of the cluster and its own, by path. */
typedef VEC(const struct ir_setting *) setting_view;

static void
view(const struct ir *ir, const struct ir_group *g, setting_view *out)
{
	size_t own = 0;

	for (size_t i = 0; i < ir->settings.n; i++) {
		const struct ir_setting *s = &ir->settings.at[i];

		for (; g && own < g->settings.n
		     && strcmp(g->settings.at[own].setting.path, s->setting.path) < 0; own++)
			*VEC_ADD(ir->arena, out) = &g->settings.at[own];
		*VEC_ADD(ir->arena, out) = s;
	}
	for (; g && own < g->settings.n; own++)
		*VEC_ADD(ir->arena, out) = &g->settings.at[own];
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
	if (take == TAKE_ALL || (take == TAKE_BY_FILE && ir->raw.n))
		return true;
	for (size_t i = 0; i < ir->settings.n; i++)
		if (taken(&ir->settings.at[i], take))
			return true;
	return false;
}

/* What the file cannot say is said in the head of emqx.conf. */
static void
put_head(const struct ir *ir, struct doc *root, const char *file)
{
	struct arena *a = ir->arena;

	doc_put_comment(a, root, arena_printf(a, "EMQX %s, cluster %s, environment %s",
					      version_text(a, &ir->version), ir->cluster, ir->env));
	if (strcmp(file, "base.hocon") == 0)
		doc_put_comment(a, root, "an edit made in the Dashboard wins over this file");
	if (strcmp(file, "emqx.conf") != 0)
		return;
	doc_put_comment(a, root, "each node's name comes from EMQX_NAME and EMQX_HOST");
	if (ir->profile)
		doc_put_comment(a, root, arena_printf(a, "the start script wants EMQX_SECURITY_PROFILE=%s",
						      ir->profile));
}

static struct doc *
new_file(const struct ir *ir, const char *name, enum syntax syntax, conf_file_list *out)
{
	struct doc *root = doc_map(ir->arena);

	*VEC_ADD(ir->arena, out) = (struct conf_file){ name, syntax, root };
	put_head(ir, root, name);
	return root;
}

static void
emqx_conf(const struct ir *ir, const setting_view *all, enum conf_take take, conf_file_list *out)
{
	struct doc *root = new_file(ir, "emqx.conf", SYNTAX_HOCON, out);
	struct branch b = { .arena = ir->arena, .map = { root } };
	size_t row = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct ir_setting *s = all->at[i];

		row = put_shipped(&b, ir, row, s->setting.path);
		if (taken(s, take))
			put_setting(&b, ir, s);
	}
	put_shipped(&b, ir, row, NULL);
	put_raw(ir, root);
}

/* The image's own base.hocon has the listener of the Dashboard and nothing
 * else (6.0 on), and that one a cluster always sets. */
static void
base_hocon(const struct ir *ir, const setting_view *all, conf_file_list *out)
{
	struct doc *root = new_file(ir, "base.hocon", SYNTAX_HOCON, out);
	struct branch b = { .arena = ir->arena, .map = { root } };

	for (size_t i = 0; i < all->n; i++)
		if (taken(all->at[i], TAKE_BASE))
			put_setting(&b, ir, all->at[i]);
}

static void
hocon_files(const struct ir *ir, const struct ir_group *g, enum conf_take take, conf_file_list *out)
{
	setting_view all = { 0 };

	view(ir, g, &all);
	if (has_any(ir, take))
		emqx_conf(ir, &all, take, out);
	if (has_any(ir, TAKE_BASE))
		base_hocon(ir, &all, out);
}

static struct doc *
file_of(const struct ir *ir, const char *name, conf_file_list *out)
{
	for (size_t i = 0; i < out->n; i++)
		if (strcmp(out->at[i].name, name) == 0)
			return out->at[i].doc;
	return new_file(ir, name, SYNTAX_CUTTLEFISH, out);
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

/* Texts that no variable carries. */
static void
text_file(const struct ir *ir, const char *name, struct str text, conf_file_list *out)
{
	if (text.p)
		*VEC_ADD(ir->arena, out) = (struct conf_file){
			name, SYNTAX_TEXT, doc_put_str(ir->arena, doc_list(ir->arena), NULL, text)
		};
}

void
conf_files(const struct ir *ir, const struct ir_group *g, enum conf_take take, conf_file_list *out)
{
	if (conf_is_hocon(ir))
		hocon_files(ir, g, take, out);
	else if (has_any(ir, take))
		cuttlefish_files(ir, take, out);
	text_file(ir, "acl.conf", ir->acl, out);
	text_file(ir, "ssl_dist.conf", ir->dist, out);
}

bool
conf_files_are_added(const conf_file_list *files)
{
	for (size_t i = 0; i < files->n; i++)
		if (files->at[i].syntax == SYNTAX_CUTTLEFISH)
			return true;
	return false;
}

/* A text takes the place of the image's.  An empty line first: a file of the
 * image may end without one. */
const char *
conf_file_added(struct arena *a, const struct conf_file *f, const char *from, const char *to)
{
	if (f->syntax == SYNTAX_TEXT)
		return arena_printf(a, "cat %s >%s/%s\n", from, to, f->name);
	return arena_printf(a, "{ echo; cat %s; } >>%s/%s\n", from, to, f->name);
}

const char *
conf_file_key(const struct conf_file *f)
{
	const char *slash = strrchr(f->name, '/');

	return slash ? slash + 1 : f->name;
}

const char *
conf_file_text(struct arena *a, const struct conf_file *f)
{
	const struct back_options plain = { 0 };
	const struct artifact one = { .syntax = f->syntax, .doc = f->doc };
	struct buf text = BUF_IN(a);

	artifact_write(&one, &plain, true, &text);
	return buf_cstr(&text);
}
