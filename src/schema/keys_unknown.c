/*
 * keys_unknown: why a name is not a key of this version, in one message: it
 * came later, went, moved, is in the other edition, or is a slip.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/edit.h"
#include "schema/keys_walk.h"

/* ---- places in time ---- */

static bool
before(const struct build *a, const struct build *b)
{
	if (a->major != b->major)
		return a->major < b->major;
	if (a->minor != b->minor)
		return a->minor < b->minor;
	return a->pre[0] && !b->pre[0];
}

/* Builds of the set that are older or newer than this one, in any edition. */
static build_set
side_of(build_set set, const struct build *here, bool older)
{
	build_set out = 0;

	for (unsigned i = 0; i < nbuilds; i++)
		if ((set >> i & 1) && (older ? before(&builds[i], here) : before(here, &builds[i])))
			out |= UINT32_C(1) << i;
	return out;
}

/* Of a set that is not empty. */
static const struct build *
first_of(build_set set)
{
	unsigned i = 0;

	while (!(set >> i & 1))
		i++;
	return &builds[i];
}

/* "5.9", "4.1-rc.1" */
static const char *
minor_text(struct arena *a, const struct build *b)
{
	return arena_printf(a, "%d.%d%s%s", b->major, b->minor, b->pre[0] ? "-" : "", b->pre);
}

/* The first minor after the last of the set. */
static const char *
gone_since(struct arena *a, build_set older)
{
	const struct build *last = NULL;

	for (unsigned i = 0; i < nbuilds; i++) {
		if (older >> i & 1)
			last = &builds[i];
		else if (last && before(last, &builds[i]) && !side_of(older, &builds[i], false))
			return minor_text(a, &builds[i]);
	}
	return "";
}

/* ---- a key of another version ---- */

/* It is in this minor, but not in this patch of it. */
static const struct key *
other_patch(const struct walk *w, unsigned node)
{
	struct when any = { w->when.builds, PATCH_ANY };
	const struct key *k = node_fact(node, any);

	return k && !fact_is_old(k) ? k : NULL;
}

static const char *
patch_text(const struct walk *w, const struct key *k)
{
	const char *patch = key_text + fact_extra(k)->patch;
	struct arena *a = w->c->arena;

	if (k->last_patch != 255)
		return arena_printf(a, "it was last in EMQX %s", patch);
	if (k->flags & FACT_AFTER)
		return arena_printf(a, "it came after EMQX %s, and EMQX %s has it", patch,
				    w->c->build->newest);
	return arena_printf(a, "it came with EMQX %s", patch);
}

struct why {
	enum diag_id id;
	const char *text;
	const char *help;
};

static struct why
why_not(const struct walk *w, unsigned node)
{
	struct arena *a = w->c->arena;
	build_set set = node_builds(node);
	build_set older = side_of(set, w->c->build, true), newer = side_of(set, w->c->build, false);
	const struct key *patch = other_patch(w, node);

	if (patch)
		return (struct why){ DIAG_EX001, patch_text(w, patch), NULL };
	if (set & ~(older | newer)) {
		bool paid = w->c->build->flavor == OPEN_SOURCE;

		return (struct why){ DIAG_EX001,
			arena_printf(a, "only the %s edition of it has this", paid ? "enterprise" : "open source"),
			paid ? "write flavor = enterprise if that edition runs" : NULL };
	}
	if (older && newer)
		return (struct why){ DIAG_EX002,
			arena_printf(a, "EMQX %s have it", build_set_text(a, set)), NULL };
	if (older)
		return (struct why){ DIAG_EX002,
			arena_printf(a, "it is gone since EMQX %s", gone_since(a, older)), NULL };
	return (struct why){ DIAG_EX001,
		arena_printf(a, "it came with EMQX %s", minor_text(a, first_of(newer))), NULL };
}

/* A root that 5.x and later do not know is dropped without a message. */
static bool
is_dropped_root(const struct walk *w, const struct block *b)
{
	return b->node == 0 && w->c->build->major >= 5;
}

static void
other_version(struct walk *w, const struct block *b, unsigned node, const struct value_entry *e)
{
	struct diags *ds = w->c->diags;
	struct why why = why_not(w, node);
	struct diag *d;

	if (is_dropped_root(w, b))
		d = diag_add(ds, DIAG_EX078, e->at, "EMQX %s drops the root `%s` without a word: %s",
			     w->version, e->name, why.text);
	else
		d = diag_add(ds, why.id, e->at, "EMQX %s has no `%s`: %s", w->version,
			     walk_path_with(w, e->name), why.text);
	if (why.help)
		diag_help(ds, d, "%s", why.help);
}

/* ---- slips ---- */

static void
offer_children(const struct walk *w, unsigned node, struct nearest *near)
{
	const uint16_t *children;
	size_t n = node_children(node, STEP_NAME, &children);

	for (size_t i = 0; i < n; i++) {
		const struct key *k = node_fact(children[i], w->when);

		if (node_lives(children[i], w->when) && !(k && fact_is_old(k)))
			nearest_offer(near, key_text + key_nodes[children[i]].name);
	}
}

/* The living arm of the union that has the name, or 0. */
static unsigned
other_arm(const struct walk *w, const struct block *b, const char *name)
{
	const uint16_t *arms;
	size_t n = node_children(b->node, STEP_VARIANT, &arms);

	for (size_t i = 0; i < n; i++) {
		unsigned child = node_child(arms[i], STEP_NAME, str_of(name));

		if (child && node_lives(arms[i], w->when) && node_lives(child, w->when))
			return arms[i];
	}
	return 0;
}

static void
slip(struct walk *w, const struct block *b, const struct value_entry *e)
{
	struct diags *ds = w->c->diags;
	struct nearest near;
	const char *names;
	struct diag *d;

	nearest_start(&near, e->name);
	offer_children(w, b->node, &near);
	if (b->variant)
		offer_children(w, b->variant, &near);
	names = nearest_text(&near, w->c->arena);
	d = diag_add(ds, DIAG_EX001, e->at, "EMQX %s has no `%s`", w->version, walk_path_with(w, e->name));
	if (strncmp(e->name, "EMQX_", 5) == 0)
		diag_help(ds, d, "that is a variable: its key is `%s`; variables stand in env { }",
			  env_path(w->c->arena, e->name));
	else if (names)
		diag_help(ds, d, "did you mean %s?", names);
}

void
unknown_entry(struct walk *w, const struct block *b, const struct value_entry *e)
{
	struct str name = str_of(e->name);
	unsigned arm, child = node_child(b->node, STEP_NAME, name);

	if (!child && b->variant)
		child = node_child(b->variant, STEP_NAME, name);
	if (child && node_builds(child)) {
		other_version(w, b, child, e);
		return;
	}
	arm = b->variant ? other_arm(w, b, e->name) : 0;
	if (arm)
		diag_add(w->c->diags, DIAG_EX001, e->at, "`%s` has no `%s`: that is for %s",
			 walk_path(w), e->name, key_text + key_nodes[arm].name);
	else
		slip(w, b, e);
}

/* ---- old names ---- */

/* The name that was written for the first $name of the old key. */
static const char *
wild_name(const struct walk *w, unsigned node, const char *last)
{
	size_t depth = w->steps.n;

	for (; node; node = key_nodes[node].parent, depth--)
		if (key_nodes[node].kind == STEP_WILD)
			return depth < w->steps.n ? w->steps.at[depth] : last;
	return NULL;
}

/* "a.$name, b" as "`a.x` and `b`" */
static const char *
targets_text(const struct walk *w, const char *targets, const char *name)
{
	struct buf b = BUF_IN(w->c->arena);

	while (*targets) {
		size_t n = strcspn(targets, ","), plain = strcspn(targets, "$");

		buf_text(&b, b.n ? " and `" : "`");
		if (name && plain < n) {
			size_t rest = plain + strcspn(targets + plain, ".,");

			buf_printf(&b, "%.*s%s%.*s", (int)plain, targets, name, (int)(n - rest), targets + rest);
		} else {
			buf_add(&b, targets, n);
		}
		buf_char(&b, '`');
		targets += n;
		targets += strspn(targets, ", ");
	}
	return buf_cstr(&b);
}

/* The name that took the place of an old one, as it is written there; where
 * both are, which one counts is not ours to say. */
static void
fix_sibling(struct walk *w, const struct block *b, struct diag *d, const struct value_entry *e,
	    const char *name)
{
	const char *text = e->variable ? env_sibling(w->c->arena, e->variable, name) : name;

	for (size_t i = 0; i < b->record->n; i++)
		if (strcmp(b->record->entries[i].name, name) == 0) {
			diag_suggest(w->c->diags, d, e->at, text);
			return;
		}
	diag_fix(w->c->diags, d, e->at, text);
}

static void
tell_moved(struct walk *w, const struct block *b, const struct key *fact, const struct value_entry *e)
{
	const char *target = fact_target(fact);
	struct diags *ds = w->c->diags;
	const char *to;
	struct diag *d;

	if (*target == '.')
		to = arena_printf(w->c->arena, "`%s`", walk_path_with(w, target + 1));
	else
		to = targets_text(w, target, wild_name(w, fact->node, e->name));
	if (is_dropped_root(w, b))
		d = diag_add(ds, DIAG_EX078, e->at, "EMQX %s drops the root `%s` without a word: it became %s",
			     w->version, e->name, to);
	else
		d = diag_add(ds, DIAG_EX002, e->at, "EMQX %s has no `%s`: it became %s", w->version,
			     walk_path_with(w, e->name), to);
	if (*target == '.')
		fix_sibling(w, b, d, e, target + 1);
}

unsigned
renamed_entry(struct walk *w, const struct block *b, const struct key *fact,
	      const struct value_entry *e, const char **name)
{
	const char *target = fact_target(fact);
	struct diags *ds = w->c->diags;
	struct diag *d;

	*name = NULL;
	if (fact_type(fact)->id == CT_MOVED) {
		tell_moved(w, b, fact, e);
		return 0;
	}
	if (*target != '.') {
		d = diag_add(ds, DIAG_EX003, e->at, "`%s` is an old name: EMQX %s takes it for `%s`",
			     walk_path_with(w, e->name), w->version, target);
		return fact_target_node(fact, w->when);
	}
	d = diag_add(ds, DIAG_EX003, e->at, "`%s` is an old name: EMQX %s takes it for `%s`",
		     walk_path_with(w, e->name), w->version, walk_path_with(w, target + 1));
	fix_sibling(w, b, d, e, target + 1);
	*name = target + 1;
	return fact_target_node(fact, w->when);
}
