/*
 * patch_rules: what a patch may not touch (identity), what it is warned about
 * (fields of the cluster), and what it may not hold (secrets).
 */
#include "back/k8s/patch.h"
#include "base/arena.h"

/* The first below d, or d itself, that `has` finds. */
static const struct doc *
find(const struct doc *d, bool (*has)(const struct doc *d))
{
	if (has(d))
		return d;
	for (const struct doc *c = d->first; c; c = c->next) {
		const struct doc *found = find(c, has);

		if (found)
			return found;
	}
	return NULL;
}

static bool
is_fixed(const struct doc *d)
{
	return d->fixed;
}

static bool
is_owned(const struct doc *d)
{
	return d->owner != NULL;
}

static void
note_owner(const struct patching *c, struct diag *r, const struct doc *d)
{
	struct diags *all = patch_diags(c);

	if (d->owner && d->at.file)
		diag_note(all, r, d->at, "`%s` decides it", d->owner);
	else if (d->owner)
		diag_help(all, r, "set `%s` of the cluster", d->owner);
}

bool
patch_may_touch(const struct patching *c, const struct doc *d)
{
	const struct doc *fixed = find(d, is_fixed);
	struct diag *r;

	if (!fixed)
		return true;
	r = diag_add(patch_diags(c), DIAG_KU046, c->patch->at,
		     "`%s` of %s `%s` cannot be patched: other objects depend on its names,"
		     " selectors, ports and claims",
		     patch_path(c, c->patch->path->steps.n), c->object->kind, c->object->name);
	if (fixed == d)
		note_owner(c, r, fixed);
	return false;
}

/* An `allow` may stand beside the field, or anywhere above it. */
void
patch_warn_owned(const struct patching *c, const struct doc *d)
{
	struct spec *spec = c->k->ir->spec;
	const struct doc *owned = find(d, is_owned);
	const struct spec_node *node;
	struct diag *r;

	if (!owned)
		owned = c->above;
	if (!owned)
		return;
	node = spec_get(spec->root, owned->owner);
	r = spec_report(spec, DIAG_KU045, node ? node : spec->root, c->patch->at,
			"`%s` of %s `%s` is generated from `%s`",
			patch_path(c, c->patch->path->steps.n), c->object->kind,
			c->object->name, owned->owner);
	note_owner(c, r, owned);
}

static bool
is_secret(const struct value *v)
{
	return v->kind == VAL_SECRET || v->kind == VAL_SECRET_FILE || v->kind == VAL_ENV_REF
	       || v->kind == VAL_INSECURE || value_is_secret(v);
}

static const struct value *
find_secret(const struct value *v)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct value *found =
			find_secret(v->kind == VAL_RECORD ? v->entries[i].value : v->items[i]);

		if (found)
			return found;
	}
	return is_secret(v) ? v : NULL;
}

bool
patch_is_public(const struct patching *c, const struct value *v)
{
	const struct value *secret = find_secret(v);
	struct diags *d = patch_diags(c);
	struct diag *r;

	if (!secret)
		return true;
	r = diag_add(d, DIAG_SE001, secret->at, "secret would be written to the text of %s",
		     c->patch->kind);
	if (secret->secret_at.file && secret->secret_at.from != secret->at.from)
		diag_note(d, r, secret->secret_at, "this is secret");
	diag_help(d, r, "name the Secret instead: valueFrom = { secretKeyRef = "
		  "{ name = \"…\"; key = \"…\" } }");
	return false;
}
