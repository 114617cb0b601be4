# sshd.sh - a real sshd on 127.0.0.1 for a test, after tap.sh and chairside.sh. It has a port, a
# host key and keys of its own, touches nothing of the machine's, and ends with the test, also when
# that is killed, after ten minutes at the latest.
#
# sshd_needs             skips the test where there is no sshd, or where it cannot run
# sshd_begin [LINE...]   starts it for $db, with more lines for its configuration
# sshd_key NAME [TYPE]   makes the key $ssh/NAME and $ssh/NAME.pub
# sshd_known             after keys were given or removed: who is no root has no
#                        AuthorizedKeysCommand, so the answers are written down here
# over NAME WORD...      ssh with that key; $out, $err, $status as of chairside()
#
# Who logs in is the account that runs the test. Of root sshd asks `authorized-keys` itself,
# through a wrapper below /run, since it trusts only what lies in folders of root alone.
sshd=/usr/sbin/sshd
ssh=$tap_folder/ssh
sshd_pid='' sshd_wrapper=''

sshd_needs()
{
	[ -x $sshd ] && command -v ssh >/dev/null && command -v setpriv >/dev/null ||
	    tap_skip 'sshd, ssh or setpriv is not installed'
	if [ "$(id -u)" -eq 0 ]; then
		mkdir -p /run/sshd 2>/dev/null || tap_skip 'sshd has no folder /run/sshd'
		case $(sed -n 's/^root:\([^:]*\):.*/\1/p' /etc/shadow) in
		'!'*) tap_skip 'the account root is locked' ;;
		esac
	fi
}

sshd_end()
{
	[ -z "$sshd_pid" ] || kill "$sshd_pid" 2>/dev/null
	[ -z "$sshd_wrapper" ] || rm -rf "$sshd_wrapper"
	sshd_pid=''
}

sshd_key()
{
	ssh-keygen -q -t "${2:-ed25519}" -N '' -C "$1@test" -f "$ssh/$1"
}

sshd_config()
{
	cat <<-EOF
	ListenAddress 127.0.0.1
	Port $1
	HostKey $ssh/host
	PidFile none
	UsePAM no
	PasswordAuthentication no
	KbdInteractiveAuthentication no
	PermitRootLogin yes
	StrictModes no
	LogLevel VERBOSE
	Subsystem sftp internal-sftp
	EOF
	if [ -n "$sshd_wrapper" ]; then
		echo AuthorizedKeysFile none
		echo "AuthorizedKeysCommand $sshd_wrapper/keys %t %k"
		echo "AuthorizedKeysCommandUser root"
	else
		echo "AuthorizedKeysFile $ssh/authorized_keys"
	fi
	shift
	printf '%s\n' "$@"
}

sshd_known()
{
	[ -z "$sshd_wrapper" ] || return 0
	for sshd_pub in "$ssh"/*.pub; do
		"$CHAIRSIDE_PROGRAM" --db "$db" authorized-keys $(cut -d' ' -f1,2 "$sshd_pub")
	done >"$ssh/authorized_keys" 2>/dev/null
}

# A free port is one on which sshd stays: others may try at the same time.
sshd_begin()
{
	mkdir -p "$ssh" && chmod 700 "$ssh"
	trap sshd_end EXIT
	[ -e "$ssh/host" ] || sshd_key host
	if [ "$(id -u)" -eq 0 ]; then
		sshd_wrapper=$(mktemp -d /run/chairside-test.XXXXXX) && chmod 755 "$sshd_wrapper"
		printf '#!/bin/sh\nexec "%s" --db "%s" authorized-keys "$@"\n' "$CHAIRSIDE_PROGRAM" "$db" \
		    >"$sshd_wrapper/keys"
		chmod 755 "$sshd_wrapper/keys"
	fi
	for sshd_try in 1 2 3 4 5; do
		port=$(python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
		sshd_config "$port" "$@" >"$ssh/config"
		: >"$ssh/log"
		setpriv --pdeathsig TERM timeout -k 5 600 $sshd -D -e -f "$ssh/config" 2>>"$ssh/log" &
		sshd_pid=$!
		while kill -0 $sshd_pid 2>/dev/null; do
			! grep -q 'Server listening' "$ssh/log" || break 2
		done
	done
	grep -q 'Server listening' "$ssh/log" || tap_note "$(cat "$ssh/log")"
	sshd_known
}

over()
{
	over_key=$1
	shift
	status=0
	ssh -F none -p "$port" -i "$ssh/$over_key" -o IdentitiesOnly=yes -o BatchMode=yes \
	    -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR \
	    ${over_options-} "$(id -un)@127.0.0.1" ${1+--} "$@" >"$out" 2>"$err" || status=$?
}
