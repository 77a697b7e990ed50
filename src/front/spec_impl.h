/*
 * spec_impl: what the files of the spec share.  The way of a block:
 *
 *	spec.c        which layers there are, in which order
 *	spec_module.c what a file declares, and which files it reaches
 *	spec_scope.c  the names that a block can see
 *	spec_limit.c  how much lets and profiles may come to
 *	spec_layer.c  a block's profiles, then the block
 *	spec_apply.c  items of a block onto the tree
 *	spec_step.c   from a node to the one that a path names
 *	spec_assign.c values onto a node, by its type
 *	spec_habit.c  values as other tools write them
 *	spec_arm.c    kinds that were not said, or that there are not
 *	spec_member.c members that were written without their names
 *	spec_overlay.c  which overlays hold for a cluster
 *	spec_value.c  the right side: names replaced, a struct value made
 *	spec_maker.c  secret(…), env-ref(…), insecure(…)
 *	spec_tree.c   nodes of the tree, settings, conflicts
 *	spec_report.c messages, with what the spec allows and denies
 *	spec_default.c  what stands for a field that is not set
 *	spec_expr.c   guards, require, policy, expect
 *	spec_patch.c  patch blocks
 *	spec_check.c  what does not depend on one cluster
 */
#ifndef EMQXC_SPEC_IMPL_H
#define EMQXC_SPEC_IMPL_H

#include "base/edit.h"
#include "front/ast.h"
#include "front/load.h"
#include "front/spec.h"

/* Which use of which profile a line came from; NULL for a cluster's or
 * overlay's own lines. */
struct spec_origin {
	const struct spec_origin *parent;
	const struct ast_top *profile;
};

enum binding_kind { BIND_LET, BIND_PARAM };

/* A name that values can refer to. */
struct binding {
	enum binding_kind kind;
	const char *name;
	struct place at;
	const struct ast_value *let;         /* LET: read where it is used … */
	const struct spec_scope *let_scope;  /* … with the names of its own place */
	const struct type *type;             /* PARAM */
	const struct value *value;           /* PARAM: read; NULL: has none */
};

struct spec_scope {
	const struct spec_scope *outer;
	struct module *module;
	VEC(struct binding) bindings;
};

/* A block being applied. */
struct layer {
	const char *name;              /* "cluster emqx", for messages */
	unsigned rank;
	const struct spec_origin *origin;
	bool overlay;
	bool guarded;                  /* under `when` */
	bool change;                   /* the line is += or -= */
};

/* NAME = value in an overlay, where NAME is a param of the file. */
struct param_setting {
	const char *name;
	const struct ast_value *value;
	const struct spec_scope *scope;
};

/* How many there were so far, and where the first of those that are inside
 * one another was named. */
struct limited {
	unsigned n;
	struct place outermost;
};

/* One build. */
struct builder {
	struct arena *arena;
	struct program *program;
	struct diags *diags;
	struct spec *spec;
	const struct spec_request *request;
	bool dry;            /* checking a block on its own: both arms, no layers */
	unsigned depth;      /* of profiles in profiles */
	size_t nested;       /* of blocks and values in those that are open */
	bool nests_too_deep; /* and that was told */
	struct limited let_limit, profile_limit;
	const char *cluster_namespace;   /* once known */
	VEC(struct spec_node *) disagreements;
	VEC(const struct ast_value *) lets;   /* being read: cycle check */
	VEC(struct spec_scope *) scopes;      /* of modules, made on first use */
	VEC(struct param_setting) params;     /* lines of overlays that set params */
};

/* spec_module.c */
/* The declarations of one kind in a module. */
const struct ast_top *const *module_tops(struct program *p, struct module *m,
					 enum ast_top_kind kind, size_t *n);
/* The first profile of that name (an atom), or NULL. */
const struct ast_top *module_profile(struct program *p, struct module *m, const char *name);
/* Does the module reach the other by `use`? */
bool module_reaches(const struct module *from, const struct module *to);

/* spec_scope.c */
struct spec_scope *scope_new(struct arena *a, const struct spec_scope *outer, struct module *m);
/* The file's own lets and params; with the values of defines and overlays. */
struct spec_scope *scope_of_module(struct builder *b, struct module *m);
const struct binding *scope_find(struct builder *b, const struct spec_scope *s,
				 const struct ast_path *path, size_t *used);
void scope_add_let(struct builder *b, struct spec_scope *s, const struct ast_item *let);
/* The scope inside a block: s with the block's own lets, or s itself. */
struct spec_scope *scope_of_block(struct builder *b, const struct ast_block *block, struct spec_scope *s);
void scope_nearest(const struct spec_scope *s, struct nearest *near);
/* A profile by the path of a `use`; NULL is reported. */
const struct ast_top *scope_profile(struct builder *b, const struct spec_scope *s,
				    const struct ast_path *path, struct module **home);
/* The scope of one use of a profile: its params bound to the arguments. */
struct spec_scope *scope_of_profile(struct builder *b, const struct spec_scope *from,
				    const struct ast_top *profile, struct module *home,
				    const struct ast_value *call);
/* The type that a param names; NULL is reported. */
const struct type *scope_type(struct builder *b, const struct ast_type *t);
const struct value *scope_define(struct arena *a, struct diags *d, const struct type *t,
				 const char *name, const char *text);

/* spec_limit.c: what stands for a let, or a profile, is gone through between
 * enter and leave.  False: not again, or not so much; it is reported. */
bool let_enter(struct builder *b, const struct ast_value *let, const char *name, struct place at);
void let_leave(struct builder *b);
bool profile_enter(struct builder *b, struct place at);
void profile_leave(struct builder *b);
/* So many levels further in, whatever leads there: a line, a let, a profile. */
bool nest_enter(struct builder *b, size_t levels, struct place at);
void nest_leave(struct builder *b, size_t levels);
/* May a path have so many names, with those of the blocks that it is in? */
bool path_is_short(struct builder *b, size_t names, struct place at);

/* spec_value.c */
struct value *value_read(struct builder *b, const struct spec_scope *s, const struct ast_value *v,
			 const struct type *expected, const char *what);
/* The text of `else "why"` and of a reason; NULL when it is none (reported). */
const struct value *value_reason(struct builder *b, const struct spec_scope *s, const struct ast_item *item);
/* The let that a bare name stands for, else v itself; *s becomes its scope. */
const struct ast_value *value_behind(struct builder *b, const struct spec_scope **s,
				     const struct ast_value *v);
/* The single bare word that v is, or NULL. */
const char *value_word(const struct ast_value *v);
/* What was written, read by no type yet; a path stands for what it names. */
struct value *value_raw(struct builder *b, const struct spec_scope *s, const struct ast_value *v);
/* What a path stands for, or NULL when it is just a word. */
struct value *value_referenced(struct builder *b, const struct spec_scope *s, const struct ast_path *p);
struct value *value_new(struct builder *b, enum value_kind kind, struct place at, struct str text);
struct value *value_bad(struct builder *b, struct place at);
/* Is the path that name, or those two? */
bool value_path_is(const struct ast_path *p, const char *first, const char *second);

/* spec_maker.c */
struct value *value_made(struct builder *b, const struct spec_scope *s, const struct ast_value *v);

/* spec_tree.c */
struct spec_node *node_new(struct builder *b, struct spec_node *parent, const struct field *f,
			   const struct type *t, const char *name, struct place at);
struct spec_node *spec_child(const struct spec_node *n, const char *name);
void node_touch(struct spec_node *n);
/* Set a leaf: checks of layers included. */
bool node_set(struct builder *b, struct spec_node *n, const struct layer *l,
	      const struct value *v, struct place at, bool final);
/* Forget what is below n, as `x = …` does. */
void node_clear(struct builder *b, struct spec_node *n, const struct layer *l, struct place at);
const char *node_what(struct builder *b, const struct spec_node *n);

/* What an item needs on its way. */
struct applying {
	struct builder *b;
	struct spec_scope *scope;
	const struct layer *layer;
};

/* spec_step.c */
/* The node at a path, made if it is not there.  NULL: reported. */
struct spec_node *step_walk(const struct applying *c, struct spec_node *n, const struct ast_path *path);
/* The node that `remove` names, if it is there.  NULL: reported. */
struct spec_node *step_find(const struct applying *c, struct spec_node *n, const struct ast_path *path);
/* Can anything stand below n? */
bool step_takes_block(const struct applying *c, struct spec_node *n);
/* Reports a member that is not there. */
struct diag *step_no_member(struct builder *b, const struct spec_node *map, const struct ast_name *name,
			    enum diag_id id);
/* The same; always NULL. */
struct spec_node *step_unknown_member(struct builder *b, const struct spec_node *map,
				      const struct ast_name *name, enum diag_id id);

/* spec_assign.c */
/* `x = …` replaces whole. */
void apply_value(const struct applying *c, struct spec_node *n, const struct ast_value *written,
		 struct place at, bool final);

/* spec_habit.c: true is reported. */
bool habit_told(const struct applying *c, const struct spec_node *n, const struct ast_value *v);

/* spec_arm.c: a variant without an arm, or with one that it does not have. */
const char *arm_names(struct arena *a, const struct type *variant);
void arm_unknown(struct builder *b, struct spec_node *n, const char *word, struct place at);
void arm_missing(const struct applying *c, struct spec_node *n, const struct ast_value *v);
/* The item is a block for it. */
void arm_not_set(const struct applying *c, struct spec_node *n, const struct ast_item *item);

/* spec_member.c: true is reported. */
/* `service { type = … }`: is the block not of members, but that of one? */
bool member_unnamed(const struct applying *c, struct spec_node *map, const struct ast_block *block,
		    struct place at);
/* `listener = tcp 1883` */
bool member_unnamed_value(const struct applying *c, struct spec_node *map, const struct ast_value *v,
			  struct place at);
/* `service.type = …`: is a member called as one of its fields is? */
bool member_is_field(const struct applying *c, const struct spec_node *n);

/* spec_apply.c */
void apply_block(struct builder *b, struct spec_node *n, const struct ast_block *block,
		 struct spec_scope *s, const struct layer *l);

/* spec_layer.c */
/* One layer: its profiles (rank - 1), then its own lines. */
void apply_layer(struct builder *b, struct spec_node *root, const struct ast_block *block,
		 struct spec_scope *s, const struct layer *l);

/* spec_patch.c */
void apply_patch(struct builder *b, const struct ast_item *item, struct spec_scope *s);

/* spec_expr.c */
enum truth { IS_FALSE, IS_TRUE, IS_UNKNOWN };
/* `tree` NULL: guards, which cannot see fields. */
enum truth expr_value(struct builder *b, const struct spec_scope *s, const struct ast_expr *e,
		      const struct spec_node *tree);
/* Notes with the value of each part under a failed message. */
void expr_explain(struct builder *b, const struct spec_scope *s, const struct ast_expr *e,
		  const struct spec_node *tree, struct diag *d);

/* spec_cluster.c */
/* Of its name: two of one name have one. */
uint32_t cluster_hash(struct program *p, size_t number);

/* spec_overlay.c */
bool overlay_applies(const struct module *m, const struct ast_top *overlay,
		     const struct spec_cluster *c);

#endif
