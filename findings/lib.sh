# lib.sh - what the findings share. Each begins with `. "$(dirname "$0")/lib.sh"`.
#
# Everything happens in a temporary folder, removed at the end: $root holds Debian's
# packages unpacked, $made what the finding makes; the finding starts in $made. What
# the program under test needs is found there first, through the environment.
# A finding ends with 0 when all it says was seen, 1 when something has changed, 2 when
# it could not be tried (no network, the version is gone).
set -eu
export LC_ALL=C.UTF-8 TZ=UTC

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 2' HUP INT TERM
root=$folder/root made=$folder/made changed=0
mkdir "$root" "$made" "$folder/debs"
# apt may fetch as another user; it asks nobody for a password.
chmod 755 "$folder" && chmod 777 "$folder/debs"
export HOME="$made"
cd "$made"

cannot()
{
	echo "cannot be tried: $*" >&2
	exit 2
}

# debian NAME=VERSION... - unpacks these, and what they need and is not installed.
debian()
{
	needed=$(apt-get -qq --simulate --no-install-recommends --allow-downgrades \
	    install "$@" 2>"$folder/apt") || cannot "$(tail -n 1 "$folder/apt") (apt-get update?)"
	needed=$(printf '%s\n' "$needed" |
	    sed -n 's/^Inst \([^ ]*\) \(\[[^]]*\] \)\{0,1\}(\([^ ]*\) .*/\1=\3/p')
	printf '%s\n' "$@" $needed | sort -u >"$folder/needed"
	(cd "$folder/debs" && xargs apt-get -qq download <"$folder/needed") \
	    >"$folder/apt" 2>&1 || cannot "$(tail -n 1 "$folder/apt")"
	for deb in "$folder"/debs/*.deb; do
		dpkg -x "$deb" "$root"
	done
	libraries=$(echo "$root"/usr/lib/*-linux-gnu*)
	export PATH="$root/usr/bin:$PATH"
	export LD_LIBRARY_PATH="$libraries:$root/usr/lib"
	export PYTHONPATH="$root/usr/lib/python3/dist-packages"
}

# node_packages NAME@VERSION... - these from npm, for scripts in $made.
node_packages()
{
	command -v npm >/dev/null || cannot 'npm is not installed'
	npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$made" "$@" \
	    >"$folder/npm" 2>&1 || cannot "npm: $(tail -n 1 "$folder/npm")"
}

# sqlite_program NAME - compiles NAME.c against the unpacked SQLite.
sqlite_program()
{
	cc -DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK -o "$1" "$1.c" \
	    -I"$root/usr/include" -L"$libraries" -lsqlite3
}

# seen WHAT EXPECTED ACTUAL - prints what was seen, and whether it is as it was.
seen()
{
	if [ "$2" = "$3" ]; then
		printf '%s: %s\n' "$1" "$3"
	else
		printf '%s: was "%s", is now "%s"\n' "$1" "$2" "$3"
		changed=1
	fi
}

# The last line of a finding.
told()
{
	[ "$changed" = 0 ] || echo 'This has changed.'
	exit "$changed"
}
