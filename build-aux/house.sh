# house.sh - what ./run, ./check and .ci/run share. Sourced, with $top set to
# the source folder. Everything said here goes to standard error.

build_packages="autoconf automake make gcc libc6-dev pkg-config libsqlite3-dev
	libturbojpeg0-dev liblcms2-dev libpng-dev libwebp-dev libheif-dev
	libxlsxwriter-dev zlib1g-dev libutf8proc-dev libinih-dev libsodium-dev
	libncurses-dev libqrencode-dev tzdata"
check_packages="libcmocka-dev libvterm-dev ncurses-term python3 mandoc openssh-server"
clang_packages="clang libclang-rt-14-dev"
valgrind_packages="valgrind libc6-dbg"
dist_packages="xz-utils"

say()
{
	printf '%s\n' "$*" >&2
}

die()
{
	say "$*"
	exit 1
}

# quietly LOG COMMAND... - the command's output is shown only when it fails.
quietly()
{
	log=$1
	shift
	if "$@" >"$log" 2>&1 </dev/null; then
		rm -f "$log"
		return 0
	fi
	tail -n 40 "$log" >&2
	return 1
}

# folder_for_tests NAME - makes one and prints it. The tests save thousands of times, and
# on a busy disk most of their time is a wait for it: memory serves as well, where there is
# enough of it and programs can be run from it.
folder_for_tests()
{
	memory=/dev/shm
	if [ -z "${TMPDIR-}" ] && [ "$(stat -f -c %T $memory 2>/dev/null)" = tmpfs ] &&
	    [ "$(df -Pk $memory | awk 'NR == 2 { print $4 }')" -gt 4000000 ] &&
	    awk '$1 == "MemAvailable:" { exit $2 < 6000000 }' /proc/meminfo &&
	    folder=$(mktemp -d "$memory/$1.XXXXXX" 2>/dev/null); then
		printf '#!/bin/sh\n' >"$folder/try" && chmod +x "$folder/try" &&
		    "$folder/try" 2>/dev/null && rm "$folder/try" && echo "$folder" && return
		rm -rf "$folder"
	fi
	mktemp -d "${TMPDIR:-/tmp}/$1.XXXXXX"
}

missing_packages()
{
	have=" $(dpkg-query -W -f='${Package}/${db:Status-Status} ' "$@" 2>/dev/null) "
	for package; do
		case $have in
		*" $package/installed "*) ;;
		*) printf ' %s' "$package" ;;
		esac
	done
}

as_root()
{
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo -n "$@"
	fi
}

apt_install()
{
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
	    --no-install-recommends "$@"
}

# The lists of packages may be empty or old: then they are fetched first.
apt_fetch_and_install()
{
	apt_install "$@" || { as_root apt-get update -q && apt_install "$@"; }
}

# need PACKAGE... - installs what is not there, or names it and stops.
need()
{
	if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
		die "This is not a Debian system. chairside is built from these Debian packages; install the like of them, then ./configure and make:" $*
	fi
	missing=$(missing_packages "$@")
	[ -n "$missing" ] || return 0
	if [ "$(id -u)" -ne 0 ] && ! sudo -n true 2>/dev/null; then
		die "These Debian packages are missing and only an administrator can install them: apt-get install$missing"
	fi
	say "installing$missing"
	log=$(mktemp "${TMPDIR:-/tmp}/chairside-apt.XXXXXX") || exit 1
	quietly "$log" apt_fetch_and_install $missing ||
	    die "These Debian packages could not be installed (see $log):$missing"
}

# Makes ./configure where it is missing or older than what it is made of.
generate()
(
	cd "$top" || exit 1
	if [ -x configure ] && [ -f Makefile.in ] && [ -f build-aux/tap-driver.sh ] &&
	    [ -z "$(find configure.ac Makefile.am src db screens tests \
		\( -name configure.ac -o -name Makefile.am -o -name local.mk \) \
		-newer Makefile.in)" ]; then
		exit 0
	fi
	log=$(mktemp "${TMPDIR:-/tmp}/chairside-autoreconf.XXXXXX") || exit 1
	quietly "$log" autoreconf -fi || die "autoreconf failed (see $log)."
)

# The libraries that configure.ac asks for, each with the version that is there.
libraries_found()
{
	sed -n 's/^PKG_CHECK_MODULES(\[[A-Z0-9]*\], \[\([a-z0-9]*\).*/\1/p' "$top/configure.ac" |
	while read -r library; do
		printf ' %s=%s' "$library" "$(pkg-config --modversion "$library" 2>/dev/null)"
	done
}

# configure_in FOLDER LOG OPTION... - once for the same options, compiler and
# libraries: what was configured before a library came knows nothing of it.
configure_in()
{
	folder=$1 log=$2
	shift 2
	generate || exit 1
	stamp="$top CC=${CC-} CFLAGS=${CFLAGS-} $*$(libraries_found)"
	mkdir -p "$folder" || exit 1
	if [ -f "$folder/Makefile" ] &&
	    [ "$(cat "$folder/configured" 2>/dev/null)" = "$stamp" ]; then
		return 0
	fi
	say "configuring"
	# A relative path keeps file names in messages short.
	case $folder in
	"$top"/build) configure=../configure ;;
	*) configure=$top/configure ;;
	esac
	(cd "$folder" && quietly "$log" "$configure" -q "$@") ||
	    die "configure failed (see $log and $folder/config.log)."
	printf '%s\n' "$stamp" >"$folder/configured"
}

# not_run FOLDER TEST... - those of the tests that left no result in the folder.
not_run()
{
	results=$1
	shift
	for name; do
		[ -f "$results/${name%.sh}.trs" ] || printf '%s\n' "$name"
	done
}

# unread_columns FILE - STATEMENT.COLUMN of those that were read of no row, out of what
# db/stmt.c has told there; but for rows that are given on whole, and for SELECT 1, which
# only says that there is a row.
unread_columns()
{
	[ ! -f "$1" ] || awk '
		$1 == "read" { seen[$2, $3] }
		$1 == "left" && $2 !~ /^(export|check|derive)_/ && $3 != "1" {
			left[$2, $3] = $2 "." $3
		}
		END { for (c in left) if (!(c in seen)) print left[c] }' "$1" | LC_ALL=C sort
}

jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)

# What ./run and a plain ./check build, alike, in the folder build/.
plain_options="--enable-werror --enable-debug"
