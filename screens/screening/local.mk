# A screening: the form and the page.

screens_libscreens_a_SOURCES += \
	%D%/draw.c \
	%D%/inside.h \
	%D%/keys.c \
	%D%/page.c \
	%D%/screening.c \
	%D%/screening.h
