/*
 * test_kinds: the tables of Kubernetes kinds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "schema/kinds.h"

/* The type at the end of "a.b[].c" in a kind; [] is an item. */
static const struct kind_type *
type_at(const char *kind, const char *path)
{
	const struct kind_type *t = kind_type(kind_find(kind));
	char step[64];

	while (t && *path) {
		size_t n = strcspn(path, ".[");

		if (strncmp(path, "[]", 2) == 0) {
			t = kind_item(t);
			path += 2;
		} else {
			assert_true(n < sizeof step);
			memcpy(step, path, n);
			step[n] = '\0';
			t = kind_field(t, step) ? kind_field_type(kind_field(t, step)) : NULL;
			path += n;
		}
		path += *path == '.';
	}
	return t;
}

static void
kinds_are_found(void **state)
{
	(void)state;
	assert_string_equal(kind_api(kind_find("StatefulSet")), "apps/v1");
	assert_string_equal(kind_api(kind_find("Service")), "v1");
	assert_string_equal(kind_api(kind_find("HorizontalPodAutoscaler")), "autoscaling/v2");
	assert_null(kind_find("statefulset"));
	assert_null(kind_find(""));
	for (size_t i = 1; kind_name(i); i++)
		assert_true(strcmp(kind_name(i - 1), kind_name(i)) < 0);
}

static void
fields_have_types(void **state)
{
	static const struct {
		const char *kind, *path;
		enum kind_type_id id;
	} rows[] = {
		{ "StatefulSet", "", KIND_STRUCT },
		{ "StatefulSet", "metadata.name", KIND_STRING },
		{ "StatefulSet", "metadata.labels", KIND_MAP },
		{ "StatefulSet", "metadata.labels[]", KIND_STRING },
		{ "StatefulSet", "spec.replicas", KIND_INT32 },
		{ "StatefulSet", "spec.podManagementPolicy", KIND_WORDS },
		{ "StatefulSet", "spec.template.spec.containers", KIND_LIST },
		{ "StatefulSet", "spec.template.spec.containers[].stdin", KIND_BOOL },
		{ "StatefulSet", "spec.template.spec.containers[].resources.limits[]", KIND_QUANTITY },
		{ "StatefulSet", "spec.template.spec.containers[].livenessProbe.httpGet.port",
		  KIND_INT_OR_STRING },
		{ "StatefulSet", "spec.template.spec.terminationGracePeriodSeconds", KIND_INT64 },
		{ "StatefulSet", "spec.volumeClaimTemplates[].spec.accessModes[]", KIND_WORDS },
		{ "Secret", "data[]", KIND_BASE64 },
		{ "NetworkPolicy", "spec.ingress[].from[].podSelector.matchLabels", KIND_MAP },
		{ "Ingress", "spec.rules[].http.paths[].pathType", KIND_WORDS },
		{ "Job", "spec.template.spec.restartPolicy", KIND_WORDS },
		{ "PersistentVolumeClaim", "spec.resources.requests[]", KIND_QUANTITY },
		{ "Namespace", "metadata.labels", KIND_MAP }
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct kind_type *t = type_at(rows[i].kind, rows[i].path);

		if (!t || kind_type_id(t) != rows[i].id)
			fail_msg("%s %s", rows[i].kind, rows[i].path);
	}
}

/* The spec of pods is one, whatever is around it. */
static void
what_is_common_is_shared(void **state)
{
	(void)state;
	assert_ptr_equal(type_at("StatefulSet", "spec.template.spec"), type_at("Pod", "spec"));
	assert_ptr_equal(type_at("Deployment", "spec.template"), type_at("Job", "spec.template"));
}

static void
lists_have_keys(void **state)
{
	const struct kind_type *t = type_at("Pod", "spec.containers[].ports");
	char key[32];

	(void)state;
	assert_true(kind_word(t, 0, key, sizeof key));
	assert_string_equal(key, "containerPort");
	assert_true(kind_word(t, 1, key, sizeof key));
	assert_string_equal(key, "protocol");
	assert_false(kind_word(t, 2, key, sizeof key));
	assert_false(kind_word(t, 0, key, 4));
	assert_false(kind_word(type_at("Pod", "spec.tolerations"), 0, key, sizeof key));
}

static void
words_are_theirs(void **state)
{
	const struct kind_type *t = type_at("Pod", "spec.dnsPolicy");

	(void)state;
	assert_true(kind_has_word(t, "ClusterFirst"));
	assert_true(kind_has_word(t, "None"));
	assert_false(kind_has_word(t, "none"));
	assert_false(kind_has_word(t, "Cluster"));
	assert_false(kind_has_word(t, ""));
}

static void
fields_are_required(void **state)
{
	const struct kind_type *t = type_at("Pod", "spec.containers[]");

	(void)state;
	assert_true(kind_field_required(kind_field(t, "name")));
	assert_false(kind_field_required(kind_field(t, "image")));
	assert_null(kind_field(t, "prots"));
	assert_null(kind_field(type_at("Pod", "metadata.labels"), "x"));
	for (size_t i = 1; kind_field_at(t, i); i++)
		assert_true(strcmp(kind_field_name(kind_field_at(t, i - 1)),
				   kind_field_name(kind_field_at(t, i))) < 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_found),
		cmocka_unit_test(fields_have_types),
		cmocka_unit_test(what_is_common_is_shared),
		cmocka_unit_test(lists_have_keys),
		cmocka_unit_test(words_are_theirs),
		cmocka_unit_test(fields_are_required),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
