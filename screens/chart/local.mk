# The chart of a visit.

screens_libscreens_a_SOURCES += \
	%D%/cells.c \
	%D%/chart.h \
	%D%/draw.c \
	%D%/hist.c \
	%D%/inside.h \
	%D%/keep.c \
	%D%/keys.c \
	%D%/lots.c \
	%D%/map.c \
	%D%/page.c \
	%D%/photos.c
