/*
 * read_words: the parser's faults in the words of who writes YAML.
 */
#ifndef EMQXC_READ_WORDS_H
#define EMQXC_READ_WORDS_H

struct arena;

const char *yaml_words(struct arena *a, const char *problem);

#endif
