/*
 * screens.h - the terminal program: what main() starts when no command is named.
 */
#ifndef CHAIRSIDE_SCREENS_SCREENS_H
#define CHAIRSIDE_SCREENS_SCREENS_H

#include <stdbool.h>

#include "base/err.h"

/* Opens the practice file, logs in (`login` NULL: the operating-system user) and runs
 * until the user leaves or the terminal hangs up. `ascii`: ASCII marks whatever the
 * locale. False, with `e`, when it cannot start or something typed could not be
 * kept. */
bool screens_run(const char *db, const char *login, bool ascii, struct err *e);

/* What draws them, with its version: "ncurses 6.4.20221231". */
const char *screens_library(void);

#endif
