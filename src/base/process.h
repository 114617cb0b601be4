/*
 * process.h - what another process of this machine is doing.
 */
#ifndef CHAIRSIDE_BASE_PROCESS_H
#define CHAIRSIDE_BASE_PROCESS_H

enum process_state {
	PROCESS_RUNS,		/* or it cannot be told */
	PROCESS_STOPPED,	/* by SIGSTOP, Ctrl-Z or a debugger: it does nothing until continued */
	PROCESS_ELSEWHERE	/* no process of this machine has that number */
};

enum process_state process_state(long process);

#endif
