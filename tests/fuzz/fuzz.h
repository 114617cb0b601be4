/*
 * fuzz.h - what a fuzz target is.
 *
 * One function that takes any bytes. It may do as it likes with them but end
 * the program: what must hold is said with BUG_IF(), which ends it.
 */
#ifndef CHAIRSIDE_TESTS_FUZZ_FUZZ_H
#define CHAIRSIDE_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* The name is the one libFuzzer calls. Always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
