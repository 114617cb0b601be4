#!/bin/sh
# second-machine.sh HOST FOLDER - keeps copies of a practice's backups on another machine.
#
# Run it there by cron or a timer, once an hour. It asks `ssh HOST` for the newest sealed backup,
# takes it only when every byte arrived as it was sent, and thins out older ones: the newest of
# each of 24 hours, 14 days, 9 weeks and 24 months that have one. The server cannot reach what is
# here. Who was erased comes as a list each time. It needs ssh, tar and sha256sum (or shasum).
#
# Once: ssh-keygen -t ed25519 -N '' -f ~/.ssh/chairside-backup here; its public line into
# FILE.fetchers on the server (/var/lib/chairside/practice/practice.db.fetchers), which opens
# nothing else; and here in ~/.ssh/config:
#	Host practice
#		HostName server.example.org
#		User chairside
#		IdentityFile ~/.ssh/chairside-backup
#		IdentitiesOnly yes
#
# Twice a year, below the name of an owner in that practice:
#	chairside --db /tmp/drill.db --login LOGIN restore --drill FOLDER/NAME.backup --key -
set -eu
host=$1
cd "$2"
umask 077
LC_ALL=C
export LC_ALL

fail()
{
	echo "second-machine: $1" >&2
	exit 1
}
sums()
{
	if command -v sha256sum >/dev/null; then sha256sum -c; else shasum -a 256 -c; fi
}

backups()	# NAME-20260312T100000Z-01.backup, oldest first
{
	ls | grep -- '-[0-9]\{8\}T[0-9]\{6\}Z-[0-9]*\.backup$' || :
}

stamp()		# 20260312T100000Z-01, of such a name
{
	printf '%s\n' "$1" | sed -n 's/.*-\([0-9]\{8\}T[0-9]\{6\}Z-[0-9]*\)\.backup$/\1/p'
}
tomorrow()	# as GNU's date says it, else as that of a BSD or a Mac
{
	date -u -d tomorrow +%Y%m%dT%H%M%SZ 2>/dev/null || date -u -v+1d +%Y%m%dT%H%M%SZ
}

# Alone here; what a killed one left is begun anew.
mkdir lock 2>/dev/null || fail "another one is at work here; if none is, remove $2/lock"
trap 'rm -rf lock incoming' EXIT
trap 'exit 1' HUP INT TERM
rm -rf incoming
mkdir incoming

last=$(backups | tail -n 1)
{
	[ -z "$last" ] || echo "$last"
	[ ! -d "$last.files" ] || ls "$last.files"
} >incoming/had
# SECOND_MACHINE_SSH is for trying it out
${SECOND_MACHINE_SSH:-ssh -T -o BatchMode=yes} "$host" fetch-backup <incoming/had >incoming/tar ||
	fail "$host gave no backup"
(cd incoming && tar -x -f tar) || fail "what came from $host is no archive"
[ -z "$(find incoming ! -type f ! -type d)" ] || fail "what came from $host is more than files"
[ "$(wc -c <incoming/tar)" -ge 1024 ] &&
    [ "$(tail -c 1024 incoming/tar | tr -d '\000' | wc -c)" -eq 0 ] || fail "the line was cut"

# Who was erased there is erased again by a restore from here. The list only grows.
for list in incoming/*.erased; do
	if [ -f "$list" ]; then
		touch list.erased
		sort -u list.erased "$list" >incoming/list
		mv incoming/list list.erased
	fi
done

name=$(cd incoming && ls | sed -n 's/\.sha256$//p')
if [ -z "$name" ]; then
	[ -n "$last" ] || fail "$host sent nothing"
	exit 0		# the newest is here
fi
(cd incoming && sums <"$name.sha256" >/dev/null) || fail "$name did not arrive as it was sent"

# Whoever has the server sends what they like. It never replaces one that is here, nor makes
# those here look old: it is newer than the newest, and not of a day to come.
when=$(stamp "$name")
case $name in -* | .*) when= ;; esac
case $when in '' | *[!0-9TZ-]*) fail "$name is no name of a backup" ;; esac
[ -z "$last" ] || expr "x$when" \> "x$(stamp "$last")" >/dev/null ||
	fail "$name is not newer than $last"
expr "x$when" \< "x$(tomorrow)" >/dev/null ||
	fail "$name is dated later than now: are both clocks right?"

# What was here already gets a second name.
mkdir -p "incoming/$name.files"
if [ -d "$last.files" ]; then
	sort incoming/had | comm -12 - "incoming/$name.list" | (cd "$last.files" &&
	    xargs sh -c '[ $# -eq 0 ] || ln -- "$@" "$0"' "../incoming/$name.files")
fi
ls "incoming/$name.files" | cmp -s - "incoming/$name.list" || fail "$name lacks attachments"
[ -s "incoming/$name.list" ] || rmdir "incoming/$name.files"
for part in .files .txt ''; do
	[ ! -e "incoming/$name$part" ] || mv "incoming/$name$part" .
done
sync

# What is no tier's newest goes.
backups | sort -r | awk '
	function day(y, m, d) {		# days since some day long ago
		if (m < 3) { y--; m += 12 }
		return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m - 457) / 5) + d
	}
	{
		at = $0
		sub(/-[0-9]+\.backup$/, "", at)
		at = substr(at, length(at) - 15)
		d = day(substr(at, 1, 4) + 0, substr(at, 5, 2) + 0, substr(at, 7, 2) + 0)
		keep = NR == 1
		keep += first("hour", d * 24 + substr(at, 10, 2), 24)
		keep += first("day", d, 14)
		keep += first("week", int(d / 7), 9)
		keep += first("month", substr(at, 1, 6), 24)
		if (!keep)
			print
	}
	function first(tier, step, many) {
		if (step == seen[tier])
			return 0
		seen[tier] = step
		return ++n[tier] <= many
	}' | while read -r old; do
	rm -f "$old"
	rm -rf "$old.files" "$old.txt"
done
