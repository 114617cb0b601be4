# Photos and papers from the command line: taken in by visit or client, from a file or standard
# input, listed while they wait, written out again byte for byte; what is asked wrongly gives
# one sentence and takes nothing in.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

cd "$tap_folder" || exit 1
new_practice
rows() { cat >rows.csv && chairside import "$1" rows.csv; }
rows services <<'END'
code,name,minutes
FA,Facial,45
END
rows clients <<'END'
external_id,given,family
1,Ngozi,Okafor
END
rows sessions <<'END'
client,service,date,start,status
1,FA,2026-03-11,14:00,done
END
case_is 'a visit' "$status" 0

# --- taken in
printf '%%PDF-1.4\nsigned\n' >scan.pdf
printf 'GIF89a dots' >photo.gif
case_run 'by the number of the visit' 0 '^1  file .form. of Okafor, Ngozi, Wed 11 Mar' \
    attach 1 scan.pdf --kind form
case_ok 'the file stays' test -s scan.pdf
case_run 'by client and day, from standard input' 0 'can be kept, but not shown' \
    attach okafor 11 mar - -k before -a front <photo.gif
case_ok 'no permission is said' grep -q 'No permission for photos' "$out"
printf 'letter' >letter.txt
case_run 'of a client alone' 0 '^3  file .other. of Okafor' attach --client 1 letter.txt -k other
case_run 'the same once more' 1 'here already: form, Wed 11 Mar' attach 1 scan.pdf -k form
case_run 'all the same' 0 '^4 ' attach 1 scan.pdf -k form --again

# --- out again
chairside attachment 1 -o back.pdf
case_ok 'they are equal' cmp scan.pdf back.pdf
"$CHAIRSIDE_PROGRAM" attachment 2 >back.gif
case_ok 'on standard output too' cmp photo.gif back.gif
case_run 'a copy of what is no picture' 1 'chairside: ' attachment 1 --copy -o none.jpg
case_ok 'nothing is written' test ! -e none.jpg
case_run 'into the practice' 1 'belongs to the practice' attachment 1 -o "$db.files/x"
case_ok 'each is journalled' sh -c '"$1" check --deep' - "$CHAIRSIDE_PROGRAM"

# --- what waits
case_run 'nothing waits' 0 'Nothing waits in .*inbox' inbox
cp scan.pdf photo.gif "$db.inbox"
mkdir "$db.inbox/more"
chairside inbox --format json
case_is 'as JSON: how many' "$(json "$out" '.__len__()')" 3
case_is 'what is none' "$(json "$out" '[2]["refused"]')" 'it is a folder'
case_run 'as a table' 0 'photo.gif *11 bytes .* GIF' inbox
case_run 'a format that is none' 2 'text, json or csv' inbox --format xml

# --- asked wrongly
case_run 'without a kind' 2 'before, after, form or other' attach 1 scan.pdf
case_run 'a kind that is none' 1 'during' attach 1 scan.pdf -k during
case_run 'no file' 2 'then the file' attach scan.pdf -k form
case_run 'both' 2 'then the file' attach 1 scan.pdf -k form --client 1
case_run 'a file that is not there' 1 'no such file' attach 1 none.pdf -k form
case_run 'nothing' 1 'it is empty' attach 1 - -k form </dev/null
case_run 'a folder' 1 'it is a folder' attach 1 . -k form
case_run 'a visit that is not there' 1 'no session 9' attach 9 scan.pdf -k form
case_run 'an attachment that is not there' 1 'no attachment 9' attachment 9
case_is 'still four' "$("$CHAIRSIDE_PROGRAM" attachment 5 2>&1)" 'chairside: There is no attachment 5.'
rm "$db.files/$(sha256sum <letter.txt | cut -d' ' -f1)"
chairside check
case_is 'something is missing' "$status" 3
case_ok 'check names it' grep -q 'attachment 3 (file (other) of Okafor.*missing' "$out"
tap_end
