/*
 * files: configuration that no variable carries, certificates, and the data of
 * a node.
 *
 * A configuration file stands in the Compose file itself (`content`).  From
 * 5.0 the broker only reads it, so it takes the place of the image's own.  4.x
 * rewrites its files at start: there a script puts the image's own files back
 * and appends the lines, at every start.
 *
 * Data: a volume over /opt/emqx/data in every version.  A volume of a
 * container engine is filled from the image when it is new, so nothing that
 * the image has there is hidden, and it belongs to the image's user.
 */
#include "back/compose/compose.h"
#include "base/arena.h"
#include "base/buf.h"

#define ETC "/opt/emqx/etc"
#define DATA "/opt/emqx/data"
#define ADDED "/mnt/files"

void
files_choose(struct compose *c)
{
	conf_files(c->ir, NULL, TAKE_BY_FILE, &c->files);
}

static bool
are_appended(const struct compose *c)
{
	return conf_files_are_added(&c->files);
}

/* The image's own files are kept beside, for the next start. */
void
files_script(struct compose *c, struct buf *script)
{
	if (!are_appended(c))
		return;
	buf_text(script, "[ -d " ETC "/.image ] || { cp -R " ETC " /tmp/etc; mv /tmp/etc " ETC "/.image; }\n");
	buf_text(script, "cp -R " ETC "/.image/. " ETC "/\n");
	for (size_t i = 0; i < c->files.n; i++) {
		const struct conf_file *f = &c->files.at[i];

		buf_text(script, conf_file_added(c->arena, f, arena_printf(c->arena, ADDED "/%s", f->name), ETC));
	}
}

static void
put_config(struct compose *c, const struct conf_file *f)
{
	struct doc *d;

	if (doc_get(c->configs, conf_file_key(f)))
		return;
	d = doc_put_map(c->arena, c->configs, conf_file_key(f));
	doc_put_text(c->arena, d, "content", conf_file_text(c->arena, f));
}

static void
put_configs(struct compose *c, struct node *n)
{
	const char *folder = are_appended(c) ? ADDED : ETC;
	struct doc *list;

	if (!c->files.n)
		return;
	list = doc_put_list(c->arena, n->doc, "configs");
	for (size_t i = 0; i < c->files.n; i++) {
		struct doc *d = doc_put_map(c->arena, list, NULL);

		put_config(c, &c->files.at[i]);
		doc_put_text(c->arena, d, "source", conf_file_key(&c->files.at[i]));
		doc_put_text(c->arena, d, "target",
			     arena_printf(c->arena, "%s/%s", folder, c->files.at[i].name));
	}
}

/* SECRET_KEY: no name of a Secret has an underscore. */
const char *
secret_use(struct compose *c, const char *secret, const char *key)
{
	const char *name = arena_printf(c->arena, "%s_%s", secret, key);

	if (!doc_get(c->secrets, name))
		doc_put_text(c->arena, doc_put_map(c->arena, c->secrets, name), "file",
			     arena_printf(c->arena, "./secrets/%s/%s", secret, key));
	return name;
}

static void
put_certificates(struct compose *c, struct node *n)
{
	for (size_t i = 0; i < c->ir->tls.n; i++) {
		const struct ir_tls *t = &c->ir->tls.at[i];

		for (size_t k = 0; k < t->files.n; k++) {
			const struct ir_file *f = &t->files.at[k];
			struct doc *d = doc_put_map(c->arena, n->secrets, NULL);

			doc_put_text(c->arena, d, "source", secret_use(c, f->secret, f->key));
			doc_put_text(c->arena, d, "target",
				     arena_printf(c->arena, "%s/%s", t->mount, f->name));
		}
	}
}

void
files_put(struct compose *c, struct node *n)
{
	put_certificates(c, n);
	if (n->secrets->first)
		doc_put(n->doc, "secrets", n->secrets);
	put_configs(c, n);
}

static void
put_volume_labels(struct compose *c, struct doc *volume, const pair_list *labels)
{
	struct doc *map;

	if (!labels->n)
		return;
	map = doc_put_map(c->arena, volume, "labels");
	for (size_t i = 0; i < labels->n; i++)
		doc_put_text(c->arena, map, labels->at[i].key, labels->at[i].value);
}

/* A claim that is there is a volume that is there. */
void
volumes_put(struct compose *c, struct node *n)
{
	const struct ir_storage *s = &n->group->storage;
	const char *name = arena_printf(c->arena, "%s-data", n->name);
	struct doc *d;

	if (s->kind == STORAGE_NONE)
		return;
	doc_put_text(c->arena, doc_put_list(c->arena, n->doc, "volumes"), NULL,
		     arena_printf(c->arena, "%s:" DATA, name));
	d = doc_put_map(c->arena, c->volumes, name);
	put_volume_labels(c, d, &s->labels);
	if (s->kind != STORAGE_EXISTING)
		return;
	doc_put_bool(c->arena, d, "external", true);
	doc_put_text(c->arena, d, "name", s->claim);
}
