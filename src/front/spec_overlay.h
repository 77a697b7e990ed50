/*
 * spec_overlay: which overlays hold for a cluster, in the order of layers.
 */
#ifndef EMQXC_SPEC_OVERLAY_H
#define EMQXC_SPEC_OVERLAY_H

#include "front/spec_impl.h"

struct overlay {
	const struct ast_top *top;
	struct module *module;
};
enum { OVERLAYS_MAX_DEPTH = 64 };   /* that extend each other */

struct overlay_list {
	struct overlay *at;
	size_t n, cap;
};

/* The overlays of these environments, each after what it extends, none twice. */
struct overlay_list overlays_of(struct arena *a, struct program *p, const struct spec_cluster *c,
				const char *const *envs);
/* Lines of overlays that give params their values. */
void overlays_set_params(struct builder *b, const struct overlay_list *l);

#endif
