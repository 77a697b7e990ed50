/*
 * image: which image the pods run, by version and edition.
 */
#include <string.h>

#include "ir/make.h"

/* Repositories by version and edition; the first that fits. */
static const struct repository {
	int major, minor;        /* since */
	bool single;             /* one edition: flavor does not matter */
	enum flavor flavor;
	const char *name;
} repositories[] = {
	{ 5, 9, true, ENTERPRISE, "emqx/emqx-enterprise" },
	{ 5, 0, false, ENTERPRISE, "emqx/emqx-enterprise" },
	{ 0, 0, true, OPEN_SOURCE, "emqx/emqx" },
};

static const char *
repository_of(const struct ir *ir)
{
	const struct repository *r = repositories;

	while (!version_at_least(&ir->version, r->major, r->minor, 0)
	       || (!r->single && r->flavor != ir->flavor))
		r++;
	return r->name;
}

/* Tags begin with v up to 4.2. */
static const char *
tag_of(struct arena *a, const struct version *v)
{
	const char *text = version_text(a, v);

	return version_at_least(v, 4, 3, 0) ? text : arena_join(a, "v", text, NULL);
}

static void
pull_secrets(struct maker *m)
{
	const struct value *v = read_value(m, NULL, "image.pull-secrets");

	for (size_t i = 0; v && i < v->n; i++)
		*VEC_ADD(m->arena, &m->ir->pull_secrets) = text_of(m->arena, v->items[i]);
}

static void
check_tag(struct maker *m, const char *tag)
{
	bool own = tag == NULL;
	const char *field = own ? "version" : "image.tag";
	struct spec_node *n = read_node(m, NULL, field);
	struct diag *d;

	if (own ? m->ir->version.patch >= 0 || *m->ir->version.pre : strcmp(tag, "latest") != 0)
		return;
	d = spec_report(m->spec, DIAG_KU017, n ? n : m->spec->root, read_place(m, NULL, field),
			"the image tag `%s` moves: pods may run different patches",
			own ? tag_of(m->arena, &m->ir->version) : tag);
	diag_help(m->diags, d, "write the patch, as in %s, or set `image.digest`", m->ir->build->newest);
}

static bool
is_digest(const char *text)
{
	return strncmp(text, "sha256:", 7) == 0 && strlen(text) == 7 + 64
		&& strspn(text + 7, "0123456789abcdef") == 64;
}

void
image_make(struct maker *m)
{
	const char *repository = read_text(m, NULL, "image.repository");
	const char *tag = read_text(m, NULL, "image.tag");
	const char *digest = read_text(m, NULL, "image.digest");

	m->ir->pull = read_text(m, NULL, "image.pull");
	pull_secrets(m);
	if (!repository)
		repository = repository_of(m->ir);
	if (!digest) {
		check_tag(m, tag);
		m->ir->image = arena_join(m->arena, repository, ":",
					  tag ? tag : tag_of(m->arena, &m->ir->version), NULL);
		return;
	}
	if (!is_digest(digest))
		spec_report(m->spec, DIAG_TY001, read_node(m, NULL, "image.digest"),
			    read_place(m, NULL, "image.digest"),
			    "`image.digest` takes sha256: and 64 hexadecimal digits");
	m->ir->image = arena_join(m->arena, repository, "@", digest, NULL);
}
