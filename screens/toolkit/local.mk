# The terminal, widgets and their parts.

noinst_LIBRARIES += %D%/libtoolkit.a
%C%_libtoolkit_a_SOURCES = \
	%D%/act.c \
	%D%/act.h \
	%D%/actions.def \
	%D%/canvas.c \
	%D%/canvas.h \
	%D%/cells.c \
	%D%/cells.h \
	%D%/chart.c \
	%D%/chart.h \
	%D%/dialog.c \
	%D%/dialog.h \
	%D%/dialog_box.h \
	%D%/dialog_typed.c \
	%D%/edit.c \
	%D%/edit.h \
	%D%/form.c \
	%D%/form.h \
	%D%/form_draw.c \
	%D%/form_inside.h \
	%D%/form_pick.c \
	%D%/frame.c \
	%D%/frame.h \
	%D%/help.c \
	%D%/help.h \
	%D%/key.c \
	%D%/key.h \
	%D%/key_escape.c \
	%D%/key_inside.h \
	%D%/key_name.c \
	%D%/line.c \
	%D%/line.h \
	%D%/list.c \
	%D%/list.h \
	%D%/list_draw.c \
	%D%/list_inside.h \
	%D%/list_rows.c \
	%D%/marks.c \
	%D%/marks.h \
	%D%/list_screen.c \
	%D%/list_screen.h \
	%D%/loop.c \
	%D%/palette.c \
	%D%/palette.h \
	%D%/qr.c \
	%D%/qr.h \
	%D%/scan.c \
	%D%/scan.h \
	%D%/terminal.c \
	%D%/terminal.h \
	%D%/theme.c \
	%D%/theme.h \
	%D%/ui.c \
	%D%/ui.h
