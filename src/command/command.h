/*
 * command.h - the command line.
 *
 * argv is options, a command and that command's words. The exit statuses are
 * those of err.h.
 */
#ifndef CHAIRSIDE_COMMAND_COMMAND_H
#define CHAIRSIDE_COMMAND_COMMAND_H

/* Runs the program on `argv`; returns its exit status. */
int command_main(int argc, char **argv);

#endif
