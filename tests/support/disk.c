/*
 * disk.c - see disk.h.
 */
#include "tests/support/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/test.h"

static bool
write_word(const char *path, const char *word)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		return false;
	fputs(word, f);
	return fclose(f) == 0;
}

/* A name space of mounts that ends with this program. */
static bool
own_mounts(void)
{
	AUTO_FREE char *user = xasprintf("0 %u 1", getuid());
	AUTO_FREE char *group = xasprintf("0 %u 1", getgid());

	if (getuid() != 0 && (unshare(CLONE_NEWUSER) != 0 ||
	    !write_word("/proc/self/setgroups", "deny") ||
	    !write_word("/proc/self/uid_map", user) ||
	    !write_word("/proc/self/gid_map", group)))
		return false;
	return unshare(CLONE_NEWNS) == 0 &&
	    mount("none", "/", "none", MS_REC | MS_PRIVATE, "") == 0;
}

bool
disk_allowed(void)
{
	AUTO_FREE char *folder = NULL;

	if (!own_mounts())
		return false;
	folder = test_path("disk");
	return disk_mount(folder, 64) && umount(folder) == 0;
}

bool
disk_mount(const char *folder, int kb)
{
	AUTO_FREE char *size = xasprintf("size=%dk", kb);

	return (mkdir(folder, 0700) == 0 || errno == EEXIST) &&
	    mount("none", folder, "tmpfs", 0, size) == 0;
}

void
disk_fill(const char *folder)
{
	AUTO_FREE char *path = xasprintf("%s/fill", folder);
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
	static const char page[4096];

	assert_true(fd >= 0);
	while (write(fd, page, sizeof(page)) > 0)
		;
	assert_int_equal(errno, ENOSPC);
	close(fd);
}

void
disk_empty(const char *folder)
{
	AUTO_FREE char *path = xasprintf("%s/fill", folder);

	assert_int_equal(unlink(path), 0);
}
