/*
 * broker_image: facts of EMQX's images that no key tells: the listeners that
 * are up without a setting, and the folders that a version writes in.
 */
#ifndef EMQXC_BROKER_IMAGE_H
#define EMQXC_BROKER_IMAGE_H

#include <stdbool.h>

struct image_listener {
	const char *type, *name;   /* the name is emqxc's, for a port */
	int number;
};

/* Each version since 4.1 has all of them; the last has no type. */
extern const struct image_listener image_listeners[];

/* What EMQX calls the listener that a type has from the start. */
const char *image_instance(int major);

/* Of a listener's type, also of a gateway: do packets of UDP reach it, does it
 * have a certificate? */
bool listener_is_udp(const char *type);
bool listener_is_tls(const char *type);

struct image_folder {
	int since, until;          /* major versions that write there */
	const char *name, *path;
	bool copied;               /* the image has files in it that must stay */
	bool needed;               /* without it the broker does not start */
};

/* The last has no name. */
extern const struct image_folder image_folders[];

#endif
