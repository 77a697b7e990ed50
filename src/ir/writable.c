/*
 * writable: with a root that cannot be written to, the folders that this
 * version still writes in.  Reads security.read-only-root; each folder becomes
 * a volume that goes with the pod.
 */
#include "ir/make.h"

/* Which versions write there: from that major on, up to that one. */
static const struct folder {
	int since, until;
	const char *name, *path;
	bool copied;             /* the image has files in it that must stay */
} folders[] = {
	{ 4, 4, "state", "/opt/emqx/data", true },  /* the mount of the data is one below */
	{ 4, 6, "log", "/opt/emqx/log", false },
	{ 5, 6, "plugins", "/opt/emqx/plugins", false },
	{ 4, 6, "home", "/home/emqx", false },      /* emqx_ctl: .erlang.cookie */
	{ 4, 6, "tmp", "/tmp", false },
};

void
writable_make(struct maker *m)
{
	struct ir *ir = m->ir;

	ir->read_only_root = read_bool(m, NULL, "security.read-only-root", false);
	for (size_t i = 0; ir->read_only_root && i < sizeof folders / sizeof *folders; i++) {
		const struct folder *f = &folders[i];

		if (ir->build->major < f->since || ir->build->major > f->until)
			continue;
		*VEC_ADD(m->arena, &ir->writable) = (struct ir_writable){ f->name, f->path, f->copied };
	}
}
