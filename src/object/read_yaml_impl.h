/*
 * read_yaml_impl: what the files of the reader share.  The way of a text:
 *
 *	read_yaml.c   its documents, and where to go on after a fault
 *	read_event.c  libyaml's events, their places, what is wrong with them
 *	read_node.c   from an event to the doc that it begins
 *	read_scalar.c what a scalar is; read_tabs.c tabs; read_words.c messages
 */
#ifndef EMQXC_READ_YAML_IMPL_H
#define EMQXC_READ_YAML_IMPL_H

#include <yaml.h>

#include "base/table.h"
#include "base/vec.h"
#include "object/read_yaml.h"

/* A key of a map, or an anchor (map 0). */
struct known {
	const char *name;
	size_t map;
	const struct doc *doc;
};

struct reader {
	struct arena *arena;
	struct diags *diags;
	uint32_t file;
	struct str text;              /* that libyaml reads */
	size_t base;                  /* where it begins in the file */
	const struct yaml_tabs *tabs; /* it is not as in the file; or NULL */
	bool quiet;

	yaml_parser_t parser;
	yaml_event_t event;
	bool has_event;
	struct { size_t chars, bytes; } cursor;
	size_t document;              /* where the one that is read begins */
	size_t fault;                 /* where reading ended */
	unsigned depth;
	size_t copies, maps;

	VEC(struct known) known;
	struct table by_name;
	document_list *out;
};

/* read_event.c */
/* The next event; false when there is none (reported). */
bool event_next(struct reader *r);
struct place event_place(struct reader *r);
/* In the text that libyaml reads. */
size_t event_offset(struct reader *r);
/* Always false. */
bool event_refuse(struct reader *r, struct place at, const char *text);

/* read_node.c */
/* The doc that the event at hand begins; NULL is reported. */
struct doc *node_read(struct reader *r);
bool node_is_null(const struct doc *d);
/* Names and anchors live in one document. */
void node_forget(struct reader *r);

#endif
