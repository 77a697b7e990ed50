/*
 * conf: settings as documents: one value, and the configuration files of a
 * cluster.  Shared by the targets that write such files (conf, k8s).
 */
#ifndef EMQXC_CONF_H
#define EMQXC_CONF_H

#include "back/backend.h"

/* Which settings a set of files holds. */
enum conf_take {
	TAKE_ALL,      /* every one: the files are the whole configuration */
	TAKE_BY_FILE,  /* those that no variable carries */
	TAKE_BASE      /* those of base.hocon */
};

struct conf_file {
	const char *name;    /* "emqx.conf", "plugins/emqx_dashboard.conf" */
	enum syntax syntax;
	struct doc *doc;
};
typedef VEC(struct conf_file) conf_file_list;

/* Appends the files of a group's nodes (NULL: what all nodes share), emqx.conf
 * first; with TAKE_BY_FILE none when there is nothing for them. */
void conf_files(const struct ir *ir, const struct ir_group *g, enum conf_take take,
		conf_file_list *out);

/* Are some of them lines that are added to a file of the image (4.x)?  Then a
 * script does it before the broker starts; else each is put in its place. */
bool conf_files_are_added(const conf_file_list *files);
/* The line of that script for one of them, which is at `from`. */
const char *conf_file_added(struct arena *a, const struct conf_file *f, const char *from, const char *to);

/* "emqx_dashboard.conf": the names are told apart without their folders, which
 * no key of a ConfigMap may have. */
const char *conf_file_key(const struct conf_file *f);
/* What it holds, in its syntax. */
const char *conf_file_text(struct arena *a, const struct conf_file *f);

/* HOCON (5 and 6), or the lines of 4.x? */
bool conf_is_hocon(const struct ir *ir);

/* A value as HOCON; NULL for one that only a Secret or the pod's environment
 * holds.  Such a value inside a list of objects is left out, and so are those
 * declared insecure when they may not stand there. */
struct doc *conf_doc(struct arena *a, const struct ir *ir, const struct conf *v, bool insecure);
/* A value as 4.x reads it, or NULL likewise. */
const char *conf_text(struct arena *a, const struct ir *ir, const struct conf *v);

/* Does it hold something that was declared insecure? */
bool conf_is_insecure(const struct conf *v);

/* "EMQX_AUTHENTICATION__1__PASSWORD": the variable of one item of a value. */
const char *conf_item_var(struct arena *a, const char *var, const struct conf *v, size_t item);

/* Text as that variable must hold it: quoted where EMQX parses it. */
const char *env_quoted(struct arena *a, const struct ir *ir, const char *var, struct str text);

/* The same for a plain variable of the container.  *expands: its $(VAR) stand
 * for variables before it; else they are text. */
const char *env_text(struct arena *a, const struct ir *ir, const struct ir_env *e, bool *expands);

/* "from Secret edge-admin, key password"; NULL for a value that is public or
 * insecure. */
const char *conf_secret_origin(struct arena *a, const struct conf *v);

#endif
