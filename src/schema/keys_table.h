/*
 * keys_table: the shape of the generated key tables.  tools/keys2c prints
 * them from stdlib/emqx; only the files of keys include this.
 *
 * The keys are a tree of steps: node 0 is the root.  A node has facts, each
 * for a set of builds.  Nothing here is a pointer, so nothing is relocated or
 * made at start-up.  Texts are offsets into key_text; 0 is "".
 */
#ifndef EMQXC_KEYS_TABLE_H
#define EMQXC_KEYS_TABLE_H

#include <stdint.h>

enum conf_type_id {
#define CONF_TYPE(id, name) CT_##id,
#include "schema/conf_types.def"
#undef CONF_TYPE
	CT_COUNT
};

/* Kinds of steps, in the order in which children are sorted. */
enum step_kind {
	STEP_NAME,
	STEP_WILD,     /* $name: any name */
	STEP_ELEMENT,  /* []: an element of a list */
	STEP_VARIANT   /* one arm of a union; its text is field=value,field=value */
};

struct key_node {
	uint32_t name;
	uint32_t builds;     /* those of its facts and of all below it */
	uint16_t parent;
	uint16_t child;      /* first of its children in key_children */
	uint16_t nchildren;  /* sorted by kind, then by name */
	uint16_t fact;       /* first of its facts in key_facts */
	uint8_t nfacts;
	uint8_t kind;
};

enum {
	FACT_SECRET = 1,
	FACT_REQUIRED = 2,
	FACT_HIDDEN = 4,
	FACT_AFTER = 8,      /* first_patch is the earliest that it can be */
	FACT_PRIVATE = 16    /* a secret that EMQX's schema does not mark */
};

/* What holds of a key in a set of builds: this is the public `struct key`. */
struct key {
	uint32_t builds;
	uint32_t preset;     /* default */
	uint16_t node;
	uint16_t type;
	uint16_t extra;      /* 0: none */
	uint8_t flags;
	uint8_t first_patch; /* within its one minor; 0 and 255 when it always holds */
	uint8_t last_patch;
};

/* What few facts have. */
struct key_extra {
	uint32_t deprecated;
	uint32_t file;       /* 4.x: "plugins/emqx_dashboard.conf" */
	uint32_t shipped;    /* 4.x: "active", "#", or instances: "external,#internal" */
	uint32_t image;      /* 4.x: "*" or instances that the image sets by env */
	uint32_t env;        /* 4.x: variable besides the one of the path */
	uint32_t patch;      /* "5.8.0": of from, after or until */
	uint32_t like;       /* node that has what is in this block; 0: itself */
};

struct key_type {
	int64_t lo, hi;
	uint32_t words;      /* ENUM: a|b|c; ALIAS, MOVED: a path, or .sibling */
	uint16_t sub;        /* first of its types in key_subtypes */
	uint8_t nsub;
	uint8_t id;          /* enum conf_type_id */
};

extern const struct key_node key_nodes[];
extern const uint16_t key_children[];
extern const struct key key_facts[];
extern const struct key_extra key_extras[];
extern const struct key_type key_types[];
extern const uint16_t key_subtypes[];
extern const char key_text[];
extern const unsigned key_nodes_count, key_facts_count;

#endif
