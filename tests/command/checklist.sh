# Checklists from the command line: written out, brought in, looked through, compared, tried.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

cd "$tap_folder" || exit 1
new_practice
case_run 'what ships is listed' 0 'microneedling .*1  published' checklist list
chairside checklist export microneedling -o mine.json
case_ok 'and written out' grep -q '"item": "filler_date"' mine.json
case_run 'brought in it is a draft' 0 'edition 2' checklist import mine.json
case_run 'that says the same' 0 'say the same' checklist diff microneedling
sed 's/"window_n": 28,/"window_n": 21,/' mine.json >shorter.json
case_run 'another is the third' 0 'edition 3' checklist import shorter.json
case_run 'and differs' 0 'filler_date .*Window was 28, is 21' checklist diff microneedling
case_run 'two editions by number' 0 'Window was 21, is 28' checklist diff microneedling \
    --edition 3 --with 2

case_run 'a verdict' 0 'BLOCK' checklist evaluate microneedling acne=c
case_run 'by the key, with its source' 0 'defer, filler, until 9 Apr 2026' checklist evaluate \
    microneedling filler_date=2026-03-12 --on 2026-03-20
case_run 'by the draft it is earlier' 0 'until 2 Apr 2026' checklist evaluate microneedling \
    filler_date=2026-03-12 --on 2026-03-20 --edition 3
case_run 'for a machine' 0 '"until": "2026-04-09"' checklist evaluate microneedling \
    filler_date=2026-03-12 --on 2026-03-20 --format json
case_run 'a month counts by its worse end' 0 'filler, until 28 Mar 2026' checklist evaluate \
    microneedling filler_date=2026-02 --on 2026-03-20
case_run 'which is never after the day it is answered' 0 'filler, until 9 Apr 2026' checklist \
    evaluate microneedling filler_date=2026-03 --on 2026-03-30
case_run 'an answer that is none' 1 'must be one of' checklist evaluate microneedling acne=q
case_run 'an item that is none' 1 'does not ask' checklist evaluate microneedling age=30
case_run 'a word that is none' 2 'ITEM=ANSWER' checklist evaluate microneedling acne
case_run 'nobody' 1 'no client' checklist evaluate microneedling acne=n --client 9

case_run 'no booking stands' 0 'Of 0 open bookings' checklist bookings microneedling --edition 3
case_run 'published' 0 'asked from now on' checklist publish microneedling --edition 3
case_run 'it is asked' 0 'until 2 Apr 2026' checklist evaluate microneedling \
    filler_date=2026-03-12 --on 2026-03-20
case_run 'once' 1 'published' checklist publish microneedling --edition 3
case_run 'which?' 2 'edition' checklist publish microneedling
case_run 'and retired' 0 'no more' checklist retire microneedling --edition 3

case_run 'its form' 0 '^ 5 ____   Last dose' checklist print microneedling
case_run 'has never, not known and conditions' 0 'only if 4 = stopped: .*- not known' \
    checklist print microneedling
case_run 'not in a language that nobody wrote' 1 'nothing in "fr"; it has no other' checklist \
    print microneedling --language fr
cat >two.json <<'END'
{"code": "two", "title": "Two", "valid_months": 6,
 "languages": "fr=Deux questions|x=jamais|-=inconnu|if=si|or=ou|day=un jour|how=Une lettre.",
 "items": [
  {"code": "sun", "ask": "Sun?", "answers": "no=n=no|yes=y=yes",
   "languages": "fr=Soleil ?|n=non|y=oui\nes=Sol?|n=no|y=s\u00ed"},
  {"code": "sun_date", "ask": "When?", "type": "date", "only_if": "sun=yes",
   "languages": "fr=Quand ?"}],
 "rules": [
  {"item": "sun", "answer": "yes", "verdict": "defer", "window_n": 7, "window_unit": "days",
   "counted_from": "sun_date", "guidance": "Wait.", "source": "House rule 1, checked 29 Nov 2026"}]}
END
case_run 'with other languages' 0 'two is here as a draft, edition 1' checklist import two.json
case_run 'in one of them' 0 'Deux questions, edition 1' checklist print two --edition 1 \
    --language fr
case_run 'with its questions and answers' 0 'n non   y oui   - inconnu' checklist print two \
    --edition 1 --language fr
case_run 'and its conditions' 0 'si 1 = oui:  un jour   - inconnu' checklist print two --edition 1 \
    --language fr
case_run 'a word that is missing stays as it is' 0 'y sí   - not known' checklist print two \
    --edition 1 --language es
case_run 'which is told' 3 'sun_date: its question is not there in es' checklist lint two \
    --edition 1
sed 's/fr=Quand/Quand/' two.json >bad.json
case_run 'a line of no language' 1 'is no language' checklist import bad.json
sed 's/|y=oui/|o=oui/' two.json >bad.json
case_run 'a key of no answer' 1 'in fr "o" is the key of no answer' checklist import bad.json

printf '{"name":"left-pad"}' >foreign.json
case_run 'a file of another program' 1 'name: nothing there is known' checklist import \
    foreign.json
printf 'code\0' >binary.json
case_run 'no text' 1 'not text' checklist import binary.json
case_run 'no file' 1 'gone.json' checklist import gone.json
chairside checklist lint microneedling
case_ok 'what ships is clean' [ "$status" -eq 0 ]
sed 's/, checked 30 Nov 2026//' mine.json >unchecked.json
case_run 'a file is looked through too' 3 'looked up' checklist lint ./unchecked.json
case_run 'another word' 2 'evaluate' checklist show microneedling
tap_end
