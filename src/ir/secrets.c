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

	if (!v || !n || mean_secret(m, id, v, field))
		return;
	spec_report(m->spec, DIAG_TY008, n, n->name_at, "EMQX %s has no key for `%s`",
		    version_text(m->arena, &m->ir->version), field);
}

void
secrets_make(struct maker *m)
{
	for (size_t i = 0; i < sizeof secret_fields / sizeof *secret_fields; i++)
		secret_field(m, secret_fields[i].field, secret_fields[i].id);
	mean_field(m, MEAN_DASHBOARD_USER, NULL, NULL, "dashboard.user");
}
