/*
 * show_short: one line a record, as C compilers write them; no notes.
 */
#include "base/buf.h"
#include "diag/diag.h"
#include "diag/show.h"

void
show_short(struct diags *d, struct sources *s, const struct show_options *o, struct buf *out)
{
	struct diag *const *all;
	struct show_pick pick;
	size_t n = diags_sorted(d, &all);

	show_pick_start(&pick, all, n, o->cap);
	for (size_t i = 0; i < n; i++) {
		const struct diag *r = all[i];

		if (!show_pick_takes(&pick, r))
			continue;
		show_place(s, r->at, out);
		buf_printf(out, " %s[%s]: ", show_word(r->severity), diag_rows[r->id].code);
		show_message(r, " ", out);
		buf_char(out, '\n');
	}
	show_hidden(&pick, out);
}
