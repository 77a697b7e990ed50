/*
 * compose: a cluster as a Compose file for one host: a service for each node
 * (doc/design/0100-compose.md).
 *
 * In: the ir of a target of one host: nodes have names that last, and a
 * discovery that does not need Kubernetes.  Out: one file; the secrets that it
 * names stand beside it, and are not made.
 */
#include "back/compose/compose.h"

#include <string.h>

#include "back/targets.h"
#include "base/arena.h"
#include "base/buf.h"

/* A project's name has no dots. */
static const char *
project_name(const struct ir *ir)
{
	char *name = arena_strdup(ir->arena, ir->names.account);

	for (char *p = name; *p; p++)
		if (*p == '.')
			*p = '-';
	return name;
}

/* Compose reads $NAME and ${NAME} in every text: a $ that is meant is two. */
static void
escape_dollars(struct arena *a, struct doc *d)
{
	struct buf b = BUF_IN(a);

	for (struct doc *c = d->first; c; c = c->next)
		escape_dollars(a, c);
	if (d->kind != DOC_STRING || !memchr(d->text.p, '$', d->text.n))
		return;
	for (size_t i = 0; i < d->text.n; i++) {
		buf_char(&b, d->text.p[i]);
		if (d->text.p[i] == '$')
			buf_char(&b, '$');
	}
	d->text = buf_view(&b);
}

static void
put_services(struct compose *c, struct doc *root)
{
	struct doc *services = doc_put_map(c->arena, root, "services");

	for (size_t i = 0; i < c->ir->groups.n; i++)
		for (int64_t n = 0; n < c->ir->groups.at[i].nodes; n++)
			service_put(c, services, &c->ir->groups.at[i], n);
}

static void
put_top(struct doc *root, const char *name, struct doc *map)
{
	if (map->first)
		doc_put(root, name, map);
}

/* Compose puts no `content` into such a root: it refuses to start the service. */
static void
check_root(struct compose *c)
{
	if (c->ir->read_only_root && c->files.n)
		said_not(&c->said, "security.read-only-root",
			 "`%s` is a file that Compose writes into the container", c->files.at[0].name);
}

static void
build(const struct ir *ir, const struct back_options *o, artifact_list *out)
{
	struct compose c = {
		.ir = ir, .arena = ir->arena, .said = { .ir = ir, .target = SAID_COMPOSE }, .secrets = doc_map(ir->arena),
		.configs = doc_map(ir->arena), .volumes = doc_map(ir->arena)
	};
	struct doc *root = doc_map(ir->arena);

	(void)o;
	said_check(&c.said);
	files_choose(&c);
	check_root(&c);
	ports_choose(&c);
	doc_put_text(c.arena, root, "name", project_name(ir));
	put_services(&c, root);
	put_top(root, "volumes", c.volumes);
	put_top(root, "configs", c.configs);
	put_top(root, "secrets", c.secrets);
	escape_dollars(c.arena, root);
	*VEC_ADD(ir->arena, out) = (struct artifact){
		.path = "compose/compose.yaml", .syntax = SYNTAX_YAML, .doc = root
	};
}

const struct backend backend_compose = {
	.name = "compose",
	.help = "a Compose file with a service for each node, for one host",
	.build = build
};
