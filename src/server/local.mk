# Logins over SSH.

noinst_LIBRARIES += %D%/libserver.a
%C%_libserver_a_SOURCES = \
	%D%/authorized.c \
	%D%/authorized.h \
	%D%/public_key.c \
	%D%/public_key.h
