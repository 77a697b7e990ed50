/*
 * keys: looking keys up and telling what is known of them.
 */
#include "schema/keys.h"

#include <string.h>

#include "base/arena.h"
#include "base/memo.h"
#include "schema/keys_find.h"
#include "schema/keys_types.h"

static const struct key *
find(const char *path, struct when when)
{
	unsigned node = node_at(path, when);
	const struct key *k = node ? node_fact(node, when) : NULL;

	if (!k || !fact_is_old(k))
		return k;
	node = fact_type(k)->id == CT_ALIAS ? fact_target_node(k, when) : 0;
	return node ? node_fact(node, when) : NULL;
}

const struct key *
key_find(const struct build *b, const char *path)
{
	return find(path, when_newest(b));
}

const struct key *
key_find_in(const struct key_context *c, const char *path)
{
	struct when when = when_of(c->build, &c->version);
	struct memo_answer *a;

	if (!c->known)
		return find(path, when);
	a = memo_ask(c->known, str_hash(str_of(path)), (uint64_t)when.builds << 32 | when.patch, path);
	if (!a->known)
		*a = (struct memo_answer){ true, find(path, when) };
	return a->is;
}

const struct key *
key_next(const struct build *b, const struct key *prev)
{
	unsigned i = prev ? (unsigned)(prev - key_facts) + 1 : 0;

	for (; i < key_facts_count; i++) {
		const struct key *k = &key_facts[i];

		if ((k->builds >> b->id & 1) && k->last_patch == 255 && !fact_is_old(k))
			return k;
	}
	return NULL;
}

const char *
key_path(const struct key *k, struct arena *a)
{
	return node_path(k->node, a);
}

build_set
key_builds(const struct key *k)
{
	return node_builds(k->node);
}

bool
key_is_secret(const struct key *k)
{
	return (k->flags & (FACT_SECRET | FACT_PRIVATE)) || fact_type(k)->id == CT_SECRET;
}

bool
key_takes_file(const struct key *k)
{
	return fact_type(k)->id == CT_SECRET;
}

bool
key_is_required(const struct key *k)
{
	return k->flags & FACT_REQUIRED;
}

bool
key_is_block(const struct key *k)
{
	unsigned id = fact_type(k)->id;

	return id == CT_STRUCT || id == CT_MAP;
}

const char *
key_deprecated(const struct key *k)
{
	const char *since = key_text + fact_extra(k)->deprecated;

	return *since ? since : NULL;
}

const char *
key_words(const struct key *k)
{
	const struct key_type *t = fact_type(k);

	if (t->id == CT_LIST)
		t = &key_types[key_subtypes[t->sub]];
	return t->id == CT_ENUM ? key_text + t->words : NULL;
}

const char *
key_type_text(const struct key *k, struct arena *a)
{
	return conf_type_text(a, fact_type(k));
}

const char *
key_default(const struct key *k)
{
	return k->preset ? key_text + k->preset : NULL;
}

/* ---- settings that emqxc derives ---- */

/* The steps of a path: one copy of it, cut at the dots. */
static const char **
steps_of(struct arena *a, const char *path, size_t *n)
{
	const char **steps;
	char *p = arena_strdup(a, path);

	*n = 1;
	for (const char *c = path; *c; c++)
		*n += *c == '.';
	steps = ARENA_ARRAY(a, const char *, *n);
	for (size_t i = 0; i < *n; i++) {
		steps[i] = p;
		p += strcspn(p, ".");
		*p++ = '\0';
	}
	return steps;
}

static struct setting *
derive(struct arena *a, const struct key *k, const char *path, struct place at,
       const char *owner, setting_list *out)
{
	struct setting *s = VEC_ADD(a, out);

	*s = (struct setting){
		.path = path, .key = k, .value = ARENA_NEW(a, struct conf), .at = at,
		.owner = owner
	};
	s->steps = steps_of(a, path, &s->nsteps);
	return s;
}

void
keys_derive(struct arena *a, const struct key *k, const char *path, enum conf_kind kind,
	    struct str text, struct place at, const char *owner, setting_list *out)
{
	struct setting *s = derive(a, k, path, at, owner, out);

	s->value->kind = kind;
	s->value->text = text;
}

void
keys_derive_secret(struct arena *a, const struct key *k, const char *path,
		   const struct value *secret, const char *owner, setting_list *out)
{
	struct setting *s = derive(a, k, path, secret->at, owner, out);

	s->value->kind = CONF_SECRET;
	s->value->from = secret;
}
