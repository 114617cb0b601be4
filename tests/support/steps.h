/*
 * steps.h - a process that is killed, or whose call to the system fails, at its nth step
 * on the disk: before it gives a file a name, takes one away, or waits for the disk.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_STEPS_H
#define CHAIRSIDE_TESTS_SUPPORT_STEPS_H

#include <stdbool.h>

/* Runs fn(arg) in a child that is killed at step n, from 0. False: it ended by itself
 * before that, and fn returned true (else the case fails). */
bool steps_killed_at(int n, bool (*fn)(void *arg), void *arg);

/* Of this process, where each write counts too: killed at step n from now, or step n
 * fails once with that errno. -1: neither. */
void steps_kill_at(int n);
void steps_fail_at(int n, int error);

/* Calls fn whenever SQLite waits for the disk, but not while fn runs; NULL: no more. */
void steps_meanwhile(void (*fn)(void));

#endif
