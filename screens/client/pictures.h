/*
 * pictures.h - a page of two photos of a client, before and after, from one of them.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_PICTURES_H
#define CHAIRSIDE_SCREENS_CLIENT_PICTURES_H

#include "screens/desk.h"

/* Finds the other one of the same angle, asks for what and where, and writes the page into
 * the exports folder. */
void client_pictures_push(struct desk *d, int64_t attachment);

#endif
