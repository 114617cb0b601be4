#!/bin/sh
# desk-print.sh HOST - for a desk's own machine: prints what is sent "to my desk" in chairside.
#
# HOST is what you type behind ssh to log in. Leave it running; Ctrl-C ends it. Each paper opens
# in the web browser, which prints it, and is removed when the next one comes.
host=${1:?"usage: desk-print.sh HOST"}
page=$(mktemp -d)/page.html || exit 1
trap 'rm -rf "${page%/*}"' EXIT
trap 'exit 1' INT TERM HUP
open=xdg-open
[ "$(uname)" = Darwin ] && open=open
umask 077
while :; do
	ssh "$host" next-print >"$page.new"
	status=$?
	if [ "$status" -eq 0 ]; then
		mv "$page.new" "$page"
		"$open" "$page"
	elif [ "$status" -ne 75 ]; then	# 75: nothing came yet
		sleep 10
	fi
done
