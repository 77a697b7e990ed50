/*
 * kube_names: a text against the rule of its kind of name.  Each rule is a
 * length, the letters, and what stands at the ends.
 */
#include "schema/kube_names.h"

#include <string.h>

/* Kinds of letters; what is none of them no name has. */
enum {
	LOWER = 1, UPPER = 2, DIGITS = 4, HYPHEN = 8, DOT = 16, UNDERSCORE = 32,
	ALNUM = LOWER | UPPER | DIGITS,
	LABEL = LOWER | DIGITS | HYPHEN,
	ALL = ALNUM | HYPHEN | DOT | UNDERSCORE
};

static unsigned
kind_of(char c)
{
	if (c >= 'a' && c <= 'z')
		return LOWER;
	if (c >= '0' && c <= '9')
		return DIGITS;
	if (c >= 'A' && c <= 'Z')
		return UPPER;
	return c == '-' ? HYPHEN : c == '.' ? DOT : c == '_' ? UNDERSCORE : 0;
}

/* How many of the first letters are of these kinds. */
static size_t
span(const char *text, unsigned kinds)
{
	size_t n = 0;

	while (kind_of(text[n]) & kinds)
		n++;
	return n;
}

static bool
made_of(const char *text, unsigned kinds)
{
	return !text[span(text, kinds)];
}

static bool
ends_in(const char *text, unsigned kinds)
{
	return (kind_of(text[0]) & kinds) && (kind_of(text[strlen(text) - 1]) & kinds);
}

bool
kube_is_label(const char *text)
{
	return strlen(text) <= KUBE_LABEL_MAX && made_of(text, LABEL)
		&& ends_in(text, LOWER | DIGITS);
}

bool
kube_is_service_name(const char *text)
{
	return kube_is_label(text) && kind_of(*text) == LOWER;
}

bool
kube_is_port_name(const char *text)
{
	return kube_is_label(text) && strlen(text) <= KUBE_PORT_NAME_MAX && !made_of(text, DIGITS | HYPHEN)
		&& !strstr(text, "--");
}

bool
kube_is_label_value(const char *text)
{
	return !*text || (strlen(text) <= KUBE_LABEL_MAX && made_of(text, ALL)
			  && ends_in(text, ALNUM));
}

bool
kube_is_label_key(const char *text)
{
	const char *slash = strchr(text, '/'), *name = slash ? slash + 1 : text;
	size_t n = slash ? (size_t)(slash - text) : 0;

	if (slash && (n == 0 || n > KUBE_KEY_MAX || span(text, LABEL | DOT) != n))
		return false;
	return *name && kube_is_label_value(name);
}

static bool
is_dots(const char *text)
{
	return strcmp(text, ".") == 0 || strncmp(text, "..", 2) == 0;
}

bool
kube_is_data_key(const char *text)
{
	return *text && strlen(text) <= KUBE_KEY_MAX && made_of(text, ALL)
		&& !is_dots(text);
}

bool
kube_is_variable(const char *text)
{
	return *text && kind_of(*text) != DIGITS && made_of(text, ALL)
		&& !is_dots(text);
}

bool
kube_sysctl_is_safe(const char *name)
{
	static const char *const safe[] = {
		"kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies",
		"net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start",  /* 1.22 */
		"net.ipv4.ip_local_reserved_ports",                                  /* 1.27 */
		"net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",           /* 1.29 */
		"net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",     /* 1.29 */
		"net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",                            /* 1.32 */
		NULL
	};
	const char *const *p = safe;

	while (*p && strcmp(*p, name) != 0)
		p++;
	return *p != NULL;
}

bool
kube_annotation_guards(const char *key)
{
	static const char *const parts[] = {
		"certificate-arn", "managed-certificates", "pre-shared-cert", "ssl-passthrough",
		"router.tls", "source-range", "inbound-cidrs", "allow-list", NULL
	};

	for (const char *const *part = parts; *part; part++)
		if (strstr(key, *part))
			return true;
	return false;
}
