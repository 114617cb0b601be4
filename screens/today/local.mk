# The day: agenda, to do, the focused client.

screens_libscreens_a_SOURCES += \
	%D%/draw.c \
	%D%/today.c \
	%D%/today.h \
	%D%/todo.c \
	%D%/visit.c
