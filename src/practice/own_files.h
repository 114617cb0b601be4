/*
 * own_files.h - folders of one person's own in FILE.exports: what they fetch over SSH
 * (server/outbox.h), and papers for the printer at their desk (desk_print.h).
 *
 * Each is 0700, also where a group shares the practice, and what lies in it is gone after a
 * week.
 */
#ifndef CHAIRSIDE_PRACTICE_OWN_FILES_H
#define CHAIRSIDE_PRACTICE_OWN_FILES_H

#include "practice/practice.h"

enum own_files { OWN_EXPORTS, OWN_PAPERS };

/* The folder's path; the caller frees. It may not be there. */
char *own_files_folder(const struct practice *p, enum own_files which);
/* The same, made where it is missing and tidied; NULL on failure. */
char *own_files_make(const struct practice *p, enum own_files which, struct err *e);
/* Removes what is older than a week. */
void own_files_tidy(const char *folder);
/* The same in everybody's folders: also of those who do not come again. */
void own_files_sweep(const char *practice);

#endif
