#!/bin/sh
# desk-print.sh HOST - for a desk's own machine: prints what is sent "to my desk" in chairside.
#
# HOST is what you type behind ssh to log in. Leave it running; Ctrl-C ends it. Each paper opens
# in the web browser, which prints it, and is removed when 20 more have come, or at the end.
host=${1:?"usage: desk-print.sh HOST"}
umask 077
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM HUP
open=xdg-open
[ "$(uname)" = Darwin ] && open=open
n=0
while :; do
	ssh "$host" next-print >"$folder/new"
	status=$?
	if [ "$status" -eq 0 ]; then
		# the browser may read a page long after it was told to open it
		n=$((n + 1))
		mv "$folder/new" "$folder/page-$n.html"
		"$open" "$folder/page-$n.html"
		rm -f "$folder/page-$((n - 20)).html"
	elif [ "$status" -ne 75 ]; then	# 75: nothing came yet
		sleep 10
	fi
done
