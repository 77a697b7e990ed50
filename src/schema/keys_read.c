/*
 * keys_read: a `config { }` becomes settings.
 *
 * Walks the written tree beside the tree of keys.  A leaf is read by the type
 * that its key has in this very version; a block in a list becomes an object,
 * any other block one setting for each leaf.  Every fault is a message, and
 * nothing follows from a value that already has one.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "schema/keys_walk.h"

static void read_block(struct walk *w, const struct block *b, const struct value *v);

/* ---- leaves ---- */

static void
tell_fault(struct walk *w, const struct conf_fault *f)
{
	struct diags *ds = w->c->diags;
	struct diag *d = diag_add(ds, f->id, f->at, "`%s` %s", walk_path(w), f->text);

	if (f->help)
		diag_help(ds, d, "%s", f->help);
	if (f->fix)
		diag_fix(ds, d, f->at, f->fix);
}

/* The value by its type, or NULL when it has a fault (and that is told). */
static struct conf *
read_typed(struct walk *w, const struct key *fact, unsigned type, const struct value *v)
{
	struct conf_reading r = { .c = w->c };
	struct conf *c = walk_conf(w, CONF_RAW, v);

	if (v->kind == VAL_LIST && secret_inside(w, fact, v))
		return NULL;
	if (!conf_read(&r, type, v, c)) {
		tell_fault(w, &r.fault);
		return NULL;
	}
	for (size_t i = 0; i < r.warnings.n; i++)
		tell_fault(w, &r.warnings.at[i]);
	return c;
}

static struct conf *
read_leaf(struct walk *w, const struct key *fact, const struct value *v)
{
	struct conf *c;

	if (secret_read(w, fact, v, &c))
		return c;
	return read_typed(w, fact, fact->type, v);
}

/* ---- what a key may hold ---- */

/* The part of a type that has this id, or NULL: unions are looked into. */
static const struct key_type *
part(const struct key *fact, unsigned id)
{
	const struct key_type *t = fact_type(fact);

	if (t->id == id)
		return t;
	for (unsigned i = 0; i < t->nsub && t->id == CT_UNION; i++)
		if (key_types[key_subtypes[t->sub + i]].id == id)
			return &key_types[key_subtypes[t->sub + i]];
	return NULL;
}

static bool
has_children(const struct walk *w, unsigned node)
{
	const struct key_node *n = &key_nodes[node];

	for (unsigned i = 0; i < n->nchildren; i++)
		if (key_nodes[key_children[n->child + i]].kind != STEP_ELEMENT &&
		    node_lives(key_children[n->child + i], w->when))
			return true;
	return false;
}

/* In 4.x a key may have a value, keys below it, or both. */
static bool
holds_block(const struct walk *w, const struct key *fact)
{
	return !fact || part(fact, CT_STRUCT) || part(fact, CT_MAP) || has_children(w, fact->node);
}

/* A map whose members have no rows: any name, and any value or one type. */
static bool
is_open(const struct walk *w, const struct key *fact, unsigned node)
{
	return fact && (part(fact, CT_MAP) || part(fact, CT_ANY)) && !has_children(w, node);
}

/* The node whose children a block in this list has, or 0: it holds values. */
static unsigned
element_of(const struct walk *w, const struct key *fact)
{
	const struct key_type *list = part(fact, CT_LIST);
	unsigned node = fact_block(fact);

	if (!list)
		return 0;
	return node != fact->node ? node : node_first(node, STEP_ELEMENT, w->when);
}

/* ---- lists of blocks ---- */

static struct conf *
read_element(struct walk *w, const struct key *fact, unsigned node, const struct value *v)
{
	const struct key_type *list = part(fact, CT_LIST);
	struct block b = { .node = node, .fact = NULL, .at = v->at };

	if (v->kind == VAL_BAD || v->kind == VAL_UNKNOWN)
		return NULL;
	if (v->kind != VAL_RECORD)
		return read_typed(w, fact, key_subtypes[list->sub], v);
	b.object = walk_conf(w, CONF_OBJECT, v);
	if (!variant_choose(w, node, true, v, &b.variant))
		return NULL;
	read_block(w, &b, v);
	return b.object;
}

static struct conf *
read_elements(struct walk *w, const struct key *fact, unsigned node, const struct value *v)
{
	struct conf *list = walk_conf(w, CONF_LIST, v);

	list->items = ARENA_ARRAY(w->c->arena, struct conf *, v->n);
	for (size_t i = 0; i < v->n; i++) {
		struct conf *item;

		walk_push(w, arena_printf(w->c->arena, "[%zu]", i + 1));
		item = read_element(w, fact, node, v->items[i]);
		walk_pop(w);
		if (item)
			list->items[list->n++] = item;
	}
	return list;
}

/* ---- entries ---- */

/* Broker names of members: letters, digits, _ and -. */
static bool
check_member_name(struct walk *w, const struct value_entry *e)
{
	bool four = w->c->build->major == 4;
	const char *also = four ? "_-@/:" : "_-";

	for (const char *p = e->name; *p; p++) {
		bool plain = (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');

		if (plain || (strchr(also, *p) && (p != e->name || four)))
			continue;
		diag_add(w->c->diags, DIAG_EX004, e->at,
			 "`%s` is not a name that the broker takes: letters, digits, %s",
			 e->name, four ? "_, -, @, / and :" : "and after the first also _ and -");
		return false;
	}
	return true;
}

/* `a = [1]` and `a.b = 2`: told at the field. */
static bool
has_lost_fields(struct walk *w, const struct value *v)
{
	if ((v->kind != VAL_LIST && v->kind != VAL_RANGE) || !v->entries)
		return false;
	diag_add(w->c->diags, DIAG_EX004, v->entries[0].at, "`%s` is %s, which has no `%s`", walk_path(w),
		 value_kind_text(v->kind), v->entries[0].name);
	return true;
}

/* A leaf below an open map; NULL when it was told why not. */
static struct conf *
read_open_leaf(struct walk *w, const struct block *b, const struct key_type *map,
	       const struct value *v)
{
	static const struct key_type any = { .id = CT_ANY };
	struct conf_reading r = { .c = w->c };
	struct conf *c;

	if (v->kind == VAL_ENV_REF)
		return walk_conf(w, CONF_SECRET, v);
	if (map && map->nsub)
		return read_typed(w, b->fact, key_subtypes[map->sub], v);
	c = walk_conf(w, CONF_RAW, v);
	if (conf_read_as(&r, &any, v, c))
		return c;
	tell_fault(w, &r.fault);
	return NULL;
}

/* What is written below an open map: a setting for each leaf. */
static void
read_open(struct walk *w, const struct block *b, const struct value *v)
{
	const struct key_type *map = part(b->fact, CT_MAP);
	struct conf *c;

	if (v->kind == VAL_BAD || v->kind == VAL_UNKNOWN || has_lost_fields(w, v))
		return;
	if (v->kind == VAL_RECORD && (!map || !map->nsub) && !b->object) {
		for (size_t i = 0; i < v->n; i++) {
			walk_push(w, v->entries[i].name);
			read_open(w, b, v->entries[i].value);
			walk_pop(w);
		}
		return;
	}
	if (secret_inside(w, b->fact, v))
		return;
	c = read_open_leaf(w, b, map, v);
	if (c)
		walk_take(w, b, b->fact, c, v->at);
}

static void
tell_deprecated(struct walk *w, const struct key *fact, struct place at)
{
	const char *since = key_text + fact_extra(fact)->deprecated;

	if (*since)
		diag_add(w->c->diags, DIAG_EX079, at, "`%s` has no effect%s%s: the broker takes it and drops it",
			 walk_path(w), strcmp(since, "yes") ? " since EMQX " : "",
			 strcmp(since, "yes") ? since : "");
}

static void
read_inner(struct walk *w, const struct block *outer, const struct key *fact, unsigned node,
	   const struct value *v)
{
	struct block b = { .node = fact ? fact_block(fact) : node, .fact = fact, .at = v->at };

	if (outer->object)
		b.object = walk_conf(w, CONF_OBJECT, v);
	if (!variant_choose(w, b.node, outer->object != NULL, v, &b.variant))
		return;
	read_block(w, &b, v);
	if (outer->object)
		walk_take(w, outer, fact, b.object, v->at);
	else if (v->kind == VAL_RECORD && v->n == 0 && is_open(w, fact, b.node))
		walk_take(w, outer, fact, walk_conf(w, CONF_OBJECT, v), v->at);
}

/* The value of a key whose node and fact are known; its step is pushed. */
static void
read_key(struct walk *w, const struct block *outer, unsigned node, const struct value *v,
	 struct place at)
{
	const struct key *fact = node_fact(node, w->when);
	unsigned element = fact ? element_of(w, fact) : 0;
	struct conf *c = NULL;

	if (v->kind == VAL_BAD || v->kind == VAL_UNKNOWN || has_lost_fields(w, v))
		return;
	if (fact)
		tell_deprecated(w, fact, at);
	if (v->kind == VAL_RECORD && holds_block(w, fact)) {
		read_inner(w, outer, fact, node, v);
		return;
	}
	if (!fact) {
		diag_add(w->c->diags, DIAG_EX004, v->at, "`%s` is a block, not %s", walk_path(w),
			 value_kind_text(v->kind));
		return;
	}
	if (v->kind == VAL_LIST && element)
		c = read_elements(w, fact, element, v);
	else
		c = read_leaf(w, fact, v);
	if (c)
		walk_take(w, outer, fact, c, at);
	/* 4.x: `listener.tcp.external = 1883 { acceptors = 64 }` */
	if (v->kind != VAL_LIST && v->kind != VAL_RECORD && v->kind != VAL_RANGE && v->n)
		read_inner(w, outer, fact, node, v);
}

/*
 * A living child with that name: its own, a variant's, or the map's.  A name
 * that is a key in another build is a member of the map only as a block.
 */
static unsigned
child_for(struct walk *w, const struct block *b, const struct value_entry *e)
{
	struct str s = str_of(e->name);
	unsigned own = node_child(b->node, STEP_NAME, s);
	unsigned arms = b->variant ? node_child(b->variant, STEP_NAME, s) : 0;

	if (own && node_lives(own, w->when))
		return own;
	if (arms && node_lives(arms, w->when))
		return arms;
	if ((own || arms) && e->value->kind != VAL_RECORD)
		return 0;
	return node_first(b->node, STEP_WILD, w->when);
}

/* The steps of a key with its new name, when that is not a sibling. */
static void
push_target(struct walk *w, unsigned node)
{
	if (node == 0)
		return;
	push_target(w, key_nodes[node].parent);
	if (key_nodes[node].kind == STEP_NAME)
		walk_push(w, key_text + key_nodes[node].name);
}

static void
read_elsewhere(const struct walk *w, const struct block *b, unsigned node, const struct value_entry *e)
{
	struct walk other = { .c = w->c, .when = w->when, .version = w->version, .out = w->out };

	push_target(&other, node);
	read_key(&other, b, node, e->value, e->at);
}

static void
read_entry(struct walk *w, const struct block *b, const struct value_entry *e)
{
	unsigned child = child_for(w, b, e);
	const struct key *fact = child ? node_fact(child, w->when) : NULL;
	const char *name = e->name;

	if (!child) {
		unknown_entry(w, b, e);
		return;
	}
	if (key_nodes[child].kind == STEP_WILD && !check_member_name(w, e))
		return;
	/* the keys below an old name may have moved each on its own */
	if (fact && fact_is_old(fact) && !(e->value->kind == VAL_RECORD && has_children(w, child))) {
		child = renamed_entry(w, b, fact, e, &name);
		if (child && !name)
			read_elsewhere(w, b, child, e);
		if (!child || !name)
			return;
	}
	walk_push(w, name);
	read_key(w, b, child, e->value, e->at);
	walk_pop(w);
}

static bool
is_required(const struct key *fact)
{
	return fact && (fact->flags & FACT_REQUIRED) && !fact->preset && !fact_is_old(fact);
}

static bool
is_written(const struct value *v, const char *name)
{
	for (size_t i = 0; i < v->n; i++)
		if (strcmp(v->entries[i].name, name) == 0)
			return true;
	return false;
}

/* The required children of a node that are not written, as "`a`, `b`". */
static size_t
add_missing(const struct walk *w, unsigned node, const struct value *v, struct buf *out)
{
	const uint16_t *children;
	size_t n = node_children(node, STEP_NAME, &children), found = 0;

	for (size_t i = 0; i < n; i++) {
		const char *name = key_text + key_nodes[children[i]].name;

		if (!is_required(node_fact(children[i], w->when)) || is_written(v, name))
			continue;
		buf_printf(out, "%s`%s`", out->n ? ", " : "", name);
		found++;
	}
	return found;
}

/* Keys that an element of a list must have: a list is taken whole, so nothing
 * else can bring them. */
static void
check_required(struct walk *w, const struct block *b, const struct value *v)
{
	struct buf names = BUF_IN(w->c->arena);
	size_t n = v->torn ? 0 : add_missing(w, b->node, v, &names);

	if (b->variant && !v->torn)
		n += add_missing(w, b->variant, v, &names);
	if (n)
		diag_add(w->c->diags, DIAG_EX088, b->at, "`%s` lacks %s, which EMQX %s requires", walk_path(w),
			 buf_cstr(&names), w->version);
}

static void
read_block(struct walk *w, const struct block *in, const struct value *v)
{
	struct block own = *in, *b = &own;
	bool open = is_open(w, b->fact, b->node);

	own.record = v;
	for (size_t i = 0; i < v->n; i++) {
		const struct value_entry *e = &v->entries[i];

		if (!open) {
			read_entry(w, b, e);
			continue;
		}
		walk_push(w, e->name);
		read_open(w, b, e->value);
		walk_pop(w);
	}
	if (b->object && !open)
		check_required(w, b, v);
}

void
keys_read(const struct key_context *c, const struct value *config, setting_list *out)
{
	struct walk w = {
		.c = c, .when = when_of(c->build, &c->version),
		.version = version_text(c->arena, &c->version), .out = out
	};
	struct block root = { .at = config->at };

	if (config->kind == VAL_RECORD)
		read_block(&w, &root, config);
}
