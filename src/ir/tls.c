/*
 * tls: certificates from Secrets, mounted as files, and the settings of the
 * listeners that use them.
 */
#include <string.h>

#include "base/buf.h"
#include "base/edit.h"
#include "ir/make.h"

/* Outside the image's own folders: 4.1 and 4.2 rewrite theirs at start. */
#define TLS_FOLDER "/etc/emqx-tls"

/* A file keeps one name whatever its key in the Secret is called. */
static const struct tls_file {
	const char *field, *name;
	enum meaning id;
} tls_files[] = {
	{ "cert", "tls.crt", MEAN_TLS_CERT },
	{ "key", "tls.key", MEAN_TLS_KEY },
	{ "ca", "ca.crt", MEAN_TLS_CA },
};

enum { TLS_FILES = sizeof tls_files / sizeof *tls_files, OWN_FILES = 2 };

static bool
from_secret(struct maker *m, const struct spec_node *tls, const struct tls_file *file)
{
	const struct value *v = read_value(m, tls, file->field);
	struct diag *d;

	if (!v || v->kind == VAL_SECRET)
		return v != NULL;
	d = spec_report(m->spec, DIAG_TY010, read_node(m, tls, file->field), v->at,
			"`%s` is a file from a Secret", spec_path(m->arena, read_node(m, tls, file->field)));
	diag_help(m->diags, d, "write %s = secret(NAME, KEY)", file->field);
	return false;
}

/* cert-manager fills the Secret; an authority stands in it only for some
 * issuers, so `ca` is said where it is wanted. */
static void
from_issuer(struct maker *m, struct ir_tls *t, const struct spec_node *n)
{
	t->issuer = read_text(m, n, "issuer.name");
	t->issuer_kind = read_text(m, n, "issuer.kind");
	t->object = arena_join(m->arena, m->ir->names.service, "-", n->name, NULL);
	t->secret = arena_join(m->arena, t->object, "-tls", NULL);
	for (int i = 0; i < OWN_FILES; i++) {
		struct spec_node *said = read_node(m, n, tls_files[i].field);

		if (said)
			spec_report(m->spec, DIAG_TY011, said, said->name_at, "`issuer` makes the `%s`: one of them is enough",
				    said->name);
		else
			*VEC_ADD(m->arena, &t->files) = (struct ir_file){ t->secret, tls_files[i].name, tls_files[i].name };
	}
}

static void
needs_files(struct maker *m, const struct spec_node *n)
{
	for (int i = 0; i < OWN_FILES; i++)
		if (!spec_get(n, tls_files[i].field))
			spec_report(m->spec, DIAG_TY004, n, n->name_at, "`%s` needs `%s` from a Secret, or the `issuer` "
				    "of cert-manager", spec_path(m->arena, n), tls_files[i].field);
}

/* What only a certificate that is made here can have. */
static void
needs_issuer(struct maker *m, const struct spec_node *n)
{
	static const char *const fields[] = { "dns-names", "common-name", "duration", "renew-before" };

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		struct spec_node *said = read_node(m, n, fields[i]);

		if (said)
			spec_report(m->spec, DIAG_TY004, said, said->name_at, "`%s` is of a certificate that "
				    "cert-manager makes: name its `issuer`", said->name);
	}
}

static void
add_tls(struct maker *m, const struct spec_node *n)
{
	struct ir_tls *t = VEC_ADD(m->arena, &m->ir->tls);

	t->name = n->name;
	t->owner = spec_path(m->arena, n);
	t->volume = arena_printf(m->arena, "tls-%s", n->name);
	t->mount = arena_printf(m->arena, TLS_FOLDER "/%s", n->name);
	t->at = n->name_at;
	if (read_node(m, n, "issuer")) {
		from_issuer(m, t, n);
	} else {
		needs_files(m, n);
		needs_issuer(m, n);
	}
	for (int i = 0; i < TLS_FILES; i++) {
		const struct value *v = read_value(m, n, tls_files[i].field);

		if (from_secret(m, n, &tls_files[i]))
			*VEC_ADD(m->arena, &t->files) = (struct ir_file){
				v->name, v->key, tls_files[i].name
			};
	}
}

struct ir_tls *
tls_named(struct maker *m, const struct spec_node *n, const char *name)
{
	struct nearest near;
	struct diag *d;

	nearest_start(&near, name);
	for (size_t i = 0; i < m->ir->tls.n; i++) {
		if (strcmp(m->ir->tls.at[i].name, name) == 0)
			return &m->ir->tls.at[i];
		nearest_offer(&near, m->ir->tls.at[i].name);
	}
	if (read_node(m, read_node(m, NULL, "tls"), name))
		return NULL;
	d = spec_report(m->spec, DIAG_NA001, n, spec_place(n), "no tls block is called `%s`", name);
	diag_nearest(m->diags, d, &near);
	return NULL;
}

void
tls_make(struct maker *m)
{
	struct spec_node *map = read_node(m, NULL, "tls");

	for (struct spec_node *n = member_first(map); n; n = member_next(n))
		add_tls(m, n);
}

/* tlsv1_3 is tlsv1.3 to EMQX; newest first, as the broker prefers them. */
static const char *
versions_text(struct arena *a, const struct value *set)
{
	static const char *const words[][2] = {
		{ "tlsv1_3", "tlsv1.3" }, { "tlsv1_2", "tlsv1.2" },
		{ "tlsv1_1", "tlsv1.1" }, { "tlsv1", "tlsv1" },
	};
	struct buf b = BUF_IN(a);

	for (size_t w = 0; w < sizeof words / sizeof *words; w++)
		for (size_t i = 0; i < set->n; i++)
			if (str_is(set->items[i]->text, words[w][0]))
				buf_printf(&b, "%s%s", b.n ? "," : "", words[w][1]);
	return buf_cstr(&b);
}

static void
file_settings(struct maker *m, const struct subject *s, const struct spec_node *tls)
{
	for (int i = 0; i < TLS_FILES; i++) {
		const struct spec_node *field = read_node(m, tls, tls_files[i].field);

		if (!field && i < OWN_FILES)
			field = read_node(m, tls, "issuer");

		if (field)
			mean(m, tls_files[i].id, s,
			     arena_printf(m->arena, TLS_FOLDER "/%s/%s", tls->name, tls_files[i].name),
			     spec_place(field), spec_path(m->arena, field));
	}
}

static void
key_password(struct maker *m, const struct subject *s, const struct spec_node *tls)
{
	const struct value *v = read_value(m, tls, "password");
	struct spec_node *n = read_node(m, tls, "password");

	if (v && n && !mean_secret(m, MEAN_TLS_PASSWORD, s, v, spec_path(m->arena, n)))
		mean_nothing(m, s, n);
}

/* Fields that are one setting each.  QUIC has TLS 1.3 with what that brings:
 * since 5.0.20 EMQX drops these keys there. */
static const struct {
	const char *field;
	enum meaning id;
} tls_fields[] = {
	{ "fail-if-no-peer-cert", MEAN_TLS_FAIL },
	{ "depth", MEAN_TLS_DEPTH },
	{ "honor-cipher-order", MEAN_TLS_ORDER },
	{ "handshake-timeout", MEAN_TLS_HANDSHAKE },
};

void
tls_settings(struct maker *m, const struct subject *s, const struct spec_node *listener)
{
	const char *name = read_text(m, listener, "tls");
	const struct spec_node *tls = name ? read_node(m, read_node(m, NULL, "tls"), name) : NULL;
	const struct value *versions;
	struct ir_tls *t;

	t = name ? tls_named(m, read_node(m, listener, "tls"), name) : NULL;
	if (!t || !tls)
		return;
	t->inside = true;
	file_settings(m, s, tls);
	mean_field(m, MEAN_TLS_VERIFY, s, tls, "verify");
	key_password(m, s, tls);
	if (strcmp(s->type, "quic") == 0 || strcmp(s->type, "dtls") == 0)
		return;
	for (size_t i = 0; i < sizeof tls_fields / sizeof *tls_fields; i++)
		mean_field(m, tls_fields[i].id, s, tls, tls_fields[i].field);
	mean_list(m, MEAN_TLS_CIPHERS, s, tls, "ciphers");
	versions = read_value(m, tls, "versions");
	if (versions && versions->n)
		mean(m, MEAN_TLS_VERSIONS, s, versions_text(m->arena, versions),
		     read_place(m, tls, "versions"), spec_path(m->arena, read_node(m, tls, "versions")));
}
