/*
 * listeners: the variables that bind a port: EMQX_LISTENERS__TYPE__NAME__BIND
 * (5.0 and later), EMQX_GATEWAY__NAME__LISTENERS__TYPE__NAME__BIND, and
 * EMQX_LISTENER__TYPE__NAME (4.x).  Owner: the set's arena.
 */
#include "object/listeners.h"

#include <ctype.h>
#include <string.h>

#include "base/address.h"
#include "base/arena.h"
#include "schema/broker_image.h"

static const char *
lower(struct arena *a, const char *text, size_t n)
{
	char *out = arena_strndup(a, text, n);

	for (char *p = out; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	return out;
}

/* TYPE__NAME in the name of a variable that binds in that version, or an empty
 * slice. */
static struct str
instance_in(const struct broker *b, const char *name)
{
	const char *at = strstr(name, "LISTENERS__");
	bool four = b->known && b->version.major == 4;
	struct str s = { "", 0 };

	if (strncmp(name, "EMQX_LISTENER__", 15) == 0 && (four || !b->known))
		return str_of(name + 15);
	if (!at || four || (at != name + 5 && strncmp(name, "EMQX_GATEWAY__", 14) != 0))
		return s;
	s = str_of(at + 11);
	if (!str_ends(s, "__BIND"))
		return (struct str){ "", 0 };
	s.n -= 6;
	return s;
}

/* Its two parts; false when it has another number of them. */
static bool
split(struct arena *a, struct str s, struct listener *l)
{
	const char *text = arena_strndup(a, s.p, s.n), *name = strstr(text, "__");

	if (!name || name == text || !name[2] || strstr(name + 2, "__"))
		return false;
	l->type = lower(a, text, (size_t)(name - text));
	l->name = lower(a, name + 2, strlen(name + 2));
	return true;
}

/* "0.0.0.0:1883", "1883", "[::]:1883": false when it is no port. */
static bool
read_bind(struct arena *a, struct str text, struct listener *l)
{
	size_t i = text.n;

	while (i && text.p[i - 1] >= '0' && text.p[i - 1] <= '9')
		i--;
	if (i == text.n || text.n - i > 5 || (i && text.p[i - 1] != ':'))
		return false;
	l->port = 0;
	for (size_t k = i; k < text.n; k++)
		l->port = l->port * 10 + text.p[k] - '0';
	l->address = i ? arena_strndup(a, text.p, i - 1) : "";
	return true;
}

/* EMQX_LISTENERS__SSL__DEFAULT + __ENABLE: set to false? */
static bool
is_off(const struct check *c, const struct listener *l)
{
	static const char *const names[] = { "__ENABLE", "__ENABLED" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *text = broker_text(c->set, c->broker, arena_join(c->set->arena, l->prefix, names[i], NULL));

		if (text && strcmp(text, "false") == 0)
			return true;
	}
	return false;
}

static void
add(const struct check *c, struct listener l, listener_list *out)
{
	l.udp = listener_is_udp(l.type);
	l.tls = listener_is_tls(l.type);
	l.off = is_off(c, &l);
	*VEC_ADD(c->set->arena, out) = l;
}

static void
add_variables(const struct check *c, listener_list *out)
{
	struct arena *a = c->set->arena;

	for (size_t i = 0; i < c->broker->variables.n; i++) {
		const struct variable *v = &c->broker->variables.at[i];
		struct str at = v->kind == VARIABLE_TEXT ? instance_in(c->broker, v->name)
							  : (struct str){ "", 0 };
		struct listener l = { .bind = v };

		if (!at.n || broker_variable(c->broker, v->name) != v || !split(a, at, &l)
		    || !read_bind(a, v->text, &l))
			continue;
		l.prefix = arena_strndup(a, v->name, (size_t)(at.p - v->name) + at.n);
		add(c, l, out);
	}
}

static bool
has(const listener_list *all, const char *type, const char *name)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->at[i].type, type) == 0 && strcmp(all->at[i].name, name) == 0)
			return true;
	return false;
}

/* Files that may say more of listeners, and certificates in place of the image's. */
static bool
is_listener_file(const char *path)
{
	static const char *const files[] = {
		"/opt/emqx/etc", "/opt/emqx/etc/emqx.conf", "/opt/emqx/etc/base.hocon",
		"/opt/emqx/etc/listeners.conf", NULL
	};

	return str_is_any(str_of(path), files) || strncmp(path, "/opt/emqx/etc/certs", 19) == 0;
}

bool
listeners_in_file(const struct check *c)
{
	const struct doc *list = doc_field(c->broker->spot->d, "volumeMounts");

	for (const struct doc *d = list && list->kind == DOC_LIST ? list->first : NULL; d; d = d->next) {
		const char *path = doc_text(c->set->arena, d, "mountPath");

		if (path && is_listener_file(path))
			return true;
	}
	return false;
}

/* What nobody sets is as the version has it, when all settings are known. */
static void
add_defaults(const struct check *c, listener_list *out)
{
	const char *name = image_instance(c->broker->version.major);
	const char *head = c->broker->version.major == 4 ? "EMQX_LISTENER__" : "EMQX_LISTENERS__";

	for (const struct image_listener *row = image_listeners; row->type; row++) {
		char *prefix = arena_join(c->set->arena, head, row->type, "__", name, NULL);

		for (char *p = prefix; *p; p++)
			*p = (char)toupper((unsigned char)*p);
		if (!has(out, row->type, name))
			add(c, (struct listener){ .type = row->type, .name = name, .prefix = prefix,
						  .port = row->number, .address = "" }, out);
	}
}

void
listeners_of(const struct check *c, listener_list *out)
{
	add_variables(c, out);
	if (c->broker->known && !c->broker->open && !listeners_in_file(c))
		add_defaults(c, out);
}

static bool
is_everywhere(const struct listener *l)
{
	return !*l->address || strcmp(l->address, "0.0.0.0") == 0 || strcmp(l->address, "[::]") == 0;
}

bool
listeners_clash(const struct listener *a, const struct listener *b)
{
	return !a->off && !b->off && a->port == b->port && a->udp == b->udp
		&& (is_everywhere(a) || is_everywhere(b) || strcmp(a->address, b->address) == 0);
}

bool
listener_is_inside(const struct listener *l)
{
	return address_is_loopback(l->address);
}
