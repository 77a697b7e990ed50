/*
 * rule_data: where a container of EMQX has its files: the folder of its data,
 * what a mount hides or keeps the broker from writing.
 *
 * Facts of the images (emqx-rel up to 4.2, emqx from 4.3 on): the data of 4.x
 * is /opt/emqx/data/mnesia, with the list of plugins beside it; from 5.0 on
 * all of /opt/emqx/data is data.  4.1 and 4.2 rewrite their configuration at
 * every start.  Up to 5.10 the Dashboard's listener is only in the image's own
 * emqx.conf.
 */
#include "object/check.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "schema/broker_image.h"
#include "schema/conf_keys.h"

#define DATA "/opt/emqx/data"
#define ETC "/opt/emqx/etc"

static bool
is_at_least(const struct check *c, int major, int minor, int patch)
{
	return version_at_least(&c->broker->version, major, minor, patch);
}

/* The path of a mount, without a / at its end. */
static const char *
path_of(const struct check *c, const struct doc *mount)
{
	const char *path = doc_text(c->set->arena, mount, "mountPath");
	size_t n = path ? strlen(path) : 0;

	while (n > 1 && path[n - 1] == '/')
		n--;
	return path ? arena_strndup(c->set->arena, path, n) : "";
}

static bool
is(const char *text, const char *other)
{
	return text && strcmp(text, other) == 0;
}

static bool
is_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 && path[n] == '/';
}

static const struct doc *
named(const struct check *c, const struct doc *list, const char *name, bool in_metadata)
{
	for (const struct doc *d = list ? list->first : NULL; d; d = d->next)
		if (is(doc_text(c->set->arena, in_metadata ? doc_field(d, "metadata") : d, "name"), name))
			return d;
	return NULL;
}

/* The volume that a mount is of, or NULL. */
static const struct doc *
volume_of(const struct check *c, const struct doc *mount)
{
	const char *name = doc_text(c->set->arena, mount, "name");

	return name ? named(c, doc_field(c->pods->pod->d, "volumes"), name, false) : NULL;
}

/* Does it outlive a container: a claim of whatever kind? */
static bool
is_claim(const struct check *c, const struct doc *mount)
{
	const char *name = doc_text(c->set->arena, mount, "name");
	const struct doc *templates = doc_field(doc_field(c->object->doc, "spec"), "volumeClaimTemplates");
	const struct doc *volume = volume_of(c, mount);

	return (name && named(c, templates, name, true)) || doc_field(volume, "persistentVolumeClaim")
		|| doc_field(volume, "ephemeral");
}

static bool
is_read_only(const struct check *c, const struct doc *mount)
{
	static const char *const kinds[] = { "configMap", "secret", "projected", "downwardAPI", NULL };
	const struct doc *volume = volume_of(c, mount);

	return doc_is_true(mount, "readOnly") || (volume && doc_count_named(volume, kinds));
}

static const struct spot *
mounts_of(const struct check *c)
{
	const struct spot *list = spot_at(c->set->arena, c->broker->spot, "volumeMounts");

	return list && list->d->kind == DOC_LIST ? list : NULL;
}

typedef void mount_check(const struct check *c, const struct spot *s, const char *path);

static void
each_mount(const struct check *c, mount_check *check)
{
	const struct spot *list = c->broker->known ? mounts_of(c) : NULL;
	size_t i = 0;

	for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next, i++)
		check(c, spot_keep(c->set->arena, spot_below(list, d, i)), path_of(c, d));
}

/* ---- EX060: a claim where no data is ---- */

static const char *
data_folder(const struct check *c)
{
	return c->broker->version.major == 4 ? DATA "/mnesia" : DATA;
}

/* Is the data in some volume? */
static bool
has_data(const struct check *c)
{
	const struct spot *list = mounts_of(c);

	for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next)
		if (is(path_of(c, d), data_folder(c)) || is(path_of(c, d), DATA)
		    || is_below(data_folder(c), path_of(c, d)))
			return true;
	return false;
}

static void
check_claim(const struct check *c, const struct spot *s, const char *path)
{
	struct diag *d;

	if (!is_claim(c, s->d) || is_below(path, "/opt/emqx/log") || is(path, "/opt/emqx/log")
	    || rule_said(c, DIAG_EX060))
		return;
	d = rule_report(c, s, NULL, DIAG_EX060, "is a claim at `%s`, and EMQX %s keeps its data in `%s`", path,
			version_text(c->set->arena, &c->broker->version), data_folder(c));
	diag_help(rule_diags(c), d, "what is not in a volume goes with the pod");
}

void
rule_data_folder(const struct check *c, const struct spot *s)
{
	(void)s;
	if (!c->broker->known || has_data(c) || broker_variable(c->broker, "EMQX_NODE__DATA_DIR"))
		return;
	each_mount(c, check_claim);
}

/* ---- EX065: a claim that the broker cannot write ---- */

static bool
is_root(const struct doc *context)
{
	return doc_number(context, "runAsUser", -1) == 0;
}

static bool
has_root(const struct check *c)
{
	const struct doc *init = doc_field(c->pods->pod->d, "initContainers");

	if (is_root(doc_field(c->pods->pod->d, "securityContext"))
	    || is_root(doc_field(c->broker->spot->d, "securityContext")))
		return true;
	for (const struct doc *d = init ? init->first : NULL; d; d = d->next)
		if (is_root(doc_field(d, "securityContext")))
			return true;
	return false;
}

static void
check_group(const struct check *c, const struct spot *s, const char *path)
{
	struct diag *d;

	if (!is_claim(c, s->d) || is_read_only(c, s->d) || rule_said(c, DIAG_EX065))
		return;
	d = rule_report(c, s, doc_field(c->pods->pod->d, "securityContext"), DIAG_EX065,
			"is a claim at `%s`, of which the pod says no `fsGroup`: EMQX runs as user 1000 and may"
			" not write in it", path);
	diag_help(rule_diags(c), d, "securityContext of the pod: fsGroup: 1000");
}

void
rule_file_group(const struct check *c, const struct spot *s)
{
	(void)s;
	if (!doc_field(doc_field(c->pods->pod->d, "securityContext"), "fsGroup") && !has_root(c))
		each_mount(c, check_group);
}

/* ---- EX075: configuration that the start script cannot rewrite ---- */

/* acl.conf and the certificates are left as they are. */
static bool
is_rewritten(const char *path)
{
	return is(path, ETC) || is(path, ETC "/emqx.conf") || is(path, ETC "/plugins")
		|| is_below(path, ETC "/plugins");
}

static void
check_rewritten(const struct check *c, const struct spot *s, const char *path)
{
	if (is_rewritten(path) && is_read_only(c, s->d))
		rule_report(c, s, NULL, DIAG_EX075, "is read-only at `%s`, and EMQX %s rewrites it at every"
			    " start: the container ends", path,
			    version_text(c->set->arena, &c->broker->version));
}

void
rule_rewritten_conf(const struct check *c, const struct spot *s)
{
	(void)s;
	if (c->broker->known && !is_at_least(c, 4, 3, 0))
		each_mount(c, check_rewritten);
}

/* ---- EX076: a volume over the list of plugins ---- */

/* 4.3.22 and 4.4.19 make the list anew; 4.3.0 and 4.4.0 do not. */
static bool
needs_list(const struct check *c)
{
	const struct version *v = &c->broker->version;

	return v->major == 4 && (v->minor < 3 || v->patch == 0);
}

/* An init container may have filled it. */
static bool
is_filled(const struct check *c, const char *volume)
{
	const struct doc *init = doc_field(c->pods->pod->d, "initContainers");

	for (const struct doc *d = init ? init->first : NULL; d; d = d->next)
		if (volume && named(c, doc_field(d, "volumeMounts"), volume, false))
			return true;
	return false;
}

static void
check_hidden(const struct check *c, const struct spot *s, const char *path)
{
	if (is(path, DATA) && !is_filled(c, doc_text(c->set->arena, s->d, "name")))
		rule_report(c, s, NULL, DIAG_EX076, "hides the list of plugins that EMQX %s has in `%s`: it starts"
			    " without Dashboard and management API; its data is in `%s`",
			    version_text(c->set->arena, &c->broker->version), path, data_folder(c));
}

void
rule_hidden_plugins(const struct check *c, const struct spot *s)
{
	(void)s;
	if (c->broker->known && needs_list(c) && !broker_variable(c->broker, "EMQX_LOADED_PLUGINS"))
		each_mount(c, check_hidden);
}

/* ---- EX066: a list that the start script cannot write ---- */

static void
check_list(const struct check *c, const struct spot *s, const char *path)
{
	static const char *const names[] = { "EMQX_LOADED_PLUGINS", "EMQX_LOADED_MODULES" };
	static const char *const lists[] = { DATA "/loaded_plugins", DATA "/loaded_modules" };

	for (size_t i = 0; i < 2; i++) {
		const struct variable *v = broker_variable(c->broker, names[i]);
		struct diag *d;

		if (!v || !is(path, lists[i]) || !is_read_only(c, s->d))
			continue;
		d = rule_report(c, s, v->spot->d, DIAG_EX066, "is read-only, and the start script writes there what"
				" %s says: the container ends", names[i]);
		diag_help(rule_diags(c), d, "say it once: the file, or the variable");
	}
}

void
rule_plugin_list(const struct check *c, const struct spot *s)
{
	(void)s;
	if (c->broker->known && c->broker->version.major == 4)
		each_mount(c, check_list);
}

/* ---- EX056: a certificate that is not there ---- */

/* EMQX_…__CERTFILE, EMQX_…__KEYFILE, EMQX_…__CACERTFILE: an absolute path. */
static const char *
certificate_path(const struct check *c, const struct variable *v)
{
	struct str name = str_of(v->name), text = v->text;

	if (v->kind != VARIABLE_TEXT || !str_starts(name, "EMQX_")
	    || !(str_ends(name, "CERTFILE") || str_ends(name, "KEYFILE")))
		return NULL;
	if (text.n > 1 && text.p[0] == '"' && text.p[text.n - 1] == '"')
		text = (struct str){ text.p + 1, text.n - 2 };
	return str_starts(text, "/") ? arena_strndup(c->set->arena, text.p, text.n) : NULL;
}

/* The mount that a path is in. */
static const struct doc *
mount_of(const struct check *c, const char *path)
{
	const struct spot *list = mounts_of(c);
	const struct doc *found = NULL;

	for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next)
		if ((is(path, path_of(c, d)) || is_below(path, path_of(c, d)))
		    && (!found || strlen(path_of(c, d)) > strlen(path_of(c, found))))
			found = d;
	return found;
}

/* Does a Secret's volume lack that file?  One without `items` has what the
 * Secret has. */
static bool
lacks_file(const struct check *c, const struct doc *mount, const char *path)
{
	const struct doc *items = doc_field(doc_field(volume_of(c, mount), "secret"), "items");
	const char *file = path + strlen(path_of(c, mount));

	if (!items || doc_field(mount, "subPath") || *file != '/')
		return false;
	for (const struct doc *d = items->first; d; d = d->next)
		if (is(doc_text(c->set->arena, d, "path"), file + 1))
			return false;
	return true;
}

/* Folders that the image has. */
static bool
is_of_image(const char *path)
{
	return is_below(path, "/opt/emqx") || is_below(path, "/etc/ssl") || is_below(path, "/usr");
}

static void
check_certificate(const struct check *c, const struct variable *v, const char *path)
{
	const struct doc *mount = mount_of(c, path);
	struct check own = *c;
	struct diag *d = NULL;

	own.object = v->object;
	if (!mount && !is_of_image(path))
		d = rule_report(&own, v->spot, NULL, DIAG_EX056, "is `%s`, and no volume is mounted there", path);
	else if (mount && lacks_file(c, mount, path))
		d = rule_report(&own, v->spot, NULL, DIAG_EX056, "is `%s`, and the Secret that is mounted at `%s`"
				" brings no such file", path, path_of(c, mount));
	if (d && !c->set->source->read)
		diag_help(rule_diags(c), d, "tls NAME { cert = secret(NAME, KEY); key = secret(NAME, KEY) } mounts"
			  " them and sets the paths of a listener that has it");
}

/* An image of somebody else may have its own files. */
void
rule_certificates(const struct check *c, const struct spot *s)
{
	(void)s;
	for (size_t i = 0; c->broker->stock && i < c->broker->variables.n; i++) {
		const struct variable *v = &c->broker->variables.at[i];
		const char *path = certificate_path(c, v);

		if (path && broker_variable(c->broker, v->name) == v)
			check_certificate(c, v, path);
	}
}

/* ---- EX027, EX083: an own emqx.conf ---- */

/* The text of a ConfigMap's file that a mount brings there, or NULL. */
static const struct doc *
file_at(const struct check *c, const struct doc *mount, const char *path)
{
	const char *sub = doc_text(c->set->arena, mount, "subPath"), *name;
	const struct object *o;

	if (!is(path, ETC) && !is(path, ETC "/emqx.conf"))
		return NULL;
	name = doc_text(c->set->arena, doc_field(volume_of(c, mount), "configMap"), "name");
	o = name ? objects_find(c->set, "ConfigMap", name, c->object->ns) : NULL;
	return o ? doc_field(doc_field(o->doc, "data"), sub ? sub : "emqx.conf") : NULL;
}

static bool
has_key(struct str text, const char *root)
{
	struct conf_keys k = conf_keys_of(text);
	struct str key;

	while (conf_keys_next(&k, &key))
		if (str_starts(key, root) && (key.n == strlen(root) || key.p[strlen(root)] == '.'))
			return true;
	return false;
}

static bool
has_variable(const struct check *c, const char *prefix)
{
	for (size_t i = 0; i < c->broker->variables.n; i++)
		if (strncmp(c->broker->variables.at[i].name, prefix, strlen(prefix)) == 0)
			return true;
	return c->broker->open;
}

static void
check_discovery(const struct check *c, const struct spot *s, const char *path)
{
	const struct doc *text = file_at(c, s->d, path);

	if (text && text->kind == DOC_STRING && has_key(text->text, "cluster")
	    && !has_variable(c, "EMQX_CLUSTER__DISCOVERY"))
		rule_report(c, s, text, DIAG_EX027, "brings an emqx.conf with keys of `cluster`, and the start script"
			    " of the image sees variables only: the nodes get names that nobody looks for");
}

void
rule_file_discovery(const struct check *c, const struct spot *s)
{
	(void)s;
	each_mount(c, check_discovery);
}

static void
check_dashboard(const struct check *c, const struct spot *s, const char *path)
{
	const struct doc *text = file_at(c, s->d, path);

	if (text && text->kind == DOC_STRING && !has_key(text->text, "dashboard")
	    && !has_variable(c, "EMQX_DASHBOARD__LISTENERS__"))
		rule_report(c, s, text, DIAG_EX083, "brings an emqx.conf without `dashboard`: up to 5.10 nothing else"
			    " switches Dashboard, REST API and `/status` on");
}

void
rule_own_conf(const struct check *c, const struct spot *s)
{
	(void)s;
	if (c->broker->known && c->broker->version.major == 5)
		each_mount(c, check_dashboard);
}

/* ---- EX064: a read-only root ---- */

/* Is the folder in a volume that can be written? */
static bool
is_writable(const struct check *c, const char *path)
{
	const struct spot *list = mounts_of(c);

	for (const struct doc *d = list ? list->d->first : NULL; d; d = d->next)
		if ((is(path_of(c, d), path) || is_below(path, path_of(c, d))) && !is_read_only(c, d))
			return true;
	return false;
}

/* "`/tmp` and `/home/emqx`": folders that the broker writes in and may not. */
static const char *
lost_folders(const struct check *c)
{
	struct buf b = BUF_IN(c->set->arena);
	int major = c->broker->version.major;

	if (major > 4 && !is_writable(c, DATA))
		buf_text(&b, "`" DATA "`");
	for (const struct image_folder *f = image_folders; f->name; f++)
		if (f->needed && major >= f->since && major <= f->until && !is_writable(c, f->path))
			buf_printf(&b, "%s`%s`", b.n ? ", " : "", f->path);
	return b.n ? buf_cstr(&b) : NULL;
}

/* The container's own word, else the pod has none. */
void
rule_writable(const struct check *c, const struct spot *s)
{
	const struct spot *field = spot_at(c->set->arena, s, "securityContext.readOnlyRootFilesystem");
	const char *lost;
	struct diag *d;

	if (!c->broker->known || !doc_is_true(doc_field(s->d, "securityContext"), "readOnlyRootFilesystem"))
		return;
	lost = lost_folders(c);
	if (!is_at_least(c, 4, 3, 0)) {
		rule_report(c, field, NULL, DIAG_EX064, "is true, and EMQX before 4.3 writes into its"
			    " configuration at start");
	} else if (lost) {
		d = rule_report(c, field, NULL, DIAG_EX064, "is true, and EMQX %s writes in %s",
				version_text(c->set->arena, &c->broker->version), lost);
		diag_help(rule_diags(c), d, "mount an emptyDir on each of them");
	}
}
