/*
 * rows: what keys2c and kinds2c share: reading a table of the tree line by
 * line, texts of which each stands once, and how they fail.
 */
#ifndef ROWS_H
#define ROWS_H

#include <stddef.h>
#include <stdint.h>

/* "PROGRAM: FILE:LINE: WHY" on standard error, and the end. */
void die(const char *fmt, ...) __attribute__((format(printf, 1, 2), noreturn));

/* Each line that is no comment and not empty, without its end, to `take`, which
 * may write into it; `in` is the program's. */
typedef void take_line(void *in, char *line);
void read_rows(const char *program, const char *path, take_line *take, void *in);

/* Copies and arrays are kept until the end of the program. */
char *copy(const char *from, size_t n);
/* Room for one more of size bytes; the array may move. */
void *grow(void *array, unsigned n, unsigned *cap, size_t size);

/* The offset of a text, made where it is new; the empty one has 0. */
uint32_t text_of(const char *s);
const char *text_at(uint32_t offset);
/* All of them as `const char NAME[]`. */
void print_texts(const char *name);

#endif
