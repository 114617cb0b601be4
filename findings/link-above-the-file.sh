#!/bin/sh
# SQLite 3.40.1 (Debian 12): NOFOLLOW also refuses a file below a linked folder.
#
# open(2) with O_NOFOLLOW looks at the last name of a path only. SQLITE_OPEN_NOFOLLOW
# sounds the same and looks at all of them: a clinic whose data folder was moved to a
# larger disk and linked to its old place can no longer open its file, and is told
# `unable to open database file`. Only the extended code tells that a link was in the
# way, and errno stays 0, though it is ELOOP where the file itself is the link. From
# inside the folder, by its bare name, the same file opens.
. "$(dirname "$0")/lib.sh"

debian libsqlite3-0=3.40.1-2+deb12u2 libsqlite3-dev=3.40.1-2+deb12u2

cat >try.c <<'END'
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
	sqlite3 *db;

	if (argc < 2)
		return 2;
	printf("open(2) %s, ", open(argv[1], O_RDWR | O_NOFOLLOW) < 0 ? "refuses" : "opens");
	sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL);
	printf("SQLite %d, errno %d\n", sqlite3_extended_errcode(db),
	    sqlite3_system_errno(db));
	return 0;
}
END
sqlite_program try
mkdir disk && ln -s disk data && : >disk/practice.db && ln -s practice.db disk/today.db

seen 'disk/practice.db, no link' 'open(2) opens, SQLite 0, errno 0' \
    "$(./try disk/practice.db)"
seen 'data/practice.db, the folder a link' 'open(2) opens, SQLite 1550, errno 0' \
    "$(./try data/practice.db)"
seen 'disk/today.db, the file a link' 'open(2) refuses, SQLite 1550, errno 40' \
    "$(./try disk/today.db)"
seen 'practice.db, from inside data' 'open(2) opens, SQLite 0, errno 0' \
    "$(cd data && ../try practice.db)"
told
