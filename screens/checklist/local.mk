# Checklists: their editions, one to look at and to edit, and publishing.

screens_libscreens_a_SOURCES += \
	%D%/checklists.c \
	%D%/forms.c \
	%D%/next.c \
	%D%/inside.h \
	%D%/page.c \
	%D%/publish.c \
	%D%/text.c
