# Logins over SSH, and the server they come to.

noinst_LIBRARIES += %D%/libserver.a
%C%_libserver_a_SOURCES = \
	%D%/authorized.c \
	%D%/authorized.h \
	%D%/fetch_backup.c \
	%D%/fetch_backup.h \
	%D%/gateway.c \
	%D%/gateway.h \
	%D%/keys.c \
	%D%/keys.h \
	%D%/machine.c \
	%D%/machine.h \
	%D%/move.h \
	%D%/move_inside.h \
	%D%/move_receive.c \
	%D%/move_send.c \
	%D%/outbox.c \
	%D%/outbox.h \
	%D%/public_key.c \
	%D%/public_key.h \
	%D%/rescue.c \
	%D%/rescue.h \
	%D%/setup.c \
	%D%/setup.h \
	%D%/setup_files.c \
	%D%/setup_files.h \
	%D%/setup_logins.c \
	%D%/setup_logins.h
