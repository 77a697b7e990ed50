/*
 * poison: what an arena holds, told to the tools that watch memory.
 *
 *	NOT_TAKEN(p, n)     bytes that nobody was given
 *	TAKEN(p, n)         bytes that were given out, and have no value yet
 *
 * AddressSanitizer, MemorySanitizer (clang alone has it) and, where
 * EMQXC_MEMCHECK is defined, valgrind see every block of an arena as one; with
 * these they see each allocation, with a gap of GAP bytes after it.
 */
#ifndef EMQXC_POISON_H
#define EMQXC_POISON_H

#if defined(__has_feature)
#if __has_feature(address_sanitizer) && !defined(__SANITIZE_ADDRESS__)
#define __SANITIZE_ADDRESS__ 1
#endif
#if __has_feature(memory_sanitizer)
#define SANITIZES_MEMORY 1
#endif
#endif

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define NOT_TAKEN(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define TAKEN(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
enum { GAP = 16 };
#elif defined(SANITIZES_MEMORY)
#include <sanitizer/msan_interface.h>
#define NOT_TAKEN(p, n) __msan_poison((p), (n))
#define TAKEN(p, n) __msan_poison((p), (n))
enum { GAP = 16 };
#elif defined(EMQXC_MEMCHECK)
#include <valgrind/memcheck.h>
#define NOT_TAKEN(p, n) ((void)VALGRIND_MAKE_MEM_NOACCESS((p), (n)))
#define TAKEN(p, n) ((void)VALGRIND_MAKE_MEM_UNDEFINED((p), (n)))
enum { GAP = 16 };
#else
#define NOT_TAKEN(p, n) ((void)(p), (void)(n))
#define TAKEN(p, n) ((void)(p), (void)(n))
enum { GAP = 0 };
#endif

#endif
