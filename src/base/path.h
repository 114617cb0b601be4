/*
 * path.h - the two parts of a path.
 */
#ifndef CHAIRSIDE_BASE_PATH_H
#define CHAIRSIDE_BASE_PATH_H

/* What follows the last slash; points into `path`. */
const char *path_name(const char *path);
/* What precedes it: "." without a slash, "/" for the root; the caller frees. */
char *path_folder(const char *path);

#endif
