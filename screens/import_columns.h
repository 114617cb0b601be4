/*
 * import_columns.h - the page that assigns a file's columns to fields.
 */
#ifndef CHAIRSIDE_SCREENS_IMPORT_COLUMNS_H
#define CHAIRSIDE_SCREENS_IMPORT_COLUMNS_H

#include "screens/desk.h"

/* `go_on` gets the choice as the text of a mapping file. False, with a message, when
 * the file cannot be read. `preset`, `map`: as in practice_import_columns(). */
bool import_columns_push(struct desk *d, const char *kind, const char *path,
    const char *preset, const char *map, void (*go_on)(struct desk *d, const char *mapping));

#endif
