/*
 * writable: with a root that cannot be written to, the folders that this
 * version still writes in.  Reads security.read-only-root; each folder becomes
 * a volume that goes with the pod.
 */
#include <string.h>

#include "ir/make.h"
#include "schema/broker_image.h"

void
writable_make(struct maker *m)
{
	struct ir *ir = m->ir;

	ir->read_only_root = read_bool(m, NULL, "security.read-only-root", false);
	for (const struct image_folder *f = image_folders; ir->read_only_root && f->name; f++) {
		if (ir->build->major < f->since || ir->build->major > f->until)
			continue;
		if (ir->log.kind == STORAGE_CLAIM && strcmp(f->path, ir->log.mount) == 0)
			continue;
		*VEC_ADD(m->arena, &ir->writable) = (struct ir_writable){ f->name, f->path, f->copied };
	}
}
