#include "tests/support/driven_visits.h"

int
driven_visits_end(void **state)
{
	driven_end();
	return visits_end(state);
}
