# One file per subcommand of the command line.

noinst_LIBRARIES += %D%/libcommand.a
%C%_libcommand_a_SOURCES = \
	%D%/command.c \
	%D%/command.h
