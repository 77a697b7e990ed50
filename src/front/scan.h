/*
 * scan: what stands around a token decides what it is.
 *
 * Between the scanner (grammar/scan.l), which knows only bytes, and the
 * grammar, which wants balanced brackets and keywords: positions of words,
 * newlines that count, brackets that are not closed, and what is skipped after
 * an error.  Private to the parser.
 */
#ifndef EMQXC_SCAN_H
#define EMQXC_SCAN_H

#include "front/ast.h"

struct parse;

/* Where a word of keywords.def counts. */
enum {
	AT_TOP = 1 << 0,       /* first of a declaration */
	AT_ITEM = 1 << 1,      /* first of an item in a block */
	AFTER_ELSE = 1 << 2,
	IN_USE = 1 << 3,       /* after a name of a `use` */
	IN_OVERLAY = 1 << 4,   /* after a name of an `overlay` */
	IN_GUARD = 1 << 5,     /* in a condition: only opened, see the next two */
	AT_OPERAND = 1 << 6,   /* where a condition wants an operand */
	AT_OPERATOR = 1 << 7,  /* after one */
	BEFORE_TEXT = 1 << 8,  /* between a field and a string */
	AS_VALUE = 1 << 9      /* anywhere but first */
};

struct keyword {
	const char *word;
	size_t length;
	int token;
	unsigned where, opens;
};

/* All keywords; a NULL word ends them (scan_keyword.c). */
extern const struct keyword scan_keywords[];
const struct keyword *scan_keyword(struct str word);

/* An open bracket, or the file itself. */
struct scan_frame {
	int kind;              /* { ( [ or 0 */
	struct place at;
	unsigned mode;         /* what the item's keyword opened */
	size_t parts;          /* operators and else of the item, and around it */
	size_t base;           /* of them, those around it */
	bool fault;            /* a syntax error stood in it */
};

enum scan_skip {
	SKIP_NOTHING,
	SKIP_TO_BODY,          /* to the end of the item, or its block */
	SKIP_REST              /* to the end of the item, or its else */
};

struct scan_token {
	int token;
	struct place at;
	bool made_up;          /* stands for a bracket that is missing */
};

struct scan {
	void *flex;
	uint32_t offset;                /* what flex has read */
	struct scan_frame *frames;      /* [0] is the file */
	size_t depth, most;             /* the most that there is room for */
	struct scan_token last, before; /* delivered last, and before that */
	struct scan_token first;        /* of the item */
	struct scan_token held;         /* read, but brackets are closed first */
	bool holding;
	unsigned opens;                 /* what the held keyword opens */
	size_t close_to;                /* depth that the held token needs */
	bool brace_missing;             /* before the held token */
	enum scan_skip skip;
	size_t skip_depth;
	bool stopped;                   /* over a limit: the rest is not read */
	bool open_string;               /* a string ended at its newline … */
	size_t swallowed;               /* … with closers of so many brackets */
	struct place open_string_at;
	bool open_text;                 /* a text block took the rest */
	struct place suspect;           /* a `{` whose `}` is indented too little */
	struct place closed;            /* the last `}` */
	bool has_balance;
	long balance, net;              /* of { and }: in the file, and so far */
	uint32_t gap_from, gap_to;      /* blank text that was looked over */
	struct scan_token fault;        /* of the last syntax error */
};

/* grammar/scan.l */
void *scan_open(struct parse *p, struct str text);
int scan_raw(struct place *at, void *flex);

/* What the rules of scan.l call (scan_literal.c). */
struct place scan_advance(struct parse *p, size_t n);
void scan_comment(struct parse *p, struct place at);
void scan_slashes(struct parse *p, struct place at);
int scan_number(struct parse *p, struct place at);
int scan_open_string(struct parse *p, struct place at);
int scan_open_text(struct parse *p, struct place at);
int scan_single_quotes(struct parse *p, struct place at);
int scan_foreign(struct parse *p, struct place at, int token, const char *word);
/* Inside of what is skipped for an error, or right after one: be still. */
bool scan_is_quiet(const struct parse *p);

/* scan_stranger.c */
int scan_stranger(struct parse *p, struct place at);

/* What the text at an offset looks like (scan_ahead.c). */
/* The offset of the next thing that is no blank, or that is no blank, newline
 * or comment. */
uint32_t scan_blanks(const struct parse *p, uint32_t from);
uint32_t scan_gap(struct parse *p, uint32_t from);
bool scan_looks_like_item(struct parse *p, uint32_t from);
bool scan_else_follows(struct parse *p, uint32_t from);
/* Is the word that ends there a field's, though it is a keyword? */
bool scan_is_field_name(const struct parse *p, unsigned opens, uint32_t end);
/* How many blocks will be open at the end of the file? */
long scan_stay_open(struct parse *p, uint32_t from);
bool scan_brace_is_missing(struct parse *p, struct place word);

/* What a position makes of a token (scan_word.c). */
int scan_word(struct parse *p, struct place at, unsigned *opens);
bool scan_newline_counts(struct parse *p, struct place at);
/* Can an item end after this token? */
bool scan_ends_item(int token);

/* Brackets that are not closed, and what closes none (scan_bracket.c). */
/* The end of the last token, where something is missing. */
struct place scan_end(const struct parse *p);
bool scan_settle(struct parse *p, struct scan_token *t);
void scan_swallow(struct parse *p, struct place string);
/* Its own memory, which no declaration takes along. */
struct arena *scan_arena(const struct parse *p);
void scan_push(struct parse *p, int kind, struct place at);
void scan_pop(struct parse *p, struct place at);
int scan_closer(int kind);

/* The next token for the grammar; T_END for ever when stopped (scan.c). */
int scan_next(struct parse *p, struct place *at);
/* Begin at that offset of the text. */
void scan_start(struct parse *p, uint32_t from);
/* After a syntax error at the last token: skip to where the grammar goes on. */
void scan_recover(struct parse *p);
/* A block was read after an error: what follows it belongs to the error. */
void scan_skip_rest(struct parse *p);

#endif
