/*
 * product: from the IR of a cluster to bytes in the outset of a run.
 */
#ifndef EMQXC_PRODUCT_H
#define EMQXC_PRODUCT_H

#include "ir/ir.h"
#include "run.h"

struct product {
	struct run *run;
	bool several;      /* clusters in one stream: each says which it is */
	bool began;        /* something stands in the stream */
};

void product_start(struct product *p, struct run *r, size_t clusters);

/* Build what the target needs of a cluster; into the outset when `put` and
 * nothing was found wrong. */
enum status product_make(struct product *p, const struct ir *ir, const struct backend *b,
			 const char *folder, bool put);
/* The two halves of that, for a target of all environments. */
struct variant product_variant(struct product *p, const struct ir *ir, const struct backend *b);
enum status product_join(struct product *p, const struct variant *all, size_t n,
			 const struct backend *b);

/* --dump=spec; and =tokens and =ast, which need no more than the files. */
enum status product_dump_spec(struct product *p, const struct spec *s);
enum status product_dump_files(struct run *r, const struct spec_request *request);

#endif
