/*
 * certificate: a Certificate for each tls block whose Secret cert-manager makes.
 */
#include "back/k8s/k8s.h"
#include "base/arena.h"

static void
put_seconds(struct k8s *k, struct doc *spec, const char *name, int64_t seconds, const char *owner)
{
	const char *text;

	if (seconds < 0)
		return;
	text = seconds % 3600 ? arena_printf(k->arena, "%llds", (long long)seconds)
		: arena_printf(k->arena, "%lldh", (long long)(seconds / 3600));
	own(k, doc_put_text(k->arena, spec, name, text), owner);
}

static void
put_certificate(struct k8s *k, const struct ir_tls *t)
{
	const char *owner = arena_join(k->arena, "tls.", t->name, NULL);
	struct doc *d = object_new(k, "cert-manager.io/v1", "Certificate", t->object), *spec;

	spec = own(k, doc_put_map(k->arena, d, "spec"), owner);
	doc_fix(doc_put_text(k->arena, spec, "secretName", t->secret));
	d = doc_put_map(k->arena, spec, "issuerRef");
	doc_put_text(k->arena, d, "name", t->issuer);
	doc_put_text(k->arena, d, "kind", t->issuer_kind);
	doc_put_text(k->arena, d, "group", "cert-manager.io");
	if (t->common_name)
		doc_put_text(k->arena, spec, "commonName", t->common_name);
	d = doc_put_list(k->arena, spec, "dnsNames");
	for (size_t i = 0; i < t->dns_names.n; i++)
		doc_put_text(k->arena, d, NULL, t->dns_names.at[i]);
	put_seconds(k, spec, "duration", t->duration, owner);
	put_seconds(k, spec, "renewBefore", t->renew_before, owner);
}

void
certificates_put(struct k8s *k)
{
	for (size_t i = 0; i < k->ir->tls.n; i++)
		if (k->ir->tls.at[i].issuer)
			put_certificate(k, &k->ir->tls.at[i]);
}
