/*
 * files: configuration that no variable can carry, in a ConfigMap, and the way
 * to its place.  In a Secret when a line of it was declared insecure.
 *
 * From 5.0 the broker only reads its emqx.conf, so that is mounted over the
 * image's own.  4.x rewrites its files at start, and a read-only one would end
 * the container: there an init container of the same image copies the folder
 * to one that can be written, and appends the lines.
 */
#include "back/k8s/k8s.h"
#include "base/arena.h"
#include "base/buf.h"

#define ETC "/opt/emqx/etc"

static bool
are_insecure(const struct ir *ir)
{
	for (size_t i = 0; i < ir->settings.n; i++)
		if (ir->settings.at[i].carrier == CARRY_FILE
		    && conf_is_insecure(ir->settings.at[i].setting.value))
			return true;
	return false;
}

/* Where the files' texts go. */
static struct doc *
data_of(struct k8s *k)
{
	struct doc *d;

	if (!are_insecure(k->ir)) {
		d = object_new(k, "v1", "ConfigMap", k->ir->names.files);
		return doc_put_map(k->arena, d, "data");
	}
	d = object_new(k, "v1", "Secret", k->ir->names.files);
	doc_put_text(k->arena, d, "type", "Opaque");
	return doc_put_map(k->arena, d, "stringData");
}

void
files_make(struct k8s *k)
{
	struct doc *data;

	conf_files(k->ir, NULL, TAKE_BY_FILE, &k->files);
	if (!k->files.n)
		return;
	data = data_of(k);
	for (size_t i = 0; i < k->files.n; i++) {
		const struct conf_file *f = &k->files.at[i];

		doc_put_text(k->arena, data, conf_file_key(f), conf_file_text(k->arena, f));
	}
	doc_sort(data);
}

bool
files_are_copied(const struct k8s *k)
{
	return conf_files_are_added(&k->files);
}

static const char *
script_of(struct k8s *k)
{
	struct buf b = BUF_IN(k->arena);

	buf_text(&b, "set -e\ncp -R " ETC "/. /mnt/etc/\n");
	for (size_t i = 0; i < k->files.n; i++) {
		const struct conf_file *f = &k->files.at[i];

		buf_text(&b, conf_file_added(k->arena, f, arena_printf(k->arena, "/mnt/files/%s", conf_file_key(f)),
					     "/mnt/etc"));
	}
	return buf_cstr(&b);
}

void
files_put_init(struct k8s *k, struct doc *spec)
{
	struct doc *c, *list;

	if (!files_are_copied(k))
		return;
	c = doc_put_map(k->arena, doc_put_list(k->arena, spec, "initContainers"), NULL);
	doc_put_text(k->arena, c, "name", "config");
	put_image(k, c);
	list = doc_put_list(k->arena, c, "command");
	doc_put_text(k->arena, list, NULL, "sh");
	doc_put_text(k->arena, list, NULL, "-c");
	doc_put_text(k->arena, list, NULL, script_of(k));
	put_resources(k, c);
	put_container_security(k, c);
	list = doc_put_list(k->arena, c, "volumeMounts");
	put_mount(k, list, "etc", "/mnt/etc", false);
	put_mount(k, list, "files", "/mnt/files", true);
}

void
files_put_volumes(struct k8s *k, struct doc *volumes)
{
	struct doc *v;

	if (!k->files.n)
		return;
	v = doc_put_map(k->arena, volumes, NULL);
	doc_put_text(k->arena, v, "name", "files");
	if (are_insecure(k->ir))
		doc_put_text(k->arena, doc_put_map(k->arena, v, "secret"), "secretName",
			     k->ir->names.files);
	else
		doc_put_text(k->arena, doc_put_map(k->arena, v, "configMap"), "name",
			     k->ir->names.files);
	if (!files_are_copied(k))
		return;
	v = doc_put_map(k->arena, volumes, NULL);
	doc_put_text(k->arena, v, "name", "etc");
	doc_put_map(k->arena, v, "emptyDir");
}

void
files_put_mounts(struct k8s *k, struct doc *mounts)
{
	if (files_are_copied(k)) {
		put_mount(k, mounts, "etc", ETC, false);
		return;
	}
	for (size_t i = 0; i < k->files.n; i++) {
		const struct conf_file *f = &k->files.at[i];

		put_mount(k, mounts, "files", arena_printf(k->arena, ETC "/%s", f->name), true);
		doc_put_text(k->arena, mounts->last, "subPath", conf_file_key(f));
	}
}
