/*
 * damage.h - a small practice with something of everything, and a walk through all that
 * can be asked of one: whatever its file holds, each question ends with an answer or
 * with a sentence.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_DAMAGE_H
#define CHAIRSIDE_TESTS_SUPPORT_DAMAGE_H

#include <stdbool.h>
#include <stddef.h>

#define DAMAGE_NOW "2026-03-12T10:00"
#define DAMAGE_LOGIN "mara"

/* Makes it at `path`, with entries that can be undone and a draft. */
void damage_sample(const char *path);

/* Opens, checks and walks. True when the file could be opened. */
bool damage_walk(const char *path);

/* Copies the practice and its key. The log and what else stands there is removed. */
void damage_copy(const char *from, const char *to);

#endif
