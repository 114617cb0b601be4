# A client's photos from the command line: listed, copied, two of them as one page; and the
# libraries that read pictures: opened for a picture and for nothing else, missing or damaged
# with a sentence, and one that crashes takes nothing down.
. "$CHAIRSIDE_SOURCE/tests/support/tap.sh"
. "$CHAIRSIDE_SOURCE/tests/command/chairside.sh"

cd "$tap_folder" || exit 1
new_practice
printf 'external_id,given,family\n1,Ngozi,Okafor\n' >rows.csv
chairside import clients rows.csv

# Eight by eight grey dots, taken on 12 March 2026 at 9:58, as EXIF says.
base64 -d >photo.jpg <<'END'
/9j/4QCQRXhpZgAATU0AKgAAAAgAAYdpAAQAAAABAAAAPgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
AAAAAAAAAAAAAAAAAAAAAAAAAZADAAIAAAAUAAAAdAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
AAAAAAAAAAAAAAAAAAAyMDI2OjAzOjEyIDA5OjU4OjAwAP/bAEMACAgICAgICAgICAgICAgICAgI
CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICP/AAAsIAAgACAEB
EQD/xAAUAAEAAAAAAAAAAAAAAAAAAAAH/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQAAPwBB
f//Z
END
printf '%%PDF-1.4\n' >scan.pdf
case_run 'a photo is taken in' 0 '^1 ' attach --client 1 photo.jpg -k before -a front
chairside attach --client 1 scan.pdf -k form
case_run 'it is listed' 0 '^ *1 +12 Mar 2026 +before +front .*image/jpeg' photos list 1
case_ok 'and what cannot be shown' grep -q 'form .*cannot be shown' "$out"

# --- a copy
chairside attachment 1 --copy -o copy.jpg
case_ok 'the copy is a JPEG' sh -c 'head -c 3 copy.jpg | od -An -tx1 | grep -q "ff d8 ff"'
case_ok 'without EXIF' sh -c '! grep -q Exif copy.jpg && grep -q Exif photo.jpg'

# --- a page
case_run 'for nothing' 2 'for what and where' photos page 1 2 -o page.html
case_run 'of one picture' 1 'before and after are two' \
    photos page 1 1 --for teach --where 'a talk' -o page.html
case_run 'of what cannot be shown' 1 'not shown' \
    photos page 1 2 --for teach --where 'a talk' -o page.html
chairside attach --client 1 photo.jpg -k after -a front --again
case_run 'without a permission' 1 'Okafor, Ngozi has given no permission for photos to teach' \
    photos page 1 3 --for teach --where 'a talk' -o page.html
case_ok 'no page is there' test ! -e page.html
case_run 'written otherwise' 2 'photos page BEFORE AFTER' photos show 1

# --- the libraries
export LD_LIBRARY_PATH="$tap_folder/lib"
mkdir lib
library=lib/$(sed -n 's/.*LIBRARY(TURBOJPEG, "\([^"]*\)".*/\1/p' \
    "$CHAIRSIDE_SOURCE/src/exchange/photo_module.h")
echo 'no library' >"$library"
rm copy.jpg
case_run 'damaged: a sentence' 1 'JPEG pictures.* cannot be shown: libturbojpeg' \
    attachment 1 --copy -o copy.jpg
case_ok 'and no copy' test ! -e copy.jpg
case_run 'all else works' 0 'before +front' photos list 1
rm "$library"
sed -n 's/.*CALL(TURBOJPEG, \(.*\)).*/void \1(void) { __builtin_trap(); }/p' \
    "$CHAIRSIDE_SOURCE/src/exchange/photo_module.h" |
    ${CC:-cc} -shared -fPIC -w -x c -o "$library" -
case_run 'a library that crashes: a sentence' 1 'what reads JPEG pictures failed at it' \
    attachment 1 --copy -o copy.jpg
case_ok 'and no copy' test ! -e copy.jpg
case_run 'a photo is taken in all the same' 0 'failed at it' \
    attach --client 1 photo.jpg -k before --again
tap_end
