/*
 * keys: every EMQX configuration key, by build; and settings, which are keys
 * with a value that the broker of that version takes.
 *
 * The tables are constants in the binary, generated at build time from
 * stdlib/emqx/NAME.keys (one row a key; a key keeps one identity over versions).
 * Looking a key up costs a binary search per step of its path, and more where a
 * union or a wildcard is on it; a context may keep what it found.
 */
#ifndef EMQXC_KEYS_H
#define EMQXC_KEYS_H

#include "base/vec.h"
#include "schema/value.h"
#include "schema/version.h"

struct arena;
struct diags;
struct key;
struct memo;

/* What the broker will hold: the value read by the key's type. */
enum conf_kind {
	CONF_BOOL,      /* text "true"/"false", or "on"/"off" where the key is a 4.x flag */
	CONF_INT,       /* num */
	CONF_FLOAT,
	CONF_STRING,    /* free text: the only kind that needs quotes */
	CONF_WORD,      /* enum or atom */
	CONF_DURATION,  /* text in the unit grammar of that version; num in ms */
	CONF_SIZE,      /* text in EMQX's units (1MB is 1024 * 1024); num in bytes */
	CONF_PERCENT,
	CONF_ADDRESS,   /* 0.0.0.0:1883 */
	CONF_LIST,      /* items */
	CONF_OBJECT,    /* entries: inside a list, or an empty map; elsewhere a setting for
			   each leaf */
	CONF_SECRET,    /* from->kind says which: SECRET, SECRET_FILE, ENV_REF, INSECURE */
	CONF_RAW        /* unchecked text */
};

struct conf {
	enum conf_kind kind;
	struct str text;          /* scalar as the broker reads it, without any quoting */
	int64_t num;
	struct conf **items;      /* LIST, OBJECT (parallel to names) */
	const char **names;       /* OBJECT */
	size_t n;
	const struct value *from; /* what the user wrote, or NULL when derived */
};

/* One key with its value. */
struct setting {
	const char *path;         /* steps joined by dots */
	const char *const *steps; /* nsteps of them; a map key may hold any character */
	size_t nsteps;
	const struct key *key;    /* NULL only for a key of an unknown version */
	struct conf *value;
	struct place at;
	const char *owner;        /* field of the cluster that it comes from ("listener.mqtt.port"),
				     or NULL: from config { } */
};

typedef VEC(struct setting) setting_list;

struct key_context {
	struct arena *arena;
	struct diags *diags;
	const struct build *build;
	struct version version;
	bool verbatim;            /* the broker reads the text as it stands, not we */
	struct memo *known;       /* keys that key_find_in() found before, or NULL */
};

/*
 * Read a whole `config { }`: a VAL_RECORD whose entries are nested records
 * down to the leaves.  Unions are told apart by their tag (mechanism, backend,
 * type …) among the siblings.  Every fault is a message; what is right is
 * appended to out, in the order written.
 */
void keys_read(const struct key_context *c, const struct value *config, setting_list *out);

/*
 * One setting that emqxc derives from a field.  The key is what the version has
 * at the path, which stays; the text is taken as the key's own canonical form.
 */
void keys_derive(struct arena *a, const struct key *k, const char *path, enum conf_kind kind,
		 struct str text, struct place at, const char *owner, setting_list *out);
/* The same with a secret reference (from->kind SECRET, …). */
void keys_derive_secret(struct arena *a, const struct key *k, const char *path,
			const struct value *secret, const char *owner, setting_list *out);

/* The same for a profile that is checked alone, without a known version: each
 * name must be a key of at least one build.  Values are not read. */
void keys_check_any(struct arena *a, struct diags *diags, const struct value *config);

/* Does this build have the key?  NULL when not.  An old name that the build
 * still takes gives the key by its new name. */
const struct key *key_find(const struct build *b, const char *path);
/* The same for the very patch of a version: a minor is not one table. */
const struct key *key_find_in(const struct key_context *c, const char *path);

/* All keys of a build in the order of their paths: start with NULL, ends with
 * NULL.  Blocks are keys too; old names are left out. */
const struct key *key_next(const struct build *b, const struct key *before);
/* "listeners.tcp.$name.bind"; list elements are [], arms of a union <a=b>. */
const char *key_path(const struct key *k, struct arena *a);
/* All builds that have the key, whatever its type and default there. */
build_set key_builds(const struct key *k);

/* What a name is in a build.  *to: of an old name, the keys that it stands
 * for, whole, with commas; else NULL. */
enum key_fate { KEY_UNKNOWN, KEY_LIVES, KEY_ALIAS /* the broker takes it */, KEY_MOVED /* and no more */ };
enum key_fate key_fate(const struct key_context *c, const char *path, const char **to);
/* Is it a name of any build, old ones too? */
bool key_ever(const char *path);
/* Old names of a key that this build knows, with commas, or NULL. */
const char *key_old_names(const struct build *b, const struct key *k, struct arena *a);
/* "from 4.3.16": when it is not in every patch of its minor; or NULL. */
const char *key_patch(const struct key *k, struct arena *a);
/* 4.x: the first instance that a file of the image names, or "". */
const char *key_shipped_instance(const struct key *k, struct arena *a);
/* Would it reach the broker by its file as well?  Not what the image sets by a
 * variable, nor what its start script has to know. */
bool setting_file_works(const struct setting *s);

bool key_is_secret(const struct key *k);
/* Does the broker read a file for the text file://PATH? */
bool key_takes_file(const struct key *k);
bool key_is_required(const struct key *k);
/* A block or map: its keys have entries of their own. */
bool key_is_block(const struct key *k);
/* "5.1.0": since when the broker takes it and drops it; NULL: it does not. */
const char *key_deprecated(const struct key *k);
/* "a|b|c": the words of an enumeration, or NULL. */
const char *key_words(const struct key *k);
const char *key_type_text(const struct key *k, struct arena *a);
const char *key_default(const struct key *k);   /* NULL: none */
/* 4.x: "emqx.conf" or "plugins/emqx_dashboard.conf"; 5.x and later "emqx.conf". */
const char *key_file(const struct key *k);

/* How a setting reaches the broker of this version (facts: shared knowledge of
 * the image's start scripts; see doc/design/). */
enum key_way { WAY_ENV, WAY_FILE };
enum key_way setting_way(const struct key_context *c, const struct setting *s, const char **why);

/* Why this version cannot hold a free text, or one that is a secret; NULL when
 * it can. */
const char *text_fault(const struct key_context *c, struct str text);
const char *secret_text_fault(const struct key_context *c, struct str text);

/* keys_env.c: the key that a variable sets, "mqtt.max_packet_size" ("" when it
 * names none); does it set one element of a list?  As `config { }` would have
 * it: nested records around the literal that the text looks like. */
const char *env_path(struct arena *a, const char *var);
bool env_names_element(const char *path);
/* The variable of a key beside that of another variable. */
const char *env_sibling(struct arena *a, const char *var, const char *name);
struct value *env_record(const struct key_context *c, const char *var, const struct value *from,
			 struct place name_at);
/* What of a variable's text does not arrive in 4.x, or NULL. */
const char *env_text_fault(const struct version *v, struct str text);
/* script_vars.c: does the start script read it?  *field: of a cluster that
 * owns it, or NULL. */
bool script_var(const char *name, bool four, const char **field);

/* "EMQX_MQTT__MAX_PACKET_SIZE", in the arena. */
const char *setting_var(struct arena *a, const struct setting *s);

/* What is wrong with a cookie in that version ("is empty", "looks like a
 * number …"), or NULL. */
const char *cookie_fault(const struct version *v, struct str text);

#endif
