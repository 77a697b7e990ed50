/*
 * lint_parts: parts that a spec adds to the pods, beside those that emqxc
 * makes: their names, kernel settings, and what is done before a pod stops.
 */
#include <string.h>

#include "base/edit.h"
#include "ir/lint.h"
#include "schema/kinds.h"
#include "schema/kube_names.h"

/* Names that emqxc gives inside of a pod, whether this cluster needs them or
 * not: what is free today must not clash tomorrow. */
static const char *const own_containers[] = { "emqx", "config", "state", NULL };
static const char *const own_volumes[] = {
	"data", "files", "etc", "api-keys", "state", "log", "plugins", "home", "tmp", NULL
};

static bool
is_among(const char *const *words, const char *name)
{
	while (*words && strcmp(*words, name) != 0)
		words++;
	return *words != NULL;
}

static bool
is_tls_volume(const struct ir *ir, const char *name)
{
	for (size_t i = 0; i < ir->tls.n; i++)
		if (strcmp(ir->tls.at[i].volume, name) == 0)
			return true;
	return false;
}

static bool
is_taken(const struct ir *ir, const char *field, const char *name)
{
	if (strcmp(field, "volume") != 0)
		return is_among(own_containers, name);
	return is_among(own_volumes, name) || is_tls_volume(ir, name)
		|| strcmp(name, ir->names.claim) == 0;
}

static bool
names_ok(struct ir *ir, const struct ir_group *g, const char *field)
{
	const struct spec_node *map = spec_get(ir->spec->root, ir_field(ir, g, field));
	bool ok = true;

	for (struct spec_node *n = map ? map->first : NULL; n; n = n->next) {
		if (!n->present || n->bad || !is_taken(ir, field, n->name))
			continue;
		spec_report(ir->spec, DIAG_NA006, n, n->name_at,
			    "`%s` is what emqxc calls a %s of its own", n->name,
			    strcmp(field, "volume") == 0 ? "volume" : "container");
		ok = false;
	}
	return ok;
}

/* What the groups share is said once. */
static bool
is_own(const struct ir *ir, const struct ir_group *g, const char *field)
{
	return g == ir_cores(ir) || strcmp(ir_field(ir, g, field), field) != 0;
}

bool
check_parts(struct ir *ir)
{
	static const char *const fields[] = { "init", "container", "volume" };
	bool ok = true;

	for (size_t i = 0; i < ir->groups.n; i++)
		for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
			if (is_own(ir, &ir->groups.at[i], fields[f]))
				ok = names_ok(ir, &ir->groups.at[i], fields[f]) && ok;
	return ok;
}

/* metadata KIND */
static bool
kind_ok(struct ir *ir, struct spec_node *n)
{
	struct nearest near;
	struct diag *d;

	if (kind_find(n->name))
		return true;
	nearest_start(&near, n->name);
	for (size_t i = 0; kind_name(i); i++)
		nearest_offer(&near, kind_name(i));
	d = spec_report(ir->spec, DIAG_NA001, n, n->name_at, "there is no kind `%s`", n->name);
	diag_nearest(ir_diags(ir), d, &near);
	return false;
}

bool
check_metadata(struct ir *ir)
{
	bool ok = true;

	for (size_t i = 0; i < ir->groups.n; i++) {
		const struct ir_group *g = &ir->groups.at[i];
		const struct spec_node *map = spec_get(ir->spec->root, ir_field(ir, g, "metadata"));

		for (struct spec_node *n = map && is_own(ir, g, "metadata") ? map->first : NULL; n; n = n->next)
			if (n->present && !n->bad)
				ok = kind_ok(ir, n) && ok;
	}
	return ok;
}

/* Those that exist for each pod; the others are the machine's. */
static bool
is_namespaced(const char *name)
{
	static const char *const heads[] = { "kernel.shm", "kernel.msg", "kernel.sem", "fs.mqueue.", "net.", NULL };
	const char *const *h = heads;

	while (*h && strncmp(*h, name, strlen(*h)) != 0)
		h++;
	return *h != NULL;
}

bool
check_sysctls(struct ir *ir)
{
	const struct spec_node *map = spec_get(ir->spec->root, "security.sysctls");
	bool ok = true;

	for (struct spec_node *n = map ? map->first : NULL; n; n = n->next) {
		struct diag *d;

		if (!n->present || n->bad || kube_sysctl_is_safe(n->name))
			continue;
		ok = false;
		if (!is_namespaced(n->name)) {
			d = spec_report(ir->spec, DIAG_KU040, n, n->name_at,
					"`%s` is the machine's, and no pod has one of its own", n->name);
			diag_help(ir_diags(ir), d, "it is set on the machines, before the pods come");
			continue;
		}
		d = spec_report(ir->spec, DIAG_SE012, n, n->name_at,
				"a machine refuses pods with `%s`, unless it was told to take them", n->name);
		diag_help(ir_diags(ir), d, "the machines need: kubelet --allowed-unsafe-sysctls=%s", n->name);
	}
	return ok;
}

/* `exec` is instead of the others, and only a node that keeps nothing leaves. */
bool
check_pre_stop(struct ir *ir)
{
	static const char exec[] = "lifecycle.pre-stop.exec", leave[] = "lifecycle.pre-stop.leave";

	if (ir->pre_stop_exec.n && (ir->pre_stop >= 0 || ir->leave)) {
		spec_report(ir->spec, DIAG_KU001, lint_node(ir, exec), lint_place(ir, exec),
			    "`exec` stands instead of `sleep` and `leave`: one of them");
		return false;
	}
	for (size_t i = 0; i < ir->groups.n; i++)
		if (!ir->leave || ir->groups.at[i].storage.kind == STORAGE_NONE)
			return true;
	spec_report(ir->spec, DIAG_KU001, lint_node(ir, leave), lint_place(ir, leave),
		    "no node here may leave: a node that does forgets what it keeps");
	return false;
}
