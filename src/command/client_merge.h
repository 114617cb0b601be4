/*
 * client_merge.h - the acts of `chairside client` about two records of one client.
 */
#ifndef CHAIRSIDE_COMMAND_CLIENT_MERGE_H
#define CHAIRSIDE_COMMAND_CLIENT_MERGE_H

#include "command/command.h"

bool client_duplicates(struct call *c, struct practice *p, bool json, struct err *e);
bool client_apart(struct call *c, struct practice *p, bool json, struct err *e);
bool client_merge_two(struct call *c, struct practice *p, bool json, struct err *e);
bool client_unmerge_one(struct call *c, struct practice *p, bool json, struct err *e);
bool client_give(struct call *c, struct practice *p, bool json, struct err *e);
/* Below a client: where the record leads, and who was merged into it. */
bool print_merges(struct practice *p, int64_t id, struct err *e);

#endif
