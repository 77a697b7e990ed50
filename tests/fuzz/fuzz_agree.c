/*
 * fuzz_agree: what compiles for pods and for a file of variables, compared.
 *
 * Property: the variables of `-t env` are those that the ConfigMap or the
 * containers of the same cluster set, with the same values.  A value of a pod
 * may refer to a variable of its own, "$(POD_NAMESPACE)", where a file has a
 * word.  tests/conformance/agree looks deeper, at fewer specs.
 */
#define _GNU_SOURCE 1 /* memmem */

#include "fuzz.h"

#include <stdbool.h>
#include <string.h>

#include "emqxc.h"

enum { MOST = 1 << 20 };

/* The text of each target, file after file; static, for it is large. */
struct texts {
	char pods[MOST], file[MOST];
	size_t npods, nfile;
	bool full;
};

static void
append(struct texts *t, char *to, size_t *at, const char *bytes, size_t n)
{
	if (*at + n + 1 >= MOST) {
		t->full = true;
		return;
	}
	memcpy(to + *at, bytes, n);
	*at += n;
	to[*at] = '\0';
}

static int
take_file(void *with, const char *path, const char *bytes, size_t n)
{
	struct texts *t = with;

	if (strstr(path, "/k8s/"))
		append(t, t->pods, &t->npods, bytes, n);
	else
		append(t, t->file, &t->nfile, bytes, n);
	return 0;
}

/* Does some line of the pods hold the text from its first letter to its end? */
static const char *
line_in(const char *pods, const char *text, size_t n)
{
	for (const char *p = pods; *p; p += strcspn(p, "\n") + 1) {
		const char *begin = p + strspn(p, " -");

		if (strcspn(begin, "\n") == n && memcmp(begin, text, n) == 0)
			return begin + n;
		if (!p[strcspn(p, "\n")])
			break;
	}
	return NULL;
}

/* Is it that value, after the line of a name, or one that is put together? */
static bool
is_value(const char *after_name, const char *value, size_t n)
{
	const char *p = after_name + strspn(after_name, "\n ");

	if (strncmp(p, "value: ", 7) != 0)
		return false;
	p += 7;
	return (strcspn(p, "\n") == n && memcmp(p, value, n) == 0)
		|| memmem(p, strcspn(p, "\n"), "$(", 2);
}

/* "EMQX_X: VALUE": a line of the ConfigMap, or a variable of a container; each
 * group of nodes has its own. */
static bool
is_set(const char *pods, const char *line, size_t n)
{
	size_t name = strcspn(line, ":") + 6;
	const char *value = line + name - 4, *found = pods;
	char named[512] = "name: ";

	if (line_in(pods, line, n))
		return true;
	if (name > sizeof named || name - 4 > n)
		return false;
	memcpy(named + 6, line, name - 6);
	while ((found = line_in(found, named, name)) != NULL)
		if (is_value(found, value, n - (name - 4)))
			return true;
	return false;
}

static void
compare(const struct texts *t)
{
	const char *p = t->file;

	while (*p) {
		size_t n = strcspn(p, "\n");

		if (strncmp(p, "  EMQX_", 7) == 0 && !is_set(t->pods, p + 2, n - 2)) {
			fprintf(stderr, "%.*s\n", (int)n, p);
			HOLDS("pods set what the file of variables sets", false);
		}
		p += n + (p[n] == '\n');
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static struct texts texts;
	struct emqxc_sink sink = { &texts, take_file, NULL };
	struct emqxc *c = emqxc_new();

	texts.npods = texts.nfile = 0;
	texts.full = false;
	texts.pods[0] = texts.file[0] = '\0';
	HOLDS("there is memory and an option is taken",
	      c && emqxc_set(c, "target", "k8s,env") == EMQXC_DONE &&
	      emqxc_set(c, "env-format", "configmap") == EMQXC_DONE &&
	      emqxc_add_text(c, "/nowhere/fuzz.emqx", (const char *)bytes, n) == EMQXC_DONE);
	if (emqxc_compile(c, &sink) == EMQXC_DONE && !texts.full)
		compare(&texts);
	emqxc_free(c);
	return 0;
}
