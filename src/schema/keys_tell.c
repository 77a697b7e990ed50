/*
 * keys_tell: what is known of a name, for `explain`, `schema` and `migrate`:
 * whether a build has it, what an old name stands for, which old names a key
 * has, and the patches between which a fact holds.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "schema/keys_find.h"

enum { MOST_STEPS = 64 };

/* The steps of a path that stand for a `$name` of the node, in order. */
struct wild {
	struct str at[MOST_STEPS];
	size_t n;
};

static struct str
next_step(const char **path)
{
	const char *p = *path;
	size_t n;

	while (*p == '.' || *p == '[' || *p == '<') {
		if (*p == '.')
			p++;
		else
			p += strcspn(p, *p == '[' ? "]" : ">") + 1;
	}
	n = strcspn(p, ".[<");
	*path = p + n;
	return (struct str){ p, n };
}

static void
wild_of(unsigned node, const char *path, struct wild *w)
{
	unsigned chain[MOST_STEPS], n = 0;

	w->n = 0;
	for (; node && n < MOST_STEPS; node = key_nodes[node].parent)
		chain[n++] = node;
	while (n--) {
		enum step_kind kind = key_nodes[chain[n]].kind;
		struct str step;

		if (kind != STEP_NAME && kind != STEP_WILD)
			continue;
		step = next_step(&path);
		if (kind == STEP_WILD)
			w->at[w->n++] = step;
	}
}

/* One target with its `$name` steps filled in. */
static void
add_filled(struct buf *b, const char *target, size_t n, const struct wild *w)
{
	const char *end = target + n;
	size_t wild = 0;

	while (target < end) {
		size_t plain = 0;

		while (target + plain < end && target[plain] != '$')
			plain++;
		buf_add(b, target, plain);
		target += plain;
		if (target == end)
			return;
		plain = strcspn(target, ".,[<");
		if (wild < w->n)
			buf_str(b, w->at[wild++]);
		else
			buf_add(b, target, plain);
		target += plain;
	}
}

/* "a.b, c.d" with the names of this path. */
static const char *
targets_of(struct arena *a, const struct key *k, const char *path)
{
	const char *target = fact_target(k), *dot = strrchr(path, '.');
	struct buf b = BUF_IN(a);
	struct wild w;

	if (*target == '.')
		return arena_printf(a, "%.*s%s", dot ? (int)(dot - path) : 0, path,
				    dot ? target : target + 1);
	wild_of(k->node, path, &w);
	add_filled(&b, target, strlen(target), &w);
	return buf_cstr(&b);
}

enum key_fate
key_fate(const struct key_context *c, const char *path, const char **to)
{
	struct when when = when_of(c->build, &c->version);
	unsigned node = node_at(path, when);
	const struct key *k = node ? node_fact(node, when) : NULL;

	*to = NULL;
	if (!k)
		return KEY_UNKNOWN;
	if (!fact_is_old(k))
		return KEY_LIVES;
	*to = targets_of(c->arena, k, path);
	return fact_type(k)->id == CT_ALIAS ? KEY_ALIAS : KEY_MOVED;
}

bool
key_ever(const char *path)
{
	return node_at(path, WHEN_EVER) != 0;
}

/* ---- old names ---- */

static bool
stands_for(const struct key *old, unsigned node, struct when when)
{
	const char *target = fact_target(old);
	char one[512];

	if (*target == '.')
		return fact_target_node(old, when) == node;
	while (*target) {
		size_t n = strcspn(target, ",");

		if (n < sizeof one) {
			memcpy(one, target, n);
			one[n] = '\0';
			if (node_at(one, when) == node)
				return true;
		}
		target += n;
		target += strspn(target, ", ");
	}
	return false;
}

const char *
key_old_names(const struct build *b, const struct key *k, struct arena *a)
{
	struct when when = when_newest(b);
	struct buf out = BUF_IN(a);

	for (unsigned i = 0; i < key_facts_count; i++) {
		const struct key *old = &key_facts[i];

		if (fact_is_old(old) && (old->builds & when.builds) && stands_for(old, k->node, when))
			buf_printf(&out, "%s%s", out.n ? ", " : "", node_path(old->node, a));
	}
	return out.n ? buf_cstr(&out) : NULL;
}

/* ---- patches ---- */

const char *
key_patch(const struct key *k, struct arena *a)
{
	const char *patch = key_text + fact_extra(k)->patch;

	if (!*patch)
		return NULL;
	if (k->last_patch != 255)
		return arena_printf(a, "until %s", patch);
	return arena_printf(a, k->flags & FACT_AFTER ? "after %s" : "from %s", patch);
}

const char *
key_shipped_instance(const struct key *k, struct arena *a)
{
	const char *shipped = key_text + fact_extra(k)->shipped;

	shipped += *shipped == '#';
	return arena_strndup(a, shipped, strcspn(shipped, ","));
}

/* Is it one of "external,internal"? */
static bool
is_listed(const char *list, const char *name)
{
	while (*list) {
		size_t n = strcspn(list, ",");

		if (n == strlen(name) && memcmp(list, name, n) == 0)
			return true;
		list += n + (list[n] != '\0');
	}
	return false;
}

bool
setting_file_works(const struct setting *s)
{
	const char *image = key_text + fact_extra(s->key)->image;

	if (strcmp(s->steps[0], "cluster") == 0 || strcmp(image, "*") == 0)
		return false;
	for (size_t i = 0; i < s->nsteps; i++)
		if (is_listed(image, s->steps[i]))
			return false;
	return true;
}
