/*
 * systemlog.h - a line for the machine's log, which its administrator keeps elsewhere.
 *
 * A datagram for the facility authpriv. It never waits: a log that is full or stalled, as
 * syslog(3) would wait for, must not hold a key. No name and no text of a person goes there.
 */
#ifndef CHAIRSIDE_BASE_SYSTEMLOG_H
#define CHAIRSIDE_BASE_SYSTEMLOG_H

#include <stdbool.h>

#define SYSTEMLOG "/dev/log"

/* False, with errno, when the socket of that path does not take it. */
bool systemlog_say(const char *socket_path, const char *line);

#endif
