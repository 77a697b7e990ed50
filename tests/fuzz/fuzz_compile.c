/*
 * fuzz_compile: any bytes through the whole compiler, by its library.
 *
 * Properties: the same text gives the same product and messages; an error
 * means no product, and no product means an error; what --check passes,
 * compiles.  Of texts with errors, which most are, one in eight is compiled
 * again.  Which target it is for comes from the text itself, so that a
 * saved input always takes the same way.
 */
#include "fuzz.h"

#include <string.h>

#include "emqxc.h"

/* What a sink was given. */
struct seen {
	uint64_t hash;
	size_t files, errors;
	const char *name;        /* code of an error that only a product can have */
};

static uint64_t
hash(uint64_t h, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < n; i++)
		h = (h ^ p[i]) * UINT64_C(0x100000001b3);
	return h;
}

static uint64_t
hash_text(uint64_t h, const char *text)
{
	return hash(h, text, strlen(text) + 1);
}

static int
take_file(void *with, const char *path, const char *bytes, size_t n)
{
	struct seen *s = with;

	s->files++;
	s->hash = hash(hash_text(s->hash, path), bytes, n);
	return 0;
}

static void
take_message(void *with, const struct emqxc_message *m)
{
	struct seen *s = with;
	const unsigned at[] = { m->line, m->column, m->severity };

	HOLDS("a message has words", *m->code && *m->slug && *m->text);
	s->errors += m->severity == EMQXC_ERROR;
	s->hash = hash(hash_text(hash_text(s->hash, m->code), m->text), at, sizeof at);
}

typedef enum emqxc_result work(struct emqxc *c, const struct emqxc_sink *sink);

static enum emqxc_result
run(struct emqxc *c, work *how, struct seen *s)
{
	struct emqxc_sink sink = { s, take_file, take_message };
	enum emqxc_result result;

	*s = (struct seen){ .hash = UINT64_C(0xcbf29ce484222325) };
	result = how(c, &sink);
	HOLDS("it is done, or the input is at fault",
	      result == EMQXC_DONE || result == EMQXC_FAULTS);
	HOLDS("a fault is said", (result == EMQXC_FAULTS) == (s->errors > 0));
	HOLDS("an error means no product", !s->errors || !s->files);
	return result;
}

static void
set_up(struct emqxc *c, const uint8_t *bytes, size_t n)
{
	static const char *const targets[] = { "k8s", "k8s", "conf", "env" };
	static const char *const formats[] = {
		"dotenv", "shell", "docker", "systemd", "configmap", "json"
	};
	uint64_t choice = hash(UINT64_C(0xcbf29ce484222325), bytes, n) >> 32;

	HOLDS("an option is taken",
	      emqxc_set(c, "target", targets[choice % 4]) == EMQXC_DONE &&
	      emqxc_set(c, "env-format", formats[choice / 4 % 6]) == EMQXC_DONE &&
	      emqxc_set(c, "all-envs", NULL) == EMQXC_DONE &&
	      emqxc_set(c, "Wall", NULL) == EMQXC_DONE);
	HOLDS("a text is taken",
	      emqxc_add_text(c, "/nowhere/fuzz.emqx", (const char *)bytes, n) == EMQXC_DONE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct emqxc *c = emqxc_new();
	struct seen first, second;

	HOLDS("there is memory", c);
	set_up(c, bytes, n);
	run(c, emqxc_compile, &first);
	if (!first.errors || first.hash % 8 == 0) {
		run(c, emqxc_compile, &second);
		HOLDS("the same text gives the same", memcmp(&first, &second, sizeof first) == 0);
		run(c, emqxc_check, &second);
		HOLDS("what --check refuses does not compile", !second.errors || first.errors);
	}
	emqxc_free(c);
	return 0;
}
