/*
 * names.c - names, streets and towns of the demo, as data.
 *
 * Common names of many languages in their own scripts; any likeness with a
 * person is chance. Telephone numbers use the exchange 555, addresses of e-mail
 * the domains kept free for examples.
 */
#include "base/mem.h"
#include "demo/names.h"

#define L(name) { name, NULL }

static const struct demo_name english_given[] = {
	L("Olivia"), L("Emma"), L("Charlotte"), L("Amelia"), L("Sophia"), L("Grace"),
	L("Hannah"), L("Abigail"), L("Ella"), L("Madison"), L("Chloe"), L("Zoe"),
	L("Natalie"), L("Leah"), L("Audrey"), L("Claire"), L("Lucy"), L("Ruby"),
	L("Alice"), L("Paige"), L("Megan"), L("Rachel"), L("Erin"), L("Kelly"),
	L("Jessica"), L("Ashley"), L("Brianna"), L("Tiana"), L("Imani"), L("Aaliyah"),
	L("James"), L("William"), L("Noah"), L("Ethan"), L("Daniel"), L("Marcus"),
	L("Andre"), L("Tyler"), L("Mary Ann"), L("Anne-Marie"), L("Jo"), L("Sam"),
};
static const struct demo_name english_family[] = {
	L("Smith"), L("Johnson"), L("Williams"), L("Brown"), L("Jones"), L("Davis"),
	L("Miller"), L("Wilson"), L("Moore"), L("Taylor"), L("Anderson"), L("Thomas"),
	L("Jackson"), L("White"), L("Harris"), L("Martin"), L("Thompson"), L("Robinson"),
	L("Clark"), L("Lewis"), L("Walker"), L("Hall"), L("Allen"), L("Young"),
	L("Wright"), L("Scott"), L("Hill"), L("Green"), L("Adams"), L("Baker"),
	L("Carter"), L("Mitchell"), L("Turner"), L("Phillips"), L("Parker"), L("Evans"),
	L("O'Brien"), L("O'Connor"), L("McCarthy"), L("MacDonald"), L("Kelly-Brooks"),
	L("Washington"), L("Freeman"), L("Booker"), L("St. Clair"), L("Van Dyke"),
};
static const struct demo_name spanish_given[] = {
	L("Sofía"), L("María José"), L("Lucía"), L("Valentina"), L("Ximena"), L("Inés"),
	L("Belén"), L("Rocío"), L("Andrés"), L("José"), L("Ángel"), L("Mónica"),
	L("Verónica"), L("Guadalupe"), L("Noemí"), L("Concepción"), L("Raúl"), L("Camila"),
};
static const struct demo_name spanish_family[] = {
	L("García"), L("Rodríguez"), L("Hernández"), L("Martínez"), L("López"), L("Pérez"),
	L("Sánchez"), L("Ramírez"), L("Gómez"), L("Núñez"), L("Muñoz"), L("Ibáñez"),
	L("Vásquez"), L("de la Cruz"), L("Castillo"), L("Ordóñez"), L("Peña"), L("Solís"),
};
static const struct demo_name portuguese_given[] = {
	L("Beatriz"), L("Conceição"), L("João"), L("Letícia"), L("Luís"), L("Débora"),
	L("Antônia"), L("Inês"), L("Tânia"), L("Fábio"),
};
static const struct demo_name portuguese_family[] = {
	L("Gonçalves"), L("Magalhães"), L("Araújo"), L("Simões"), L("da Silva"),
	L("Conceição"), L("Falcão"), L("Antunes"), L("Brandão"), L("Teixeira"),
};
static const struct demo_name french_given[] = {
	L("Chloé"), L("Hélène"), L("Élodie"), L("Aurélie"), L("Zoé"), L("François"),
	L("Maëlle"), L("Noël"), L("Geneviève"), L("Thérèse"), L("Benoît"), L("Anaïs"),
};
static const struct demo_name french_family[] = {
	L("Lefèvre"), L("Dubois"), L("Béranger"), L("Côté"), L("L'Heureux"), L("Gagné"),
	L("Châtelain"), L("Moreau"), L("Bélanger"), L("d'Aubigné"), L("Lacroix"), L("Hébert"),
};
static const struct demo_name german_given[] = {
	L("Jürgen"), L("Käthe"), L("Björn"), L("Anneliese"), L("Sören"), L("Heike"),
	L("Åsa"), L("Øyvind"), L("Märta"), L("Göran"), L("Ylva"), L("Liesbeth"),
};
static const struct demo_name german_family[] = {
	L("Müller"), L("Schäfer"), L("Weiß"), L("Großmann"), L("Jørgensen"), L("Ångström"),
	L("Sørensen"), L("Lindqvist"), L("Köhler"), L("von Bülow"), L("Håkansson"), L("Böhm"),
};
static const struct demo_name slavic_given[] = {
	L("Małgorzata"), L("Łukasz"), L("Zdeňka"), L("Tomáš"), L("Željka"), L("Đorđe"),
	L("Agnieszka"), L("Šárka"), L("Jiří"), L("Zofia"), L("Ana"), L("Kateřina"),
};
static const struct demo_name slavic_family[] = {
	L("Wiśniewska"), L("Kowalczyk"), L("Dvořáková"), L("Novák"), L("Đukić"), L("Živković"),
	L("Wójcik"), L("Łuczak"), L("Černý"), L("Horvat"), L("Zając"), L("Šimić"),
};
static const struct demo_name turkish_given[] = {
	L("Ayşe"), L("Gülşah"), L("İpek"), L("Çağla"), L("Özlem"), L("Işıl"),
	L("Ömer"), L("Şule"), L("Ilona"), L("Réka"), L("Zsófia"), L("Ștefan"),
};
static const struct demo_name turkish_family[] = {
	L("Yılmaz"), L("Şahin"), L("Öztürk"), L("Çelik"), L("Doğan"), L("Aydın"),
	L("Kovács"), L("Szabó"), L("Nagy"), L("Ionescu"), L("Țepeș"), L("Bălan"),
};
static const struct demo_name vietnamese_given[] = {
	L("Thị Hương"), L("Minh Anh"), L("Quỳnh"), L("Thảo"), L("Đức"), L("Ngọc Bích"),
	L("Phượng"), L("Tuấn"), L("Yến"), L("Hải"),
};
static const struct demo_name vietnamese_family[] = {
	L("Nguyễn"), L("Trần"), L("Lê"), L("Phạm"), L("Hoàng"), L("Võ"), L("Đặng"),
	L("Bùi"), L("Đỗ"), L("Huỳnh"),
};
static const struct demo_name african_given[] = {
	L("Adaeze"), L("Chiamaka"), L("Ngozi"), L("Folasadé"), L("Ọlá"), L("Wanjiru"),
	L("Thandiwe"), L("Amara"), L("Kwame"), L("Zainab"),
};
static const struct demo_name african_family[] = {
	L("Okafor"), L("Adéyẹmí"), L("Nwosu"), L("Mwangi"), L("Dlamini"), L("Mensah"),
	L("Owusu"), L("Abiọ́dún"), L("Diallo"), L("Tesfaye"),
};
static const struct demo_name cyrillic_given[] = {
	{ "Елена", "elena" }, { "Наталья", "natalya" }, { "Ольга", "olga" },
	{ "Мария", "maria" }, { "Ксения", "ksenia" }, { "Дмитрий", "dmitri" },
	{ "Оксана", "oksana" }, { "Юлія", "yulia" }, { "Алёна", "alyona" },
	{ "Милица", "milica" }, { "Ђорђе", "djordje" }, { "Красимира", "krasimira" },
};
static const struct demo_name cyrillic_family[] = {
	{ "Иванова", "ivanova" }, { "Соколова", "sokolova" }, { "Морозов", "morozov" },
	{ "Шевченко", "shevchenko" }, { "Коваленко", "kovalenko" }, { "Ткачук", "tkachuk" },
	{ "Щербакова", "shcherbakova" }, { "Петровић", "petrovic" }, { "Ђурић", "djuric" },
	{ "Димитрова", "dimitrova" }, { "Королёв", "korolyov" }, { "Їжакевич", "yizhakevych" },
};
static const struct demo_name greek_given[] = {
	{ "Ελένη", "eleni" }, { "Μαρία", "maria" }, { "Αικατερίνη", "aikaterini" },
	{ "Βασιλική", "vasiliki" }, { "Γιώργος", "giorgos" }, { "Σοφία", "sofia" },
	{ "Αναστασία", "anastasia" }, { "Ιωάννης", "ioannis" }, { "Δήμητρα", "dimitra" },
};
static const struct demo_name greek_family[] = {
	{ "Παπαδοπούλου", "papadopoulou" }, { "Νικολάου", "nikolaou" },
	{ "Γεωργίου", "georgiou" }, { "Οικονόμου", "oikonomou" },
	{ "Καραγιάννης", "karagiannis" }, { "Αθανασίου", "athanasiou" },
	{ "Βλάχος", "vlachos" }, { "Δημητρίου", "dimitriou" }, { "Σταύρου", "stavrou" },
};
static const struct demo_name arabic_given[] = {
	{ "ليلى", "layla" }, { "فاطمة", "fatima" }, { "مريم", "maryam" }, { "نور", "nour" },
	{ "ياسمين", "yasmin" }, { "أمل", "amal" }, { "هدى", "huda" }, { "سارة", "sara" },
	{ "محمد", "mohamed" }, { "رانيا", "rania" }, { "شیرین", "shirin" },
};
static const struct demo_name arabic_family[] = {
	{ "حداد", "haddad" }, { "خوري", "khoury" }, { "المصري", "almasri" },
	{ "منصور", "mansour" }, { "الأحمد", "alahmad" }, { "صباغ", "sabbagh" },
	{ "عباس", "abbas" }, { "الخطيب", "alkhatib" }, { "نجّار", "najjar" },
	{ "کریمی", "karimi" },
};
static const struct demo_name hebrew_given[] = {
	{ "נועה", "noa" }, { "תמר", "tamar" }, { "יעל", "yael" }, { "שירה", "shira" },
	{ "דוד", "david" }, { "מיכל", "michal" },
};
static const struct demo_name hebrew_family[] = {
	{ "כהן", "cohen" }, { "לוי", "levi" }, { "מזרחי", "mizrahi" },
	{ "פרידמן", "friedman" }, { "ביטון", "biton" }, { "אברהם", "avraham" },
};
static const struct demo_name han_given[] = {
	{ "芳", "fang" }, { "秀英", "xiuying" }, { "丽华", "lihua" }, { "静", "jing" },
	{ "雪梅", "xuemei" }, { "伟", "wei" }, { "美玲", "meiling" }, { "欣怡", "xinyi" },
	{ "志明", "zhiming" }, { "思涵", "sihan" },
};
static const struct demo_name han_family[] = {
	{ "王", "wang" }, { "李", "li" }, { "张", "zhang" }, { "刘", "liu" }, { "陳", "chen" },
	{ "楊", "yang" }, { "黃", "huang" }, { "赵", "zhao" }, { "欧阳", "ouyang" },
	{ "林", "lin" }, { "司馬", "sima" },
};
static const struct demo_name japanese_given[] = {
	{ "さくら", "sakura" }, { "美咲", "misaki" }, { "陽子", "yoko" }, { "ユミ", "yumi" },
	{ "健太", "kenta" }, { "あかり", "akari" }, { "由美子", "yumiko" },
};
static const struct demo_name japanese_family[] = {
	{ "佐藤", "sato" }, { "鈴木", "suzuki" }, { "高橋", "takahashi" }, { "田中", "tanaka" },
	{ "渡辺", "watanabe" }, { "山本", "yamamoto" }, { "齋藤", "saito" },
};
static const struct demo_name hangul_given[] = {
	{ "서연", "seoyeon" }, { "지우", "jiwoo" }, { "민지", "minji" }, { "하은", "haeun" },
	{ "수빈", "subin" }, { "은영", "eunyoung" }, { "현우", "hyunwoo" }, { "보람", "boram" },
};
static const struct demo_name hangul_family[] = {
	{ "김", "kim" }, { "이", "lee" }, { "박", "park" }, { "최", "choi" }, { "정", "jung" },
	{ "강", "kang" }, { "윤", "yoon" }, { "임", "lim" },
};
static const struct demo_name devanagari_given[] = {
	{ "प्रिया", "priya" }, { "अंजलि", "anjali" }, { "दीपिका", "deepika" },
	{ "लक्ष्मी", "lakshmi" }, { "रोहित", "rohit" }, { "कविता", "kavita" },
	{ "श्रेया", "shreya" }, { "नेहा", "neha" },
};
static const struct demo_name devanagari_family[] = {
	{ "शर्मा", "sharma" }, { "सिंह", "singh" }, { "गुप्ता", "gupta" }, { "पटेल", "patel" },
	{ "श्रीवास्तव", "srivastava" }, { "जोशी", "joshi" }, { "वर्मा", "verma" },
	{ "कुलकर्णी", "kulkarni" },
};
static const struct demo_name thai_given[] = {
	{ "สมหญิง", "somying" }, { "กมลา", "kamala" }, { "พิมพ์", "pim" }, { "วิภา", "wipa" },
};
static const struct demo_name thai_family[] = {
	{ "แสงทอง", "saengthong" }, { "ศรีสุข", "srisuk" }, { "ทองดี", "thongdee" },
	{ "จันทร์แก้ว", "chankaew" },
};
static const struct demo_name armenian_given[] = {
	{ "Անահիտ", "anahit" }, { "Մարիամ", "mariam" }, { "Նարե", "nare" },
	{ "თამარ", "tamar" }, { "ნინო", "nino" },
};
static const struct demo_name armenian_family[] = {
	{ "Հակոբյան", "hakobyan" }, { "Սարգսյան", "sargsyan" }, { "Պետրոսյան", "petrosyan" },
	{ "ბერიძე", "beridze" }, { "კაპანაძე", "kapanadze" },
};

#define PEOPLE(weight, names) { weight, names##_given, names##_family, \
	ARRAY_LEN(names##_given), ARRAY_LEN(names##_family) }

const struct demo_people demo_peoples[] = {
	PEOPLE(420, english), PEOPLE(120, spanish), PEOPLE(30, portuguese),
	PEOPLE(45, french), PEOPLE(45, german), PEOPLE(40, slavic),
	PEOPLE(25, turkish), PEOPLE(40, vietnamese), PEOPLE(35, african),
	PEOPLE(45, cyrillic), PEOPLE(20, greek), PEOPLE(30, arabic),
	PEOPLE(10, hebrew), PEOPLE(30, han), PEOPLE(15, japanese),
	PEOPLE(20, hangul), PEOPLE(20, devanagari), PEOPLE(5, thai),
	PEOPLE(5, armenian),
};
const size_t demo_n_peoples = ARRAY_LEN(demo_peoples);

const struct demo_town demo_towns[] = {
	{ "Boston", "MA", "02116", 617 }, { "Cambridge", "MA", "02139", 617 },
	{ "Somerville", "MA", "02143", 617 }, { "Brookline", "MA", "02446", 857 },
	{ "Newton", "MA", "02458", 857 }, { "Quincy", "MA", "02169", 617 },
	{ "Medford", "MA", "02155", 781 }, { "Malden", "MA", "02148", 781 },
	{ "Waltham", "MA", "02451", 781 }, { "Arlington", "MA", "02474", 781 },
	{ "Lexington", "MA", "02420", 781 }, { "Salem", "MA", "01970", 978 },
	{ "Lowell", "MA", "01852", 978 }, { "Framingham", "MA", "01701", 508 },
	{ "Worcester", "MA", "01608", 508 }, { "Providence", "RI", "02903", 401 },
	{ "Nashua", "NH", "03060", 603 }, { "Portland", "ME", "04101", 207 },
	{ "Hartford", "CT", "06103", 860 }, { "Burlington", "VT", "05401", 802 },
	{ "New York", "NY", "10011", 212 }, { "Brooklyn", "NY", "11201", 718 },
};
const size_t demo_n_towns = ARRAY_LEN(demo_towns);

const char *const demo_streets[] = {
	"Maple Street", "Elm Street", "Beacon Street", "Harbor Road", "School Street",
	"Mill Lane", "Washington Avenue", "Park Drive", "Orchard Road", "Cedar Court",
	"High Street", "Pleasant Street", "River Road", "Chestnut Hill Avenue",
	"Tremont Street", "Commonwealth Avenue", "Summer Street", "Pine Grove",
	"Willow Avenue", "Prospect Street",
};
const size_t demo_n_streets = ARRAY_LEN(demo_streets);

const char *const demo_staff_given[] = {
	"Dana", "Mireille", "Jonas", "Priya", "Rosa", "Ewa", "Tamsin", "Leila", "Marta",
	"Kim", "Ingrid", "Noor", "Celia", "Ruth", "Amina", "Petra", "Joy", "Lena",
};
const char *const demo_staff_family[] = {
	"Whitfield", "Fontaine", "Albrecht", "Nair", "Delgado", "Nowak", "Hargreaves",
	"Haddad", "Silva", "Seo", "Dahl", "Rahman", "Osei", "Levin", "Farouk",
	"Svoboda", "Bennett",
};
const size_t demo_n_staff_given = ARRAY_LEN(demo_staff_given);
const size_t demo_n_staff_family = ARRAY_LEN(demo_staff_family);
