# The terminal, widgets and their parts.

noinst_LIBRARIES += %D%/libtoolkit.a
%C%_libtoolkit_a_SOURCES = \
	%D%/act.c \
	%D%/act.h \
	%D%/actions.def \
	%D%/canvas.c \
	%D%/canvas.h \
	%D%/key.h \
	%D%/terminal.c \
	%D%/terminal.h \
	%D%/ui.h
