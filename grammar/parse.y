/*
 * parse: tokens into the tree.
 *
 * Shape only: every action calls one builder of front/ast_build.h.  Recovery
 * is at the end of an item, of a block and of a bracket; scan_recover() skips
 * to it, so the token after `error` is always one that stands here.  A broken
 * item that has a block keeps the messages of the block, but not its tree.
 */
%require "3.8"
%define api.pure full
%define api.prefix {emqx_}
%define api.token.prefix {T_}
%define parse.error custom
%define parse.lac full
%locations
%define api.location.type {struct place}
%expect 0
%param { struct parse *p }

%code requires {
#include "front/ast_build.h"
}

%code {
/* Brackets nest 100 deep and conditions have 100 parts; no level of either
 * holds more than eight symbols.  The first 200 are on the stack: each page of
 * it costs more than a line of a spec. */
#define YYINITDEPTH 200
#define YYMAXDEPTH 2000

#define YYLLOC_DEFAULT(here, rhs, n)                                        \
	((here) = (n) ? place_span(YYRHSLOC(rhs, 1), YYRHSLOC(rhs, n))      \
		      : place_end(YYRHSLOC(rhs, 0)))

static struct place
place_end(struct place at)
{
	return (struct place){ at.file, at.to, at.to };
}

static int
emqx_lex(EMQX_STYPE *value, struct place *at, struct parse *p)
{
	(void)value;
	return scan_next(p, at);
}

static void emqx_error(struct place *at, struct parse *p, const char *text);
}

%initial-action { @$ = (struct place){ p->file, 0, 0 }; }

%union {
	struct ast_name name;
	struct ast_path *path;
	struct ast_value *value;
	struct ast_arg arg;
	struct ast_type *type;
	struct ast_param *param;
	struct ast_expr *expr;
	struct ast_item *item;
	struct ast_block *block;
	struct ast_top *top;
}

%token END 0 "end of file"
%token NL "end of line"
%token NAME "name" STEP "numbered step"
%token STRING "string" TEXT "text block" BOOL "true or false"
%token INT "integer" DECIMAL "decimal" VERSION "version" UNIT "number with a unit"
%token PERCENT "percentage" ADDRESS "address" BAD "faulty literal"
%token EDITION "edition" USE "use" LET "let" PARAM "param" CLUSTER "cluster"
%token OVERLAY "overlay" PROFILE "profile" POLICY "policy" TEST "test"
%token AS "as" OF "of" EXTENDS "extends"
%token FINAL "final" REMOVE "remove" ALLOW "allow" DENY "deny" RAW "raw"
%token WHEN "when" ELSE "else" REQUIRE "require" EXPECT "expect"
%token AND "and" OR "or" NOT "not" IN "in"
%token ADD "+=" SUB "-=" UPTO ".." EQ "==" NE "!=" LE "<=" GE ">="
%token '=' "=" ':' ":" ',' "," '.' "." '?' "?" '<' "<" '>' ">" '-' "-"
%token '{' "{" '}' "}" '(' "(" ')' ")" '[' "[" ']' "]"

%type <name> name key
%type <path> lpath path module member
%type <value> value scalar bound range list vals open_vals call args open_args
%type <arg> arg
%type <type> type
%type <param> pdecl
%type <expr> expr operand
%type <item> item when
%type <block> block items
%type <top> top profile params open_params overlay overlay_of overlay_extends

%printer { fprintf(yyo, "%s", $$.text ? $$.text : "-"); } <name>
%printer { fprintf(yyo, "%zu steps", $$ ? $$->steps.n : 0); } <path>
%printer { fprintf(yyo, "kind %d", $$ ? (int)$$->kind : -1); } <value> <expr> <item> <top>
%printer { fprintf(yyo, "%s", $$.name.text ? $$.name.text : "-"); } <arg>
%printer { fprintf(yyo, "%s", $$ ? $$->name.text : "-"); } <type> <param>
%printer { fprintf(yyo, "%zu items", $$ ? $$->items.n : 0); } <block>
%printer { fprintf(yyo, "%u-%u", (unsigned)@$.from, (unsigned)@$.to); } <>

%left OR
%left AND
%precedence NOT

%start file

%%

file: tops;

tops: %empty
	| tops NL
	| tops top NL                   { ast_file_add(p, $2); }
	| tops EDITION INT NL           { ast_edition(p, @2, @3); }
	| tops error NL                 { yyerrok; }
	| tops broken NL
	;

top: USE module                         { $$ = ast_top_use(p, $2, NULL, AST_NO_NAME, @$); }
	| USE module AS name            { $$ = ast_top_use(p, $2, NULL, $4, @$); }
	| USE STRING                    { $$ = ast_top_use(p, NULL, ast_string(p, @2), AST_NO_NAME, @$); }
	| USE STRING AS name            { $$ = ast_top_use(p, NULL, ast_string(p, @2), $4, @$); }
	| LET NAME '=' value            { $$ = ast_top_let(p, ast_word(p, @2), $4, @$); }
	| PARAM pdecl                   { $$ = ast_top_param(p, $2, @$); }
	| cluster name block            { $$ = ast_top_body(ast_top_new(p, AST_TOP_CLUSTER, $2, @$), $3, @$); }
	| POLICY name block             { $$ = ast_top_body(ast_top_new(p, AST_TOP_POLICY, $2, @$), $3, @$); }
	| TEST name block               { $$ = ast_top_body(ast_top_new(p, AST_TOP_TEST, $2, @$), $3, @$); }
	| profile block                 { $$ = ast_top_body($1, $2, @$); }
	| params ')' block              { $$ = ast_top_body($1, $3, @$); }
	| open_params ')' block         { $$ = ast_top_body($1, $3, @$); }
	| open_params error close block { $$ = ast_top_body($1, $4, @$); }
	| overlay block                 { $$ = ast_top_body($1, $2, @$); }
	| overlay_of block              { $$ = ast_top_body($1, $2, @$); }
	| overlay_extends block         { $$ = ast_top_body($1, $2, @$); }
	;

module: path;

cluster: CLUSTER                        { ast_stub_begin(p); };

overlay: OVERLAY name                   { $$ = ast_top_new(p, AST_TOP_OVERLAY, $2, @$); };

overlay_of: overlay OF name             { $$ = ast_top_of(p, $1, $3); }
	| overlay_extends OF name       { $$ = ast_top_of(p, $1, $3); }
	| overlay_of ',' name           { $$ = ast_top_of(p, $1, $3); }
	;

overlay_extends: overlay EXTENDS name   { $$ = ast_top_extends(p, $1, $3); }
	| overlay_of EXTENDS name       { $$ = ast_top_extends(p, $1, $3); }
	| overlay_extends ',' name      { $$ = ast_top_extends(p, $1, $3); }
	;

profile: PROFILE name                   { $$ = ast_top_new(p, AST_TOP_PROFILE, $2, @$); };

open_params: profile '('
	| params ','
	| open_params error ','         { yyerrok; }
	;

params: open_params pdecl               { $$ = ast_top_add_param(p, $1, $2); };

pdecl: NAME ':' type                    { $$ = ast_param_new(p, ast_word(p, @1), $3, NULL, @$); }
	| NAME ':' type '=' value       { $$ = ast_param_new(p, ast_word(p, @1), $3, $5, @$); }
	;

type: NAME                              { $$ = ast_type_new(p, ast_word(p, @1), NULL, @$); }
	| NAME '[' type ']'             { $$ = ast_type_new(p, ast_word(p, @1), $3, @$); }
	| type '?'                      { $$ = ast_type_optional($1, @$); }
	;

/* An error whose item has a block: the block is read for its own faults. */
broken: error resumed block             { scan_skip_rest(p); }
	| broken ELSE block             { scan_skip_rest(p); }
	;

resumed: %empty                         { yyerrok; };

close: ')'                              { yyerrok; };

block: items '}'                        { $$ = ast_block_end($1, @$); }
	| items item '}'                { $$ = ast_block_end(ast_block_add(p, $1, $2), @$); }
	| items error '}'               { $$ = ast_block_end(ast_block_torn($1), @$); yyerrok; }
	| items broken '}'              { $$ = ast_block_end(ast_block_torn($1), @$); }
	;

items: '{'                              { $$ = ast_block_new(p, @$); }
	| items NL
	| items item NL                 { $$ = ast_block_add(p, $1, $2); }
	| items error NL                { $$ = ast_block_torn($1); yyerrok; }
	| items broken NL               { $$ = ast_block_torn($1); }
	;

item: lpath '=' value                   { $$ = ast_field(p, AST_SET, $1, $3, @$); }
	| lpath ADD value               { $$ = ast_field(p, AST_ADD, $1, $3, @$); }
	| lpath SUB value               { $$ = ast_field(p, AST_SUB, $1, $3, @$); }
	| lpath block                   { $$ = ast_amend(p, $1, $2, @$); }
	| lpath RAW TEXT                { $$ = ast_field(p, AST_RAW, $1, ast_heredoc(p, @3), @$); }
	| lpath RAW STRING              { $$ = ast_field(p, AST_RAW, $1, ast_string(p, @3), @$); }
	| member '=' value              { $$ = ast_member(ast_field(p, AST_SET, $1, $3, @$)); }
	| member block                  { $$ = ast_member(ast_amend(p, $1, $2, @$)); }
	| member name block             { $$ = ast_member(ast_amend(p, ast_path_dot(p, $1, $2), $3, @$)); }
	| FINAL lpath '=' value         { $$ = ast_final(ast_field(p, AST_SET, $2, $4, @$), @$); }
	| FINAL member '=' value        { $$ = ast_final(ast_member(ast_field(p, AST_SET, $2, $4, @$)), @$); }
	| REMOVE lpath                  { $$ = ast_field(p, AST_REMOVE, $2, NULL, @$); }
	| ALLOW name STRING             { $$ = ast_verdict(p, AST_ALLOW, $2, @3, @$); }
	| DENY name STRING              { $$ = ast_verdict(p, AST_DENY, $2, @3, @$); }
	| USE call                      { $$ = ast_field(p, AST_USE, NULL, $2, @$); }
	| LET NAME '=' value            { $$ = ast_let(p, ast_word(p, @2), $4, @$); }
	| when
	| REQUIRE expr ELSE STRING      { $$ = ast_rule(p, AST_REQUIRE, $2, ast_string(p, @4), @$); }
	| EXPECT expr                   { $$ = ast_rule(p, AST_EXPECT, $2, NULL, @$); }
	;

when: WHEN expr block                   { $$ = ast_when(p, $2, $3, NULL, @$); }
	| WHEN expr block ELSE block    { $$ = ast_when(p, $2, $3, $5, @$); }
	| WHEN expr block ELSE when     { $$ = ast_when(p, $2, $3, ast_else_when(p, $5), @$); }
	;

/* listener mqtt */
member: NAME name                       { $$ = ast_path_dot(p, ast_path_new(p, ast_word(p, @1)), $2); };

/* A left side: any key may be quoted. */
lpath: NAME                             { $$ = ast_path_new(p, ast_word(p, @1)); }
	| STRING                        { $$ = ast_path_new(p, ast_key(p, @1)); }
	| lpath '.' NAME                { $$ = ast_path_dot(p, $1, ast_word(p, @3)); }
	| lpath '.' STRING              { $$ = ast_path_dot(p, $1, ast_key(p, @3)); }
	| lpath STEP                    { $$ = ast_path_step(p, $1, @2); }
	| lpath '[' key ']'             { $$ = ast_path_index(p, $1, $3, @$); }
	| lpath '[' error ']'
	;

/* A reference. */
path: NAME                              { $$ = ast_path_new(p, ast_word(p, @1)); }
	| path '.' NAME                 { $$ = ast_path_dot(p, $1, ast_word(p, @3)); }
	| path '.' STRING               { $$ = ast_path_dot(p, $1, ast_key(p, @3)); }
	| path STEP                     { $$ = ast_path_step(p, $1, @2); }
	| path '[' key ']'              { $$ = ast_path_index(p, $1, $3, @$); }
	| path '[' error ']'
	;

name: NAME                              { $$ = ast_word(p, @1); }
	| STRING                        { $$ = ast_key(p, @1); }
	;

key: name
	| INT                           { $$ = ast_word(p, @1); }
	;

value: scalar
	| scalar block                  { $$ = ast_carrying($1, $2, @$); }
	| range
	| list
	| block                         { $$ = ast_block_value(p, $1); }
	| call
	| NAME block                    { $$ = ast_variant(p, ast_word(p, @1), NULL, $2, @$); }
	| NAME scalar                   { $$ = ast_variant(p, ast_word(p, @1), $2, NULL, @$); }
	| NAME scalar block             { $$ = ast_variant(p, ast_word(p, @1), $2, $3, @$); }
	;

range: bound UPTO bound                 { $$ = ast_range(p, $1, $3, @$); };

bound: scalar | call;

scalar: STRING                          { $$ = ast_string(p, @1); }
	| TEXT                          { $$ = ast_heredoc(p, @1); }
	| INT                           { $$ = ast_scalar(p, AST_INT, @1); }
	| DECIMAL                       { $$ = ast_scalar(p, AST_DECIMAL, @1); }
	| VERSION                       { $$ = ast_scalar(p, AST_VERSION, @1); }
	| UNIT                          { $$ = ast_scalar(p, AST_UNIT, @1); }
	| PERCENT                       { $$ = ast_scalar(p, AST_PERCENT, @1); }
	| ADDRESS                       { $$ = ast_scalar(p, AST_ADDRESS, @1); }
	| BOOL                          { $$ = ast_scalar(p, AST_BOOL, @1); }
	| BAD                           { $$ = ast_scalar(p, AST_BAD, @1); }
	;

list: vals ']'                          { $$ = ast_closed($1, @$); }
	| open_vals ']'                 { $$ = ast_closed($1, @$); }
	| open_vals error ']'           { $$ = ast_closed($1, @$); yyerrok; }
	;

open_vals: '['                          { $$ = ast_list_new(p, @$); }
	| vals ','
	| open_vals error ','           { yyerrok; }
	;

vals: open_vals value                   { $$ = ast_list_add(p, $1, $2); };

call: path                              { $$ = ast_reference(p, $1); }
	| args ')'                      { $$ = ast_closed($1, @$); }
	| open_args ')'                 { $$ = ast_closed($1, @$); }
	| open_args error ')'           { $$ = ast_closed(ast_cut($1), @$); yyerrok; }
	;

open_args: path '('                     { $$ = ast_call(p, $1, @$); }
	| args ','
	| open_args error ','           { $$ = ast_cut($1); yyerrok; }
	;

args: open_args arg                     { $$ = ast_call_arg(p, $1, $2); };

arg: value                              { $$ = (struct ast_arg){ AST_NO_NAME, $1 }; }
	| NAME ':' value                { $$ = (struct ast_arg){ ast_word(p, @1), $3 }; }
	;

expr: expr OR expr                      { $$ = ast_binary(p, AST_OR, $1, $3, @$); }
	| expr AND expr                 { $$ = ast_binary(p, AST_AND, $1, $3, @$); }
	| NOT expr                      { $$ = ast_binary(p, AST_NOT, $2, NULL, @$); }
	| '(' expr ')'                  { $$ = ast_grouped($2, @$); }
	| '(' error ')'                 { $$ = ast_operand(p, ast_scalar(p, AST_BAD, @$)); yyerrok; }
	| operand
	| operand EQ operand            { $$ = ast_binary(p, AST_EQ, $1, $3, @$); }
	| operand NE operand            { $$ = ast_binary(p, AST_NE, $1, $3, @$); }
	| operand '<' operand           { $$ = ast_binary(p, AST_LT, $1, $3, @$); }
	| operand '>' operand           { $$ = ast_binary(p, AST_GT, $1, $3, @$); }
	| operand LE operand            { $$ = ast_binary(p, AST_LE, $1, $3, @$); }
	| operand GE operand            { $$ = ast_binary(p, AST_GE, $1, $3, @$); }
	| operand IN list               { $$ = ast_in(p, $1, $3, @$); }
	;

operand: call                           { $$ = ast_operand(p, $1); }
	| scalar                        { $$ = ast_operand(p, $1); }
	;

%%

/* The parser's own words: only that its stack is full. */
static void
emqx_error(struct place *at, struct parse *p, const char *text)
{
	(void)text;
	ast_limit(p, *at, "this nests too deeply");
}

static int
yyreport_syntax_error(const yypcontext_t *context, struct parse *p)
{
	yysymbol_kind_t kinds[YYNTOKENS];
	const char *expected[YYNTOKENS];
	int n = yypcontext_expected_tokens(context, kinds, YYNTOKENS);

	for (int i = 0; i < n; i++)
		expected[i] = yysymbol_name(kinds[i]);
	syntax_error(p, expected, n > 0 ? (size_t)n : 0);
	return 0;
}

const char *
syntax_token(int token)
{
	return yysymbol_name(YYTRANSLATE(token));
}
