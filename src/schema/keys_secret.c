/*
 * keys_secret: secrets go into keys that hold secrets and nowhere else, and
 * such keys take no plain text unless it is called insecure.
 */
#include <string.h>

#include "schema/keys_walk.h"

static bool
is_cookie(const struct key *fact)
{
	return key_nodes[fact->node].parent &&
	       strcmp(key_text + key_nodes[fact->node].name, "cookie") == 0 &&
	       strcmp(key_text + key_nodes[key_nodes[fact->node].parent].name, "node") == 0;
}

/* A word of the type itself (license.key = evaluation) and "" hide nothing. */
static bool
is_harmless(struct walk *w, const struct key *fact, const struct value *v)
{
	const struct key_type *t = fact_type(fact);
	struct conf_reading r = { .c = w->c };
	struct conf c = { 0 };

	if (v->kind == VAL_STRING && v->text.n == 0 && !value_is_secret(v))
		return true;
	for (unsigned i = 0; i < t->nsub && t->id == CT_UNION; i++) {
		unsigned sub = key_subtypes[t->sub + i];

		if (key_types[sub].id == CT_ENUM && conf_read(&r, sub, v, &c))
			return true;
	}
	return false;
}

static void
plain_secret(struct walk *w, const struct key *fact, const struct value *v)
{
	bool cookie = is_cookie(fact);
	struct diag *d = diag_add(w->c->diags, cookie ? DIAG_EX033 : DIAG_SE001, v->at,
				  "`%s` is a secret: it may not stand here in plain text", walk_path(w));

	diag_help(w->c->diags, d, "refer to a Secret: secret(NAME, KEY); insecure(\"…\") where plain text is meant");
	diag_hide(w->c->diags, d);
}

/* What EMQX itself shows, and nobody should. */
static void
plain_private(const struct walk *w, const struct value *v)
{
	struct diag *d = diag_add(w->c->diags, DIAG_SE024, v->at, "`%s` is in plain text", walk_path(w));

	diag_help(w->c->diags, d, "refer to a Secret: secret(NAME, KEY)");
	diag_hide(w->c->diags, d);
}

static void
secret_in_public(struct walk *w, const struct key *fact, const struct value *v)
{
	struct diags *ds = w->c->diags;
	struct diag *d;

	if (key_is_secret(fact))
		d = diag_add(ds, DIAG_SE001, v->at, "`%s` takes a secret as a whole, not as a part of a text",
			     walk_path(w));
	else
		d = diag_add(ds, DIAG_SE001, v->at, "a secret would reach `%s`, which is public in EMQX %s",
			     walk_path(w), w->version);
	if (v->secret_at.file && v->secret_at.from != v->at.from)
		diag_note(ds, d, v->secret_at, "this is secret");
}

static bool
is_reference(const struct value *v)
{
	return v->kind == VAL_SECRET || v->kind == VAL_SECRET_FILE || v->kind == VAL_ENV_REF;
}

static struct conf *
read_insecure(struct walk *w, const struct key *fact, const struct value *v)
{
	const char *fault = is_cookie(fact) ? cookie_fault(&w->c->version, v->text) : NULL;

	if (fault) {
		diag_add(w->c->diags, DIAG_EX031, v->at, "the cookie %s", fault);
		return NULL;
	}
	fault = secret_text_fault(w->c, v->text);
	if (fault) {
		diag_add(w->c->diags, DIAG_EX004, v->at, "`%s` %s", walk_path(w), fault);
		return NULL;
	}
	diag_add(w->c->diags, DIAG_SE024, v->at, "`%s` is in plain text", walk_path(w));
	return walk_conf(w, CONF_SECRET, v);
}

bool
secret_read(struct walk *w, const struct key *fact, const struct value *v, struct conf **out)
{
	bool wanted = key_is_secret(fact);

	*out = NULL;
	if (v->kind == VAL_ENV_REF || (wanted && is_reference(v))) {
		*out = walk_conf(w, CONF_SECRET, v);
		return true;
	}
	if (wanted && v->kind == VAL_INSECURE) {
		*out = read_insecure(w, fact, v);
		return true;
	}
	if (is_reference(v) || value_is_secret(v)) {
		secret_in_public(w, fact, v);
		return true;
	}
	if (!wanted || v->kind == VAL_LIST || v->kind == VAL_RECORD || is_harmless(w, fact, v))
		return false;
	if (fact->flags & FACT_PRIVATE) {
		plain_private(w, v);
		return false;
	}
	plain_secret(w, fact, v);
	return true;
}

bool
secret_inside(struct walk *w, const struct key *fact, const struct value *v)
{
	bool found = false;

	if (v->kind == VAL_LIST)
		for (size_t i = 0; i < v->n; i++)
			found |= secret_inside(w, fact, v->items[i]);
	else if (v->kind == VAL_RECORD)
		for (size_t i = 0; i < v->n; i++)
			found |= secret_inside(w, fact, v->entries[i].value);
	else if (v->kind == VAL_SECRET || v->kind == VAL_SECRET_FILE || value_is_secret(v))
		secret_in_public(w, fact, v), found = true;
	return found;
}
