# One file per screen.

noinst_LIBRARIES += %D%/libscreens.a
%C%_libscreens_a_SOURCES = \
	%D%/desk.c \
	%D%/desk.h \
	%D%/later.c \
	%D%/screens.c \
	%D%/screens.def \
	%D%/screens.h
