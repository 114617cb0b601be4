# The calendar: a day, its rooms, a week, a month.

screens_libscreens_a_SOURCES += \
	%D%/calendar.c \
	%D%/calendar.h \
	%D%/carry.c \
	%D%/draw.c \
	%D%/facts.c \
	%D%/ill.c \
	%D%/keys.c
