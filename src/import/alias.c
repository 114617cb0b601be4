/*
 * alias.c - known headers of other programs, for persons and things. Those for visits,
 * sales, addresses and reviews are in alias_event.c, for hours and places in alias_when.c,
 * for charts and consents in alias_chart.c.
 *
 * One line for each header and field that it may feed:
 *
 *	{ KIND, header, field, how well it fits, words, marks }
 *
 * The header is written as import_header_key() makes it; "firstname+lastname" means
 * both columns joined with a blank. A header may have several lines, one for each
 * field. SURE: it can only mean this field; USUAL: mostly; LOOSE: if no column fits
 * better. Of two headers that fit equally well the first line wins; the other column is
 * read where that one is blank, and is noted where it has more. So the order of a
 * field's lines matters, the order of a file's columns does not. `words` translates
 * another program's words into those of the field, or is NULL.
 *
 * Marks, joined with |, or 0:
 *   FIRST    in the table of the first release; these lines keep their order, because
 *            files that it imported are recognised by them (older.c)
 *   ALONE    not needed when another column feeds the field
 *   UNDATED  not when the cells of the start have a day of their own
 *
 * match.c weighs these lines against a field's own name and label and the cells. Words
 * of choices are in words.c.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/alias.h"

/* Active clients are those that are not archived. */
static const struct import_word turned[] = {
	{ "yes", "no" }, { "true", "no" }, { "1", "no" }, { "active", "no" },
	{ "no", "yes" }, { "false", "yes" }, { "0", "yes" }, { "inactive", "yes" },
	{ "archived", "yes" },
	{ NULL, NULL }
};

/* Fresha: whether a client is blocked, where it does not say why. */
static const struct import_word blocked[] = {
	{ "yes", "Blocked" }, { "true", "Blocked" }, { "1", "Blocked" },
	{ "no", "" }, { "false", "" }, { "0", "" }, { NULL, NULL }
};

/* What is archived is not active. */
static const struct import_word is_archived[] = {
	{ "yes", "no" }, { "true", "no" }, { "1", "no" }, { "y", "no" },
	{ "on", "no" }, { "t", "no" }, { "x", "no" }, { "checked", "no" },
	{ "no", "yes" }, { "false", "yes" }, { "0", "yes" }, { "n", "yes" },
	{ "off", "yes" }, { "f", "yes" }, { "unchecked", "yes" }, { NULL, NULL }
};

static const struct import_alias aliases[] = {
	/* Fresha, Jane, Square, Synthea and what spreadsheets have */
	{ "clients", "id", "external_id", SURE, NULL, FIRST },
	{ "clients", "patientguid", "external_id", SURE, NULL, FIRST },
	{ "clients", "referenceid", "external_id", SURE, NULL, FIRST },
	{ "clients", "squarecustomerid", "external_id", SURE, NULL, FIRST },
	{ "clients", "clientid", "external_id", SURE, NULL, FIRST },
	{ "clients", "customerid", "external_id", SURE, NULL, FIRST },
	{ "clients", "patientid", "external_id", SURE, NULL, FIRST },
	{ "clients", "externalid", "external_id", SURE, NULL, FIRST },
	{ "clients", "code", "external_id", SURE, NULL, FIRST },
	/* two columns of one name or address; Google, Outlook, Shopify, Klaviyo,
	 * Square */
	{ "clients", "firstname+middlename", "given", JOINED, NULL, 0 },
	{ "clients", "givenname+additionalname", "given", JOINED, NULL, 0 },
	{ "clients", "givenname+middlename", "given", JOINED, NULL, 0 },
	{ "clients", "lastname+namesuffix", "family", JOINED, NULL, 0 },
	{ "clients", "familyname+namesuffix", "family", JOINED, NULL, 0 },
	{ "clients", "lastname+suffix", "family", JOINED, NULL, 0 },
	{ "clients", "address1street+address1extendedaddress", "address", JOINED, NULL, 0 },
	{ "clients", "defaultaddressaddress1+defaultaddressaddress2", "address", JOINED,
	  NULL, 0 },
	{ "clients", "streetaddress1+streetaddress2", "address", JOINED, NULL, 0 },
	{ "clients", "streetaddress+streetaddress2", "address", JOINED, NULL, 0 },
	{ "clients", "streetaddress+streetaddressline2", "address", JOINED, NULL, 0 },
	{ "clients", "addressline1+addressline2", "address", JOINED, NULL, 0 },
	{ "clients", "address1+address2", "address", JOINED, NULL, 0 },
	{ "clients", "address+addressline2", "address", JOINED, NULL, 0 },
	{ "clients", "address+address2", "address", JOINED, NULL, 0 },
	{ "clients", "street+street2", "address", JOINED, NULL, 0 },
	{ "clients", "homestreet+homestreet2", "address", JOINED, NULL, 0 },
	{ "clients", "firstname", "given", SURE, NULL, FIRST },
	{ "clients", "first", "given", SURE, NULL, FIRST },
	{ "clients", "forename", "given", SURE, NULL, FIRST },
	{ "clients", "lastname", "family", SURE, NULL, FIRST },
	{ "clients", "last", "family", SURE, NULL, FIRST },
	{ "clients", "surname", "family", SURE, NULL, FIRST },
	/* once they were the family name */
	{ "clients", "fullname", "family", NEVER, NULL, FIRST | ALONE },
	{ "clients", "clientname", "family", NEVER, NULL, FIRST | ALONE },
	{ "clients", "name", "family", NEVER, NULL, FIRST | ALONE },
	{ "clients", "fullname", "name", SURE, NULL, 0 },
	{ "clients", "clientname", "name", SURE, NULL, 0 },
	{ "clients", "preferredname", "preferred", SURE, NULL, FIRST },
	{ "clients", "nickname", "preferred", SURE, NULL, FIRST },
	{ "clients", "dob", "born", SURE, NULL, FIRST },
	{ "clients", "birthdate", "born", SURE, NULL, FIRST },
	{ "clients", "birthday", "born", SURE, NULL, FIRST },
	{ "clients", "dateofbirth", "born", SURE, NULL, FIRST },
	{ "clients", "mobilenumber", "phone", SURE, NULL, FIRST },
	{ "clients", "mobilephone", "phone", SURE, NULL, FIRST },
	{ "clients", "mobile", "phone", SURE, NULL, FIRST },
	{ "clients", "cellphone", "phone", SURE, NULL, FIRST },
	{ "clients", "cell", "phone", SURE, NULL, FIRST },
	{ "clients", "phonenumber", "phone", SURE, NULL, FIRST },
	{ "clients", "telephone", "phone", SURE, NULL, FIRST },
	{ "clients", "homephone", "phone", SURE, NULL, FIRST },
	{ "clients", "emailaddress", "email", SURE, NULL, FIRST },
	{ "clients", "streetaddress", "address", SURE, NULL, FIRST },
	{ "clients", "streetaddress1", "address", SURE, NULL, FIRST },
	{ "clients", "address1", "address", SURE, NULL, FIRST },
	{ "clients", "addressline1", "address", SURE, NULL, FIRST },
	{ "clients", "street", "address", SURE, NULL, FIRST },
	{ "clients", "town", "city", SURE, NULL, FIRST },
	{ "clients", "province/state", "region", SURE, NULL, FIRST },
	{ "clients", "province", "region", SURE, NULL, FIRST },
	{ "clients", "state", "region", USUAL, NULL, FIRST },
	{ "clients", "postal", "postcode", SURE, NULL, FIRST },
	{ "clients", "postalcode", "postcode", SURE, NULL, FIRST },
	{ "clients", "zip", "postcode", SURE, NULL, FIRST },
	{ "clients", "zipcode", "postcode", SURE, NULL, FIRST },
	{ "clients", "staffalert", "alert", SURE, NULL, FIRST },
	{ "clients", "skintype", "fitzpatrick", SURE, NULL, FIRST },
	{ "clients", "medications", "medicines", SURE, NULL, FIRST },
	{ "clients", "emergencycontact", "emergency", SURE, NULL, FIRST },
	{ "clients", "firstvisit", "first_visit", SURE, NULL, FIRST },
	{ "clients", "active", "archived", SURE, turned, FIRST },
	{ "clients", "status", "archived", LOOSE, turned, 0 },
	{ "clients", "clientstatus", "archived", LOOSE, turned, 0 },
	{ "clients", "state", "archived", LOOSE, turned, 0 },
	{ "clients", "blockreason", "do_not_book", SURE, NULL, FIRST },
	{ "clients", "blocked", "do_not_book", SURE, blocked, FIRST },
	{ "clients", "memo", "notes", SURE, NULL, FIRST },
	{ "clients", "note", "notes", SURE, NULL, FIRST },
	{ "clients", "comments", "notes", SURE, NULL, FIRST },
	{ "clients", "displayname", "name", USUAL, NULL, 0 },
	{ "clients", "customername", "name", SURE, NULL, 0 },
	{ "clients", "patientname", "name", SURE, NULL, 0 },
	{ "clients", "patient", "name", USUAL, NULL, 0 },
	{ "clients", "customer", "name", USUAL, NULL, 0 },
	{ "clients", "fileas", "name", LOOSE, NULL, 0 },
	{ "clients", "companyname", "company", SURE, NULL, 0 },
	{ "clients", "organization", "company", SURE, NULL, 0 },
	{ "clients", "organizationname", "company", SURE, NULL, 0 },
	{ "clients", "organization1name", "company", SURE, NULL, 0 },
	{ "clients", "defaultaddresscompany", "company", SURE, NULL, 0 },
	{ "clients", "klaviyoid", "external_id", SURE, NULL, 0 },
	{ "clients", "email1value", "email", SURE, NULL, 0 },
	{ "clients", "primaryemail", "email", SURE, NULL, 0 },
	{ "clients", "phone1value", "phone", SURE, NULL, 0 },
	{ "clients", "primaryphone", "phone", SURE, NULL, 0 },
	{ "clients", "businessphone", "phone", USUAL, NULL, 0 },
	{ "clients", "defaultaddressphone", "phone", USUAL, NULL, 0 },
	{ "clients", "address1street", "address", SURE, NULL, 0 },
	{ "clients", "address1formatted", "address", USUAL, NULL, 0 },
	{ "clients", "address1city", "city", SURE, NULL, 0 },
	{ "clients", "address1region", "region", SURE, NULL, 0 },
	{ "clients", "address1postalcode", "postcode", SURE, NULL, 0 },
	{ "clients", "address1country", "country", SURE, NULL, 0 },
	{ "clients", "defaultaddressaddress1", "address", SURE, NULL, 0 },
	{ "clients", "defaultaddresscity", "city", SURE, NULL, 0 },
	{ "clients", "defaultaddressprovincecode", "region", SURE, NULL, 0 },
	{ "clients", "defaultaddresscountrycode", "country", SURE, NULL, 0 },
	{ "clients", "defaultaddresszip", "postcode", SURE, NULL, 0 },
	{ "clients", "homestreet", "address", SURE, NULL, 0 },
	{ "clients", "homecity", "city", SURE, NULL, 0 },
	{ "clients", "homestate", "region", SURE, NULL, 0 },
	{ "clients", "homepostalcode", "postcode", SURE, NULL, 0 },
	{ "clients", "homecountry/region", "country", SURE, NULL, 0 },
	{ "clients", "homecountry", "country", SURE, NULL, 0 },
	{ "clients", "businessstreet", "address", USUAL, NULL, 0 },
	{ "clients", "businesscity", "city", USUAL, NULL, 0 },
	{ "clients", "businessstate", "region", USUAL, NULL, 0 },
	{ "clients", "businesspostalcode", "postcode", USUAL, NULL, 0 },
	{ "clients", "businesscountry/region", "country", USUAL, NULL, 0 },
	{ "clients", "state/region", "region", SURE, NULL, 0 },
	{ "clients", "state/province", "region", SURE, NULL, 0 },
	{ "clients", "provincecode", "region", SURE, NULL, 0 },
	{ "clients", "countrycode", "country", SURE, NULL, 0 },
	{ "clients", "zip/postalcode", "postcode", SURE, NULL, 0 },

	{ "staff", "fullname", "name", SURE, NULL, FIRST },
	{ "staff", "initials", "code", SURE, NULL, FIRST },

	{ "services", "description", "name", LOOSE, NULL, FIRST },
	{ "services", "desc", "name", LOOSE, NULL, FIRST },
	{ "services", "servicename", "name", SURE, NULL, FIRST },
	{ "services", "cate", "category", SURE, NULL, FIRST },
	{ "services", "duration", "minutes", SURE, NULL, FIRST },
	{ "services", "isactive", "active", SURE, NULL, FIRST },
	{ "services", "treatmentname", "name", SURE, NULL, 0 },
	{ "services", "itemname", "name", SURE, NULL, 0 },
	{ "services", "service", "name", USUAL, NULL, 0 },
	{ "services", "treatment", "name", USUAL, NULL, 0 },
	{ "services", "title", "name", USUAL, NULL, 0 },
	{ "services", "durationminutes", "minutes", SURE, NULL, 0 },
	{ "services", "durationmins", "minutes", SURE, NULL, 0 },
	{ "services", "length", "minutes", USUAL, NULL, 0 },
	{ "services", "retailprice", "price", SURE, NULL, 0 },
	{ "services", "standardprice", "price", SURE, NULL, 0 },
	{ "services", "servicecategory", "category", SURE, NULL, 0 },
	{ "services", "treatmentcategory", "category", SURE, NULL, 0 },
	{ "services", "categories", "category", SURE, NULL, 0 },
	{ "services", "sku", "code", USUAL, NULL, 0 },
	{ "services", "servicecode", "code", USUAL, NULL, 0 },
	{ "services", "archived", "active", SURE, is_archived, 0 },

	{ "products", "description", "name", LOOSE, NULL, FIRST },
	{ "products", "desc", "name", LOOSE, NULL, FIRST },
	{ "products", "productname", "name", SURE, NULL, FIRST },
	{ "products", "sku", "code", SURE, NULL, FIRST },
	{ "products", "retailprice", "price", SURE, NULL, FIRST },
	{ "products", "stock", "on_hand", SURE, NULL, FIRST },
	{ "products", "isactive", "active", SURE, NULL, FIRST },
	{ "products", "itemname", "name", SURE, NULL, 0 },
	{ "products", "producttitle", "name", SURE, NULL, 0 },
	{ "products", "product", "name", USUAL, NULL, 0 },
	{ "products", "title", "name", USUAL, NULL, 0 },
	{ "products", "productcode", "code", SURE, NULL, 0 },
	{ "products", "itemcode", "code", SURE, NULL, 0 },
	{ "products", "variantsku", "code", SURE, NULL, 0 },
	{ "products", "barcode", "code", LOOSE, NULL, 0 },
	{ "products", "upc", "code", LOOSE, NULL, 0 },
	{ "products", "ean", "code", LOOSE, NULL, 0 },
	{ "products", "sellingprice", "price", SURE, NULL, 0 },
	{ "products", "saleprice", "price", SURE, NULL, 0 },
	{ "products", "variantprice", "price", SURE, NULL, 0 },
	{ "products", "unitcost", "cost", SURE, NULL, 0 },
	{ "products", "costprice", "cost", SURE, NULL, 0 },
	{ "products", "costperitem", "cost", SURE, NULL, 0 },
	{ "products", "supplyprice", "cost", SURE, NULL, 0 },
	{ "products", "defaultunitcost", "cost", SURE, NULL, 0 },
	{ "products", "suppliername", "supplier", SURE, NULL, 0 },
	{ "products", "vendor", "supplier", SURE, NULL, 0 },
	{ "products", "vendorname", "supplier", SURE, NULL, 0 },
	{ "products", "defaultvendorname", "supplier", SURE, NULL, 0 },
	{ "products", "categories", "category", SURE, NULL, 0 },
	{ "products", "productcategory", "category", SURE, NULL, 0 },
	{ "products", "brandname", "brand", SURE, NULL, 0 },
	{ "products", "manufacturer", "brand", SURE, NULL, 0 },
	{ "products", "instock", "on_hand", SURE, NULL, 0 },
	{ "products", "stockonhand", "on_hand", SURE, NULL, 0 },
	{ "products", "stockquantity", "on_hand", SURE, NULL, 0 },
	{ "products", "quantityonhand", "on_hand", SURE, NULL, 0 },
	{ "products", "qtyonhand", "on_hand", SURE, NULL, 0 },
	{ "products", "currentquantity", "on_hand", SURE, NULL, 0 },
	{ "products", "currentstock", "on_hand", SURE, NULL, 0 },
	{ "products", "quantity", "on_hand", USUAL, NULL, 0 },
	{ "products", "inventory", "on_hand", USUAL, NULL, 0 },
	{ "clients", "deathdate", "died", SURE, NULL, 0 },
	{ "clients", "dateofdeath", "died", SURE, NULL, 0 },
	{ "clients", "deceaseddate", "died", SURE, NULL, 0 },
	{ "clients", "deceasedon", "died", SURE, NULL, 0 },
	{ "products", "archived", "active", SURE, is_archived, 0 },
};

const struct import_alias *
import_alias_at(size_t i)
{
	return i < ARRAY_LEN(aliases) ? &aliases[i] :
	    import_alias_event(i - ARRAY_LEN(aliases));
}
