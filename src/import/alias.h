/*
 * alias.h - what the tables of known headers share; see alias.c.
 */
#ifndef CHAIRSIDE_IMPORT_ALIAS_H
#define CHAIRSIDE_IMPORT_ALIAS_H

#include "import/inside.h"

#define NEVER	IMPORT_NEVER
#define JOINED	IMPORT_JOINED
#define SURE	IMPORT_SURE
#define USUAL	IMPORT_USUAL
#define LOOSE	IMPORT_LOOSE
#define FIRST	IMPORT_FIRST
#define ALONE	IMPORT_ALONE
#define UNDATED	IMPORT_UNDATED

/* Line i of the second table, then of those behind it; NULL past their end. */
const struct import_alias *import_alias_event(size_t i);

/* Line i of the third, then of the fourth; NULL past their end. */
const struct import_alias *import_alias_when(size_t i);
/* Line i of the fourth; NULL past its end. */
const struct import_alias *import_alias_chart(size_t i);

#endif
