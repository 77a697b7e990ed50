/*
 * keys2c: the tables in memory, between reading (keys2c.c) and printing
 * (keys2c_print.c).
 */
#ifndef KEYS2C_H
#define KEYS2C_H

#include <stdbool.h>
#include <stdint.h>

#include "schema/keys_table.h"
#include "rows.h"

enum { MAX_BUILDS = 32, MAX_COLUMNS = 24 };

struct build_row {
	char minor[24], edition[8], newest[24];
};

struct node {
	char *name;
	enum step_kind kind;
	unsigned parent, first, next;   /* first child, next sibling; 0: none */
	unsigned fact, nfacts;          /* chain of facts, by index + 1 */
	uint32_t builds;
	unsigned number;                /* in the output */
};

struct fact {
	struct key key;
	struct key_extra extra;
	unsigned next;
	const char *like;
};

struct type {
	char *text;
	struct key_type type;
};

/* One set of tables: this program reads and prints one. */
extern struct build_row builds[MAX_BUILDS];
extern struct node *nodes;              /* 0 is the root */
extern struct fact *facts;
extern struct type *types;
extern uint16_t subtypes[];
extern unsigned nbuilds, nnodes, nfacts, ntypes, nsubtypes;

/* The node of "a.$name[]<x=y>.b", made where it is new. */
unsigned node_of(const char *path);

void print_tables(void);

#endif
