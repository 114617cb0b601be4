/*
 * disk.h - a small disk of a test's own, in a name space of mounts that ends with it.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_DISK_H
#define CHAIRSIDE_TESTS_SUPPORT_DISK_H

#include <stdbool.h>

/* False: this machine gives no right to mount one; the test is then skipped. */
bool disk_allowed(void);
/* Mounts one of so many kilobytes over a folder, which is made. */
bool disk_mount(const char *folder, int kb);
/* Takes all of its room by a file, and gives it back. */
void disk_fill(const char *folder);
void disk_empty(const char *folder);

#endif
