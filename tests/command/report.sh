# A month as text, JSON, CSV and a workbook; where it may be written, and what
# stands there when it may not.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

cd "$tap_folder" || exit 1
new_practice
case_run 'which reports there are' 0 '^monthly ' report list
case_run 'an empty month as text' 0 'Feb 2026' report monthly --month 2026-02
chairside report monthly --month 2026-02 --format json
case_is 'as JSON' "$(json "$out" '["report"]')" monthly
case_is 'its month' "$(json "$out" '["month"]')" 2026-02
case_is 'its figures' "$(json "$out" '["figures"]["sessions_total"]')" 0
case_run 'as CSV' 0 'sessions_total' report monthly --month 2026-02 --format csv
case_run 'no month' 2 '--month 2026-03' report monthly
for month in 'nov 2025' '11/2025' 2025-11; do
	chairside report monthly --month "$month" --format json
	case_is "the month $month" "$(json "$out" '["month"]')" 2025-11
done
chairside report monthly --month 'last month' --format json
case_is 'last month' "$(json "$out" '["month"]')" 2026-02
case_run 'a month that is none' 2 'not a month' report monthly --month 2026-13
case_run 'a day' 2 'not a month' report monthly --month 2026-02-01
case_run 'an unknown report' 2 'no report "yearly"' report yearly --month 2026-02
case_run 'an unknown format' 2 'no format' report monthly --month 2026-02 --format pdf

write() { chairside report monthly --month 2026-02 --format json "$@"; }

write -o month.json
case_is 'to a file' "$status" 0
case_is 'nothing on standard output' "$(cat "$out")" ''
case_is 'it is whole' "$(json month.json '["month"]')" 2026-02
echo old >month.json
chmod 640 month.json
write --output=month.json
case_is 'an existing file is replaced' "$(json month.json '["month"]')" 2026-02
case_is 'and keeps its mode' "$(stat -c %a month.json)" 640
write -o -
case_is '- is standard output' "$(json "$out" '["month"]')" 2026-02
mkdir folder
mkfifo fifo
echo kept >kept
ln -s kept link
for target in folder fifo link /dev/null; do
	write -o "$target"
	case_is "$target is refused" "$status" 1
	case_ok "$target: in a sentence" grep -q "cannot write $target" "$err"
done
case_is 'what a link points to is as it was' "$(cat kept)" kept
write -o none/month.json
case_is 'a missing folder' "$status" 1
case_ok 'is named' grep -q 'no folder none' "$err"
case_run 'a full disk' 1 'cannot write|Cannot write|No space' report monthly --month 2026-02 -o /dev/full
case_is 'nothing is left over' "$(ls -A | grep -v -e '^case.log$' -e '^practice.db-' | LC_ALL=C sort | tr '\n' ' ')" \
    'err fifo folder kept link month.json out practice.db practice.db.key practice.db.lock '
tap_end
