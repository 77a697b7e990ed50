/*
 * address: what an address says by itself.
 */
#ifndef EMQXC_ADDRESS_H
#define EMQXC_ADDRESS_H

#include <stdbool.h>

/* Does only its own machine or pod reach it?  127.0.0.0/8 and ::1 in any
 * spelling, in brackets or not, and localhost. */
bool address_is_loopback(const char *text);

#endif
