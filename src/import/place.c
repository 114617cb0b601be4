/*
 * place.c - states and provinces in addresses.
 *
 * A column called State belongs to an address if its cells are these: of Canada, the
 * United States and Australia, by name and by letters.
 */
#include <string.h>

#include "base/mem.h"
#include "import/inside.h"

static const char places[] =
    "|ab|alberta|bc|britishcolumbia|mb|manitoba|nb|newbrunswick|nl"
    "|newfoundlandandlabrador|newfoundland|ns|novascotia|nt|northwestterritories|nu"
    "|nunavut|on|ontario|pe|pei|princeedwardisland|qc|quebec|sk|saskatchewan|yt|yukon"
    "|al|alabama|ak|alaska|az|arizona|ar|arkansas|ca|california|co|colorado|ct"
    "|connecticut|de|delaware|dc|districtofcolumbia|washingtondc|fl|florida|ga|georgia"
    "|hi|hawaii|id|idaho|il|illinois|in|indiana|ia|iowa|ks|kansas|ky|kentucky|la"
    "|louisiana|me|maine|md|maryland|ma|massachusetts|mi|michigan|mn|minnesota|ms"
    "|mississippi|mo|missouri|mt|montana|ne|nebraska|nv|nevada|nh|newhampshire|nj"
    "|newjersey|nm|newmexico|ny|newyork|nc|northcarolina|nd|northdakota|oh|ohio|ok"
    "|oklahoma|or|oregon|pa|pennsylvania|pr|puertorico|ri|rhodeisland|sc|southcarolina"
    "|sd|southdakota|tn|tennessee|tx|texas|ut|utah|vt|vermont|va|virginia|wa"
    "|washington|wv|westvirginia|wi|wisconsin|wy|wyoming|gu|guam|vi"
    "|act|australiancapitalterritory|nsw|newsouthwales|northernterritory|qld"
    "|queensland|sa|southaustralia|tas|tasmania|vic|victoria|westernaustralia"
    "|england|scotland|wales|northernireland|";

bool
import_is_place(const char *cell)
{
	AUTO_BUF struct buf key = BUF_INIT;
	const char *letters = cell;

	/* CA-ON, US-NY; and any two capitals, whatever the country */
	if (strlen(cell) == 5 && cell[2] == '-')
		letters = cell + 3;
	if (strlen(letters) == 2 && letters[0] >= 'A' && letters[0] <= 'Z' &&
	    letters[1] >= 'A' && letters[1] <= 'Z')
		return true;
	buf_addc(&key, '|');
	import_header_key(&key, letters);
	buf_addc(&key, '|');
	return key.len > 2 && strstr(places, key.s) != NULL;
}
