# code.awk - C without its comments, as file:line:text.
#
# kind=code: strings and characters are emptied. kind=strings: only what stands
# in strings. kind=comments: only what stands in comments.

FNR == 1 { state = "code" }

{
	out = ""
	if (state != "comment")
		state = "code"
	for (i = 1; i <= length($0); i++) {
		c = substr($0, i, 1)
		two = substr($0, i, 2)
		if (state == "comment") {
			if (two == "*/") {
				state = "code"
				i++
			} else if (kind == "comments")
				out = out c
		} else if (state == "code") {
			if (two == "//")
				break
			if (two == "/*") {
				state = "comment"
				i++
			} else if (c == "\"" || c == "'") {
				state = c
				out = out (kind == "code" ? c : " ")
			} else if (kind == "code")
				out = out c
		} else if (c == "\\") {
			if (kind == "strings")
				out = out two
			i++
		} else if (c == state) {
			state = "code"
			out = out (kind == "code" ? c : " ")
		} else if (kind == "strings")
			out = out c
	}
	if (out ~ /[^ \t]/)
		print FILENAME ":" FNR ":" out
}
