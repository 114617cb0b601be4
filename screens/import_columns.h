/*
 * import_columns.h - the page on which a file's columns get their fields.
 */
#ifndef CHAIRSIDE_SCREENS_IMPORT_COLUMNS_H
#define CHAIRSIDE_SCREENS_IMPORT_COLUMNS_H

#include "screens/desk.h"

/* `go_on` gets what was chosen, as a mapping file. False, with a message, when the file
 * cannot be read. `preset`, `map`: as practice_import_columns() has them. */
bool import_columns_push(struct desk *d, const char *kind, const char *path,
    const char *preset, const char *map, void (*go_on)(struct desk *d, const char *mapping));

#endif
