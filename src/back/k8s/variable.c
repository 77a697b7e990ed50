/*
 * variable: an entry of a container's `env`: a text, a field of the pod, or a
 * key of a Secret.
 */
#include <string.h>

#include "back/k8s/k8s.h"
#include "base/buf.h"

/* Kubernetes reads $(VAR) as that variable and $$ as $: a $ before either
 * that is meant as text is written twice. */
static const char *
literal(struct arena *a, const char *text)
{
	struct buf b = BUF_IN(a);

	if (!strchr(text, '$'))
		return text;
	for (const char *p = text; *p; p++) {
		buf_char(&b, *p);
		if (*p == '$' && (p[1] == '$' || p[1] == '('))
			buf_char(&b, '$');
	}
	return buf_cstr(&b);
}

static const char *
plain_value(struct k8s *k, const struct ir_env *e)
{
	bool expands;
	const char *value = env_text(k->arena, k->ir, e, &expands);

	return expands ? value : literal(k->arena, value);
}

void
put_variable(struct k8s *k, struct doc *list, const struct ir_env *e)
{
	struct doc *d = doc_put_map(k->arena, list, NULL), *from;

	if (e->owner)
		doc_own(d, e->owner, e->at);
	doc_put_text(k->arena, d, "name", e->name);
	if (e->kind == ENV_PLAIN) {
		doc_put_text(k->arena, d, "value", plain_value(k, e));
		return;
	}
	from = doc_put_map(k->arena, d, "valueFrom");
	if (e->kind == ENV_FIELD) {
		doc_put_text(k->arena, doc_put_map(k->arena, from, "fieldRef"), "fieldPath",
			     e->value);
		return;
	}
	from = doc_put_map(k->arena, from, "secretKeyRef");
	doc_put_text(k->arena, from, "name", e->secret);
	doc_put_text(k->arena, from, "key", e->key);
}
