/*
 * fuzz_manifest: any bytes as a file of Kubernetes objects that somebody else
 * made: the reader of YAML, and the rules that look at what was read.
 *
 * Properties: the same text gives the same messages; each has a place in the
 * text; what cannot be read has an error; and what was read, written and read
 * again is the same.
 */
#include "back/write.h"
#include "fuzz_front.h"
#include "object/manifest.h"
#include "object/read_yaml.h"

static uint64_t
hash_messages(const struct parsed *p)
{
	struct diag *const *all;
	size_t n = diags_sorted(p->diags, &all);
	uint64_t h = n;

	for (size_t i = 0; i < n; i++)
		h = (h ^ str_hash(str_of(all[i]->text)) ^ all[i]->at.from) * UINT64_C(0x100000001b3);
	return h;
}

static void
check_objects(struct arena *a, struct str text, struct parsed *p)
{
	file_list files = { 0 };
	struct manifests_beside beside = { 0 };

	front_open(a, text, p);
	*VEC_ADD(a, &files) = p->file;
	beside.closed = text.n % 2;
	if (text.n % 4 > 1)
		beside.before = manifests_read(a, p->diags, p->sources, &files);
	manifests_check(a, p->diags, p->sources, &files, &beside);
	front_check_places(p, text.n);
}

static bool
read_text(struct arena *a, struct str text, struct parsed *p, document_list *out)
{
	bool whole;

	front_open(a, text, p);
	whole = yaml_read(a, p->diags, p->sources, p->file, out);
	HOLDS("what cannot be read has an error", whole == !diags_errors(p->diags));
	return whole;
}

static void
check_again(struct arena *a, const document_list *docs)
{
	struct buf text = BUF_IN(a);
	document_list again = { 0 };
	struct parsed p;

	if (write_yaml((const struct doc *const *)docs->at, docs->n, true, &text) != 0)
		return;
	HOLDS("what was written can be read", read_text(a, buf_view(&text), &p, &again));
	HOLDS("there are as many documents", again.n == docs->n);
	for (size_t i = 0; i < docs->n; i++)
		HOLDS("what was written is what was read", doc_same(docs->at[i], again.at[i]));
}

static void
check(struct arena *a, struct str text)
{
	struct parsed first, again;
	document_list docs = { 0 };

	check_objects(a, text, &first);
	check_objects(a, text, &again);
	HOLDS("the same text gives the same messages", hash_messages(&first) == hash_messages(&again));
	if (read_text(a, text, &first, &docs))
		check_again(a, &docs);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	front_input(bytes, n, check);
	return 0;
}
