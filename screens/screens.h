/*
 * screens.h - the terminal program: what main() starts when no command is named.
 */
#ifndef CHAIRSIDE_SCREENS_SCREENS_H
#define CHAIRSIDE_SCREENS_SCREENS_H

#include <stdbool.h>

#include "base/err.h"

/* Opens the practice file and logs in (`login` NULL: the operating-system user), and
 * runs until the person leaves or the line is gone. `ascii`: marks in ASCII whatever
 * the locale. False with a sentence when it could not begin, or when something typed
 * could not be kept. */
bool screens_run(const char *db, const char *login, bool ascii, struct err *e);

#endif
