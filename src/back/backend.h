/*
 * backend: a target (`-t NAME`) as a const struct.  It turns the IR into
 * documents and never formats text; the writer of the syntax does.
 */
#ifndef EMQXC_BACKEND_H
#define EMQXC_BACKEND_H

#include "object/doc.h"
#include "base/vec.h"
#include "ir/ir.h"

enum syntax { SYNTAX_YAML, SYNTAX_HOCON, SYNTAX_CUTTLEFISH, SYNTAX_ENV, SYNTAX_JSON, SYNTAX_DOT,
	      SYNTAX_TEXT };

struct artifact {
	const char *path;      /* below CLUSTER/: "k8s/statefulset-emqx.yaml" */
	const char *label;     /* on standard output before it when there are several
				  ("plugins/emqx_dashboard.conf"), or NULL */
	enum syntax syntax;
	struct doc *doc;
};

typedef VEC(struct artifact) artifact_list;

enum env_format { ENV_DOTENV, ENV_SHELL, ENV_DOCKER, ENV_SYSTEMD, ENV_CONFIGMAP, ENV_JSON };
extern const char *const env_format_names[];   /* NULL-terminated, by enum */

struct back_options {
	enum env_format env_format;
};

/* What a cluster needs in one environment. */
struct variant {
	const struct ir *ir;
	artifact_list made;
};

struct backend {
	const char *name;      /* "k8s" */
	const char *help;      /* one line for --help */
	const char *as;        /* the target that a spec sees; NULL: its name */
	bool patches;          /* are the patches of a spec for it? */
	/* Appends what this cluster needs; faults (patches, sizes) are messages. */
	void (*build)(const struct ir *ir, const struct back_options *o, artifact_list *out);
	/* A target of all environments at once makes its product of what build()
	 * made for each: first the base, then every overlay.  NULL: the
	 * environments are products of their own. */
	void (*join)(const struct variant *all, size_t n, artifact_list *out);
};

extern const struct backend *const backends[];   /* NULL-terminated */
const struct backend *backend_find(const char *name);

/*
 * Text of one artifact, appended to out.  `first` is false when something
 * stands before it in the same stream (YAML then begins with `---`).
 * Returns 0 or an errno (libyaml's memory).
 */
int artifact_write(const struct artifact *f, const struct back_options *o, bool first,
		   struct buf *out);

/* The value of a variable as EMQX of that version must find it in its
 * environment (quoting for its own reader, not for the file format). */
const char *env_value(struct arena *a, const struct ir *ir, const struct ir_setting *s);

#endif
