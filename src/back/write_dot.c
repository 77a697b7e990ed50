/*
 * write_dot: a graph in the language of Graphviz.  A graph is a map of
 *
 *	attributes   texts by name, of the graph
 *	node, edge   texts by name: what its nodes and edges have by default
 *	graphs       graphs by name, drawn as boxes
 *	nodes        texts by name, by the node's name
 *	edges        a list of texts by name; from and to are the nodes' names
 *
 * and each of them may be left out.  Every name and text is quoted; a line end
 * is written as \n, which Graphviz draws as one.
 */
#include "back/write.h"

#include <string.h>

#include "base/buf.h"

static void
put_quoted(struct str s, struct buf *out)
{
	buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_char(out, '\\');
		if (s.p[i] == '\n')
			buf_text(out, "\\n");
		else
			buf_char(out, s.p[i]);
	}
	buf_char(out, '"');
}

static bool
is_end(const struct doc *attribute)
{
	return strcmp(attribute->name, "from") == 0 || strcmp(attribute->name, "to") == 0;
}

/* ` [label="a", shape="box"];` */
static void
put_attributes(const struct doc *map, struct buf *out)
{
	const char *before = " [";

	for (const struct doc *d = map->first; d; d = d->next) {
		if (is_end(d))
			continue;
		buf_printf(out, "%s%s=", before, d->name);
		put_quoted(d->text, out);
		before = ", ";
	}
	buf_text(out, *before == ',' ? "];\n" : ";\n");
}

static void
put_defaults(const struct doc *graph, const char *what, size_t depth, struct buf *out)
{
	const struct doc *d = doc_get(graph, what);

	if (!d || !d->first)
		return;
	buf_fill(out, '\t', depth);
	buf_text(out, what);
	put_attributes(d, out);
}

static void
put_own(const struct doc *graph, size_t depth, struct buf *out)
{
	const struct doc *own = doc_get(graph, "attributes");

	for (const struct doc *d = own ? own->first : NULL; d; d = d->next) {
		buf_fill(out, '\t', depth);
		buf_printf(out, "%s=", d->name);
		put_quoted(d->text, out);
		buf_text(out, ";\n");
	}
}

static void
put_nodes(const struct doc *graph, size_t depth, struct buf *out)
{
	const struct doc *nodes = doc_get(graph, "nodes");

	for (const struct doc *d = nodes ? nodes->first : NULL; d; d = d->next) {
		buf_fill(out, '\t', depth);
		put_quoted(str_of(d->name), out);
		put_attributes(d, out);
	}
}

static void
put_edges(const struct doc *graph, size_t depth, struct buf *out)
{
	const struct doc *edges = doc_get(graph, "edges");

	for (const struct doc *d = edges ? edges->first : NULL; d; d = d->next) {
		buf_fill(out, '\t', depth);
		put_quoted(doc_get(d, "from")->text, out);
		buf_text(out, " -> ");
		put_quoted(doc_get(d, "to")->text, out);
		put_attributes(d, out);
	}
}

static void
put_graph(const struct doc *graph, size_t depth, struct buf *out)
{
	const struct doc *graphs = doc_get(graph, "graphs");

	put_own(graph, depth, out);
	put_defaults(graph, "node", depth, out);
	put_defaults(graph, "edge", depth, out);
	for (const struct doc *d = graphs ? graphs->first : NULL; d; d = d->next) {
		buf_fill(out, '\t', depth);
		buf_printf(out, "subgraph \"cluster_%s\" {\n", d->name);
		put_graph(d, depth + 1, out);
		buf_fill(out, '\t', depth);
		buf_text(out, "}\n");
	}
	put_nodes(graph, depth, out);
	put_edges(graph, depth, out);
}

void
write_dot(const struct doc *d, struct buf *out)
{
	buf_text(out, "digraph {\n");
	put_graph(d, 1, out);
	buf_text(out, "}\n");
}
