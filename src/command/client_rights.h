/*
 * client_rights.h - `chairside client bundle|hold|release|retention|erase`, for client.c.
 */
#ifndef CHAIRSIDE_COMMAND_CLIENT_RIGHTS_H
#define CHAIRSIDE_COMMAND_CLIENT_RIGHTS_H

#include "command/command.h"

bool client_bundle(struct call *c, struct practice *p, bool json, struct err *e);
bool client_hold(struct call *c, struct practice *p, bool json, struct err *e);
bool client_release(struct call *c, struct practice *p, bool json, struct err *e);
bool client_erase(struct call *c, struct practice *p, bool json, struct err *e);
bool client_retention(struct call *c, struct practice *p, bool json, struct err *e);

#endif
