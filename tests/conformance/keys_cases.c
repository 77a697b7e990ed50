/*
 * keys_cases: reads configurations by the key tables and says what came of
 * each.  The driver of keys-facts.sh; a case is a line of
 *
 *	VERSION <tab> os|ee <tab> CONFIG (in the literals of tests/unit/literal.h)
 *
 * and its answer one of
 *
 *	ok N            no error; N settings
 *	refused CODE TEXT
 *	no build
 */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include "../unit/literal.h"
#include "base/arena.h"
#include "diag/diag.h"
#include "schema/keys.h"

static void
answer(struct diags *d, const setting_list *settings)
{
	struct diag *const *all;
	size_t n = diags_sorted(d, &all);

	for (size_t i = 0; i < n; i++)
		if (all[i]->severity == SEV_ERROR) {
			printf("refused %s %s\n", diag_rows[all[i]->id].code, all[i]->text);
			return;
		}
	printf("ok %zu\n", settings->n);
}

static void
run(struct arena *a, char *line)
{
	char *flavor = strchr(line, '\t'), *config = flavor ? strchr(flavor + 1, '\t') : NULL;
	struct sources *sources = sources_new(a);
	struct key_context c = { .arena = a, .diags = diags_new(a, sources) };
	setting_list out = { 0 };

	if (!config) {
		puts("not a case");
		return;
	}
	*flavor++ = *config++ = '\0';
	if (version_parse(str_of(line), &c.version))
		c.build = build_for(&c.version, strcmp(flavor, "ee") ? OPEN_SOURCE : ENTERPRISE);
	if (!c.build) {
		puts("no build");
		return;
	}
	sources_add(sources, "case", str_of(config));
	keys_read(&c, literal(a, config), &out);
	answer(c.diags, &out);
}

int
main(void)
{
	static char line[1 << 16];
	struct arena *a = arena_new();
	jmp_buf oom;

	if (!a || setjmp(oom))
		return 3;
	while (fgets(line, sizeof(line), stdin)) {
		arena_reset(a);
		arena_on_oom(a, &oom);
		line[strcspn(line, "\n")] = '\0';
		run(a, line);
	}
	arena_free(a);
	return 0;
}
