/*
 * scanned.h - what a barcode scanner sent in LIST (screens/toolkit/scan.h).
 */
#ifndef CHAIRSIDE_SCREENS_SCANNED_H
#define CHAIRSIDE_SCREENS_SCANNED_H

#include "screens/desk.h"

/* Looks the scan up and opens its record, or says that it is not known; `arg` is the
 * desk. */
void desk_scanned(void *arg, struct ui *ui, const char *text);

#endif
