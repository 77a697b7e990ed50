/*
 * test_rows: each field that Kubernetes alone reads becomes one that Kubernetes
 * has, of a type that takes its values.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "schema/fields.h"
#include "schema/kinds.h"

static int checked;

static const struct kind_type *
step(const struct kind_type *t, const char *name)
{
	const struct kind_field *f;

	if (kind_type_id(t) == KIND_MAP)
		return kind_item(t);
	f = kind_type_id(t) == KIND_STRUCT ? kind_field(t, name) : NULL;
	if (!f)
		fail_msg("Kubernetes has no field `%s`", name);
	return kind_field_type(f);
}

/* "a.b" below a type; what stands in brackets is left out. */
static const struct kind_type *
walk(const struct kind_type *t, const char *path)
{
	char name[64];

	while (*path && *path != '[') {
		size_t n = strcspn(path, ".[");

		assert_true(n < sizeof name);
		memcpy(name, path, n);
		name[n] = '\0';
		t = step(t, name);
		path += n + (path[n] == '.');
	}
	return t;
}

static const char *
kube_of(const struct field *f, char *out)
{
	char *p = out;

	if (f->kube)
		return f->kube;
	for (const char *c = f->name; *c; c++) {
		if (*c == '-' && c[1])
			*p++ = (char)(*++c - 'a' + 'A');
		else
			*p++ = *c;
	}
	*p = '\0';
	return out;
}

static void
words_are_taken(const struct type *t, const struct kind_type *k)
{
	for (const char *const *w = t->words; kind_type_id(k) == KIND_WORDS && *w; w++)
		if (!kind_has_word(k, *w))
			fail_msg("Kubernetes does not take `%s`", *w);
}

static void
leaf_fits(const struct type *t, const struct kind_type *k)
{
	enum kind_type_id id = kind_type_id(k);
	bool number = t->kind == TYPE_INT || t->kind == TYPE_PORT || t->kind == TYPE_MODE
		|| t->kind == TYPE_DURATION;

	checked++;
	assert_true((t->kind == TYPE_BOOL) == (id == KIND_BOOL));
	assert_true(number == (id == KIND_INT32 || id == KIND_INT64));
	assert_true(id != KIND_STRUCT && id != KIND_MAP && id != KIND_LIST);
	if (t->kind == TYPE_WORD)
		words_are_taken(t, k);
}

static void rows_fit(const struct type *t, const struct kind_type *k, enum kube_part part);

/* Members as entries of a list, their names and texts where the row says. */
static void
entries_fit(const struct type *of, const struct kind_type *list, const char *brackets)
{
	const struct kind_type *item = kind_item(list);
	char inside[64], *value;

	assert_int_equal(kind_type_id(list), KIND_LIST);
	assert_true(strlen(brackets) < sizeof inside);
	strcpy(inside, brackets + 1);
	inside[strcspn(inside, "]")] = '\0';
	value = strchr(inside, '=');
	if (value)
		*value++ = '\0';
	if (*inside)
		leaf_fits(&(struct type){ .kind = TYPE_STRING }, walk(item, inside));
	if (value)
		leaf_fits(of, walk(item, value));
	else if (of->kind == TYPE_RECORD || of->kind == TYPE_VARIANT)
		rows_fit(of, item, PART_NONE);
}

static void
map_fits(const struct type *t, const struct kind_type *k, const char *brackets)
{
	if (brackets)
		entries_fit(t->of, k, brackets);
	else if (t->of->kind == TYPE_ENV_VALUE)
		assert_int_equal(kind_type_id(k), KIND_LIST);
	else
		leaf_fits(t->of, kind_item(k));
}

static void
field_fits(const struct field *f, const struct kind_type *k)
{
	char name[64];
	const char *kube = kube_of(f, name), *brackets = strchr(kube, '[');
	const struct type *t = f->type;

	if (strcmp(kube, "-") == 0)
		return;
	if (strcmp(kube, ".") == 0 || t->kind == TYPE_VARIANT) {
		rows_fit(t, k, PART_NONE);
		return;
	}
	if (t->kind == TYPE_RANGE) {
		leaf_fits(t->of, kind_item(step(k, "requests")));
		leaf_fits(t->of, kind_item(step(k, "limits")));
		return;
	}
	k = walk(k, kube);
	if (t->kind == TYPE_RECORD)
		rows_fit(t, k, PART_NONE);
	else if (t->kind == TYPE_MAP)
		map_fits(t, k, brackets);
	else if (t->kind == TYPE_SET || t->kind == TYPE_SEQ || brackets)
		leaf_fits(t->of ? t->of : t, kind_item(k));
	else
		leaf_fits(t, k);
}

static void
rows_fit(const struct type *t, const struct kind_type *k, enum kube_part part)
{
	for (const struct field *f = t->fields; f->name; f++)
		if (part == PART_NONE || f->part == part)
			field_fits(f, k);
}

static const struct kind_type *
pod_spec(void)
{
	return walk(kind_type(kind_find("StatefulSet")), "spec.template.spec");
}

static const struct type *
type_of(const char *field)
{
	return field_find(&type_cluster, field)->type;
}

static void
parts_fit(void **state)
{
	const struct kind_type *pod = pod_spec(), *container = kind_item(walk(pod, "containers"));
	static const char *const of_pod[] = { "volume", "init", "container" };
	static const char *const of_container[] = { "mount", "env-from" };

	(void)state;
	rows_fit(&type_cluster, pod, PART_POD);
	rows_fit(&type_cluster, container, PART_CONTAINER);
	for (size_t i = 0; i < sizeof of_pod / sizeof *of_pod; i++)
		field_fits(field_find(&type_cluster, of_pod[i]), pod);
	for (size_t i = 0; i < sizeof of_container / sizeof *of_container; i++)
		field_fits(field_find(&type_cluster, of_container[i]), container);
	rows_fit(type_of("security"), walk(pod, "securityContext"), PART_POD);
	rows_fit(type_of("security"), walk(container, "securityContext"), PART_CONTAINER);
	assert_true(checked > 200);
}

/* Those that a piece of code puts into their lists. */
static void
placement_fits(void **state)
{
	const struct kind_type *pod = pod_spec(), *affinity = walk(pod, "affinity");
	const char *required = "requiredDuringSchedulingIgnoredDuringExecution";
	const struct kind_type *terms = walk(walk(affinity, "podAntiAffinity"), required);
	const struct type *machines = type_of("node-affinity");
	const struct kind_type *node;

	(void)state;
	rows_fit(type_of("spread"), kind_item(walk(pod, "topologySpreadConstraints")), PART_NONE);
	rows_fit(type_of("anti-affinity"), kind_item(terms), PART_NONE);
	rows_fit(type_of("pod-affinity")->of, kind_item(terms), PART_NONE);
	node = walk(walk(walk(affinity, "nodeAffinity"), required), "nodeSelectorTerms");
	node = kind_item(walk(kind_item(node), "matchExpressions"));
	rows_fit(field_find(machines, "required")->type->of, node, PART_NONE);
	rows_fit(field_find(machines, "preferred")->type->of, node, PART_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_fit),
		cmocka_unit_test(placement_fits)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
