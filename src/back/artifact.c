/*
 * artifact: the text of an artifact, by the writer of its syntax.
 */
#include "back/backend.h"

#include "back/write.h"
#include "base/buf.h"

int
artifact_write(const struct artifact *f, const struct back_options *o, bool first,
	       struct buf *out)
{
	switch (f->syntax) {
	case SYNTAX_YAML:
		return write_yaml((const struct doc *const[]){ f->doc }, 1, first, out);
	case SYNTAX_HOCON:
		write_hocon(f->doc, out);
		return 0;
	case SYNTAX_CUTTLEFISH:
		write_cuttlefish(f->doc, out);
		return 0;
	case SYNTAX_ENV:
		write_env(f->doc, o->env_format, out);
		return 0;
	case SYNTAX_JSON:
		write_json(f->doc, out);
		return 0;
	case SYNTAX_DOT:
		write_dot(f->doc, out);
		return 0;
	case SYNTAX_TEXT:
		buf_str(out, f->doc->text);
		return 0;
	}
	return 0;
}
