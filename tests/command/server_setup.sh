# server-setup on a machine below a folder (--root), with sshd's own judgement of its
# configuration: a fresh machine, twice, cut off at each program it runs, confirmed and
# not, undone, and everything that may be in the way.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

[ -x /usr/sbin/sshd ] || tap_skip 'openssh-server is not installed'

# The test's own folder is closed to others, as TMPDIR may be, and the account must reach the
# practice.
shared=$(mktemp -d /tmp/chairside-server.XXXXXX) || exit 1
trap 'rm -rf "$shared"' EXIT
chmod 755 "$shared"
root=$shared/machine
drop=$root/etc/ssh/sshd_config.d/chairside.conf
home=$root/var/lib/chairside
file=$home/practice/practice.db
# Whoever is not root cannot be anybody else: then the account is theirs.
uid=$(id -u) gid=$(id -g)
[ "$uid" -ne 0 ] || uid=54321 gid=54321
[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
ssh-keygen -q -t ed25519 -N '' -C owner -f "$shared/owner" &&
    ssh-keygen -q -t ed25519 -N '' -C safe -f "$shared/safe" &&
    ssh-keygen -q -t ed25519 -N '' -f "$shared/host" || exit 1

# stand_in PATH - a program of the machine: notes its call in `ran`, kills who called it
# when `kill` says so, and does the rest of standard input.
stand_in()
{
	{
		cat <<-END
			#!/bin/sh
			echo "\${0##*/} \$*" >>"$root/ran"
			if [ "\$(wc -l <"$root/ran")" = "\$(cat "$root/kill" 2>/dev/null)" ]; then
				kill -9 \$PPID
				exit 1
			fi
		END
		cat
	} >"$root/$1"
	chmod 755 "$root/$1"
}

machine()	# a fresh one, on which systemd runs
{
	rm -rf "$root"
	mkdir -p "$root/etc/ssh/sshd_config.d" "$root/etc/systemd/system" "$root/usr/sbin" \
	    "$root/usr/bin" "$root/var/lib" "$root/run/systemd/system" \
	    "$root/proc/sys/kernel/random" "$root/proc/self" "$root/proc/100"
	echo 'root:x:0:0:root:/root:/bin/bash' >"$root/etc/passwd"
	cp "$shared/host.pub" "$root/etc/ssh/ssh_host_ed25519_key.pub"
	printf '%s\n' "Include $root/etc/ssh/sshd_config.d/*.conf" 'UsePAM yes' 'Port 2299' \
	    "HostKey $shared/host" "PidFile $root/run/sshd.pid" >"$root/etc/ssh/sshd_config"
	: >"$root/ran"
	stand_in usr/bin/systemctl </dev/null
	stand_in usr/sbin/sshd <<-'END'
		exec /usr/sbin/sshd "$@"
	END
	stand_in usr/sbin/useradd <<-END
		echo 'chairside:x:$uid:$gid::/var/lib/chairside:/bin/dash' >>"$root/etc/passwd"
	END
	echo '1000.25 5' >"$root/proc/uptime"
	echo one-boot >"$root/proc/sys/kernel/random/boot_id"
	echo '7 (chairside) S 100 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 99000 0' >"$root/proc/self/stat"
	connected 99000
}

# connected N - this program runs in a connection that began N hundredths after the boot.
connected()
{
	echo "100 (sshd) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 $1 0" >"$root/proc/100/stat"
}

setup()
{
	chairside server-setup --root "$root" "$@"
}

fresh="server-setup --root $root --yes --owner-key $shared/owner.pub"
again="server-setup --root $root --yes"

# What stands on the machine, but for what differs each time.
standing()
{
	(cd "$root" && find etc var -name host -prune -o -printf '%p %m\n' | sort)
}

machine
standing >"$shared/before"
case_run 'a dry run tells each step' 0 '^  5  back up every 15 minutes' \
    server-setup --root "$root" --dry-run --owner-key "$shared/owner.pub"
case_ok 'none of them wider than a terminal' sh -c "! sed '/^\$/,\$d' '$out' | grep -q '.\{81\}'"
case_ok 'with the texts' grep -q '^	PermitUserRC no' "$out"
standing >"$shared/after"
case_ok 'and does nothing' cmp "$shared/before" "$shared/after"
case_run 'nobody to ask' 2 'Nobody is here to be asked' \
    server-setup --root "$root" --owner-key "$shared/owner.pub"
case_run 'nobody could log in' 2 'Nobody could log in' $again
case_run 'one key for the owner and for the safe' 2 'are the same' $fresh \
    --rescue-key "$shared/owner.pub"
case_run 'a private key' 1 "The owner.s key: .*private" \
    server-setup --root "$root" --yes --owner-key "$shared/owner"
standing >"$shared/after"
case_ok 'none of that did anything' cmp "$shared/before" "$shared/after"

case_run 'a fresh machine' 0 '^Staff log in by: ssh chairside@' $fresh \
    --rescue-key "$shared/safe.pub"
case_ok 'tells the key of the machine' grep -qF "$(ssh-keygen -lf "$shared/host.pub" | cut -d' ' -f2)" "$out"
if command -v systemd-analyze >/dev/null; then
	case_is 'systemd has nothing to say of the units' \
	    "$(systemd-analyze verify "$root"/etc/systemd/system/chairside-* 2>&1 | grep chairside)" ''
	every=$(sed -n 's/^OnCalendar=//p' "$root/etc/systemd/system/chairside-backup.timer")
	case_is 'four times an hour' "$(systemd-analyze calendar "$every" 2>&1 |
	    sed -n 's/^ *Normalized form: //p')" '*-*-* *:00/15:00 UTC'
fi
case_is 'the folders' "$(stat -c '%a' "$home" "$home/practice" | tr '\n' ' ')" '750 2770 '
case_is 'the file is the account'"'"'s' "$(stat -c '%a %u' "$file")" "660 $uid"
case_ok 'the account has no password' grep -q -- '--password \*' "$root/ran"
case_ok 'the break-glass key' grep -qF "$(cat "$shared/safe.pub")" "$file.rescue"
case_is 'which nobody else reads' "$(stat -c '%a %u' "$file.rescue")" "600 $uid"
case_is 'tried before sshd is told' \
    "$(sed -n '/sshd -t -f .*trial/p;/try-reload/p' "$root/ran" | cut -d' ' -f1 | tr '\n' ' ')" \
    'sshd systemctl '
/usr/sbin/sshd -T -f "$root/etc/ssh/sshd_config" -C user=chairside,host=h,addr=127.0.0.1 >"$shared/told"
for fact in 'permituserrc no' 'disableforwarding yes' 'passwordauthentication no' \
    'authenticationmethods publickey' 'authorizedkeysfile none' 'trustedusercakeys none' \
    'clientaliveinterval 15' 'clientalivecountmax 3' 'maxstartups 60:30:120'; do
	case_ok "sshd says: $fact" grep -qx "$fact" "$shared/told"
done
/usr/sbin/sshd -T -f "$root/etc/ssh/sshd_config" -C user=root,host=h,addr=127.0.0.1 >"$shared/told"
case_ok 'and of root what it said before' grep -qx 'disableforwarding no' "$shared/told"
standing >"$shared/whole"
if command -v systemd-analyze >/dev/null; then
	case_ok 'systemd understands the units' systemd-analyze verify --man=no \
	    "$root"/etc/systemd/system/chairside-*
	case_is 'and has nothing to say of them' "$(grep -F chairside- "$tap_folder/case.log")" ''
fi


# One key opens one thing, whoever brings it and when.
sed 's/ [^ ]*$/ of-somebody-else/' "$shared/owner.pub" >"$shared/renamed.pub"
case_run 'a login is no break-glass key' 2 "break-glass key is somebody.s login" $again \
    --rescue-key "$shared/renamed.pub"
case_run 'nor a break-glass key a login' 2 "owner.s key opens the rescue page" \
    server-setup --root "$root" --yes --owner-key "$shared/safe.pub"
sed 's/ [^ ]*$/ of-a-second-administrator/' "$shared/safe.pub" >"$shared/renamed.pub"
case_run 'under another comment it is the same' 0 'nothing to do, but for' $again \
    --rescue-key "$shared/renamed.pub"
standing >"$shared/after"
case_ok 'none of that did anything more' cmp "$shared/whole" "$shared/after"

: >"$root/ran"
case_run 'twice: nothing to do but to confirm' 0 'nothing to do, but for .*--confirm' $fresh \
    --rescue-key "$shared/safe.pub"
case_is 'and nothing was run but questions' "$(grep -v '^sshd -T' "$root/ran")" ''
case_run 'the old connection proves nothing' 77 'log in once more from another window' \
    server-setup --root "$root" --confirm
token=$(sed -n 's/^token //p' "$home/unconfirmed")
setup --undo --unconfirmed 0000
case_ok 'the plan of another change is not ours' test -f "$drop"
connected 100100
case_run 'a new connection confirms' 0 'Confirmed' server-setup --root "$root" --confirm
case_ok 'the timer that would undo it is gone' \
    test ! -e "$root/etc/systemd/system/chairside-undo.timer"
case_ok 'the plan too' test ! -e "$home/unconfirmed"
case_run 'once is enough' 1 'Nothing waits' server-setup --root "$root" --confirm
setup --undo --unconfirmed "$token"
case_ok 'what is confirmed stays' test -f "$drop"
case_run 'and there is nothing to do' 0 'There is nothing to do\.' $again

chairside $again --minutes 5
setup --undo
chairside $again
connected 99000
echo another-boot >"$root/proc/sys/kernel/random/boot_id"
case_run 'after a restart every connection is new' 0 'Confirmed' \
    server-setup --root "$root" --confirm
echo one-boot >"$root/proc/sys/kernel/random/boot_id"

# Another chairside's drop-in is replaced, and comes back when the new one is not confirmed.
sed -i 's/MaxSessions 4/MaxSessions 3/' "$drop"
case_run 'an older drop-in of ours' 0 'let sshd ask' $again
case_ok 'is replaced' grep -q 'MaxSessions 4' "$drop"
setup --undo --unconfirmed "$(sed -n 's/^token //p' "$home/unconfirmed")"
case_ok 'and comes back' grep -q 'MaxSessions 3' "$drop"
case_ok 'with nothing beside it' test ! -e "$drop.before"

case_run 'undone' 0 'account chairside and the practice are kept' server-setup --root "$root" --undo
case_is 'no file of ours is left' "$(find "$root/etc" -name 'chairside*')" ''
case_ok 'the practice is' test -f "$file"
case_run 'undone twice' 0 'are kept' server-setup --root "$root" --undo
case_run 'and set up again' 0 'Staff log in by' $again
setup --undo --unconfirmed "$(sed -n 's/^token //p' "$home/unconfirmed")"
case_ok 'not confirmed: the logins go' test ! -e "$drop"
case_ok 'they come in the hour that comes twice too' \
    grep -qx 'OnCalendar=.* UTC' "$root/etc/systemd/system/chairside-backup.timer"
case_ok 'the backups stay' test -f "$root/etc/systemd/system/chairside-backup.timer"

# Without systemd a process carries the plan out.
rm -r "$root/run/systemd"
case_run 'where systemd does not run' 0 'Staff log in by' $again --minutes 0
tries=0
while [ -e "$home/unconfirmed" ] && [ $tries -lt 600 ]; do
	tries=$((tries + 1))
	sleep 0.1
done
case_ok 'the logins go by themselves' test ! -e "$drop"

# Cut off at each program it runs, it is finished by the next run.
n=0
while n=$((n + 1)) && [ $n -lt 40 ] && machine && echo $n >"$root/kill" &&
    chairside $fresh --rescue-key "$shared/safe.pub" && [ "$status" -ne 0 ]; do
	rm "$root/kill"
	chairside $fresh --rescue-key "$shared/safe.pub"
	standing >"$shared/after"
	case_is "killed at program $n: $(sed -n ${n}p "$root/ran" | cut -c1-40)" \
	    "$(diff "$shared/whole" "$shared/after")" ''
	connected 100100
	setup --confirm
	setup --undo
	case_is 'and undone' "$(find "$root/etc" -name 'chairside*')" ''
done
case_ok 'each program was tried' test $n -gt 12 -a $n -lt 40

# What is in the way is told, and nothing is done.
refused()	# NAME PATTERN
{
	standing >"$shared/before"
	: >"$root/ran"
	case_run "$1" 1 "$2" $fresh
	standing >"$shared/after"
	case_is "$1: nothing is left" "$(diff "$shared/before" "$shared/after")" ''
	case_ok "$1: sshd is not told" sh -c "! grep -q reload '$root/ran'"
}
machine
echo 'Nonsense yes' >>"$root/etc/ssh/sshd_config"
refused 'a broken configuration' 'not in order as it stands.*Nonsense'
machine
echo 'AllowUsers ann root' >>"$root/etc/ssh/sshd_config"
refused 'only named users' 'has AllowUsers ann root. Add chairside'
machine
echo 'DenyGroups chair*' >>"$root/etc/ssh/sshd_config"
refused 'not this group' 'has DenyGroups chair.*Take chairside out'
machine
echo 'Match User root' >"$drop"
refused 'another drop-in' 'chairside.conf stands already and was not made by chairside'
setup --undo
case_ok 'nor is it removed' grep -q 'Match User root' "$drop"
machine
echo 'chairside:x:54321:54321::/var/lib/chairside:/bin/dash' >>"$root/etc/passwd"
echo 'chairside:!:20000::::::' >"$root/etc/shadow"
sed -i 's/UsePAM yes/UsePAM no/' "$root/etc/ssh/sshd_config"
refused 'a locked account, without PAM' 'takes the account chairside for locked'
machine
echo 'chairside:x:1000:1000::/srv/people:/bin/bash' >>"$root/etc/passwd"
refused 'another account' 'an account chairside of another kind'
machine
mkdir -p "$home"
refused 'another folder' 'var/lib/chairside stands already'
machine
standing >"$shared/before"
printf '%s\n\nn\n' "$(cat "$shared/owner.pub")" |
    script -qec "$CHAIRSIDE_PROGRAM server-setup --root $root" /dev/null >"$out"
standing >"$shared/after"
case_ok 'asked, and answered no' grep -q 'Nothing was done' "$out"
case_ok 'nothing is done' cmp "$shared/before" "$shared/after"
printf '%s\n%s\ny\n' "$(cat "$shared/owner.pub")" "$(cat "$shared/safe.pub")" |
    script -qec "$CHAIRSIDE_PROGRAM server-setup --root $root" /dev/null >"$out"
case_ok 'asked, and answered yes' grep -q 'Staff log in by' "$out"
case_ok 'with the break-glass key' grep -qF "$(cat "$shared/safe.pub")" "$file.rescue"
case_run 'not by a login' 77 'that is root' --login owner server-setup --root "$root" --undo
machine
echo 'AllowUsers ann chairside@192.168.*' >>"$root/etc/ssh/sshd_config"
case_run 'a named user' 0 'Staff log in by' $fresh
machine
sed -i 1d "$root/etc/ssh/sshd_config"
case_run 'no Include' 1 'lacks the line .Include ' $fresh
case_ok 'the drop-in is not left' test ! -e "$drop"
case_ok 'nor the plan' test ! -e "$home/unconfirmed"
case_run 'two things at once' 2 'do not go together' server-setup --root "$root" --confirm --undo
tap_end
