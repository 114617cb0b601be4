/*
 * steps.h - a child process that is killed at its nth step on the disk: before it gives
 * a file a name, takes one away, or waits for the disk.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_STEPS_H
#define CHAIRSIDE_TESTS_SUPPORT_STEPS_H

#include <stdbool.h>

/* Runs fn(arg) in a child that is killed at step n, from 0. False: it ended by itself
 * before that, and fn returned true (else the case fails). */
bool steps_killed_at(int n, bool (*fn)(void *arg), void *arg);

#endif
