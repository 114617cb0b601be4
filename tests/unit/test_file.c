/*
 * Proves that an output file is there whole or not at all: whatever goes wrong,
 * the target is as before, no temporary file is left, and a sentence says why.
 * Nothing here depends on not being root.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "tests/support/test.h"

/* A folder of its own for each case; the caller frees. */
static char *
new_folder(void)
{
	static int n;
	char *path = test_path("case-%d", ++n);

	assert_int_equal(mkdir(path, 0755), 0);
	return path;
}

static size_t
count_entries(const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *entry;
	size_t n = 0;

	assert_non_null(d);
	while ((entry = readdir(d)) != NULL)
		n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(d);
	return n;
}

static void
expect_content(const char *path, const char *content)
{
	size_t size;
	char *bytes = test_read(path, &size);

	assert_int_equal(size, strlen(content));
	assert_memory_equal(bytes, content, size);
	free(bytes);
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(lstat(path, &st), 0);
	return st.st_mode & 07777;
}

static void
must(bool ok, const struct err *e)
{
	if (!ok)
		fail_msg("%s", e->text);
}

static void
write_whole(const char *path, const char *content)
{
	struct err e = { 0 };
	struct file_out *o = file_out_open(path, &e);

	must(o != NULL, &e);
	fputs(content, file_out_stream(o));
	must(file_out_commit(o, &e), &e);
}

/* Runs `f` in a process of its own, where it may change limits and rights;
 * true when it says so. */
static bool
apart(bool (*f)(const char *), const char *folder)
{
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		_exit(chdir(folder) == 0 && f(folder) ? 0 : 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void
a_new_file_appears_at_commit(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *path = xasprintf("%s/month.csv", folder);
	struct err e = { 0 };
	mode_t old = umask(027);
	struct file_out *o = file_out_open(path, &e);

	must(o != NULL, &e);
	fputs("day,sales\n", file_out_stream(o));
	fflush(file_out_stream(o));
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(count_entries(folder), 1);
	assert_memory_equal(file_out_path(o), folder, strlen(folder));
	assert_int_equal(mode_of(file_out_path(o)), 0600);
	must(file_out_commit(o, &e), &e);
	umask(old);
	expect_content(path, "day,sales\n");
	assert_int_equal(mode_of(path), 0600);	/* whatever the umask is */
	assert_int_equal(count_entries(folder), 1);
}

static void
an_existing_file_is_replaced_whole(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *path = xasprintf("%s/a b'\xC3\xA4", folder);
	struct err e = { 0 };
	struct file_out *o;

	test_write(path, "the old content, longer", 23);
	assert_int_equal(chmod(path, 0604), 0);
	o = file_out_open(path, &e);
	must(o != NULL, &e);
	fputs("new", file_out_stream(o));
	fflush(file_out_stream(o));
	expect_content(path, "the old content, longer");
	must(file_out_commit(o, &e), &e);
	expect_content(path, "new");
	assert_int_equal(mode_of(path), 0604);
	assert_int_equal(count_entries(folder), 1);
}

static void
an_aborted_file_leaves_nothing(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *path = xasprintf("%s/month.csv", folder);
	struct err e = { 0 };
	struct file_out *o;

	o = file_out_open(path, &e);
	must(o != NULL, &e);
	fputs("half", file_out_stream(o));
	file_out_abort(o);
	assert_int_equal(count_entries(folder), 0);

	test_write(path, "old", 3);
	o = file_out_open(path, &e);
	must(o != NULL, &e);
	fputs("half", file_out_stream(o));
	file_out_abort(o);
	expect_content(path, "old");
	assert_int_equal(count_entries(folder), 1);
	file_out_abort(NULL);
}

static void
a_file_in_the_working_folder(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *path = xasprintf("%s/here", folder);
	AUTO_FREE char *before = getcwd(NULL, 0);

	assert_int_equal(chdir(folder), 0);
	write_whole("here", "1");
	write_whole("./here", "2");
	assert_int_equal(chdir(before), 0);
	expect_content(path, "2");
	assert_int_equal(count_entries(folder), 1);
}

/* A library that opens by name may write into the file or put its own there. */
static void
a_library_writes_by_name(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *path = xasprintf("%s/month.xlsx", folder);
	mode_t old = umask(022);
	int replaced;

	for (replaced = 0; replaced < 2; replaced++) {
		struct err e = { 0 };
		struct file_out *o = file_out_open(path, &e);

		must(o != NULL, &e);
		if (replaced)
			assert_int_equal(unlink(file_out_path(o)), 0);
		test_write(file_out_path(o), replaced ? "second" : "first", 5 + (size_t)replaced);
		chmod(file_out_path(o), 0640);
		must(file_out_commit(o, &e), &e);
		expect_content(path, replaced ? "second" : "first");
		assert_int_equal(mode_of(path), 0600);
		assert_int_equal(count_entries(folder), 1);
	}
	umask(old);
}

/* What stands where a file should be written, and what the sentence says. */
static void
refuses_what_is_no_ordinary_file(void **state)
{
	static const struct {
		const char *name, *reason;
	} cases[] = {
		{ "folder", "it is a folder" }, { "folder/", "folder" }, { "fifo", "it is a named pipe" },
		{ "socket", "it is a socket" }, { "link", "it is a symbolic link" },
		{ "dangling", "it is a symbolic link" }, { "/dev/null", "it is a device" },
		{ "/dev/full", "it is a device" }, { ".", "it is a folder" }, { "..", "it is a folder" },
		{ "missing/x", "there is no folder missing" }, { "file/x", "there is no folder file" },
		{ "file/", "folder" }, { "missing/", "there is no folder missing" },
		{ "", "no name" },
	};
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *before = getcwd(NULL, 0);
	struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "socket" };
	int s = socket(AF_UNIX, SOCK_STREAM, 0);
	size_t i;

	assert_int_equal(chdir(folder), 0);
	assert_int_equal(mkdir("folder", 0755), 0);
	assert_int_equal(mkfifo("fifo", 0666), 0);
	assert_int_equal(bind(s, (struct sockaddr *)&address, sizeof(address)), 0);
	test_write("file", "kept", 4);
	assert_int_equal(symlink("file", "link"), 0);
	assert_int_equal(symlink("nothing", "dangling"), 0);
	size_t entries = count_entries(".");

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct err e = { 0 };

		if (file_out_open(cases[i].name, &e))
			fail_msg("%s was opened", cases[i].name);
		assert_int_equal(e.code, ERR_IO);
		assert_non_null(strstr(e.text, cases[i].name));
		if (!strstr(e.text, cases[i].reason))
			fail_msg("%s: %s", cases[i].name, e.text);
	}
	assert_int_equal(count_entries("."), entries);
	expect_content("file", "kept");
	assert_int_equal(chdir(before), 0);
	close(s);
}

static void
the_sentence_is_harmless_and_whole(void **state)
{
	AUTO_BUF struct buf path = BUF_INIT;
	struct err e = { 0 };
	int i;

	assert_null(file_out_open("/nonexistent\033[2J/x\xFF", &e));
	assert_string_equal(e.text, "cannot write /nonexistent^[[2J/x<FF>: "
	    "there is no folder /nonexistent^[[2J");

	/* of a very long path the end is shown, and the reason stays */
	for (i = 0; i < 300; i++)
		buf_adds(&path, "/\xC3\xA4\xC3\xB6\xC3\xBC");
	buf_adds(&path, "/end");
	assert_null(file_out_open(path.s, &e));
	assert_memory_equal(e.text, "cannot write \xE2\x80\xA6", 16);
	assert_non_null(strstr(e.text, "/end: there is no folder \xE2\x80\xA6"));

	/* a name the file system cannot hold */
	buf_cut(&path, 0);
	for (i = 0; i < 300; i++)
		buf_addc(&path, 'n');
	assert_null(file_out_open(path.s, &e));
	assert_non_null(strstr(e.text, strerror(ENAMETOOLONG)));
}

/* The longest name there can be still has room for a temporary one. */
static void
a_file_with_the_longest_name(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_BUF struct buf path = BUF_INIT;
	int i;

	buf_addf(&path, "%s/", folder);
	for (i = 0; i < 255; i++)
		buf_addc(&path, 'n');
	write_whole(path.s, "x");
	expect_content(path.s, "x");
	assert_int_equal(count_entries(folder), 1);
}

/* No file may grow past `limit`, as when the disk is full. */
static void
fill_disk_at(rlim_t limit)
{
	struct rlimit r = { limit, limit };

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &r);
}

static bool
write_on_full_disk(size_t bytes, size_t flush_every)
{
	struct err e = { 0 };
	struct file_out *o = file_out_open("target", &e);
	size_t i;

	if (!o)
		return false;
	for (i = 0; i < bytes; i++) {
		fputc('x', file_out_stream(o));
		if (flush_every && i % flush_every == 0)
			fflush(file_out_stream(o));
	}
	return !file_out_commit(o, &e) && e.code == ERR_IO &&
	    strncmp(e.text, "cannot write target: ", 21) == 0 && strlen(e.text) > 25;
}

static bool
small_write_fails(const char *folder)
{
	fill_disk_at(10);
	return write_on_full_disk(100, 0);	/* only the last flush meets it */
}

static bool
large_write_fails(const char *folder)
{
	fill_disk_at(100000);
	return write_on_full_disk(1000000, 0);
}

/* The failure is long past when commit is called, and nothing is buffered. */
static bool
early_failure_is_remembered(const char *folder)
{
	fill_disk_at(1000);
	return write_on_full_disk(1025, 1024);
}

static void
a_full_disk_leaves_the_target_as_it_was(void **state)
{
	static bool (*const cases[])(const char *) = { small_write_fails, large_write_fails,
		early_failure_is_remembered };
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *folder = new_folder();
		AUTO_FREE char *target = xasprintf("%s/target", folder);

		assert_true(apart(cases[i], folder));
		assert_int_equal(count_entries(folder), 0);
		test_write(target, "old", 3);
		assert_true(apart(cases[i], folder));
		expect_content(target, "old");
		assert_int_equal(count_entries(folder), 1);
	}
}

/* Takes away what lets root pass permissions. */
static bool
drop_rights(void)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2] = { { 0, 0, 0 }, { 0, 0, 0 } };

	return syscall(SYS_capset, &header, data) == 0;
}

static bool
is_refused(const char *path)
{
	struct err e = { 0 };

	return drop_rights() && !file_out_open(path, &e) && e.code == ERR_IO &&
	    strstr(e.text, strerror(EACCES)) && strstr(e.text, path);
}

static bool
locked_file_is_refused(const char *folder)
{
	return is_refused("locked");
}

static bool
file_in_locked_folder_is_refused(const char *folder)
{
	return is_refused("closed/new");
}

static bool
hidden_folder_is_refused(const char *folder)
{
	return is_refused("hidden/below/new");
}

static bool
locked_file_is_not_read(const char *folder)
{
	AUTO_BUF struct buf b = BUF_INIT;
	struct err e = { 0 };

	return drop_rights() && !file_read("unreadable", 100, &b, &e) && e.code == ERR_IO &&
	    strstr(e.text, strerror(EACCES));
}

static void
permissions_are_respected(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *locked = xasprintf("%s/locked", folder);
	AUTO_FREE char *unreadable = xasprintf("%s/unreadable", folder);
	AUTO_FREE char *closed = xasprintf("%s/closed", folder);
	AUTO_FREE char *hidden = xasprintf("%s/hidden", folder);

	test_write(locked, "kept", 4);
	test_write(unreadable, "secret", 6);
	assert_int_equal(chmod(locked, 0444), 0);
	assert_int_equal(chmod(unreadable, 0), 0);
	assert_int_equal(mkdir(closed, 0555), 0);
	assert_int_equal(mkdir(hidden, 0), 0);
	assert_true(apart(locked_file_is_refused, folder));
	assert_true(apart(file_in_locked_folder_is_refused, folder));
	assert_true(apart(hidden_folder_is_refused, folder));
	assert_true(apart(locked_file_is_not_read, folder));
	expect_content(locked, "kept");
	assert_int_equal(count_entries(closed), 0);
	assert_int_equal(count_entries(folder), 4);
}

/* Things that change between open and commit. */
static void
a_commit_that_cannot_end_cleans_up(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *path = xasprintf("%s/target", folder);
	struct err e = { 0 };
	struct file_out *o = file_out_open(path, &e);

	must(o != NULL, &e);
	fputs("new", file_out_stream(o));
	assert_int_equal(mkdir(path, 0755), 0);		/* a folder has come there */
	assert_false(file_out_commit(o, &e));
	assert_int_equal(e.code, ERR_IO);
	assert_non_null(strstr(e.text, path));
	assert_int_equal(count_entries(folder), 1);
	assert_int_equal(count_entries(path), 0);
	assert_int_equal(rmdir(path), 0);

	o = file_out_open(path, &e);
	must(o != NULL, &e);
	assert_int_equal(unlink(file_out_path(o)), 0);	/* the temporary file is gone */
	assert_false(file_out_commit(o, &e));
	assert_int_equal(count_entries(folder), 0);

	o = file_out_open(path, &e);
	must(o != NULL, &e);
	assert_int_equal(unlink(file_out_path(o)), 0);	/* or is no longer one */
	assert_int_equal(symlink("/etc/passwd", file_out_path(o)), 0);
	assert_false(file_out_commit(o, &e));
	assert_int_equal(count_entries(folder), 0);
}

static bool
stdout_into(const char *path, bool succeeds)
{
	struct err e = { 0 };
	struct file_out *o;
	int i;

	if (!freopen(path, "w", stdout))
		return false;
	for (i = 0; i < 2; i++) {
		o = file_out_open(i ? "-" : NULL, &e);
		if (!o || file_out_stream(o) != stdout || file_out_path(o))
			return false;
		fputs("line\n", file_out_stream(o));
		if (file_out_commit(o, &e) != succeeds)
			return false;
		if (!succeeds && (e.code != ERR_IO || !strstr(e.text, "standard output")))
			return false;
	}
	return true;
}

static bool
stdout_is_written(const char *folder)
{
	return stdout_into("out", true);
}

static bool
stdout_is_full(const char *folder)
{
	return stdout_into("/dev/full", false);
}

static void
a_dash_is_standard_output(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *out = xasprintf("%s/out", folder);

	assert_true(apart(stdout_is_written, folder));
	expect_content(out, "line\nline\n");
	assert_true(apart(stdout_is_full, folder));
}

static void
a_file_is_read_whole(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *path = xasprintf("%s/in", folder);
	AUTO_FREE char *link = xasprintf("%s/link", folder);
	AUTO_FREE char *big = xmalloc(300001);
	struct err e = { 0 };
	int i;
	size_t size;

	for (i = 0; i < 300001; i++)
		big[i] = (char)(i % 253);
	assert_int_equal(symlink("in", link), 0);
	for (size = 0; size <= 300001; size = size * 7 + 1) {
		AUTO_BUF struct buf b = BUF_INIT;

		test_write(path, big, size);
		buf_adds(&b, "before");
		must(file_read(path, size, &b, &e), &e);
		assert_int_equal(b.len, 6 + size);
		assert_memory_equal(b.s, "before", 6);
		assert_memory_equal(b.s + 6, big, size);
		buf_cut(&b, 0);
		must(file_read(link, 1000000, &b, &e), &e);
		assert_int_equal(b.len, size);
	}
}

static void
a_file_too_large_is_refused(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *path = xasprintf("%s/in", folder);
	AUTO_BUF struct buf b = BUF_INIT;
	struct err e = { 0 };

	test_write(path, "12345", 5);
	buf_adds(&b, "before");
	assert_false(file_read(path, 4, &b, &e));
	assert_int_equal(e.code, ERR_IO);
	assert_non_null(strstr(e.text, "too large"));
	assert_string_equal(b.s, "before");
	assert_false(file_read(path, 0, &b, &e));
	must(file_read(path, 5, &b, &e), &e);
	assert_string_equal(b.s, "before12345");
	must(file_read(path, SIZE_MAX, &b, &e), &e);
	assert_string_equal(b.s, "before1234512345");
}

static void
only_ordinary_files_are_read(void **state)
{
	static const struct {
		const char *name, *reason;
		enum err_code code;
	} cases[] = {
		{ "none", "there is no such file", ERR_NOTFOUND },
		{ "none/x", "there is no such file", ERR_NOTFOUND },
		{ "folder", "it is a folder", ERR_IO }, { "fifo", "it is a named pipe", ERR_IO },
		{ "/dev/zero", "it is a device", ERR_IO }, { "", "there is no such file", ERR_NOTFOUND },
	};
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *before = getcwd(NULL, 0);
	size_t i;

	assert_int_equal(chdir(folder), 0);
	assert_int_equal(mkdir("folder", 0755), 0);
	assert_int_equal(mkfifo("fifo", 0666), 0);
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_BUF struct buf b = BUF_INIT;
		struct err e = { 0 };

		assert_false(file_read(cases[i].name, 100, &b, &e));
		assert_int_equal(e.code, cases[i].code);
		if (!strstr(e.text, cases[i].reason))
			fail_msg("%s: %s", cases[i].name, e.text);
		assert_int_equal(b.len, 0);
	}
	assert_int_equal(chdir(before), 0);
}

static bool
reads_a_pipe_as_stdin(const char *folder)
{
	AUTO_BUF struct buf b = BUF_INIT;
	struct err e = { 0 };
	int ends[2];

	if (pipe(ends) != 0 || write(ends[1], "a\0b", 3) != 3 || close(ends[1]) != 0 ||
	    dup2(ends[0], STDIN_FILENO) < 0)
		return false;
	return file_read("-", 3, &b, &e) && b.len == 3 && memcmp(b.s, "a\0b", 3) == 0;
}

static bool
refuses_a_closed_stdin(const char *folder)
{
	AUTO_BUF struct buf b = BUF_INIT;
	struct err e = { 0 };

	close(STDIN_FILENO);
	return !file_read("-", 3, &b, &e) && strstr(e.text, "standard input");
}

static void
a_dash_is_standard_input(void **state)
{
	AUTO_FREE char *folder = new_folder();

	assert_true(apart(reads_a_pipe_as_stdin, folder));
	assert_true(apart(refuses_a_closed_stdin, folder));
}

static void
folders_are_made_for_their_owner_alone(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *deep = xasprintf("%s/a/b//c/", folder);
	AUTO_FREE char *middle = xasprintf("%s/a/b", folder);
	struct err e = { 0 };

	must(file_make_folder(deep, &e), &e);
	assert_int_equal(mode_of(deep), 0700);
	assert_int_equal(mode_of(middle), 0700);
	assert_int_equal(mode_of(folder), 0755);
	must(file_make_folder(deep, &e), &e);
	must(file_make_folder("/", &e), &e);
	must(file_make_folder(".", &e), &e);
}

static void
a_folder_that_cannot_be_made(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *file = xasprintf("%s/file", folder);
	AUTO_FREE char *below = xasprintf("%s/file/x", folder);
	AUTO_FREE char *loop = xasprintf("%s/loop", folder);
	struct err e = { 0 };

	test_write(file, "kept", 4);
	assert_int_equal(symlink("nothing", loop), 0);
	assert_false(file_make_folder(file, &e));
	assert_int_equal(e.code, ERR_IO);
	assert_non_null(strstr(e.text, "there is a file of that name"));
	assert_false(file_make_folder(below, &e));
	assert_non_null(strstr(e.text, "/file: "));
	assert_false(file_make_folder(loop, &e));
	assert_false(file_make_folder("", &e));
	expect_content(file, "kept");
	assert_int_equal(count_entries(folder), 2);
}

/* Of what one byte at a time makes, the file behind `path` gets nothing before 64 KB. */
static void
expect_a_block(struct file_out *o, const char *path)
{
	struct stat st;
	int i;

	assert_non_null(o);
	for (i = 0; i < 65536; i++)
		putc('x', file_out_stream(o));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 0);
	putc('x', file_out_stream(o));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 65536);
}

/* A file and standard output alike. */
static void
a_stream_gathers_large_blocks(void **state)
{
	AUTO_FREE char *folder = new_folder();
	AUTO_FREE char *path = xasprintf("%s/x", folder);
	struct file_out *o = file_out_open(path, NULL);
	int was, fd;

	expect_a_block(o, file_out_path(o));
	file_out_abort(o);
	fflush(stdout);
	was = dup(STDOUT_FILENO);
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_true(was >= 0 && fd >= 0 && dup2(fd, STDOUT_FILENO) >= 0);
	close(fd);
	o = file_out_open("-", NULL);
	expect_a_block(o, path);
	assert_true(file_out_commit(o, NULL));
	assert_true(dup2(was, STDOUT_FILENO) >= 0);
	close(was);
}

TEST_MAIN(
	cmocka_unit_test(a_new_file_appears_at_commit),
	cmocka_unit_test(an_existing_file_is_replaced_whole),
	cmocka_unit_test(an_aborted_file_leaves_nothing),
	cmocka_unit_test(a_file_in_the_working_folder),
	cmocka_unit_test(a_library_writes_by_name),
	cmocka_unit_test(refuses_what_is_no_ordinary_file),
	cmocka_unit_test(the_sentence_is_harmless_and_whole),
	cmocka_unit_test(a_file_with_the_longest_name),
	cmocka_unit_test(a_full_disk_leaves_the_target_as_it_was),
	cmocka_unit_test(permissions_are_respected),
	cmocka_unit_test(a_commit_that_cannot_end_cleans_up),
	cmocka_unit_test(a_dash_is_standard_output),
	cmocka_unit_test(a_stream_gathers_large_blocks),
	cmocka_unit_test(a_file_is_read_whole),
	cmocka_unit_test(a_file_too_large_is_refused),
	cmocka_unit_test(only_ordinary_files_are_read),
	cmocka_unit_test(a_dash_is_standard_input),
	cmocka_unit_test(folders_are_made_for_their_owner_alone),
	cmocka_unit_test(a_folder_that_cannot_be_made))
