/*
 * compose: what the makers of a Compose file share.  compose.c lists the parts
 * of the file; each other file makes its part of a service.
 */
#ifndef EMQXC_COMPOSE_H
#define EMQXC_COMPOSE_H

#include "back/backend.h"
#include "back/conf.h"
#include "back/said.h"

/* A port of the host that is taken. */
struct published {
	int number;
	bool udp, open;        /* open: at all addresses of the host */
	const struct ir_port *port;
	const struct ir_group *group;
};

struct compose {
	const struct ir *ir;
	struct arena *arena;
	struct said said;
	struct doc *secrets, *configs, *volumes;  /* of the file, by name */
	conf_file_list files;
	VEC(struct published) published;
};

/* One node: a service of the file. */
struct node {
	const struct ir_group *group;
	int64_t ordinal;
	const char *name;      /* service, host name: "emqx-0" */
	struct doc *doc;
	struct doc *secrets;   /* that it mounts */
};

/* service.c */
void service_put(struct compose *c, struct doc *services, const struct ir_group *g, int64_t ordinal);

/* start.c: variables, and the script that brings what a variable of the file
 * cannot hold */
void start_put(struct compose *c, struct node *n);

/* ports.c: which ports of the host lead to which group */
void ports_choose(struct compose *c);
void ports_put(struct compose *c, struct node *n);

/* files.c: configuration files, certificates, data */
void files_choose(struct compose *c);
/* Lines of the start script for files that the image's start rewrites. */
void files_script(struct compose *c, struct buf *script);
void files_put(struct compose *c, struct node *n);
void volumes_put(struct compose *c, struct node *n);

/* The name of a secret in the file, which stands in secrets/SECRET/KEY. */
const char *secret_use(struct compose *c, const char *secret, const char *key);

#endif
