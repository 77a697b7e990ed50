/*
 * xml: text as XML writes it, in content and in attributes.
 */
#ifndef EMQXC_XML_H
#define EMQXC_XML_H

#include "base/buf.h"

/* Markup and line ends as references; what XML cannot hold becomes U+FFFD. */
void xml_text(struct buf *out, const char *text);

#endif
