/*
 * allows: which `allow` lines of a program silence something anywhere.
 *
 * One line may hold for many clusters and environments; it is in vain only
 * when it silences nothing in any of them.
 */
#ifndef EMQXC_ALLOWS_H
#define EMQXC_ALLOWS_H

#include "front/spec.h"

struct allows;

struct allows *allows_new(struct arena *a);
/* After one build.  `sure`: every environment of its cluster is linted in this
 * run.  `patched`: its patches had their say as well. */
void allows_note(struct allows *all, const struct spec *s, bool sure, bool patched);
/* A message for each that was in vain. */
void allows_report(const struct allows *all, struct diags *d);

#endif
