/*
 * trace.h - who had a lot, whom to call about it, and who was told.
 */
#ifndef CHAIRSIDE_SCREENS_TRACE_H
#define CHAIRSIDE_SCREENS_TRACE_H

#include "screens/desk.h"

void trace_push(struct desk *d, int64_t lot);

#endif
