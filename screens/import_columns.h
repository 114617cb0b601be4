/*
 * import_columns.h - the page on which a file's columns get their fields.
 */
#ifndef CHAIRSIDE_SCREENS_IMPORT_COLUMNS_H
#define CHAIRSIDE_SCREENS_IMPORT_COLUMNS_H

#include "screens/desk.h"

/* `go_on` gets what was chosen, as a mapping file. False, and said, where the file cannot
 * be read. */
bool import_columns_push(struct desk *d, const char *kind, const char *path,
    void (*go_on)(struct desk *d, const char *mapping));

#endif
