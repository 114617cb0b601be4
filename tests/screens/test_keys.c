/*
 * Proves that K on the page Staff lists a person's SSH keys, where one is pasted in, removed, shown
 * again and given again, each taken back by u; that a bad one is refused with what was typed kept;
 * and that only who may write settings sees them.
 */
#include "base/mem.h"
#include "tests/support/driven_visits.h"

#define ED25519 "AAAAC3NzaC1lZDI1NTE5AAAAIC94RuBLD6JjoeP72rpkxxQXBi4KypZV1bNAipSoT5fF"

static void
keys_are_taken_in_and_removed(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("8 / staff Enter K");
	in_front("keys");
	sees("Keys of books");
	sees("No keys: nobody logs in over SSH by one. n takes a public key in.");
	keys("n ssh-ed25519 Space AAAA Enter");
	says("The key is damaged");
	sees("ssh-ed25519 AAAA");
	keys("^U ssh-ed25519 Space " ED25519 " Space books@desk Enter");
	says("books logs in with it from now on: books@desk. u undoes it.");
	sees("SHA256:ZSGuqpqi0rxp3EI1zBzIPbI1TuHtrokUhIy9SXTbf1o");
	looks_at_each_size("keys");
	keys("n ssh-ed25519 Space " ED25519 " Enter");
	says("The login has that key already.");
	keys("^X Esc d");
	says("Removed, from the next login on: books@desk. u undoes it.");
	sees("No keys");
	keys("u");
	sees("books@desk");
	keys("d v");
	sees("removed");
	keys("d");
	says("It counts again: books@desk.");
	keys("h");
	sees("Active");
}

/* Who was just added is selected: what is typed next is theirs. */
static void
the_new_one_is_selected(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("8 / staff Enter n Zoe ^S");
	says("Added: Zoe.");
	keys("K");
	sees("Keys of Zoe");
}

static void
elsewhere_there_are_none(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("8 / services Enter K");
	says("Keys are a person's: select one on the page Staff.");
}

static void
only_the_owner_sees_them(void **state)
{
	driven_begin(v.ruth, v.path, false);
	keys("8 / staff Enter K");
	says("the owner may");
}

TEST_MAIN(
    CASE(keys_are_taken_in_and_removed),
    CASE(the_new_one_is_selected),
    CASE(elsewhere_there_are_none),
    CASE(only_the_owner_sees_them))
