#include "tests/support/driven_visits.h"

const char *const driven_pages[DRIVEN_PAGES] = {
#define TAB(digit, name, title, narrow) #digit,
#include "screens/toolkit/screens.def"
#undef TAB
	"Tab", "2 Enter", "2 Enter Tab", "2 Enter Tab Tab", "2 Enter Tab Tab Tab",
	"2 Enter Tab Tab Tab Tab", "2 Enter Tab Tab Tab Tab Tab", "2 Enter Shift-Tab", "2 D", "6 Enter", "8 Enter",
	"8 j Enter", "8 j j Enter", "8 / everybody Enter", "8 / papers Enter", "8 j j j Enter",
	"8 j j j Enter Enter", "8 j j j Enter j Enter", "8 j j j Enter j j Enter",
	"8 j j j Enter G Enter", "8 / to Space sign Enter Enter", "^G cannot Enter",
	"8 j j j j Enter Enter",
};

int
driven_visits_end(void **state)
{
	driven_end();
	return visits_end(state);
}
