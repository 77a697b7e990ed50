/*
 * address: an address as it is written, and whether it leaves its machine.
 */
#include "base/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>

/* Also 127.1, as inet_addr() and Erlang read it. */
static bool
is_loopback_4(const char *text)
{
	return ntohl(inet_addr(text)) >> 24 == 127;
}

static bool
is_loopback_6(const char *text)
{
	struct in6_addr at;

	if (inet_pton(AF_INET6, text, &at) != 1)
		return false;
	return IN6_IS_ADDR_LOOPBACK(&at)
		|| (IN6_IS_ADDR_V4MAPPED(&at) && at.s6_addr[12] == 127);
}

bool
address_is_loopback(const char *text)
{
	char bare[INET6_ADDRSTRLEN];
	size_t n = strlen(text), in = n >= 2 && text[0] == '[' && text[n - 1] == ']';

	if (n - 2 * in >= sizeof bare)
		return false;
	memcpy(bare, text + in, n - 2 * in);
	bare[n - 2 * in] = '\0';
	return strcasecmp(bare, "localhost") == 0 || is_loopback_4(bare) || is_loopback_6(bare);
}
