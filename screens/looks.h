/*
 * looks.h - the page Second looks: the charts and overrides that wait for this supervisor.
 */
#ifndef CHAIRSIDE_SCREENS_LOOKS_H
#define CHAIRSIDE_SCREENS_LOOKS_H

#include "screens/desk.h"

void looks_push(struct desk *d);

#endif
