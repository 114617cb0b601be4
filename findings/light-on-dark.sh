#!/bin/sh
# zbarimg 0.23.92 reads no QR code that is light on dark, unless it is asked to.
#
# The standard allows both ways round (ISO/IEC 18004 calls the second reflectance reversal),
# and a code shown by a terminal whose own background is dark comes out as the second where
# a program cannot know it. zbarimg, which many use to try their codes, finds nothing in it
# and ends with 4, as if there were no code; with `-Stest-inverted` it reads the same
# picture. So a code that cannot be tried is shown dark on light.
. "$(dirname "$0")/lib.sh"

debian zbar-tools=0.23.92-7+deb12u1 qrencode=4.1.1-1

link=https://example.org/review
qrencode -s 8 -o dark.png "$link"
qrencode -s 8 --foreground=FFFFFF --background=000000 -o light.png "$link"

read_code()
{
	found=$(zbarimg -q --raw "$@" 2>/dev/null) && echo "$found" || echo "nothing, $?"
}

seen 'dark on light' "$link" "$(read_code dark.png)"
seen 'light on dark' 'nothing, 4' "$(read_code light.png)"
seen 'light on dark, asked to' "$link" "$(read_code -Stest-inverted light.png)"
told
