/*
 * keys_say: the messages of keys_read(), said again of the nodes of the spec.
 *
 * The key tables know nothing of `allow` and `deny`; so they speak into a
 * queue of their own, and what they say is passed on through spec_report().
 */
#include "front/load.h"
#include "ir/make.h"

static bool
holds(struct place outer, struct place inner)
{
	return outer.file && outer.file == inner.file && outer.from <= inner.from && inner.to <= outer.to;
}

/* The deepest node that the place stands in. */
static const struct spec_node *
deepest_at(const struct spec_node *n, struct place at)
{
	for (const struct spec_node *c = n->first; c; c = c->next) {
		const struct spec_node *found = deepest_at(c, at);

		if (found)
			return found;
	}
	return holds(n->name_at, at) || (n->set && holds(n->set->value->at, at)) ? n : NULL;
}

static void
say(struct maker *m, const struct spec_node *config, const struct diag *said)
{
	const struct spec_node *n = deepest_at(config, said->at);
	struct diag *d = spec_report(m->spec, said->id, n ? n : config, said->at, "%s", said->text);

	for (const struct diag_note *note = said->notes; note; note = note->next) {
		if (note->kind == NOTE_HELP)
			diag_help(m->diags, d, "%s", note->text);
		else
			diag_note(m->diags, d, note->at, "%s", note->text);
	}
	for (const struct diag_fix *fix = said->fixes; fix; fix = fix->next)
		(fix->certain ? diag_fix : diag_suggest)(m->diags, d, fix->at, fix->text);
}

void
keys_say(struct maker *m, const struct spec_node *config, const struct value *record,
	 setting_list *out)
{
	struct key_context c = m->keys;
	struct diag *const *all;
	size_t n;

	c.diags = diags_new(m->arena, m->spec->program->sources);
	keys_read(&c, record, out);
	n = diags_sorted(c.diags, &all);
	for (size_t i = 0; i < n; i++)
		say(m, config, all[i]);
}
