/*
 * allows: the `allow` lines of all specs of a run, and what is told of those in
 * vain.  A row a place, found by hash, since a fleet has one line in ten
 * thousand clusters; rows outlive the specs they come from.  Owner: the driver.
 */
#include "allows.h"

#include "base/arena.h"
#include "base/table.h"

struct row {
	struct place at;
	enum diag_id id;
	bool used;       /* or not known, or not to be spoken of */
	bool denied;     /* a policy denies `unused-allow` */
};

struct allows {
	struct arena *arena;
	VEC(struct row) rows;
	struct table by_place;
};

struct allows *
allows_new(struct arena *a)
{
	struct allows *all = ARENA_NEW(a, struct allows);

	all->arena = a;
	return all;
}

static struct row *
row_of(struct allows *all, const struct spec_allow *a)
{
	uint64_t hash = (uint64_t)a->at.file << 32 | a->at.from;
	struct probe p = table_probe(&all->by_place, hash);

	for (uint32_t i; (i = probe_next(&p)); ) {
		struct row *row = &all->rows.at[i - 1];

		if (row->at.file == a->at.file && row->at.from == a->at.from)
			return row;
	}
	*VEC_ADD(all->arena, &all->rows) = (struct row){ .at = a->at, .id = a->id };
	table_add(all->arena, &all->by_place, hash, (uint32_t)all->rows.n);
	return &all->rows.at[all->rows.n - 1];
}

static bool
is_within(const struct spec_node *n, const struct spec_node *outer)
{
	while (n && n != outer)
		n = n->parent;
	return n != NULL;
}

/* `allow unused-allow` around it. */
static bool
is_forgiven(const struct spec *s, const struct spec_allow *a)
{
	for (size_t i = 0; i < s->allows.n; i++)
		if (s->allows.at[i].id == DIAG_LA007
		    && is_within(a->node, s->allows.at[i].node))
			return true;
	return false;
}

/* Is it said of some targets only, and then of none that is not made? */
static bool
is_of_a_target(enum diag_id id, bool patched)
{
	return id == DIAG_KU048 || id == DIAG_KU060 || id == DIAG_KU061 || id == DIAG_KU062
		|| (id == DIAG_KU045 && !patched);
}

void
allows_note(struct allows *all, const struct spec *s, bool sure, bool patched)
{
	for (size_t i = 0; i < s->allows.n; i++) {
		const struct spec_allow *a = &s->allows.at[i];
		struct row *row = row_of(all, a);

		row->used |= !sure || a->used || is_forgiven(s, a)
			|| is_of_a_target(a->id, patched);
		row->denied |= spec_denies(s, DIAG_LA007);
	}
}

void
allows_report(const struct allows *all, struct diags *d)
{
	for (size_t i = 0; i < all->rows.n; i++) {
		const struct row *row = &all->rows.at[i];

		if (!row->used)
			diag_add_as(d, row->denied ? SEV_ERROR : diags_severity(d, DIAG_LA007),
				    DIAG_LA007, row->at, "nothing here gives `%s`, so this allow "
				 "can go", diag_rows[row->id].slug);
	}
}
