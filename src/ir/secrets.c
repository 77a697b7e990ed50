/*
 * secrets: cookie, first user of the Dashboard, licence.
 */
#include <string.h>

#include "ir/make.h"

static const struct {
	const char *field;
	enum meaning id;
} secret_fields[] = {
	{ "cookie", MEAN_COOKIE },
	{ "dashboard.password", MEAN_DASHBOARD_PASSWORD },
	{ "license", MEAN_LICENSE },
};

static void
secret_field(struct maker *m, const char *field, enum meaning id)
{
	const struct value *v = read_value(m, NULL, field);
	struct spec_node *n = read_node(m, NULL, field);

	if (!v || !n || mean_secret(m, id, NULL, v, field))
		return;
	spec_report(m->spec, DIAG_TY008, n, n->name_at, "EMQX %s has no key for `%s`",
		    version_text(m->arena, &m->ir->version), field);
}

/* A file of the Secret, not a variable: it has several lines. */
static void
make_api_keys(struct maker *m)
{
	static const char folder[] = "/etc/emqx-api-keys", name[] = "keys";
	struct spec_node *n = read_node(m, NULL, "api-keys");
	const struct value *from = read_value(m, NULL, "api-keys");
	struct ir_tls *t;

	if (!n || !from)
		return;
	if (from->kind != VAL_SECRET) {
		spec_report(m->spec, DIAG_TY010, n, from->at, "`api-keys` is a file from a Secret: secret(NAME, KEY)");
		return;
	}
	mean(m, MEAN_API_KEYS, NULL, arena_printf(m->arena, "%s/%s", folder, name), spec_place(n), "api-keys");
	t = VEC_ADD(m->arena, &m->ir->tls);
	*t = (struct ir_tls){ .name = "api-keys", .owner = "api-keys", .volume = "api-keys", .mount = folder,
			      .at = spec_place(n) };
	*VEC_ADD(m->arena, &t->files) = (struct ir_file){ from->name, from->key, name };
}

void
secrets_make(struct maker *m)
{
	for (size_t i = 0; i < sizeof secret_fields / sizeof *secret_fields; i++)
		secret_field(m, secret_fields[i].field, secret_fields[i].id);
	make_api_keys(m);
	mean_field(m, MEAN_DASHBOARD_USER, NULL, NULL, "dashboard.user");
}
