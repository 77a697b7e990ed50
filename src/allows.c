/*
 * allows: the `allow` lines of all specs of a run, and what is told of those in
 * vain.  A row a place, found by hash, since a fleet has one line in ten
 * thousand clusters; rows outlive the specs they come from.  Owner: the driver.
 */
#include "allows.h"

#include "base/arena.h"

struct row {
	struct place at;
	enum diag_id id;
	bool used;       /* or not known, or not to be spoken of */
	bool denied;     /* a policy denies `unused-allow` */
};

struct allows {
	struct arena *arena;
	VEC(struct row) rows;
	uint32_t *slots;   /* number of a row + 1 */
	size_t nslots;     /* a power of two */
};

enum { FIRST_SLOTS = 64 };

struct allows *
allows_new(struct arena *a)
{
	struct allows *all = ARENA_NEW(a, struct allows);

	all->arena = a;
	return all;
}

static uint32_t *
slot_of(const struct allows *all, struct place at)
{
	uint64_t h = (((uint64_t)at.file << 32) | at.from) * 0x9e3779b97f4a7c15u;
	size_t i = (size_t)(h >> 32) & (all->nslots - 1);

	for (; all->slots[i]; i = (i + 1) & (all->nslots - 1)) {
		const struct row *row = &all->rows.at[all->slots[i] - 1];

		if (row->at.file == at.file && row->at.from == at.from)
			break;
	}
	return &all->slots[i];
}

static void
grow(struct allows *all)
{
	if (all->nslots > all->rows.n * 2)
		return;
	all->nslots = all->nslots ? all->nslots * 2 : FIRST_SLOTS;
	all->slots = ARENA_ARRAY(all->arena, uint32_t, all->nslots);
	for (size_t i = 0; i < all->rows.n; i++)
		*slot_of(all, all->rows.at[i].at) = (uint32_t)i + 1;
}

static struct row *
row_of(struct allows *all, const struct spec_allow *a)
{
	uint32_t *slot;

	grow(all);
	slot = slot_of(all, a->at);
	if (!*slot) {
		*VEC_ADD(all->arena, &all->rows) = (struct row){ .at = a->at, .id = a->id };
		*slot = (uint32_t)all->rows.n;
	}
	return &all->rows.at[*slot - 1];
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
