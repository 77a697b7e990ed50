/*
 * page: the long text of a diagnostic, from the pages that are built in.
 */
#include <string.h>

#include "base/embedded.h"
#include "diag/diag.h"

const char *
diag_page(enum diag_id id)
{
	const char *code = diag_rows[id].code;
	size_t n = strlen(code);

	for (const struct embedded *p = diag_pages; p->name; p++)
		if (strncmp(p->name, code, n) == 0 && p->name[n] == '-')
			return p->text;
	return NULL;
}
