# Due: whom to call, the forms of waiting and tries, the text to read or send.

screens_libscreens_a_SOURCES += \
	%D%/draw.c \
	%D%/due.c \
	%D%/due.h \
	%D%/forms.c \
	%D%/keys.c \
	%D%/text_page.c
