/*
 * Proves that keys that OpenSSH made are read with the fingerprint that `ssh-keygen -l` prints,
 * and that each thing that is no such key is refused with what is wrong with it.
 */
#include <string.h>

#include "base/mem.h"
#include "server/public_key.h"
#include "tests/support/test.h"

#define ED25519 "AAAAC3NzaC1lZDI1NTE5AAAAIC94RuBLD6JjoeP72rpkxxQXBi4KypZV1bNAipSoT5fF"
#define NIST256 "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBBuhmyGJ3OMOihKO5ukGCDg7+Y9" \
	"s/jBu9U0JijzRFTv/pXsds0AVhM0M3QjAKCrF9vXo11VEnqC6QfAHmSFwHC8="
#define NIST521 "AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBACNyEFdImPi2ip8RM5AQlglG1i" \
	"oCSWR8NEX3lRe6GM0C7N1dn19bAPEiK68NjHOG6Kam7DDJnLHuC+ZVJoaGlSDqQG9d3aYU5xqk7R9z2sLC79CjKrI" \
	"TSIQAwoFbYwy4OH+bY96pcIHvLK3brogtiGratKNaCpn3T0texUL3S6fRec+CA=="
#define RSA2048 "AAAAB3NzaC1yc2EAAAADAQABAAABAQDTw+nWg+VUwcG5hatu6txVBEIsgxH/3K5Aw5HCZBixHz0Gus+" \
	"6BgULwPSFILVeCESgFjSkt+No765520B4zO0z05+KVD8ntuROef+We7Z8y3elRVadfX9G5p4fK5AUbCHRnl8rQNGM" \
	"nrlo105iy/Qx+rPeOfmI4xBvRqQ/3V/E6+nzthxT1uSAbqgiI8bIh3phz9jwuw3F3uhtv4GMvPV8qsh9XkDp4s1x5" \
	"+9kRrSx6MwHrfNc3y5UVVNorMgHSwfjchmCFveeGrTJN1ruLa9mAsVDIk3NnmgO0n8Ii3SJzeV9ZLV6CwB4LBqVk3" \
	"liM/kee7n0UrI7M1ptoT7gTmSV"
#define RSA1024 "AAAAB3NzaC1yc2EAAAADAQABAAAAgQDVtJRPm+yk1s7DmeAojHS+gJ3Z/b0wi/LimBF659HqdCZJmAE" \
	"njUF29eW8GzEPOeObCj9ftE5J5SfEAbJf5r+9Bh+knDAr3vmb9C8XUoutiJUFLD1kvBudZ8RtYWccY/Ta1haLFxp7" \
	"SbTaOflhGjLsCPopasAjepyS5b+PdeYlRw=="
/* RFC 4253 6.6: the type, then nothing. */
#define NOTHING "AAAAC3NzaC1lZDI1NTE5"

static void
keys_are_read(void **state)
{
	static const struct { const char *line, *comment, *fingerprint; } keys[] = {
		{ "ssh-ed25519 " ED25519 " ana@desk", "ana@desk",
		  "SHA256:ZSGuqpqi0rxp3EI1zBzIPbI1TuHtrokUhIy9SXTbf1o" },
		{ " ssh-ed25519\t" ED25519 "  Ana's own laptop \r\n", "Ana's own laptop",
		  "SHA256:ZSGuqpqi0rxp3EI1zBzIPbI1TuHtrokUhIy9SXTbf1o" },
		{ "ecdsa-sha2-nistp256 " NIST256, "",
		  "SHA256:MQyaUbOszg1z0XWx72/iyYNZHOtTfrItrTpXZ92VN2s" },
		{ "ecdsa-sha2-nistp521 " NIST521, "",
		  "SHA256:T3tmRX1GhVoFYL4jnwqfQFhMftMr43sPw6YPGUKPa2U" },
		{ "ssh-rsa " RSA2048 " x@y\n", "x@y",
		  "SHA256:sQxuTwewOD5t5B2ZCiQSBZvNzSffGEdmonMOIyaHBvI" },
	};
	struct public_key k;
	struct err e = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_LEN(keys); i++) {
		if (!public_key_parse(keys[i].line, &k, &e))
			fail_msg("%s: %s", keys[i].line, e.text);
		assert_string_equal(k.comment, keys[i].comment);
		assert_string_equal(k.fingerprint, keys[i].fingerprint);
		assert_non_null(strstr(keys[i].line, k.base64));
		public_key_clear(&k);
	}
}

static void
what_is_none_is_refused(void **state)
{
	static const struct { const char *line, *why; } wrong[] = {
		{ "-----BEGIN OPENSSH PRIVATE" " KEY-----\nb3BlbnNzaC1rZXk", "private key" },
		{ "PuTTY-User-Key-File-3: ssh-ed25519", "private key" },
		{ "---- BEGIN SSH2 PUBLIC KEY ----\nComment: x", "PuTTY's own format" },
		{ "command=\"sh\" ssh-ed25519 " ED25519, "Options before the type" },
		{ "restrict ssh-ed25519 " ED25519, "Options before the type" },
		{ "ssh-dss AAAAB3NzaC1kc3M=", "DSA" },
		{ "ssh-ed25519-cert-v01@openssh.com " ED25519, "no kind of key" },
		{ ED25519, "no kind of key" },
		{ "", "no kind of key" },
		{ "ssh-ed25519", "damaged" },
		{ "ssh-ed25519 AAAA!", "damaged" },
		{ "ssh-ed25519 " NOTHING, "damaged" },
		{ "ssh-ed25519 " ED25519 "AAAA", "damaged" },
		{ "ssh-rsa " ED25519, "not ssh-rsa" },
		{ "ssh-ed25519 " RSA2048, "not ssh-ed25519" },
		{ "ssh-rsa " RSA1024, "RSA key of 1024 bits" },
		{ "ssh-ed25519 " ED25519 "\nssh-rsa " RSA2048, "several" },
		{ "ssh-ed25519 " ED25519 " \xff", "plain text" },
	};
	struct public_key k;
	struct err e;
	size_t i;

	for (i = 0; i < ARRAY_LEN(wrong); i++) {
		err_clear(&e);
		if (public_key_parse(wrong[i].line, &k, &e))
			fail_msg("\"%s\" was taken", wrong[i].line);
		if (strstr(e.text, wrong[i].why) == NULL)
			fail_msg("\"%s\": %s", wrong[i].line, e.text);
		assert_int_equal(e.code, ERR_INVALID);
		public_key_clear(&k);
	}
}

TEST_MAIN(
	cmocka_unit_test(keys_are_read),
	cmocka_unit_test(what_is_none_is_refused))
