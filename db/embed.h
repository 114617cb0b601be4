/*
 * embed.h - files built into the program.
 *
 * Migrations, queries, checklists and presets are written as files under db/
 * and compiled in, so that the installed program is one binary. A name is the
 * path below db/: "migrations/0001-first.sql", "queries/clients.sql",
 * "presets/salon-bookings.ini". Texts are valid for the life of the program,
 * end in a newline and in NUL, and hold no other NUL. Names are sorted
 * bytewise, so that migrations come in their order.
 */
#ifndef CHAIRSIDE_DB_EMBED_H
#define CHAIRSIDE_DB_EMBED_H

#include <stddef.h>

/* The text of a file, or NULL when there is none of that name. */
const char *embed_find(const char *name);

/* Every file, 0 … embed_count() - 1, in the order of their names. */
size_t embed_count(void);
const char *embed_name(size_t i);

#endif
