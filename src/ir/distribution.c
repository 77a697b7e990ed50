/*
 * distribution: how the nodes talk to each other: TLS for the Erlang
 * distribution and for RPC, IPv6.  Reads `distribution` and `rpc.tls`.
 *
 * From 5.0 on bin/emqx takes cluster.proto_dist from the configuration, and for
 * TLS the options of etc/ssl_dist.conf, two lists of Erlang terms.  That of 4.x
 * looks for the key in the emqx.conf of the image alone.
 */
#include <string.h>

#include "base/buf.h"
#include "ir/make.h"

/* The block that `field` names, with an authority; NULL when there is none, or
 * it is not fit (reported). */
static struct ir_tls *
block_of(struct maker *m, const char *field)
{
	struct spec_node *n = read_node(m, NULL, field);
	const char *name = n ? read_text(m, NULL, field) : NULL;
	struct ir_tls *t = name ? tls_named(m, n, name) : NULL;
	struct diag *d;

	if (t)
		t->inside = true;
	if (!t || spec_get(m->spec->root, arena_printf(m->arena, "tls.%s.ca", name)))
		return t;
	d = spec_report(m->spec, DIAG_TY004, n, spec_place(n), "`%s` needs a `ca`: the nodes check each other's "
			"certificates against it", t->owner);
	diag_note(m->diags, d, t->at, "the tls block is here");
	return NULL;
}

static void
put_files(struct buf *b, const struct ir_tls *t)
{
	buf_printf(b, "[{certfile, \"%s/tls.crt\"},\n   {keyfile, \"%s/tls.key\"},\n   {cacertfile, \"%s/ca.crt\"},\n",
		   t->mount, t->mount, t->mount);
}

/* Erlang compares names without wildcards, so what a node checks of the other
 * is who signed its certificate. */
static void
dist_file(struct maker *m, const struct ir_tls *t)
{
	struct buf b = BUF_IN(m->arena);

	buf_text(&b, "[{server,\n  ");
	put_files(&b, t);
	buf_text(&b, "   {verify, verify_peer},\n   {fail_if_no_peer_cert, true}]},\n {client,\n  ");
	put_files(&b, t);
	buf_text(&b, "   {verify, verify_peer},\n   {server_name_indication, disable}]}].\n");
	m->ir->dist = str_of(buf_cstr(&b));
}

/* ssl_dist.conf would hold it. */
static bool
is_without_password(struct maker *m, const struct ir_tls *t)
{
	struct spec_node *n = read_node(m, read_node(m, NULL, t->owner), "password");
	struct diag *d;

	if (!n)
		return true;
	d = spec_report(m->spec, DIAG_SE001, n, spec_place(n), "the password of the key would be written to ssl_dist.conf");
	diag_help(m->diags, d, "a key without a password for `distribution`: the Secret keeps it");
	return false;
}

static void
make_distribution(struct maker *m)
{
	bool six = read_bool(m, NULL, "distribution.ipv6", false);
	struct spec_node *n = read_node(m, NULL, "distribution.tls");
	const struct ir_tls *t = n ? block_of(m, "distribution.tls") : NULL;

	if (n && (!t || !is_without_password(m, t)))
		return;
	if (t)
		dist_file(m, t);
	if (t || six)
		mean(m, MEAN_PROTO_DIST, NULL, t ? six ? "inet6_tls" : "inet_tls" : "inet6_tcp",
		     read_place(m, NULL, t ? "distribution.tls" : "distribution.ipv6"), "distribution");
}

static void
make_rpc(struct maker *m)
{
	static const struct {
		enum meaning id;
		const char *name;
	} files[] = { { MEAN_RPC_CERT, "tls.crt" }, { MEAN_RPC_KEY, "tls.key" }, { MEAN_RPC_CA, "ca.crt" } };
	struct spec_node *n = read_node(m, NULL, "rpc.tls");
	const struct ir_tls *t = n ? block_of(m, "rpc.tls") : NULL;

	if (!t)
		return;
	mean(m, MEAN_RPC_PROTOCOL, NULL, "ssl", spec_place(n), "rpc.tls");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		mean(m, files[i].id, NULL, arena_printf(m->arena, "%s/%s", t->mount, files[i].name), spec_place(n), "rpc.tls");
}

void
distribution_make(struct maker *m)
{
	struct spec_node *n = read_node(m, NULL, "distribution");

	if (n && ir_is_four(m->ir))
		spec_report(m->spec, DIAG_TY008, n, n->name_at, "EMQX %s takes it from the emqx.conf of its image alone: "
			    "`distribution` is for 5.0 and later", version_text(m->arena, &m->ir->version));
	else
		make_distribution(m);
	if (!ir_is_four(m->ir))
		make_rpc(m);
}
