# What README says of a server, against a real sshd on 127.0.0.1: the file that server-setup
# places lets the owner's key in, with a terminal and chairside's screens, lets nothing else
# in, and after --undo, which sshd is told of, nobody.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

[ -x /usr/sbin/sshd ] || tap_skip 'openssh-server is not installed'
command -v setpriv >/dev/null || tap_skip 'setpriv is not installed'
[ "$(id -u)" -eq 0 ] || tap_skip 'sshd lets only root run what it asks for keys'

# sshd wants the program where only root can write, all the way up.
safe=$(mktemp -d /run/chairside-server.XXXXXX) || exit 1
server=
trap '[ -z "$server" ] || kill $server; rm -rf "$safe"' EXIT
chmod 755 "$safe"
mkdir -p /run/sshd
cp "$CHAIRSIDE_PROGRAM" "$safe/chairside" && chmod 755 "$safe/chairside"
CHAIRSIDE_PROGRAM=$safe/chairside
root=$safe/machine
drop=$root/etc/ssh/sshd_config.d/chairside.conf
port=$(python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])')
for key in owner other safe host; do
	ssh-keygen -q -t ed25519 -N '' -f "$safe/$key" || exit 1
done

mkdir -p "$root/etc/ssh/sshd_config.d" "$root/etc/systemd/system" "$root/usr/sbin" \
    "$root/var/lib" "$root/run" "$root/proc/sys/kernel/random"
echo 'root:x:0:0:root:/root:/bin/bash' >"$root/etc/passwd"
echo '1000.25 5' >"$root/proc/uptime"
echo one-boot >"$root/proc/sys/kernel/random/boot_id"
ln -s /usr/sbin/sshd "$root/usr/sbin/sshd"
cat >"$root/usr/sbin/useradd" <<END
#!/bin/sh
echo 'chairside:x:54321:54321::/var/lib/chairside:/bin/dash' >>"$root/etc/passwd"
END
chmod 755 "$root/usr/sbin/useradd"
printf '%s\n' "Include $root/etc/ssh/sshd_config.d/*.conf" "HostKey $safe/host" \
    'PidFile /run/sshd.pid' 'AuthorizedKeysFile none' "ListenAddress 127.0.0.1:$port" \
    >"$root/etc/ssh/sshd_config"

# listening - until sshd answers; it is started in the background, and ends by itself.
listening()
{
	tries=0
	while ! ssh-keyscan -p "$port" 127.0.0.1 >"$safe/known" 2>/dev/null || [ ! -s "$safe/known" ]; do
		tries=$((tries + 1))
		[ $tries -lt 100 ] || return 1
		sleep 0.1
	done
}
setpriv --pdeathsig TERM timeout 300 /usr/sbin/sshd -D -e -f "$root/etc/ssh/sshd_config" \
    -o PidFile="$root/run/sshd.pid" 2>"$tap_folder/sshd.log" & server=$!

come()	# KEY WORD... - as whom the test's machine has: the account is not made for a test
{
	key=$1
	shift
	timeout 60 ssh -F /dev/null -p "$port" -i "$safe/$key" -o IdentitiesOnly=yes \
	    -o IdentityAgent=none -o BatchMode=yes -o StrictHostKeyChecking=no -o LogLevel=ERROR \
	    -o UserKnownHostsFile="$safe/hosts" "$@"
}

case_ok 'sshd listens' listening
case_is 'before, nobody comes in' "$(come owner root@127.0.0.1 true 2>/dev/null; echo $?)" 255
case_run 'set up' 0 'Staff log in by' server-setup --root "$root" --yes \
    --owner ada --owner-key "$safe/owner.pub" --rescue-key "$safe/safe.pub" --name 'Over the line' --timezone UTC
# For sshd the account is root here, and the practice lies below the folder.
sed -i "s|Match User chairside|Match User root|; s|CommandUser chairside|CommandUser root|; \
s|/var/lib/chairside|$root&|" "$drop"
chown -R 0:0 "$root/var/lib/chairside"
kill -HUP "$(cat "$root/run/sshd.pid")"
case_ok 'sshd reads it' listening

mkfifo "$safe/keys"
TERM=xterm come owner -tt root@127.0.0.1 <"$safe/keys" >"$tap_folder/screen" 2>"$tap_folder/ssh" & line=$!
exec 8>"$safe/keys"
tries=0
while ! grep -q 'Over the line' "$tap_folder/screen" && [ $tries -lt 300 ]; do
	tries=$((tries + 1))
	sleep 0.1
done
case_ok 'the owner sees the practice' grep -q 'Over the line.*ada' "$tap_folder/screen"
(printf QQ >&8)
exec 8>&-
wait $line
case_is 'and leaves' "$?" 0
printf 'c\nl\n' | come safe root@127.0.0.1 >"$out" 2>&1
case_ok 'the break-glass key opens the rescue page' grep -q 'The practice file is whole' "$out"
case_is 'another key opens nothing' "$(come other root@127.0.0.1 true 2>/dev/null; echo $?)" 255
come owner root@127.0.0.1 "touch '$safe/made'" >/dev/null 2>&1
case_ok 'a command is not run' test ! -e "$safe/made"
come owner -N -o ExitOnForwardFailure=yes -R 0:127.0.0.1:1 root@127.0.0.1 >/dev/null 2>&1
case_is 'no forwarding' "$?" 255

sed -i 's|Match User root|Match User chairside|' "$drop"
case_run 'undone' 0 'are kept' server-setup --root "$root" --undo
case_ok 'sshd still listens' listening
case_is 'and nobody comes in' "$(come owner root@127.0.0.1 true 2>/dev/null; echo $?)" 255
tap_end
