# Reports, and their figures for the screen.

noinst_LIBRARIES += %D%/libfigures.a
%C%_libfigures_a_SOURCES = \
	%D%/figures.c \
	%D%/figures.h \
	%D%/figures_rows.c \
	%D%/hours.c \
	%D%/report.c \
	%D%/report.h \
	%D%/reports.h
