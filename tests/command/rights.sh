# A person's rights on the command line, with a client who came with the file: handed over,
# held, erased, and erased again in what is restored.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

export CHAIRSIDE_DB="$tap_folder/demo.db"
chairside init --demo --clients 60
# A month's figures, but for those of who is due: nobody calls whom an erasure archived.
month() {
	chairside report monthly --month 2025-03
	sed '/^Made /,$d; /^ *Lapsed/d; /^ *Due back/d; /^ *Overdue/d' "$out"
}

case_run 'kept for ten years' 0 'Kept until .* records are kept 10 years' client retention 6
chairside client retention
case_is 'nobody is past them' "$(cat "$out")" ''
export CHAIRSIDE_NOW=2037-06-01T10:00:00
case_run 'then they are over' 0 '^ *6 ' client retention
chairside client bundle 6 -o "$tap_folder/6.tar"
case_ok 'is complete' sh -c 'cd "$0" && tar xf 6.tar && cd client-6 && sha256sum -c SHA256SUMS' \
    "$tap_folder"
case_run 'not over the practice' 1 'practice file' client bundle 6 -o "$CHAIRSIDE_DB"
case_run 'hold' 0 'on hold' client hold 6 'a claim'
case_run 'a hold keeps' 1 'Not erased. On hold since' \
    client erase 6 --number 6 --reason 'asked for'
case_run 'release needs a reason' 2 'release ID REASON' client release 6
case_run 'release' 0 'no more' client release 6 'settled'
case_run 'the number again' 1 "not the client's number" \
    client erase 6 --number 7 --reason 'asked for'
case_run 'and why' 2 'number is typed again' client erase 6 --number 6
case_run 'a backup before' 0 'backup' backup
month > "$tap_folder/before"
case_run 'erase' 0 'Client 6 is erased' client erase 6 --number 6 --reason 'asked for'
case_is 'no figure of a month they came in is another' "$(month)" "$(cat "$tap_folder/before")"
case_ok 'and there are some' grep -q 'Done  *[1-9]' "$tap_folder/before"
case_run 'only once' 1 'erased already' client erase 6 --number 6 --reason 'asked for'
case_run 'nothing of the name' 0 'Erased client' client show 6
case_run 'the file is whole' 0 'is whole' check --deep
case_run 'undo says why not' 1 'what was erased is gone' undo
case_run 'the backup comes back' 0 'is restored' restore --latest
case_run 'without the person' 0 'Erased client' client show 6
case_run 'and whole' 0 'is whole' check --deep
tap_end
