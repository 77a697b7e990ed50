/*
 * replay: the files of a corpus through a target, without libFuzzer.  An input
 * that breaks a property ends it, as the fuzzer would; the last name on
 * standard error is its.
 */
#include "fuzz.h"

/* A copy of its own size, so that a sanitizer sees each byte too many. */
static int
replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *bytes = NULL;
	long n = -1;

	if (f && fseek(f, 0, SEEK_END) == 0)
		n = ftell(f);
	if (n >= 0)
		bytes = malloc((size_t)n + !n);
	if (!bytes || fseek(f, 0, SEEK_SET) != 0 || fread(bytes, 1, (size_t)n, f) != (size_t)n)
		return -1;
	fclose(f);
	LLVMFuzzerTestOneInput(bytes, (size_t)n);
	free(bytes);
	return 0;
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		fprintf(stderr, "%s\n", argv[i]);
		if (replay(argv[i]) != 0) {
			perror("replay");
			return EXIT_FAILURE;
		}
	}
	return EXIT_SUCCESS;
}
