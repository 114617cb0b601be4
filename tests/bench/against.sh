#!/bin/sh
# against.sh - builds the source tree of a release in a folder of the bench's, configured
# as this build is.
#
# against.sh SOURCE FOLDER CONFIG
#
# SOURCE is copied to FOLDER/source and built in FOLDER/build; CONFIG is this build's
# config.status. The subject of this tree is compiled there, with the release's own headers
# and libraries. What was built of the same sources in the same way stays.
set -eu
from=$(cd "$1" && pwd)
folder=$2 config=$(realpath "$3")
here=$(cd "$(dirname "$0")" && pwd)

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
(
	cd "$from"
	tar -cf - --exclude=./.git --exclude=./build --exclude='./build-[!a]*' \
	    --exclude='*.o' --exclude='*.a' .
) >"$folder/source.tar"
{
	tar -xOf "$folder/source.tar" | cksum
	"$config" --config
} >"$folder/now"
if ! cmp -s "$folder/now" "$folder/of"; then
	echo "building $from"
	rm -rf "$folder/source" "$folder/build" "$folder/of"
	mkdir "$folder/source" "$folder/build"
	tar -xf "$folder/source.tar" -C "$folder/source"
	[ -x "$folder/source/configure" ] || (cd "$folder/source" && autoreconf -i)
	(cd "$folder/build" && eval "../source/configure -q $("$config" --config)")
	make -s -C "$folder/build" chairside
	mv "$folder/now" "$folder/of"
fi
rm -f "$folder/source.tar" "$folder/now"
mkdir -p "$folder/source/tests/bench"
cp -p "$here/subject.c" "$here/sheet_row.h" "$folder/source/tests/bench"
make -s -C "$folder/build" -f Makefile -f "$here/subject.mk" tests/bench/subject
