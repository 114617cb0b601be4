/*
 * path.h - the two parts of a path.
 */
#ifndef CHAIRSIDE_BASE_PATH_H
#define CHAIRSIDE_BASE_PATH_H

/* What stands after the last slash, a part of `path`. */
const char *path_name(const char *path);
/* What stands before it: "." where there is no slash, "/" for the root; owned. */
char *path_folder(const char *path);

#endif
