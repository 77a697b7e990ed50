/*
 * show_sarif: one SARIF 2.1.0 log of one run.
 *
 * Input: the queue.  Output: the log; every rule is declared, with its page as
 * help, so that a reader needs nothing else.  What makes a result the same one
 * tomorrow is in show_finger.c.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/json.h"
#include "diag/diag.h"
#include "diag/show.h"

static void
put_text_object(const char *key, const char *text, struct buf *out)
{
	buf_printf(out, "\"%s\":{", key);
	json_member(out, "text", text);
	buf_char(out, '}');
}

static const char *
level_of(enum severity severity)
{
	return severity == SEV_OFF ? "none" : show_word(severity);
}

/* --- rules -------------------------------------------------------------------- */

static void
put_rule(enum diag_id id, struct buf *out)
{
	const struct diag_row *row = &diag_rows[id];
	const char *page = diag_page(id);

	buf_text(out, "{");
	json_member(out, "id", row->code);
	buf_char(out, ',');
	json_member(out, "name", row->slug);
	buf_char(out, ',');
	put_text_object("shortDescription", row->title, out);
	buf_text(out, ",\"help\":{");
	json_member(out, "text", page ? page : row->title);
	buf_char(out, ',');
	json_member(out, "markdown", page ? page : row->title);
	buf_printf(out, "},\"defaultConfiguration\":{\"enabled\":%s,\"level\":\"%s\"}}",
		   *row->group ? "false" : "true", level_of(row->severity));
}

static void
put_driver(struct buf *out)
{
	buf_text(out, "\"tool\":{\"driver\":{\"name\":\"emqxc\",");
	json_member(out, "version", PACKAGE_VERSION);
	buf_text(out, ",\"rules\":[\n");
	for (int id = 0; id < DIAG_COUNT; id++) {
		buf_text(out, id ? ",\n" : "");
		put_rule((enum diag_id)id, out);
	}
	buf_text(out, "\n]}}");
}

/* --- places ------------------------------------------------------------------- */

static bool
stands_in_uri(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
		|| (c && strchr("-._~/", c));
}

/* A reference that is relative when the name is; a first step with a colon is
 * no scheme because colons are escaped. */
static void
put_uri(const char *name, struct buf *out)
{
	const char *path = fs_normal(out->arena, name);
	struct buf uri = BUF_IN(out->arena);

	buf_text(&uri, *path == '/' ? "file://" : "");
	for (; *path; path++) {
		if (stands_in_uri(*path))
			buf_char(&uri, *path);
		else
			buf_printf(&uri, "%%%02X", (unsigned char)*path);
	}
	buf_text(out, "\"artifactLocation\":{");
	json_member(out, "uri", buf_cstr(&uri));
	buf_char(out, '}');
}

static void
put_region(const char *key, struct place at, struct sources *s, struct buf *out)
{
	struct line_col from = source_locate(s, at.file, at.from);
	struct line_col to = source_locate(s, at.file, at.to > at.from ? at.to : at.from);

	buf_printf(out, "\"%s\":{\"startLine\":%u,\"startColumn\":%u,\"endLine\":%u,"
		   "\"endColumn\":%u}", key, (unsigned)from.line, (unsigned)from.column,
		   (unsigned)to.line, (unsigned)to.column);
}

static void
put_location(struct place at, struct sources *s, struct buf *out)
{
	buf_text(out, "\"physicalLocation\":{");
	put_uri(sources_get(s, at.file)->name, out);
	buf_char(out, ',');
	put_region("region", at, s, out);
	buf_char(out, '}');
}

/* --- results ------------------------------------------------------------------ */

/* The record's text, and the notes that have no place of their own. */
static const char *
message_of(const struct diag *r, struct arena *a)
{
	struct buf text = BUF_IN(a);

	show_message(r, "\n", &text);
	for (const struct diag_note *n = r->notes; n; n = n->next) {
		if (n->at.file)
			continue;
		buf_text(&text, n->kind == NOTE_HELP ? "\nhelp: " : "\nnote: ");
		show_text(n->text, "\n", &text);
	}
	return buf_cstr(&text);
}

static void
put_related(const struct diag *r, struct sources *s, struct buf *out)
{
	bool any = false;

	for (const struct diag_note *n = r->notes; n; n = n->next) {
		if (!n->at.file)
			continue;
		buf_text(out, any ? ",{" : ",\"relatedLocations\":[{");
		any = true;
		put_location(n->at, s, out);
		buf_char(out, ',');
		put_text_object("message", n->text, out);
		buf_char(out, '}');
	}
	buf_text(out, any ? "]" : "");
}

static void
put_change(const struct diag_fix *x, struct sources *s, struct buf *out)
{
	buf_char(out, '{');
	put_uri(sources_get(s, x->at.file)->name, out);
	buf_text(out, ",\"replacements\":[{");
	put_region("deletedRegion", x->at, s, out);
	buf_char(out, ',');
	put_text_object("insertedContent", x->text, out);
	buf_text(out, "}]}");
}

/* All that is certain, or one guess. */
static void
put_fix(const struct diag *r, const struct diag_fix *guess, struct sources *s, struct buf *out)
{
	const char *before = "";

	buf_char(out, '{');
	put_text_object("description", guess ? "what may have been meant" : "the cure", out);
	buf_text(out, ",\"artifactChanges\":[");
	for (const struct diag_fix *x = r->fixes; x; x = x->next) {
		if (guess ? x != guess : !x->certain)
			continue;
		buf_text(out, before);
		before = ",";
		put_change(x, s, out);
	}
	buf_text(out, "]}");
}

static bool
has_cure(const struct diag *r)
{
	const struct diag_fix *x = r->fixes;

	while (x && !x->certain)
		x = x->next;
	return x;
}

static void
put_fixes(const struct diag *r, struct sources *s, struct buf *out)
{
	const char *before = "";

	if (!r->fixes)
		return;
	buf_text(out, ",\"fixes\":[");
	if (has_cure(r)) {
		put_fix(r, NULL, s, out);
		before = ",";
	}
	for (const struct diag_fix *x = r->fixes; x; x = x->next) {
		if (x->certain)
			continue;
		buf_text(out, before);
		before = ",";
		put_fix(r, x, s, out);
	}
	buf_char(out, ']');
}

/* SARIF has no word for them: its bag of properties has. */
static void
put_envs(const struct diag *r, struct buf *out)
{
	if (!r->envs.names.n)
		return;
	buf_text(out, ",\"properties\":{\"environments\":");
	show_env_names(r, 0, out);
	buf_text(out, "}");
}

static void
put_result(const struct diag *r, const char *finger, struct sources *s, struct buf *out)
{
	buf_char(out, '{');
	json_member(out, "ruleId", diag_rows[r->id].code);
	buf_printf(out, ",\"ruleIndex\":%d,\"level\":\"%s\",", (int)r->id, level_of(r->severity));
	put_text_object("message", message_of(r, out->arena), out);
	if (r->at.file) {
		buf_text(out, ",\"locations\":[{");
		put_location(r->at, s, out);
		buf_text(out, "}]");
	}
	put_related(r, s, out);
	put_fixes(r, s, out);
	put_envs(r, out);
	buf_printf(out, ",\"partialFingerprints\":{\"emqxc/v1\":\"%s\"}}", finger);
}

void
show_sarif(struct diags *d, struct sources *s, const struct show_options *o, struct buf *out)
{
	struct diag *const *all;
	size_t n = diags_sorted(d, &all);
	const char *const *fingers = show_fingers(all, n, s, out->arena);

	(void)o;
	buf_text(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
		 "\"version\":\"2.1.0\",\"runs\":[{");
	put_driver(out);
	buf_text(out, ",\"columnKind\":\"unicodeCodePoints\",\"results\":[");
	for (size_t i = 0; i < n; i++) {
		buf_text(out, i ? ",\n" : "\n");
		put_result(all[i], fingers[i], s, out);
	}
	buf_text(out, n ? "\n]}]}\n" : "]}]}\n");
}
