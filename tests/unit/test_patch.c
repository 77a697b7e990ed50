/*
 * test_patch: patches of a spec on the objects: what they make of them, and
 * what is said of those that are wrong.
 */
#include <stdio.h>
#include <string.h>

#include "back/backend.h"
#include "base/buf.h"
#include "arena_test.h"
#include "built.h"

struct world {
	struct arena *arena;
	jmp_buf oom;
	struct sources *sources;
	struct diags *diags;
	artifact_list objects;
};

static int
setup(void **state)
{
	return new_state(state, sizeof(struct world));
}

/* A cluster with these patches, which begin in line 2. */
static void
patched(struct world *w, const char *patches)
{
	static const struct back_options plain;
	struct built b;

	if (setjmp(w->oom))
		fail_msg("out of memory");
	arena_on_oom(w->arena, &w->oom);
	b = built_text(w->arena, "k8s", arena_printf(w->arena,
		"cluster c { version = 5.8.6; dashboard { password = secret(a, b) }\n%s\n}\n",
		patches));
	assert_non_null(b.ir);
	w->sources = b.sources;
	w->diags = b.diags;
	w->objects.n = 0;
	backend_find("k8s")->build(b.ir, &plain, &w->objects);
}

/* All messages: "LINE:CODE TEXT; …". */
static const char *
said(struct world *w)
{
	struct buf b = BUF_IN(w->arena);
	struct diag *const *all;
	size_t n = diags_sorted(w->diags, &all);

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%u:%s %s", i ? "; " : "",
			   (unsigned)source_locate(w->sources, all[i]->at.file,
						   all[i]->at.from).line,
			   diag_rows[all[i]->id].code, all[i]->text);
	return b.n ? buf_cstr(&b) : "";
}

/* The node "a.b.0.c" of the object of that kind. */
static const struct doc *
node(struct world *w, const char *kind, const char *path)
{
	const struct doc *d = NULL;
	char step[64];

	for (size_t i = 0; i < w->objects.n && !d; i++)
		if (str_is(doc_get(w->objects.at[i].doc, "kind")->text, kind))
			d = w->objects.at[i].doc;
	for (; d && *path; path += *path == '.') {
		size_t n = strcspn(path, "."), skip = 0;

		assert_true(n < sizeof step);
		memcpy(step, path, n);
		step[n] = '\0';
		path += n;
		if (d->kind == DOC_MAP) {
			d = doc_get(d, step);
			continue;
		}
		assert_int_equal(sscanf(step, "%zu", &skip), 1);
		for (d = d->first; d && skip; skip--)
			d = d->next;
	}
	return d;
}

#define POD "spec.template.spec"
#define IN_POD(line) "patch StatefulSet { " POD "." line " }"
#define IN_EMQX(line) IN_POD("containers[emqx]." line)

static void
values_take_the_type_of_their_field(void **state)
{
	static const struct {
		const char *patch, *path;
		enum doc_kind kind;
		const char *text;
		int64_t num;
	} rows[] = {
		{ IN_POD("priority = 1_000"), POD ".priority", DOC_INT, "", 1000 },
		{ IN_POD("shareProcessNamespace = true"), POD ".shareProcessNamespace", DOC_BOOL, "", 1 },
		{ IN_POD("hostname = 5"), POD ".hostname", DOC_STRING, "5", 0 },
		{ IN_POD("hostname = true"), POD ".hostname", DOC_STRING, "true", 0 },
		{ IN_POD("dnsPolicy = Default"), POD ".dnsPolicy", DOC_STRING, "Default", 0 },
		{ IN_POD("nodeSelector.gen = 3"), POD ".nodeSelector.gen", DOC_STRING, "3", 0 },
		{ IN_POD("overhead = { cpu = 250m }"), POD ".overhead.cpu", DOC_STRING, "250m", 0 },
		{ IN_POD("overhead = { cpu = 0.5 }"), POD ".overhead.cpu", DOC_STRING, "0.5", 0 },
		{ IN_POD("overhead = { memory = \"1e3\" }"), POD ".overhead.memory", DOC_STRING, "1e3", 0 },
		{ IN_POD("overhead = { cpu = 2 }"), POD ".overhead.cpu", DOC_WORD, "2", 0 },
		{ IN_EMQX("startupProbe = { httpGet = { port = 18083 } }"),
		  POD ".containers.0.startupProbe.httpGet.port", DOC_INT, "", 18083 },
		{ IN_EMQX("startupProbe = { httpGet = { port = dashboard } }"),
		  POD ".containers.0.startupProbe.httpGet.port", DOC_STRING, "dashboard", 0 }
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct doc *d;

		patched(*state, rows[i].patch);
		assert_string_equal(said(*state), "");
		d = node(*state, "StatefulSet", rows[i].path);
		assert_non_null(d);
		assert_int_equal(d->kind, rows[i].kind);
		assert_int_equal(d->num, rows[i].num);
		assert_true(str_is(d->text, rows[i].text));
		assert_non_null(d->edit);
	}
}

static void
entries_are_named_by_their_key(void **state)
{
	patched(*state, "patch StatefulSet {\n"
		POD ".hostAliases += [{ ip = \"10.0.0.1\"; hostnames = [a] }]\n"
		POD ".hostAliases[\"10.0.0.1\"].hostnames += [b]\n"
		POD ".containers += { name = side; image = \"x:1\"; args = [a] }\n"
		POD ".containers[side].args[0] = c\n"
		POD ".volumes += [{ name = v; emptyDir = {} }]\n"
		POD ".containers[side].volumeMounts += [{ name = v; mountPath = \"/v\" }]\n"
		POD ".containers[side].volumeMounts[\"/v\"].readOnly = true\n"
		POD ".tolerations += [{ key = k; operator = Exists }]\n"
		POD ".tolerations[k].effect = NoSchedule\n"
		"}");
	assert_string_equal(said(*state), "");
	assert_true(str_is(node(*state, "StatefulSet", POD ".hostAliases.0.hostnames.1")->text, "b"));
	assert_true(str_is(node(*state, "StatefulSet", POD ".containers.1.args.0")->text, "c"));
	assert_int_equal(node(*state, "StatefulSet", POD ".containers.1.volumeMounts.0.readOnly")->num, 1);
	assert_true(str_is(node(*state, "StatefulSet", POD ".tolerations.0.effect")->text, "NoSchedule"));
}

static void
remove_takes_away(void **state)
{
	patched(*state, "allow patch-owned \"seen elsewhere\"; allow probes-missing \"it was\"\n"
		"patch StatefulSet { remove " POD ".containers[emqx].livenessProbe }");
	assert_string_equal(said(*state), "");
	assert_null(node(*state, "StatefulSet", POD ".containers.0.livenessProbe"));
}

static void
faults_are_said_at_their_line(void **state)
{
	static const struct {
		const char *patch, *said;
	} rows[] = {
		{ IN_POD("prots = 1"), "2:KU001 StatefulSet has no `" POD ".prots`" },
		{ IN_POD("priority = 5000000000"), "2:KU001 `" POD ".priority` of StatefulSet `c`"
		  " takes a number of 32 bits" },
		{ IN_POD("overhead = { cpu = -1 }"), "2:KU001 `" POD ".overhead.cpu` of StatefulSet"
		  " `c` takes a quantity such as 500m or 1Gi, and this is `-1`" },
		{ "patch ConfigMap { binaryData.x = \"a\" }", "2:KU001 `binaryData.x` of ConfigMap"
		  " `c-config` takes base64, and this is not" },
		{ IN_POD("tolerations += [{\n operator = Exist\n}]"), "3:KU001 `" POD ".tolerations[0]"
		  ".operator` of StatefulSet `c` takes one of `Equal` or `Exists`, and this is"
		  " `Exist`" },
		{ IN_POD("hostAliases += [{\n hostnames = [a]\n}]"), "2:KU001 `" POD ".hostAliases[0]`"
		  " of StatefulSet `c` lacks `ip`" },
		{ IN_POD("containers += 5"), "2:KU001 `" POD ".containers` of StatefulSet `c` is a"
		  " list, and this is a number" },
		{ "\n" IN_POD("containers[x].stdin = true"), "3:KU047 `" POD ".containers[x]` of"
		  " StatefulSet `c` is not there" },
		{ "patch Pod { spec.x = 1 }", "2:KU047 this cluster has no Pod" },
		{ IN_EMQX("volumeMounts += [{ name = v; mountPath = \"/v\" }]"), "2:KU011 `" POD
		  ".containers[emqx].volumeMounts[v]` of StatefulSet `c` mounts `v`, and there is no"
		  " such volume" }
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		patched(*state, rows[i].patch);
		assert_string_equal(said(*state), rows[i].said);
	}
}

/* A line that failed leaves no object to complain about. */
static void
a_fault_brings_no_other(void **state)
{
	patched(*state, "patch StatefulSet {\n"
		POD ".volumes += [{ name = v; emptydir = {} }]\n"
		POD ".containers[emqx].volumeMounts += [{ name = v; mountPath = \"/v\" }]\n}");
	assert_string_equal(said(*state), "3:KU001 `" POD ".volumes[0]` of StatefulSet `c` has no"
			    " `emptydir`");
}

/* What goes wrong in one place may come from a line about another. */
static void
the_line_that_took_is_named(void **state)
{
	patched(*state, "allow patch-owned \"seen elsewhere\"\npatch StatefulSet {\n"
		POD ".hostname = x\nremove " POD ".containers[emqx].image\n}");
	assert_string_equal(said(*state), "5:KU040 `" POD ".containers[emqx]` of StatefulSet `c`"
			    " lacks `image`");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(values_take_the_type_of_their_field, setup, free_state),
		cmocka_unit_test_setup_teardown(entries_are_named_by_their_key, setup, free_state),
		cmocka_unit_test_setup_teardown(remove_takes_away, setup, free_state),
		cmocka_unit_test_setup_teardown(faults_are_said_at_their_line, setup, free_state),
		cmocka_unit_test_setup_teardown(a_fault_brings_no_other, setup, free_state),
		cmocka_unit_test_setup_teardown(the_line_that_took_is_named, setup, free_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
