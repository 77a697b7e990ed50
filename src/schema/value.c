/*
 * value: the names of its kinds, for messages.
 */
#include "schema/value.h"

const char *
value_kind_text(enum value_kind kind)
{
	static const char *const names[] = {
		[VAL_BAD] = "a faulty value",
		[VAL_UNKNOWN] = "a parameter without a value",
		[VAL_STRING] = "a string",
		[VAL_INT] = "a number",
		[VAL_DECIMAL] = "a decimal number",
		[VAL_VERSION] = "a version",
		[VAL_UNIT] = "a number with a unit",
		[VAL_PERCENT] = "a percentage",
		[VAL_ADDRESS] = "an address",
		[VAL_BOOL] = "true or false",
		[VAL_WORD] = "a word",
		[VAL_RANGE] = "a range",
		[VAL_LIST] = "a list",
		[VAL_RECORD] = "a block",
		[VAL_SECRET] = "a secret",
		[VAL_SECRET_FILE] = "a secret file",
		[VAL_ENV_REF] = "a run-time variable",
		[VAL_INSECURE] = "an insecure text",
	};

	return names[kind];
}
