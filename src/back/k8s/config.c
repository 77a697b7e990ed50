/*
 * config: the ConfigMap of variables, the Secret of what the user declared
 * insecure, their checksum on the pods, and their sizes.
 */
#include <string.h>

#include "back/k8s/k8s.h"
#include "base/arena.h"
#include "base/table.h"
#include "diag/diag.h"
#include "front/load.h"

enum { MAX_CONFIG = 1048576 };   /* bytes of all values, as the API server counts */

void
config_make(struct k8s *k)
{
	const struct ir *ir = k->ir;
	struct doc *d = object_new(k, "v1", "ConfigMap", ir->names.config), *data;

	data = doc_put_map(k->arena, d, "data");
	for (size_t i = 0; i < ir->settings.n; i++) {
		const struct ir_setting *s = &ir->settings.at[i];
		const char *value;

		if (s->carrier != CARRY_CONFIG_MAP)
			continue;
		value = env_value(k->arena, ir, s);
		if (value)
			doc_own(doc_put_text(k->arena, data, s->var, value),
				s->setting.owner ? s->setting.owner : s->setting.path,
				s->setting.at);
	}
	doc_sort(data);
}

/* The variable that a key of the Secret becomes, or NULL: secrets are the
 * same in every group. */
static const struct ir_env *
reader_of(const struct ir *ir, const struct table *by_key, const char *key)
{
	const struct ir_group *g = ir_cores(ir);
	struct probe p = table_probe(by_key, str_hash(str_of(key)));
	uint32_t i;

	while ((i = probe_next(&p)) && strcmp(g->env.at[i - 1].key, key) != 0)
		;
	return i ? &g->env.at[i - 1] : NULL;
}

/* The first variable that reads a key, of each. */
static void
index_readers(const struct k8s *k, struct table *by_key)
{
	const struct ir_group *g = ir_cores(k->ir);

	for (size_t i = 0; i < g->env.n; i++) {
		const struct ir_env *e = &g->env.at[i];

		if (e->kind == ENV_SECRET && strcmp(e->secret, k->ir->names.secret) == 0
		    && !reader_of(k->ir, by_key, e->key))
			table_add(k->arena, by_key, str_hash(str_of(e->key)), (uint32_t)i + 1);
	}
}

/* What EMQX parses is quoted for it; what only the start script or another
 * program reads is not. */
static const char *
secret_text(struct k8s *k, const struct table *readers, const struct ir_pair *p)
{
	const struct ir_env *e = reader_of(k->ir, readers, p->key);

	if (!e || e->start_script || strncmp(e->name, "EMQX_", 5) != 0)
		return p->value;
	return env_quoted(k->arena, k->ir, e->name, str_of(p->value));
}

void
secret_make(struct k8s *k)
{
	const struct ir *ir = k->ir;
	struct table readers = { 0 };
	struct doc *d, *data;

	if (!ir->secret_data.n)
		return;
	index_readers(k, &readers);
	d = object_new(k, "v1", "Secret", ir->names.secret);
	doc_put_text(k->arena, d, "type", "Opaque");
	data = doc_put_map(k->arena, d, "stringData");
	for (size_t i = 0; i < ir->secret_data.n; i++)
		doc_put_text(k->arena, data, ir->secret_data.at[i].key,
			     secret_text(k, &readers, &ir->secret_data.at[i]));
	doc_sort(data);
}

/* What the pods read at start, and only there. */
static struct doc *
content_of(const struct object *o)
{
	if (strcmp(o->kind, "ConfigMap") == 0)
		return doc_get(o->doc, "data");
	return strcmp(o->kind, "Secret") == 0 ? doc_get(o->doc, "stringData") : NULL;
}

/* A change of configuration rolls the pods. */
void
put_checksum(struct k8s *k)
{
	struct doc *sums = doc_list(k->arena);

	if (!k->ir->checksum)
		return;
	for (size_t i = 0; i < k->objects.n; i++) {
		const struct doc *content = content_of(&k->objects.at[i]);

		if (content)
			doc_put_text(k->arena, sums, NULL, doc_hash(k->arena, content));
	}
	for (size_t i = 0; i < k->pod_metas.n; i++)
		own(k, doc_put_text(k->arena, doc_have_map(k->arena, k->pod_metas.at[i], "annotations"),
				    "checksum/config", doc_hash(k->arena, sums)),
		    "rollout.on-config-change");
}

void
check_sizes(struct k8s *k)
{
	for (size_t i = 0; i < k->objects.n; i++) {
		const struct object *o = &k->objects.at[i];
		const struct doc *content = content_of(o);
		size_t sum = 0;

		for (const struct doc *d = content ? content->first : NULL; d; d = d->next)
			sum += d->text.n;
		if (sum > MAX_CONFIG)
			diag_add(k->ir->spec->program->diags, DIAG_KU038,
				 patched_place(content, k->ir->at),
				 "%s `%s` would hold %zu bytes, and the API server takes %d",
				 o->kind, o->name, sum, MAX_CONFIG);
	}
}
