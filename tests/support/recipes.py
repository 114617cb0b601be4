#!/usr/bin/env python3
"""Applies the diffs of HACKING.md, one after the other, to a copy of the tree.

usage: recipes.py HACKING.md TREE

A hunk is `@@` without numbers: its lines stand once in the file. Prints what does not fit;
ends with 1 then.
"""
import os
import re
import sys


def blocks(text):
    """Each diff with the heading that it stands under."""
    heading = ""
    for part in re.finditer(r"^### ([^\n]*)$|^```diff\n(.*?)^```$", text, re.M | re.S):
        if part.group(1):
            heading = part.group(1)
        else:
            yield heading, part.group(2)


def files(diff):
    head = r"^--- (\S+)\n\+\+\+ (\S+)[^\n]*\n"
    parts = re.split(head, diff, flags=re.M)
    for old, new, body in zip(parts[1::3], parts[2::3], parts[3::3]):
        yield old, new, [h for h in re.split(r"^@@\n", body, flags=re.M) if h]


def apply(tree, old, new, hunks):
    path = os.path.join(tree, new[2:])
    if old == "/dev/null":
        if os.path.exists(path):
            return "is there already"
        text = ""
    else:
        if not os.path.exists(path):
            return "is not there"
        with open(path) as f:
            text = f.read()
    for hunk in hunks:
        lines = hunk.splitlines(True)
        before = "".join(x[1:] for x in lines if x[0] in " -")
        after = "".join(x[1:] for x in lines if x[0] in " +")
        # what is only added, to a file that is there, goes where it fits: at its end
        if before == "":
            text = after if text == "" else before_end(text, after)
            continue
        if ("\n" + text).count("\n" + before) != 1:
            return "these lines do not stand there once:\n" + before
        text = ("\n" + text).replace("\n" + before, "\n" + after)[1:]
    with open(path, "w") as f:
        f.write(text)
    return None


def before_end(text, more):
    """Behind the last line; in a header, before its #endif."""
    end = text.rstrip("\n")
    if end.endswith("#endif"):
        return end[:-len("#endif")] + more + "\n#endif\n"
    return text + "\n" + more


def main():
    bad = 0
    with open(sys.argv[1]) as f:
        text = f.read()
    for heading, diff in blocks(text):
        for old, new, hunks in files(diff):
            why = apply(sys.argv[2], old, new, hunks)
            if why is not None:
                print(f"{heading}: {new[2:]}: {why}")
                bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main())
