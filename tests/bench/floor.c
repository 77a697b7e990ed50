/*
 * floor: what writing that YAML costs at least: the events of a stream emitted
 * again by libyaml, set up as emqxc sets it up, and nothing else.
 *
 *	floor FILE COPY     CPU and wall seconds of the emitting on standard error
 *
 * One document at a time is read into a list of events, outside of what is
 * measured; then it is emitted and written.  Whoever calls it compares the copy.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <yaml.h>

enum { MOST_EVENTS = 65536, OUT_SIZE = 1 << 20 };

struct out {
	char bytes[OUT_SIZE];
	size_t n, total;
	int fd;
};

static yaml_event_t events[MOST_EVENTS];
static struct out out;

static _Noreturn void
die(const char *why)
{
	fprintf(stderr, "floor: %s\n", why);
	exit(EXIT_FAILURE);
}

static void
flush(struct out *o)
{
	for (size_t done = 0; done < o->n;) {
		ssize_t n = write(o->fd, o->bytes + done, o->n - done);

		if (n < 0)
			die("cannot write");
		done += (size_t)n;
	}
	o->total += o->n;
	o->n = 0;
}

static int
take(void *with, unsigned char *bytes, size_t n)
{
	struct out *o = with;

	if (n > OUT_SIZE)
		return 0;
	if (o->n + n > OUT_SIZE)
		flush(o);
	memcpy(o->bytes + o->n, bytes, n);
	o->n += n;
	return 1;
}

/* --- outside of what is measured --------------------------------------------- */

/* Events up to the end of a document; 0 at the end of the stream. */
static size_t
read_document(yaml_parser_t *p)
{
	for (size_t n = 0; n < MOST_EVENTS; n++) {
		if (!yaml_parser_parse(p, &events[n]))
			die(p->problem);
		if (events[n].type == YAML_STREAM_START_EVENT)
			n--;
		else if (events[n].type == YAML_STREAM_END_EVENT)
			return 0;
		else if (events[n].type == YAML_DOCUMENT_END_EVENT)
			return n + 1;
	}
	die("a document is too long");
}

static void
drop_document(size_t n)
{
	for (size_t i = 0; i < n; i++)
		yaml_event_delete(&events[i]);
}

/* --- what is measured ---------------------------------------------------------- */

/* A copy of an event as a program makes it, consumed by the emitter. */
static bool
again(yaml_emitter_t *e, const yaml_event_t *from)
{
	yaml_event_t event;
	int made = 0;

	switch (from->type) {
	case YAML_DOCUMENT_START_EVENT:
		made = yaml_document_start_event_initialize(&event, NULL, NULL, NULL,
				from->data.document_start.implicit);
		break;
	case YAML_DOCUMENT_END_EVENT:
		made = yaml_document_end_event_initialize(&event, 1);
		break;
	case YAML_MAPPING_START_EVENT:
		made = yaml_mapping_start_event_initialize(&event, NULL, NULL, 1,
				from->data.mapping_start.style);
		break;
	case YAML_MAPPING_END_EVENT:
		made = yaml_mapping_end_event_initialize(&event);
		break;
	case YAML_SEQUENCE_START_EVENT:
		made = yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
				from->data.sequence_start.style);
		break;
	case YAML_SEQUENCE_END_EVENT:
		made = yaml_sequence_end_event_initialize(&event);
		break;
	case YAML_SCALAR_EVENT:
		made = yaml_scalar_event_initialize(&event, NULL, NULL, from->data.scalar.value,
				(int)from->data.scalar.length, 1, 1, from->data.scalar.style);
		break;
	default:
		break;
	}
	return made && yaml_emitter_emit(e, &event);
}

static void
start(yaml_emitter_t *e)
{
	yaml_event_t event;

	if (!yaml_emitter_initialize(e))
		die("no memory");
	yaml_emitter_set_output(e, take, &out);
	yaml_emitter_set_unicode(e, 1);
	yaml_emitter_set_indent(e, 2);
	yaml_emitter_set_width(e, -1);
	if (!yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING) ||
	    !yaml_emitter_emit(e, &event))
		die("no stream");
}

static void
emit_document(yaml_emitter_t *e, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!again(e, &events[i]))
			die("an event cannot be emitted");
	if (!yaml_emitter_flush(e))
		die("cannot flush");
}

static double
now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	FILE *in = argc == 3 ? fopen(argv[1], "rb") : NULL;
	double cpu = 0, wall = 0;
	yaml_parser_t parser;
	yaml_emitter_t emitter;
	size_t n;

	if (!in || !yaml_parser_initialize(&parser))
		die("usage: floor FILE COPY");
	out.fd = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (out.fd < 0)
		die("cannot make the copy");
	yaml_parser_set_input_file(&parser, in);
	start(&emitter);
	while ((n = read_document(&parser)) > 0) {
		double cpu_then = now(CLOCK_PROCESS_CPUTIME_ID), wall_then = now(CLOCK_MONOTONIC);

		emit_document(&emitter, n);
		cpu += now(CLOCK_PROCESS_CPUTIME_ID) - cpu_then;
		wall += now(CLOCK_MONOTONIC) - wall_then;
		drop_document(n);
	}
	flush(&out);
	fprintf(stderr, "%.6f %.6f %zu\n", cpu, wall, out.total);
	yaml_emitter_delete(&emitter);
	yaml_parser_delete(&parser);
	fclose(in);
	return EXIT_SUCCESS;
}
