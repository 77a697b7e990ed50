/*
 * lint_image: whether the image is the broker that the spec is checked for.
 */
#include <string.h>

#include "ir/lint.h"

static const char *
said_text(const struct ir *ir, const char *path)
{
	const struct value *v = lint_said(ir, path) ? spec_value(ir->spec, ir->spec->root, path) : NULL;

	return v ? arena_strndup(ir->arena, v->text.p, v->text.n) : NULL;
}

/* EMQX's own repositories, in whatever registry.  Others have tags of their
 * own. */
enum repository { NOT_EMQX, OF_OPEN_SOURCE, OF_ENTERPRISE };

static enum repository
repository_of(const char *name)
{
	size_t n = strlen(name);

	if (n >= 20 && strcmp(name + n - 20, "emqx/emqx-enterprise") == 0)
		return OF_ENTERPRISE;
	return n >= 9 && strcmp(name + n - 9, "emqx/emqx") == 0 ? OF_OPEN_SOURCE : NOT_EMQX;
}

static bool
refuse(struct ir *ir, const char *field, const char *help, const char *text)
{
	struct diag *d = spec_report(ir->spec, DIAG_EX045, lint_node(ir, field), lint_place(ir, field), "%s", text);

	diag_help(ir_diags(ir), d, "%s", help);
	return false;
}

static bool
edition_fits(struct ir *ir, enum repository r)
{
	const char *version = version_text(ir->arena, &ir->version);

	if (r == OF_OPEN_SOURCE && ir->build->single)
		return refuse(ir, "image.repository", "leave it out, or write emqx/emqx-enterprise",
			      arena_printf(ir->arena, "EMQX %s has no image in emqx/emqx: since 5.9 "
					   "there is emqx/emqx-enterprise only", version));
	if (ir->build->single || (r == OF_ENTERPRISE) == (ir->flavor == ENTERPRISE))
		return true;
	return refuse(ir, "image.repository", r == OF_ENTERPRISE ? "flavor = enterprise" : "flavor = open-source",
		      arena_printf(ir->arena, "the image is of the %s edition, and the spec is checked for the other",
				   r == OF_ENTERPRISE ? "enterprise" : "open source"));
}

/* "v4.2.14", "5.8.6-alpine" */
static bool
tag_version(const char *tag, struct version *out)
{
	struct str text = str_of(*tag == 'v' ? tag + 1 : tag);

	while (text.n && !version_parse(text, out)) {
		while (text.n && text.p[text.n - 1] != '-')
			text.n--;
		text.n -= text.n > 0;
	}
	return text.n != 0;
}

static bool
tag_fits(struct ir *ir, const char *tag)
{
	struct version of;

	if (!tag_version(tag, &of)
	    || (of.major == ir->version.major && of.minor == ir->version.minor))
		return true;
	return refuse(ir, "image.tag", "write the version of the image: what is checked follows from it",
		      arena_printf(ir->arena, "the tag `%s` is not of EMQX %s", tag,
				   version_text(ir->arena, &ir->version)));
}

bool
check_image(struct ir *ir)
{
	const char *repository = said_text(ir, "image.repository"), *tag = said_text(ir, "image.tag");
	enum repository r = repository ? repository_of(repository) : OF_OPEN_SOURCE;
	bool ok = true;

	if (repository && r != NOT_EMQX)
		ok = edition_fits(ir, r);
	if (r != NOT_EMQX && tag && !lint_said(ir, "image.digest"))
		ok = tag_fits(ir, tag) && ok;
	return ok;
}

/* Releases that do not do what this cluster asks for.  #17600 is one report:
 * a node alone, without a licence, ends at its start. */
static const struct {
	uint16_t major, minor;
	int32_t patch;
	const char *why, *help;
} bad_releases[] = {
	{ 6, 2, 1, "a single node without a licence was reported not to start (emqx issue 17600)",
	  "6.2.0 starts" },
};

bool
check_release(struct ir *ir)
{
	bool alone = ir_nodes(ir) == 1 && !lint_said(ir, "license");

	for (size_t i = 0; i < sizeof bad_releases / sizeof *bad_releases; i++) {
		struct diag *d;

		if (!alone || ir->version.major != bad_releases[i].major
		    || ir->version.minor != bad_releases[i].minor || ir->version.patch != bad_releases[i].patch)
			continue;
		d = spec_report(ir->spec, DIAG_EX046, lint_node(ir, "version"), lint_place(ir, "version"),
				"EMQX %s: %s", version_text(ir->arena, &ir->version), bad_releases[i].why);
		diag_help(ir_diags(ir), d, "%s", bad_releases[i].help);
		return false;
	}
	return true;
}
