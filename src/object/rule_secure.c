/*
 * rule_secure: what a pod and its containers may do on their machine.  What is
 * not said is advice; what is said, and bad, counts as its row says.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"
#include "schema/kube_names.h"

static const struct spot *
at(const struct check *c, const struct spot *s, const char *path)
{
	return spot_at(c->set->arena, s, path);
}

/* A field of the container's securityContext, else the pod's; or NULL. */
static const struct spot *
setting(const struct check *c, const struct spot *s, const char *field)
{
	const struct spot *own = at(c, at(c, s, "securityContext"), field);

	return own ? own : at(c, at(c, c->pods->pod, "securityContext"), field);
}

static bool
is_bool(const struct spot *s, bool value)
{
	return s && s->d->kind == DOC_BOOL && (s->d->num != 0) == value;
}

/* A file system that this version writes all over. */
static bool
is_old(const struct check *c, const struct spot *s)
{
	return c->broker && c->broker->spot->d == s->d && c->broker->known && c->broker->version.major == 4
		&& c->broker->version.minor < 3;
}

/* ---- SE004, SE005 ---- */

void
rule_root(const struct check *c, const struct spot *s)
{
	const struct spot *user = setting(c, s, "runAsUser"), *nonroot = setting(c, s, "runAsNonRoot");

	if (user && user->d->num == 0)
		rule_report(c, user, NULL, DIAG_SE004, "is 0: the container runs as root");
	else if (is_bool(nonroot, false) && !user)
		rule_report(c, nonroot, NULL, DIAG_SE004, "is false: the container may run as root");
	else if (!user && !nonroot)
		rule_advise(c, s, DIAG_SE004, "does not say `runAsNonRoot`, nor which user it runs as");
}

void
rule_low_user(const struct check *c, const struct spot *s)
{
	const struct spot *user = setting(c, s, "runAsUser");

	if (user && user->d->num > 0 && user->d->num < 10000)
		rule_report(c, user, NULL, DIAG_SE005, "is %lld, which the machine may have too",
			    (long long)user->d->num);
}

/* ---- SE006 to SE010 ---- */

void
rule_escalation(const struct check *c, const struct spot *s)
{
	const struct spot *field = setting(c, s, "allowPrivilegeEscalation");

	if (is_bool(field, true))
		rule_report(c, field, NULL, DIAG_SE006, "is true: a program may gain more rights than its parent");
	else if (!field)
		rule_advise(c, s, DIAG_SE006, "does not say `allowPrivilegeEscalation: false`");
}

void
rule_privileged(const struct check *c, const struct spot *s)
{
	const struct spot *field = setting(c, s, "privileged");

	if (is_bool(field, true))
		rule_report(c, field, NULL, DIAG_SE007, "is true: the container has the whole machine");
}

/* Words that lift what holds a container back; the types of SELinux that do not
 * are those of the baseline Pod Security level. */
static bool
is_confined(const char *type)
{
	static const char *const types[] = {
		"", "container_t", "container_init_t", "container_kvm_t", "container_engine_t", NULL
	};

	return str_is_any(str_of(type), types);
}

void
rule_confined(const struct check *c, const struct spot *s)
{
	const struct spot *proc = setting(c, s, "procMount");
	const struct spot *armor = at(c, setting(c, s, "appArmorProfile"), "type");
	const struct spot *selinux = at(c, setting(c, s, "seLinuxOptions"), "type");

	if (proc && str_is(proc->d->text, "Unmasked"))
		rule_report(c, proc, NULL, DIAG_SE007, "is Unmasked: the container sees and sets what the"
			    " machine keeps in /proc");
	if (armor && str_is(armor->d->text, "Unconfined"))
		rule_report(c, armor, NULL, DIAG_SE007, "is Unconfined: AppArmor holds nothing back");
	if (selinux && !is_confined(arena_strndup(c->set->arena, selinux->d->text.p, selinux->d->text.n)))
		rule_report(c, selinux, NULL, DIAG_SE007, "is a type that SELinux does not hold back");
}

void
rule_capabilities(const struct check *c, const struct spot *s)
{
	const struct spot *caps = at(c, at(c, s, "securityContext"), "capabilities");
	const struct spot *add = at(c, caps, "add");
	size_t i = 0;

	for (const struct doc *d = add ? add->d->first : NULL; d; d = d->next, i++) {
		struct spot spot = spot_below(add, d, i);

		if (!str_is(d->text, "NET_BIND_SERVICE"))
			rule_report(c, &spot, NULL, DIAG_SE008, "adds %.*s, which EMQX does not need",
				    STR_ARG(d->text));
	}
	if (!doc_has_text(caps ? doc_field(caps->d, "drop") : NULL, "ALL"))
		rule_advise(c, s, DIAG_SE008, "does not drop `ALL` capabilities");
}

void
rule_seccomp(const struct check *c, const struct spot *s)
{
	const struct spot *type = at(c, setting(c, s, "seccompProfile"), "type");

	if (type && str_is(type->d->text, "Unconfined"))
		rule_report(c, type, NULL, DIAG_SE009, "is Unconfined: no system call is kept from the container");
	else if (!type)
		rule_advise(c, s, DIAG_SE009, "has no `seccompProfile`: RuntimeDefault is what programs need");
}

void
rule_read_only_root(const struct check *c, const struct spot *s)
{
	if (!is_bool(setting(c, s, "readOnlyRootFilesystem"), true) && !is_old(c, s))
		rule_report(c, s, NULL, DIAG_SE010, "can write in its image: `readOnlyRootFilesystem` is not true");
}

/* ---- SE011 ---- */

void
rule_machine_parts(const struct check *c, const struct spot *s)
{
	static const struct { const char *field, *what; } shared[] = {
		{ "hostNetwork", "the machine's network" }, { "hostPID", "the machine's processes" },
		{ "hostIPC", "the machine's shared memory" }
	};

	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
		if (doc_is_true(s->d, shared[i].field))
			rule_report(c, at(c, s, shared[i].field), NULL, DIAG_SE011, "gives the pod %s",
				    shared[i].what);
}

/* Windows' word for a container that is a process of the machine. */
void
rule_host_process(const struct check *c, const struct spot *s)
{
	const struct spot *field = at(c, setting(c, s, "windowsOptions"), "hostProcess");

	if (is_bool(field, true))
		rule_report(c, field, NULL, DIAG_SE011, "is true: the container is a process of the machine");
}

/* volume NAME = host-path: a spec asks for it by name. */
static bool
is_asked(const struct check *c, const struct doc *volume)
{
	return !c->set->source->read && volume->owner;
}

void
rule_host_path(const struct check *c, const struct spot *s)
{
	if (doc_field(s->d, "hostPath") && !is_asked(c, s->d))
		rule_report(c, s, NULL, DIAG_SE011, "is a folder of the machine");
}

void
rule_asked_host_path(const struct check *c, const struct spot *s)
{
	struct diag *d;

	if (!doc_field(s->d, "hostPath") || !is_asked(c, s->d))
		return;
	d = rule_report(c, s, NULL, DIAG_SE025, "is a folder of the machine, with what others put there");
	diag_help(rule_diags(c), d, "claim, ephemeral and empty-dir are for one pod alone");
}

void
rule_host_port(const struct check *c, const struct spot *s)
{
	const struct spot *port = at(c, s, "hostPort");

	if (port && doc_field(s->d, "containerPort") && port->d->num)
		rule_report(c, port, NULL, DIAG_SE011, "takes a port of the machine: one pod for each of them");
}

/* ---- SE012 ---- */

void
rule_sysctl(const struct check *c, const struct spot *s)
{
	const char *name = doc_text(c->set->arena, s->d, "name");

	if (name && !kube_sysctl_is_safe(name))
		rule_report(c, s, NULL, DIAG_SE012, "is not among the sysctls that a pod may set: no pod is"
			    " made where the kubelet does not allow it");
}

static bool
runs(const struct doc *container, const char *field, const char *program)
{
	const struct doc *list = doc_field(container, field);

	for (const struct doc *d = list ? list->first : NULL; d; d = d->next)
		if (d->kind == DOC_STRING && str_starts(d->text, program))
			return true;
	return false;
}

void
rule_sysctl_init(const struct check *c, const struct spot *s)
{
	if (runs(s->d, "command", "sysctl") || runs(s->d, "args", "sysctl"))
		rule_report(c, s, NULL, DIAG_SE012, "changes the machine by `sysctl`, as root and for every pod"
			    " on it");
}

/* ---- SE013, SE014 ---- */

static bool
asks_kubernetes(const struct check *c)
{
	const char *way = broker_text(c->set, c->broker, "EMQX_CLUSTER__DISCOVERY_STRATEGY");

	if (!way)
		way = broker_text(c->set, c->broker, "EMQX_CLUSTER__DISCOVERY");
	return way && (strcmp(way, "k8s") == 0 || strcmp(way, "kubernetes") == 0);
}

void
rule_unused_token(const struct check *c, const struct spot *s)
{
	const char *name = doc_text(c->set->arena, c->pods->pod->d, "serviceAccountName");
	const struct object *account = name
		? objects_find(c->set, "ServiceAccount", name, c->object->ns) : NULL;

	(void)s;
	if (asks_kubernetes(c) || c->broker->open || doc_is_false(c->pods->pod->d, "automountServiceAccountToken"))
		return;
	if (!doc_field(c->pods->pod->d, "automountServiceAccountToken") && account
	    && doc_is_false(account->doc, "automountServiceAccountToken"))
		return;
	rule_report(c, c->pods->pod, NULL, DIAG_SE013, "mounts a token of the API server, and discovery does"
		    " not ask it");
}

void
rule_default_account(const struct check *c, const struct spot *s)
{
	const struct spot *name = at(c, c->pods->pod, "serviceAccountName");

	(void)s;
	if (name && str_is(name->d->text, "default"))
		rule_report(c, name, NULL, DIAG_SE014, "is `default`, which everything in the namespace shares");
	else if (!name)
		rule_advise(c, c->pods->pod, DIAG_SE014, "has no account of its own: it runs as `default`");
}
