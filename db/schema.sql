-- The first schema. Three kinds of tables: records (attached to the change
-- capture and journalled), derived data (made from records in one place,
-- db/derive.c) and local ones. Record tables are STRICT, have an explicit key
-- that is never used twice, and no foreign-key action but NO ACTION, so that
-- undoing a change can never take others along. `version` is the number of
-- the journal entry that last wrote the row.

-- The journal -------------------------------------------------------------

-- One entry for each write that was acknowledged. `mac` is keyed over the
-- entry, its changes' macs and the entry before.
CREATE TABLE journal (
  n      INTEGER PRIMARY KEY AUTOINCREMENT,
  at     INTEGER NOT NULL,             -- UTC seconds
  who    INTEGER NOT NULL,             -- staff.id; 0: the program itself
  kind   TEXT NOT NULL,                -- change, import, undo, redo, load, denied…
  label  TEXT NOT NULL,                -- a verb, a record type, a number
  schema INTEGER NOT NULL,             -- user_version when it was written
  batch  INTEGER,                      -- first entry of the bulk write it is part of
  undoes INTEGER,                      -- the entry it took back
  mac    BLOB NOT NULL,
  changes INTEGER,                     -- how many; NULL: none, or an older entry
  digest BLOB                          -- of their macs; NULL: the same
) STRICT;
CREATE INDEX journal_who ON journal(who, n);
CREATE INDEX journal_undoes ON journal(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_batch ON journal(batch) WHERE batch IS NOT NULL;
-- Files that were taken, few among many entries.
CREATE INDEX journal_export ON journal(n) WHERE kind = 'export';

-- One changed row each: packed (db/pack.c), or in older entries a single-row changeset.
CREATE TABLE journal_change (
  n      INTEGER NOT NULL,
  i      INTEGER NOT NULL,
  tbl    TEXT NOT NULL,                -- journal_header.code
  row    INTEGER NOT NULL,
  client INTEGER,                      -- whose record it is
  change BLOB,                         -- NULL: blanked by an erasure
  mac    BLOB NOT NULL,                -- empty: it is in the entry's digest
  PRIMARY KEY (n, i)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_change_row ON journal_change(tbl, row, n);

-- The table headers of changes. An older change has its own, and its tbl is the table's name.
CREATE TABLE journal_header (
  code TEXT PRIMARY KEY,
  tbl TEXT NOT NULL,
  header BLOB NOT NULL                 -- as a changeset begins; empty: each change has it
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_header_tbl ON journal_header(tbl);

-- The newest entry and a keyed digest of it, so that a journal cut at its end
-- is noticed; and the fingerprint of the key the digests are made with.
CREATE TABLE journal_head (
  id  INTEGER PRIMARY KEY CHECK (id = 1),
  n   INTEGER NOT NULL,
  mac BLOB NOT NULL,
  key_fingerprint BLOB NOT NULL
) STRICT;

-- The practice and what it offers -----------------------------------------

CREATE TABLE practice (
  id INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id = 1),
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  timezone TEXT NOT NULL,
  currency TEXT NOT NULL,
  date_order TEXT NOT NULL,
  twelve_hour INTEGER NOT NULL,
  week_start TEXT NOT NULL,
  phone_prefix TEXT,
  default_minutes INTEGER NOT NULL,
  notice_hours INTEGER NOT NULL,
  tax_name TEXT,
  tax2_name TEXT,
  review_link TEXT,
  review_gap_days INTEGER NOT NULL,
  retention_years INTEGER NOT NULL,
  opens INTEGER NOT NULL DEFAULT 540,  -- minutes since midnight
  closes INTEGER NOT NULL DEFAULT 1080,
  tax_percent INTEGER,                 -- hundredths of a percent; negative: thousandths
  tax2_percent INTEGER,
  open_days TEXT,                      -- such as mon tue fri; NULL: each day
  scan_prefix TEXT,
  guardians INTEGER,
  ask_age INTEGER,                     -- 1: asked of every client before a treatment
  look_percent INTEGER,                -- of signed charts, looked at by a second person
  verify INTEGER,                      -- screenings are keyed twice
  majority INTEGER,                    -- years; NULL: 18
  backup_key TEXT,                     -- public; backups are sealed to it
  idle TEXT,                           -- minutes until a screen locks, and leaves
  phone TEXT,                          -- both head receipts and cards
  address TEXT
) STRICT;

CREATE TABLE staff (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  code TEXT,
  login TEXT,
  role TEXT NOT NULL,
  licence TEXT,
  max_depth INTEGER,                   -- hundredths of a millimetre
  active INTEGER NOT NULL,
  treats INTEGER NOT NULL DEFAULT 1,
  licence_ends TEXT,
  depth_below TEXT,
  supervised_depth INTEGER,
  supervisor INTEGER REFERENCES staff(id),
  modalities TEXT,
  room INTEGER
) STRICT;
CREATE UNIQUE INDEX staff_code ON staff(code COLLATE NOCASE) WHERE code IS NOT NULL;
CREATE UNIQUE INDEX staff_login ON staff(login) WHERE login IS NOT NULL;

-- The public keys by which people log in over SSH.
CREATE TABLE staff_key (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id),
  type TEXT NOT NULL,                  -- ssh-ed25519 …
  key TEXT NOT NULL,                   -- base64
  label TEXT,
  fingerprint TEXT NOT NULL,           -- SHA256:… as OpenSSH prints it
  active INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_key_staff ON staff_key(staff);
CREATE UNIQUE INDEX staff_key_fingerprint ON staff_key(fingerprint);

CREATE TABLE service (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  code TEXT,
  name TEXT NOT NULL,
  category TEXT,
  price INTEGER,                       -- money: ten-thousandths of the unit
  cost INTEGER,
  minutes INTEGER,
  numbing_minutes INTEGER,
  cleanup_minutes INTEGER,
  checklist TEXT,                      -- checklist.code
  series_count INTEGER,
  series_days INTEGER,
  return_months INTEGER,
  active INTEGER NOT NULL,
  taxed INTEGER NOT NULL DEFAULT 1,
  taxed2 INTEGER NOT NULL DEFAULT 1,
  notice_hours INTEGER,                -- NULL: the practice's
  late_fee INTEGER,
  preparation TEXT,
  chart TEXT,
  consent TEXT,
  aftercare TEXT,
  needs_order INTEGER,
  follow_ups TEXT
) STRICT;
CREATE UNIQUE INDEX service_code ON service(code COLLATE NOCASE) WHERE code IS NOT NULL;
CREATE INDEX service_name ON service(name COLLATE NOCASE);

CREATE TABLE product (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  code TEXT,
  name TEXT NOT NULL,
  brand TEXT,
  kind TEXT NOT NULL,
  category TEXT,
  supplier TEXT,
  price INTEGER,
  cost INTEGER,
  on_hand INTEGER,
  active INTEGER NOT NULL,
  taxed INTEGER NOT NULL DEFAULT 1,
  taxed2 INTEGER NOT NULL DEFAULT 1,
  gtin TEXT,
  hibc TEXT,
  reorder_at INTEGER,
  strength INTEGER,
  not_for_needled INTEGER,
  ingredients TEXT
) STRICT;
CREATE UNIQUE INDEX product_code ON product(code COLLATE NOCASE) WHERE code IS NOT NULL;
CREATE INDEX product_name ON product(name COLLATE NOCASE);
CREATE UNIQUE INDEX product_gtin ON product(gtin) WHERE gtin IS NOT NULL;
CREATE UNIQUE INDEX product_hibc ON product(hibc) WHERE hibc IS NOT NULL;

-- What must not meet: what a product has, and what a client may have against it.
CREATE TABLE product_caution (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  code TEXT,                           -- NULL: the practice's own
  ingredients TEXT,                    -- any of them, separated by commas; NULL: any product
  kind TEXT,                           -- of that kind alone
  strength_over INTEGER,               -- stronger than that, or of a strength not known
  meets TEXT,                          -- any of these words, separated by commas …
  found_in TEXT,                       -- … there; NULL: in allergies, medicines, conditions
  answer TEXT,                         -- or item=answer,answer of a screening
  guidance TEXT NOT NULL,
  source TEXT NOT NULL,
  active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX product_caution_code ON product_caution(code COLLATE NOCASE)
 WHERE code IS NOT NULL;

-- When, where and with what -------------------------------------------------

CREATE TABLE room (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX room_name ON room(name COLLATE NOCASE);

CREATE TABLE device (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  active INTEGER NOT NULL,
  make TEXT,
  model TEXT,
  serial TEXT,
  modality TEXT,
  depth_step INTEGER,
  max_depth INTEGER,
  service_due TEXT
) STRICT;
CREATE UNIQUE INDEX device_name ON device(name COLLATE NOCASE);

-- Who does a service, where and with what it may be done: one of the three a row.
CREATE TABLE service_use (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  service INTEGER NOT NULL REFERENCES service(id),
  staff INTEGER REFERENCES staff(id),
  room INTEGER REFERENCES room(id),
  device INTEGER REFERENCES device(id),
  active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX service_use_staff ON service_use(service, staff) WHERE staff IS NOT NULL;
CREATE UNIQUE INDEX service_use_room ON service_use(service, room) WHERE room IS NOT NULL;
CREATE UNIQUE INDEX service_use_device ON service_use(service, device)
 WHERE device IS NOT NULL;

-- Of a person, or of the practice, the rows with the newest `since` up to a day count.
CREATE TABLE hours (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  staff INTEGER REFERENCES staff(id),  -- NULL: the practice
  since TEXT,                          -- NULL: from the beginning
  days INTEGER NOT NULL,               -- bit 0 for Monday
  begins INTEGER,                      -- minutes since midnight; NULL: not working
  ends INTEGER,                        -- at or before begins: on the next day
  active INTEGER NOT NULL
) STRICT;

CREATE TABLE block (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  reason TEXT,
  staff INTEGER REFERENCES staff(id),  -- of the three none: the practice
  room INTEGER REFERENCES room(id),
  device INTEGER REFERENCES device(id),
  date TEXT NOT NULL,
  until TEXT,
  start INTEGER,                       -- NULL: all day
  minutes INTEGER,                     -- NULL: to the end of the day
  repeats TEXT,
  days INTEGER,
  external_id TEXT,
  active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX block_external ON block(external_id) WHERE external_id IS NOT NULL;

-- Clients and their visits -------------------------------------------------

CREATE TABLE client (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  given TEXT,
  family TEXT,
  preferred TEXT,
  born TEXT,                           -- YYYY-MM-DD
  phone TEXT,                          -- as typed; client_key holds the digits
  email TEXT,
  address TEXT,
  city TEXT,
  region TEXT,
  postcode TEXT,
  country TEXT,
  fitzpatrick TEXT,
  allergies TEXT,
  medicines TEXT,
  conditions TEXT,
  alert TEXT,
  emergency TEXT,
  referral TEXT,
  first_visit TEXT,
  tags TEXT,
  external_id TEXT,
  notes TEXT,
  do_not_book TEXT,
  archived INTEGER NOT NULL,
  do_not_ask_review TEXT,
  allergies_on TEXT,                   -- when they were asked; blank and asked: none known
  allergies_by INTEGER REFERENCES staff(id),
  medicines_on TEXT,
  medicines_by INTEGER REFERENCES staff(id),
  channel TEXT,                        -- by which the client is reached
  age_seen_on TEXT,                    -- when, by whom and by what the age was verified
  age_seen_by INTEGER REFERENCES staff(id),
  age_seen_how TEXT
) STRICT;
CREATE UNIQUE INDEX client_external ON client(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX client_email ON client(email COLLATE NOCASE) WHERE email IS NOT NULL;

-- Two records of one client that were made one. Who, when and by whom stays.
CREATE TABLE client_merge (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  stays INTEGER NOT NULL REFERENCES client(id),
  gone INTEGER NOT NULL REFERENCES client(id),
  at INTEGER NOT NULL,                 -- UTC seconds
  staff INTEGER NOT NULL REFERENCES staff(id),
  ended_at INTEGER,                    -- NULL: they are one
  ended_by INTEGER REFERENCES staff(id)
) STRICT;
CREATE INDEX client_merge_stays ON client_merge(stays);
CREATE INDEX client_merge_gone ON client_merge(gone);
CREATE UNIQUE INDEX client_merge_one ON client_merge(gone) WHERE ended_at IS NULL;
CREATE TRIGGER client_merge_kept_insert BEFORE INSERT ON client_merge
WHEN EXISTS (SELECT 1 FROM client_merge WHERE id = NEW.id
 OR (gone = NEW.gone AND ended_at IS NULL AND NEW.ended_at IS NULL))
BEGIN SELECT RAISE(ABORT, 'append-only: a merge stays as it was written; take it apart'); END;
CREATE TRIGGER client_merge_kept_update BEFORE UPDATE ON client_merge
WHEN NEW.id IS NOT OLD.id OR NEW.stays IS NOT OLD.stays OR NEW.gone IS NOT OLD.gone
 OR NEW.at IS NOT OLD.at OR NEW.staff IS NOT OLD.staff
 OR (NEW.ended_at IS NULL AND EXISTS (SELECT 1 FROM client_merge
  WHERE gone = NEW.gone AND ended_at IS NULL AND id <> OLD.id))
BEGIN SELECT RAISE(ABORT, 'append-only: a merge stays as it was written; take it apart'); END;
CREATE TRIGGER client_merge_kept_delete BEFORE DELETE ON client_merge
BEGIN SELECT RAISE(ABORT, 'append-only: a merge stays as it was written; take it apart'); END;

-- From whom to whom rows may move, in the journal entry that wrote the merge: what is signed
-- or otherwise kept moves so alone.
CREATE VIEW client_moves AS
SELECT version AS entry, gone AS client, stays AS other FROM client_merge
UNION ALL
SELECT version, stays, gone FROM client_merge;

-- Two clients that are alike and two people.
CREATE TABLE client_apart (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  first INTEGER NOT NULL REFERENCES client(id),
  second INTEGER NOT NULL REFERENCES client(id),
  at INTEGER NOT NULL,                 -- UTC seconds
  staff INTEGER NOT NULL REFERENCES staff(id)
) STRICT;
CREATE UNIQUE INDEX client_apart_pair ON client_apart(first, second);
CREATE INDEX client_apart_second ON client_apart(second);

CREATE TABLE session (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER REFERENCES client(id),
  service INTEGER REFERENCES service(id),
  staff INTEGER REFERENCES staff(id),
  date TEXT NOT NULL,                  -- clinic wall time
  start INTEGER,                       -- minutes since midnight
  minutes INTEGER NOT NULL,
  minutes_assumed INTEGER NOT NULL,
  status TEXT NOT NULL,
  price INTEGER,
  origin TEXT NOT NULL,
  overlap_ok INTEGER NOT NULL,
  booked_on TEXT,
  cancelled_on TEXT,
  cancelled_by TEXT,
  late INTEGER NOT NULL,
  not_treated_for TEXT,
  reason TEXT,
  external_id TEXT,
  notes TEXT,
  insisted TEXT,                       -- why outside hours, closed, or with whom does not treat
  room INTEGER REFERENCES room(id),
  device INTEGER REFERENCES device(id),
  numbing INTEGER,                     -- minutes from `start`, before the treatment
  cleanup INTEGER,                     -- minutes after it
  joined INTEGER REFERENCES session(id), -- the first visit of the same coming
  was_date TEXT,                       -- where it stood before it was last moved
  was_start INTEGER,
  late_fee INTEGER,
  numbing_on INTEGER,                  -- UTC seconds
  stopped TEXT,                        -- why a treatment that is done ended part-way
  entered_at INTEGER,                  -- UTC seconds: its state, entered after its day
  entered_by INTEGER REFERENCES staff(id)
) STRICT;
CREATE INDEX session_date ON session(date, start, id);
-- Service and status too: what is counted of a client's visits reads the index alone.
CREATE INDEX session_client ON session(client, date, service, status);
CREATE INDEX session_staff ON session(staff, date, start);
CREATE INDEX session_service ON session(service, date);
CREATE UNIQUE INDEX session_external ON session(external_id) WHERE external_id IS NOT NULL;
-- Visits that wait for what becomes of them, so that those of past days are found.
CREATE INDEX session_open ON session(date, start)
 WHERE status IN ('booked', 'confirmed', 'here', 'in_treatment');
-- Visits that go on past midnight, so that the next day finds them.
CREATE INDEX session_midnight ON session(date, staff)
 WHERE start + coalesce(numbing, 0) + minutes + coalesce(cleanup, 0) > 1440;
CREATE INDEX session_room ON session(room, date) WHERE room IS NOT NULL;
CREATE INDEX session_device ON session(device, date) WHERE device IS NOT NULL;
CREATE INDEX session_joined ON session(joined) WHERE joined IS NOT NULL;

-- Who waits, who was called ----------------------------------------------

-- Somebody who wants a time that is not free yet, or a sooner one.
CREATE TABLE waiting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  service INTEGER NOT NULL REFERENCES service(id),
  staff INTEGER REFERENCES staff(id),  -- NULL: anybody
  days INTEGER,                        -- bit 0 for Monday; NULL: each
  after INTEGER,                       -- minutes since midnight; NULL: any time
  before INTEGER,
  until TEXT,
  sooner INTEGER REFERENCES session(id), -- the booking it would take the place of
  urgent INTEGER NOT NULL,
  note TEXT,
  added_on TEXT,
  ended_on TEXT,                       -- NULL: still waits
  ended_for TEXT,
  session INTEGER REFERENCES session(id) -- the booking that ended it
) STRICT;
CREATE INDEX waiting_client ON waiting(client);
CREATE INDEX waiting_open ON waiting(id) WHERE ended_on IS NULL;
CREATE INDEX waiting_ended ON waiting(ended_on);

-- One try to reach a client: what about, how, and what came of it.
CREATE TABLE contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  about TEXT NOT NULL,                 -- call, due, waiting
  session INTEGER REFERENCES session(id), -- of a call
  service INTEGER REFERENCES service(id), -- of due and waiting
  at INTEGER NOT NULL,                 -- UTC seconds
  staff INTEGER REFERENCES staff(id),
  channel TEXT,
  outcome TEXT NOT NULL,
  note TEXT,
  hidden_until TEXT                    -- NULL: until its cause is over
) STRICT;
CREATE INDEX contact_client ON contact(client, about, at);
CREATE INDEX contact_due ON contact(at) WHERE about = 'due';

-- Receipts -----------------------------------------------------------------

-- An imported receipt is number + client + date: a real salon puts several
-- clients on one number. Only numbers given here are unique.
CREATE TABLE receipt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  number TEXT,                         -- NULL: open, or void before it was closed
  client INTEGER REFERENCES client(id),
  date TEXT NOT NULL,
  state TEXT NOT NULL,
  origin TEXT NOT NULL,
  note TEXT,
  corrects INTEGER REFERENCES receipt(id),
  paper_number TEXT,                   -- of the receipt on paper that it was entered from
  entered_at INTEGER,                  -- UTC seconds: entered after its day
  entered_by INTEGER REFERENCES staff(id)
) STRICT;
CREATE INDEX receipt_date ON receipt(date, id);
CREATE INDEX receipt_client ON receipt(client, date);
CREATE INDEX receipt_number ON receipt(number);
CREATE UNIQUE INDEX receipt_number_here ON receipt(number) WHERE origin = 'here';
-- The highest number given here.
CREATE INDEX receipt_number_order ON receipt(CAST(number AS INTEGER))
 WHERE origin = 'here' AND number IS NOT NULL;
CREATE INDEX receipt_open ON receipt(date, id) WHERE state = 'open';
CREATE INDEX receipt_void ON receipt(date, id) WHERE state = 'void';
CREATE INDEX receipt_corrects ON receipt(corrects) WHERE corrects IS NOT NULL;

CREATE TABLE receipt_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  receipt INTEGER NOT NULL REFERENCES receipt(id),
  position INTEGER NOT NULL,
  service INTEGER REFERENCES service(id),
  product INTEGER REFERENCES product(id),
  session INTEGER REFERENCES session(id),
  description TEXT NOT NULL,
  staff INTEGER REFERENCES staff(id),
  quantity INTEGER NOT NULL,
  price INTEGER,
  discount INTEGER NOT NULL,
  amount INTEGER NOT NULL,             -- net of discount, before tax
  tax INTEGER NOT NULL,
  tax2 INTEGER NOT NULL
) STRICT;
CREATE INDEX receipt_line_receipt ON receipt_line(receipt, position);
CREATE INDEX receipt_line_session ON receipt_line(session) WHERE session IS NOT NULL;
CREATE INDEX receipt_line_service ON receipt_line(service) WHERE service IS NOT NULL;
CREATE INDEX receipt_line_product ON receipt_line(product) WHERE product IS NOT NULL;

CREATE TABLE payment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  receipt INTEGER NOT NULL REFERENCES receipt(id),
  date TEXT NOT NULL,
  method TEXT NOT NULL,
  amount INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_receipt ON payment(receipt);
CREATE INDEX payment_date ON payment(date);

-- Screening ----------------------------------------------------------------

CREATE TABLE checklist (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  code TEXT NOT NULL,
  edition INTEGER NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  valid_months INTEGER NOT NULL,
  languages TEXT                       -- lines fr=Title|x=jamais|…
) STRICT;
CREATE UNIQUE INDEX checklist_code ON checklist(code, edition);

CREATE TABLE checklist_item (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  checklist INTEGER NOT NULL REFERENCES checklist(id),
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  ask TEXT NOT NULL,
  type TEXT NOT NULL,
  answers TEXT,
  only_if TEXT,
  every_visit INTEGER NOT NULL,
  languages TEXT                       -- lines fr=Question|n=non|y=oui
) STRICT;
CREATE UNIQUE INDEX checklist_item_code ON checklist_item(checklist, code);

CREATE TABLE checklist_rule (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  checklist INTEGER NOT NULL REFERENCES checklist(id),
  position INTEGER NOT NULL,
  item TEXT NOT NULL,
  answer TEXT,
  verdict TEXT NOT NULL,
  window_n INTEGER,
  window_unit TEXT,
  counted_from TEXT,
  site INTEGER NOT NULL,
  guidance TEXT,
  source TEXT,
  override TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  only_if TEXT                         -- the answer to another item that it needs too
) STRICT;
CREATE UNIQUE INDEX checklist_rule_position ON checklist_rule(checklist, position);

-- What was asked stays as it was asked: a published edition is frozen.
CREATE TRIGGER checklist_update BEFORE UPDATE ON checklist
WHEN OLD.state <> 'draft'
 AND (NEW.state = 'draft' OR NEW.code IS NOT OLD.code OR NEW.edition IS NOT OLD.edition
  OR NEW.title IS NOT OLD.title OR NEW.valid_months IS NOT OLD.valid_months
  OR NEW.languages IS NOT OLD.languages)
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;
CREATE TRIGGER checklist_item_insert BEFORE INSERT ON checklist_item
WHEN (SELECT state FROM checklist WHERE id = NEW.checklist) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;
CREATE TRIGGER checklist_item_update BEFORE UPDATE ON checklist_item
WHEN (SELECT state FROM checklist WHERE id = OLD.checklist) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;
CREATE TRIGGER checklist_item_delete BEFORE DELETE ON checklist_item
WHEN (SELECT state FROM checklist WHERE id = OLD.checklist) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;
CREATE TRIGGER checklist_rule_insert BEFORE INSERT ON checklist_rule
WHEN (SELECT state FROM checklist WHERE id = NEW.checklist) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;
CREATE TRIGGER checklist_rule_update BEFORE UPDATE ON checklist_rule
WHEN (SELECT state FROM checklist WHERE id = OLD.checklist) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;
CREATE TRIGGER checklist_rule_delete BEFORE DELETE ON checklist_rule
WHEN (SELECT state FROM checklist WHERE id = OLD.checklist) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;

CREATE TABLE screening (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  checklist INTEGER NOT NULL REFERENCES checklist(id),
  session INTEGER REFERENCES session(id),
  date TEXT NOT NULL,
  answers TEXT NOT NULL,               -- JSON: item code to answer
  verdict TEXT NOT NULL,
  eligible_on TEXT,
  valid_until TEXT NOT NULL,
  entered_by INTEGER REFERENCES staff(id),
  reviewed_by INTEGER REFERENCES staff(id),
  override_by INTEGER REFERENCES staff(id),
  override_reason TEXT,
  rule INTEGER REFERENCES checklist_rule(id), -- whose verdict it is; NULL: none, or not kept
  again TEXT,                          -- JSON: what the second person keyed, blind
  again_by INTEGER REFERENCES staff(id),
  again_at INTEGER,
  settled TEXT,                        -- JSON: the first answers, where they were not kept
  settled_by INTEGER REFERENCES staff(id)
) STRICT;
CREATE INDEX screening_client ON screening(client, date);
CREATE INDEX screening_date ON screening(date);
CREATE INDEX screening_session ON screening(session) WHERE session IS NOT NULL;
CREATE INDEX screening_overridden ON screening(override_by, date) WHERE override_by IS NOT NULL;
CREATE TRIGGER screening_override BEFORE UPDATE OF override_by, override_reason ON screening
WHEN OLD.override_by IS NOT NULL
 AND (NEW.override_by IS NOT OLD.override_by OR NEW.override_reason IS NOT OLD.override_reason)
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;

-- The rules of a screening that were overridden, each with its reason. It stays as it was
-- written.
CREATE TABLE rule_override (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  screening INTEGER NOT NULL REFERENCES screening(id),
  rule INTEGER REFERENCES checklist_rule(id), -- NULL: what the records said that day
  staff INTEGER NOT NULL REFERENCES staff(id),
  date TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX rule_override_screening ON rule_override(screening);
CREATE INDEX rule_override_date ON rule_override(date);
CREATE TRIGGER rule_override_kept_insert BEFORE INSERT ON rule_override
WHEN EXISTS (SELECT 1 FROM rule_override WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;
CREATE TRIGGER rule_override_kept_update BEFORE UPDATE ON rule_override
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;
CREATE TRIGGER rule_override_kept_delete BEFORE DELETE ON rule_override
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;

-- Before the treatment, in it and after it ----------------------------------

-- Certificates of a person beside the licence.
CREATE TABLE certificate (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id),
  name TEXT NOT NULL,
  number TEXT,
  ends TEXT,
  active INTEGER NOT NULL
) STRICT;
CREATE INDEX certificate_staff ON certificate(staff);

-- What a device is cleared for: outside all of its lines a treatment is off-label.
CREATE TABLE device_label (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  device INTEGER NOT NULL REFERENCES device(id),
  indication TEXT,
  zones TEXT,                          -- NULL: anywhere
  age_from INTEGER,
  skin_types TEXT,
  max_depth INTEGER,
  source TEXT NOT NULL,
  active INTEGER NOT NULL
) STRICT;
CREATE INDEX device_label_device ON device_label(device);

-- What an inspector asks for.
CREATE TABLE log_entry (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  date TEXT NOT NULL,
  device INTEGER REFERENCES device(id),
  staff INTEGER REFERENCES staff(id),
  text TEXT NOT NULL
) STRICT;
CREATE INDEX log_entry_date ON log_entry(date);

-- What was made at one time of a product, and its pieces that came in or went out
-- otherwise than in a treatment.
CREATE TABLE lot (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  product INTEGER NOT NULL REFERENCES product(id),
  number TEXT NOT NULL,                -- as on the box: Lot and LOT differ
  expires TEXT,
  made TEXT,
  recalled_on TEXT,                    -- NULL: it may be used
  recalled_for TEXT,
  note TEXT,
  active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX lot_number ON lot(product, number);
CREATE INDEX lot_expires ON lot(expires) WHERE active AND expires IS NOT NULL;

CREATE TABLE lot_move (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  lot INTEGER NOT NULL REFERENCES lot(id),
  date TEXT NOT NULL,
  kind TEXT NOT NULL,
  quantity INTEGER NOT NULL,           -- how many more there are
  staff INTEGER REFERENCES staff(id),
  note TEXT,
  counted INTEGER                      -- how many there were; NULL: not counted
) STRICT;
CREATE INDEX lot_move_lot ON lot_move(lot, date);

-- The words that are signed or given; a published edition never changes.
CREATE TABLE document (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  code TEXT NOT NULL,
  edition INTEGER NOT NULL,
  language TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  valid_months INTEGER,
  state TEXT NOT NULL                  -- draft, published, retired
) STRICT;
CREATE UNIQUE INDEX document_code ON document(code, edition, language);

-- What a chart asks for; a published edition never changes.
CREATE TABLE chart_template (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  code TEXT NOT NULL,
  edition INTEGER NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  body TEXT NOT NULL                   -- JSON
) STRICT;
CREATE UNIQUE INDEX chart_template_code ON chart_template(code, edition);

-- Photos and papers; their bytes lie beside the practice file.
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  session INTEGER REFERENCES session(id),
  kind TEXT NOT NULL,
  angle TEXT,
  date TEXT NOT NULL,
  format TEXT NOT NULL,
  size INTEGER NOT NULL,
  digest TEXT NOT NULL,                -- SHA-256 in hex: its file in FILE.files
  note TEXT,
  picture TEXT,                        -- SHA-256 in hex of its upright copy
  taken INTEGER,
  turn INTEGER                         -- quarter turns clockwise that a person added
) STRICT;
CREATE INDEX attachment_client ON attachment(client, date);
CREATE INDEX attachment_session ON attachment(session) WHERE session IS NOT NULL;
CREATE INDEX attachment_digest ON attachment(digest);

-- What a client agreed to.
CREATE TABLE consent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  document INTEGER NOT NULL REFERENCES document(id),
  service INTEGER REFERENCES service(id), -- NULL: all that need the document
  explained_by INTEGER REFERENCES staff(id),
  explained_on TEXT,
  off_label TEXT,
  how TEXT NOT NULL,
  name TEXT NOT NULL,
  guardian TEXT,
  witness INTEGER REFERENCES staff(id),
  signed_on TEXT NOT NULL,
  expires TEXT,
  revoked_on TEXT,
  revoked_for TEXT,
  digest TEXT,                         -- of the words that were signed
  attachment INTEGER REFERENCES attachment(id)
) STRICT;
CREATE INDEX consent_client ON consent(client, signed_on);

-- What a client allows beside the treatment, a row a purpose.
CREATE TABLE permission (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  purpose TEXT NOT NULL,
  basis TEXT,
  given_on TEXT NOT NULL,
  ends TEXT,
  revoked_on TEXT,
  note TEXT
) STRICT;
CREATE INDEX permission_client ON permission(client, purpose);

-- Where pictures were used under a permission. It stays as it was written.
CREATE TABLE permission_use (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  permission INTEGER NOT NULL REFERENCES permission(id),
  client INTEGER NOT NULL REFERENCES client(id),
  photo_before INTEGER REFERENCES attachment(id),
  photo_after INTEGER REFERENCES attachment(id),
  used_on TEXT NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id),
  what TEXT NOT NULL
) STRICT;
CREATE INDEX permission_use_client ON permission_use(client, used_on);
CREATE TRIGGER permission_use_kept_insert BEFORE INSERT ON permission_use
WHEN EXISTS (SELECT 1 FROM permission_use WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a use of pictures stays as it was written'); END;
CREATE TRIGGER permission_use_kept_update BEFORE UPDATE ON permission_use
WHEN NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client)
 OR NEW.id IS NOT OLD.id OR NEW.permission IS NOT OLD.permission OR
 NEW.photo_before IS NOT OLD.photo_before OR NEW.photo_after IS NOT OLD.photo_after OR
 NEW.used_on IS NOT OLD.used_on OR NEW.staff IS NOT OLD.staff OR NEW.what IS NOT OLD.what
BEGIN SELECT RAISE(ABORT, 'append-only: a use of pictures stays as it was written'); END;
CREATE TRIGGER permission_use_kept_delete BEFORE DELETE ON permission_use
BEGIN SELECT RAISE(ABORT, 'append-only: a use of pictures stays as it was written'); END;

-- An examination or order by which a client may be treated.
CREATE TABLE treatment_order (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  service INTEGER REFERENCES service(id),
  max_depth INTEGER,
  ordered_by TEXT NOT NULL,
  ordered_on TEXT NOT NULL,
  expires TEXT,
  note TEXT
) STRICT;
CREATE INDEX treatment_order_client ON treatment_order(client, ordered_on);

-- A written word of a physician.
CREATE TABLE clearance (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  item TEXT NOT NULL,
  given_by TEXT NOT NULL,
  given_on TEXT NOT NULL,
  expires TEXT,
  note TEXT,
  attachment INTEGER REFERENCES attachment(id)
) STRICT;
CREATE INDEX clearance_client ON clearance(client, given_on);

-- What was put on a client's skin to see whether it reacts.
CREATE TABLE patch_test (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  product INTEGER REFERENCES product(id),
  lot INTEGER REFERENCES lot(id),
  area TEXT,
  tested_on TEXT NOT NULL,
  staff INTEGER REFERENCES staff(id),
  read_on TEXT,                        -- NULL: it is still to be read
  result TEXT,
  note TEXT
) STRICT;
CREATE INDEX patch_test_client ON patch_test(client, tested_on);

-- What was done in a visit, where and how deep, and with what of which lot.
CREATE TABLE chart (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  session INTEGER NOT NULL REFERENCES session(id),
  template INTEGER NOT NULL REFERENCES chart_template(id),
  indication TEXT,
  device INTEGER REFERENCES device(id),
  screening INTEGER REFERENCES screening(id),
  consent INTEGER REFERENCES consent(id),
  off_label TEXT,
  ticks TEXT,                          -- sections gone through, CODE or CODE=why not
  more TEXT,                           -- CODE=VALUE a line
  aftercare INTEGER REFERENCES document(id),
  note TEXT
) STRICT;
CREATE UNIQUE INDEX chart_session ON chart(session);
CREATE INDEX chart_device ON chart(device) WHERE device IS NOT NULL;
CREATE INDEX chart_screening ON chart(screening) WHERE screening IS NOT NULL;
CREATE INDEX chart_consent ON chart(consent) WHERE consent IS NOT NULL;

CREATE TABLE chart_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  chart INTEGER NOT NULL REFERENCES chart(id),
  position INTEGER NOT NULL,
  zone TEXT NOT NULL,
  depth INTEGER,                       -- hundredths of a millimetre
  passes INTEGER,
  cartridge INTEGER,
  more TEXT,
  ended_at INTEGER                     -- UTC seconds: the client ended it
) STRICT;
CREATE INDEX chart_line_chart ON chart_line(chart, position);

CREATE TABLE chart_product (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  chart INTEGER NOT NULL REFERENCES chart(id),
  position INTEGER NOT NULL,
  used_as TEXT NOT NULL,
  product INTEGER REFERENCES product(id),
  lot INTEGER REFERENCES lot(id),
  serial TEXT,
  quantity INTEGER NOT NULL,
  area TEXT,
  began INTEGER,                       -- UTC seconds
  ended INTEGER,
  more TEXT,
  insisted TEXT
) STRICT;
CREATE INDEX chart_product_chart ON chart_product(chart, position);
CREATE INDEX chart_product_lot ON chart_product(lot) WHERE lot IS NOT NULL;
CREATE UNIQUE INDEX chart_product_serial ON chart_product(product, serial) WHERE serial IS NOT NULL;

-- A chart that was signed, and dated words about one that was.
CREATE TABLE signature (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  session INTEGER NOT NULL REFERENCES session(id),
  act TEXT NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id),
  at INTEGER NOT NULL,
  form INTEGER NOT NULL,
  text TEXT NOT NULL,
  digest TEXT NOT NULL
) STRICT;
CREATE INDEX signature_session ON signature(session, at);

-- Second looks: a signed chart that was drawn for one, and what the second person said of a
-- chart or an override. It stays as it was written.
CREATE TABLE second_look (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  signature INTEGER REFERENCES signature(id), -- of a chart, or …
  screening INTEGER REFERENCES screening(id), -- … of an override
  act TEXT NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id), -- whose work it is
  at INTEGER NOT NULL,
  looked_by INTEGER REFERENCES staff(id),
  words TEXT
) STRICT;
CREATE INDEX second_look_client ON second_look(client);
CREATE INDEX second_look_staff ON second_look(staff, at);
CREATE INDEX second_look_signature ON second_look(signature) WHERE signature IS NOT NULL;
CREATE INDEX second_look_screening ON second_look(screening) WHERE screening IS NOT NULL;
CREATE TRIGGER second_look_kept_insert BEFORE INSERT ON second_look
WHEN EXISTS (SELECT 1 FROM second_look WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a second look stays as it was written'); END;
CREATE TRIGGER second_look_kept_update BEFORE UPDATE ON second_look
WHEN NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client)
 OR NEW.id IS NOT OLD.id OR NEW.signature IS NOT OLD.signature OR
 NEW.screening IS NOT OLD.screening OR NEW.act IS NOT OLD.act OR NEW.staff IS NOT OLD.staff OR
 NEW.at IS NOT OLD.at OR NEW.looked_by IS NOT OLD.looked_by OR NEW.words IS NOT OLD.words
BEGIN SELECT RAISE(ABORT, 'append-only: a second look stays as it was written'); END;
CREATE TRIGGER second_look_kept_delete BEFORE DELETE ON second_look
BEGIN SELECT RAISE(ABORT, 'append-only: a second look stays as it was written'); END;

-- Asking after a treatment how it heals.
CREATE TABLE follow_up (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  session INTEGER NOT NULL REFERENCES session(id),
  plan TEXT NOT NULL,
  due TEXT NOT NULL,                   -- on Due from this day on
  handed_to INTEGER REFERENCES staff(id),
  done_on TEXT,
  done_by INTEGER REFERENCES staff(id),
  outcome TEXT,
  note TEXT
) STRICT;
CREATE UNIQUE INDEX follow_up_plan ON follow_up(session, plan);
CREATE INDEX follow_up_due ON follow_up(due);

-- What went wrong, and to whom it was told.
CREATE TABLE adverse_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  session INTEGER REFERENCES session(id),
  what TEXT NOT NULL,
  grade INTEGER NOT NULL,
  serious INTEGER NOT NULL,
  onset TEXT NOT NULL,
  resolved TEXT,                       -- NULL: it is open
  zone TEXT,
  depth INTEGER,
  device INTEGER REFERENCES device(id),
  lot INTEGER REFERENCES lot(id),
  done TEXT
) STRICT;
CREATE INDEX adverse_event_client ON adverse_event(client, onset);
CREATE INDEX adverse_event_open ON adverse_event(onset) WHERE resolved IS NULL;

CREATE TABLE event_report (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES adverse_event(id),
  sent_to TEXT NOT NULL,
  sent_on TEXT,                        -- NULL: it is owed
  reference TEXT,
  note TEXT
) STRICT;
CREATE INDEX event_report_event ON event_report(event);

CREATE TRIGGER document_kept_insert BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM document WHERE id = NEW.id
 OR (code = NEW.code AND edition = NEW.edition AND language = NEW.language))
BEGIN SELECT RAISE(ABORT, 'frozen: a published document does not change'); END;
CREATE TRIGGER document_kept_update BEFORE UPDATE ON document
WHEN NEW.id IS NOT OLD.id OR EXISTS (SELECT 1 FROM document WHERE code = NEW.code
 AND edition = NEW.edition AND language = NEW.language AND id <> OLD.id)
 OR (OLD.state <> 'draft' AND (NEW.state = 'draft' OR NEW.code IS NOT OLD.code
  OR NEW.edition IS NOT OLD.edition OR NEW.language IS NOT OLD.language
  OR NEW.kind IS NOT OLD.kind OR NEW.title IS NOT OLD.title OR NEW.body IS NOT OLD.body
  OR NEW.valid_months IS NOT OLD.valid_months))
BEGIN SELECT RAISE(ABORT, 'frozen: a published document does not change'); END;
CREATE TRIGGER document_kept_delete BEFORE DELETE ON document
WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'frozen: a published document does not change'); END;

CREATE TRIGGER chart_template_kept_insert BEFORE INSERT ON chart_template
WHEN EXISTS (SELECT 1 FROM chart_template WHERE id = NEW.id
 OR (code = NEW.code AND edition = NEW.edition))
BEGIN SELECT RAISE(ABORT, 'frozen: a published chart template does not change'); END;
CREATE TRIGGER chart_template_kept_update BEFORE UPDATE ON chart_template
WHEN NEW.id IS NOT OLD.id OR EXISTS (SELECT 1 FROM chart_template
 WHERE code = NEW.code AND edition = NEW.edition AND id <> OLD.id)
 OR (OLD.state <> 'draft' AND (NEW.state = 'draft' OR NEW.code IS NOT OLD.code
  OR NEW.edition IS NOT OLD.edition OR NEW.title IS NOT OLD.title OR NEW.body IS NOT OLD.body))
BEGIN SELECT RAISE(ABORT, 'frozen: a published chart template does not change'); END;
CREATE TRIGGER chart_template_kept_delete BEFORE DELETE ON chart_template
WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'frozen: a published chart template does not change'); END;

CREATE TRIGGER signature_kept_insert BEFORE INSERT ON signature
WHEN EXISTS (SELECT 1 FROM signature WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a signature stays; write an addendum'); END;
CREATE TRIGGER signature_kept_update BEFORE UPDATE ON signature
BEGIN SELECT RAISE(ABORT, 'append-only: a signature stays; write an addendum'); END;
CREATE TRIGGER signature_kept_delete BEFORE DELETE ON signature
BEGIN SELECT RAISE(ABORT, 'append-only: a signature stays; write an addendum'); END;

-- What is signed --------------------------------------------------------------

-- Visits whose signature stands: by whom and when.
CREATE VIEW session_signed AS
SELECT g.session, g.id AS signature, g.staff, g.at
  FROM signature g
 WHERE g.act = 'sign' AND NOT EXISTS (SELECT 1 FROM signature x
  WHERE x.session = g.session AND x.id > g.id AND x.act IN ('sign', 'invalid'));

CREATE VIEW chart_signed AS
SELECT c.id AS chart, c.session FROM chart c JOIN session_signed g ON g.session = c.session;

-- It stays as it was signed, until a signature says that it is invalid.
CREATE TRIGGER session_signed_insert BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM session_signed WHERE session = NEW.id)
 OR EXISTS (SELECT 1 FROM session s JOIN session_signed g ON g.session = s.id
  WHERE s.external_id = NEW.external_id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER session_signed_update BEFORE UPDATE ON session
WHEN (NEW.id IS NOT OLD.id AND EXISTS (SELECT 1 FROM session_signed WHERE session = NEW.id))
 OR (NEW.external_id IS NOT OLD.external_id AND EXISTS (SELECT 1 FROM session s
  JOIN session_signed g ON g.session = s.id
  WHERE s.external_id = NEW.external_id AND s.id <> OLD.id))
 OR ((NEW.id IS NOT OLD.id OR (NEW.client IS NOT OLD.client AND NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client))
  OR NEW.service IS NOT OLD.service OR NEW.staff IS NOT OLD.staff OR NEW.date IS NOT OLD.date OR NEW.start IS NOT OLD.start OR NEW.minutes IS NOT OLD.minutes
  OR NEW.minutes_assumed IS NOT OLD.minutes_assumed OR NEW.status IS NOT OLD.status
  OR NEW.origin IS NOT OLD.origin OR NEW.booked_on IS NOT OLD.booked_on
  OR NEW.cancelled_on IS NOT OLD.cancelled_on OR NEW.cancelled_by IS NOT OLD.cancelled_by
  OR NEW.late IS NOT OLD.late OR NEW.not_treated_for IS NOT OLD.not_treated_for
  OR NEW.reason IS NOT OLD.reason OR NEW.insisted IS NOT OLD.insisted OR NEW.room IS NOT OLD.room
  OR NEW.device IS NOT OLD.device OR NEW.numbing IS NOT OLD.numbing
  OR NEW.cleanup IS NOT OLD.cleanup OR NEW.was_date IS NOT OLD.was_date
  OR NEW.was_start IS NOT OLD.was_start OR NEW.numbing_on IS NOT OLD.numbing_on
  OR NEW.stopped IS NOT OLD.stopped OR NEW.entered_at IS NOT OLD.entered_at
  OR NEW.entered_by IS NOT OLD.entered_by)
  AND EXISTS (SELECT 1 FROM session_signed WHERE session = OLD.id))
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER session_signed_delete BEFORE DELETE ON session
WHEN EXISTS (SELECT 1 FROM session_signed WHERE session = OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TRIGGER chart_signed_insert BEFORE INSERT ON chart
WHEN EXISTS (SELECT 1 FROM session_signed WHERE session = NEW.session)
 OR EXISTS (SELECT 1 FROM chart_signed WHERE chart = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER chart_signed_update BEFORE UPDATE ON chart
WHEN EXISTS (SELECT 1 FROM session_signed WHERE session IN (OLD.session, NEW.session))
 OR EXISTS (SELECT 1 FROM chart_signed WHERE chart = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER chart_signed_delete BEFORE DELETE ON chart
WHEN EXISTS (SELECT 1 FROM session_signed WHERE session = OLD.session)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TRIGGER chart_line_signed_insert BEFORE INSERT ON chart_line
WHEN EXISTS (SELECT 1 FROM chart_signed WHERE chart = NEW.chart)
 OR EXISTS (SELECT 1 FROM chart_line o JOIN chart_signed g ON g.chart = o.chart WHERE o.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER chart_line_signed_update BEFORE UPDATE ON chart_line
WHEN EXISTS (SELECT 1 FROM chart_signed WHERE chart IN (OLD.chart, NEW.chart))
 OR EXISTS (SELECT 1 FROM chart_line o JOIN chart_signed g ON g.chart = o.chart WHERE o.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER chart_line_signed_delete BEFORE DELETE ON chart_line
WHEN EXISTS (SELECT 1 FROM chart_signed WHERE chart = OLD.chart)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TRIGGER chart_product_signed_insert BEFORE INSERT ON chart_product
WHEN EXISTS (SELECT 1 FROM chart_signed WHERE chart = NEW.chart)
 OR EXISTS (SELECT 1 FROM chart_product o JOIN chart_signed g ON g.chart = o.chart
  WHERE o.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER chart_product_signed_update BEFORE UPDATE ON chart_product
WHEN EXISTS (SELECT 1 FROM chart_signed WHERE chart IN (OLD.chart, NEW.chart))
 OR EXISTS (SELECT 1 FROM chart_product o JOIN chart_signed g ON g.chart = o.chart
  WHERE o.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER chart_product_serial_insert BEFORE INSERT ON chart_product
WHEN EXISTS (SELECT 1 FROM chart_product o JOIN chart_signed g ON g.chart = o.chart
 WHERE o.product = NEW.product AND o.serial = NEW.serial)
BEGIN SELECT RAISE(ABORT, 'frozen: a serial number in a signed chart is used up'); END;
CREATE TRIGGER chart_product_serial_update BEFORE UPDATE ON chart_product
WHEN EXISTS (SELECT 1 FROM chart_product o JOIN chart_signed g ON g.chart = o.chart
 WHERE o.product = NEW.product AND o.serial = NEW.serial AND o.id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: a serial number in a signed chart is used up'); END;
CREATE TRIGGER chart_product_signed_delete BEFORE DELETE ON chart_product
WHEN EXISTS (SELECT 1 FROM chart_signed WHERE chart = OLD.chart)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TRIGGER screening_signed_update BEFORE UPDATE ON screening
WHEN ((NEW.client IS NOT OLD.client AND NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client)) OR NEW.checklist IS NOT OLD.checklist
 OR NEW.session IS NOT OLD.session OR NEW.date IS NOT OLD.date OR NEW.answers IS NOT OLD.answers
 OR NEW.verdict IS NOT OLD.verdict OR NEW.eligible_on IS NOT OLD.eligible_on
 OR NEW.valid_until IS NOT OLD.valid_until OR NEW.entered_by IS NOT OLD.entered_by
 OR NEW.override_by IS NOT OLD.override_by OR NEW.override_reason IS NOT OLD.override_reason
 OR NEW.rule IS NOT OLD.rule)
 AND EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.screening = OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER screening_signed_delete BEFORE DELETE ON screening
WHEN EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.screening = OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TRIGGER consent_signed_insert BEFORE INSERT ON consent
WHEN EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.consent = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER consent_signed_update BEFORE UPDATE ON consent
WHEN (NEW.id IS NOT OLD.id OR OLD.attachment IS NOT NULL AND NEW.attachment IS NOT OLD.attachment
 OR (NEW.client IS NOT OLD.client AND NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client)) OR NEW.document IS NOT OLD.document
 OR NEW.service IS NOT OLD.service OR NEW.explained_by IS NOT OLD.explained_by
 OR NEW.explained_on IS NOT OLD.explained_on OR NEW.off_label IS NOT OLD.off_label
 OR NEW.how IS NOT OLD.how OR NEW.name IS NOT OLD.name OR NEW.guardian IS NOT OLD.guardian
 OR NEW.witness IS NOT OLD.witness OR NEW.signed_on IS NOT OLD.signed_on
 OR NEW.expires IS NOT OLD.expires OR NEW.digest IS NOT OLD.digest)
 AND EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.consent IN (OLD.id, NEW.id))
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;
CREATE TRIGGER consent_signed_delete BEFORE DELETE ON consent
WHEN EXISTS (SELECT 1 FROM chart c JOIN session_signed g ON g.session = c.session
  WHERE c.consent = OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: what is signed stays as it was; write an addendum instead'); END;

CREATE TRIGGER signature_signed_twice BEFORE INSERT ON signature
WHEN NEW.act = 'sign' AND EXISTS (SELECT 1 FROM session_signed WHERE session = NEW.session)
BEGIN SELECT RAISE(ABORT, 'frozen: it is signed already; write an addendum instead'); END;

-- Reviews and newsletter ---------------------------------------------------

CREATE TABLE review (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER REFERENCES client(id),
  session INTEGER REFERENCES session(id),
  asked_on TEXT,
  asked_by INTEGER REFERENCES staff(id),
  asked_how TEXT,
  received_at INTEGER,                 -- UTC seconds
  platform TEXT,
  stars INTEGER,
  author TEXT,
  text TEXT,
  reply TEXT,
  replied_at INTEGER,
  external_id TEXT
) STRICT;
CREATE INDEX review_received ON review(received_at) WHERE received_at IS NOT NULL;
CREATE INDEX review_asked ON review(asked_on) WHERE asked_on IS NOT NULL;
CREATE INDEX review_client ON review(client) WHERE client IS NOT NULL;
CREATE INDEX review_session ON review(session) WHERE session IS NOT NULL;
CREATE UNIQUE INDEX review_external ON review(external_id) WHERE external_id IS NOT NULL;

CREATE TABLE subscriber (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  email TEXT NOT NULL,
  client INTEGER REFERENCES client(id),
  given TEXT,
  family TEXT,
  state TEXT NOT NULL,
  tags TEXT
) STRICT;
CREATE UNIQUE INDEX subscriber_email ON subscriber(email COLLATE NOCASE);
CREATE INDEX subscriber_client ON subscriber(client) WHERE client IS NOT NULL;
CREATE INDEX subscriber_state ON subscriber(state, id);

CREATE TABLE consent_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  subscriber INTEGER NOT NULL REFERENCES subscriber(id),
  at INTEGER NOT NULL,                 -- UTC seconds
  state TEXT NOT NULL,
  who INTEGER REFERENCES staff(id),
  source TEXT NOT NULL,
  wording TEXT,
  reason TEXT
) STRICT;
CREATE INDEX consent_event_subscriber ON consent_event(subscriber, at, id);
CREATE INDEX consent_event_at ON consent_event(at);
CREATE TRIGGER consent_event_update BEFORE UPDATE ON consent_event
BEGIN SELECT RAISE(ABORT, 'append-only: a consent event stays; record the opposite instead'); END;
CREATE TRIGGER consent_event_delete BEFORE DELETE ON consent_event
BEGIN SELECT RAISE(ABORT, 'append-only: a consent event stays; record the opposite instead'); END;

-- Emergencies ---------------------------------------------------------------

-- The front desk looked at what is medical of a client, once, and said why.
CREATE TABLE emergency_view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  staff INTEGER NOT NULL REFERENCES staff(id),
  at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  seen_by INTEGER REFERENCES staff(id),
  seen_at INTEGER
) STRICT;
CREATE INDEX emergency_view_client ON emergency_view(client);
CREATE INDEX emergency_view_unseen ON emergency_view(id) WHERE seen_by IS NULL;
CREATE TRIGGER emergency_view_insert BEFORE INSERT ON emergency_view
WHEN EXISTS (SELECT 1 FROM emergency_view WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a look in an emergency stays as it was written'); END;
CREATE TRIGGER emergency_view_update BEFORE UPDATE ON emergency_view
WHEN NEW.id IS NOT OLD.id OR (NEW.client IS NOT OLD.client AND NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client)) OR NEW.staff IS NOT OLD.staff
 OR NEW.at IS NOT OLD.at OR NEW.reason IS NOT OLD.reason OR (OLD.seen_by IS NOT NULL
 AND (NEW.seen_by IS NOT OLD.seen_by OR NEW.seen_at IS NOT OLD.seen_at))
BEGIN SELECT RAISE(ABORT, 'append-only: a look in an emergency stays as it was written'); END;
CREATE TRIGGER emergency_view_delete BEFORE DELETE ON emergency_view
BEGIN SELECT RAISE(ABORT, 'append-only: a look in an emergency stays as it was written'); END;

-- Imports ------------------------------------------------------------------

CREATE TABLE import_row (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  identity TEXT NOT NULL,
  digest TEXT NOT NULL,
  row_table TEXT NOT NULL,
  row_id INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX import_row_identity ON import_row(kind, identity);
CREATE INDEX import_row_row ON import_row(row_id);

-- A person's rights ---------------------------------------------------------

-- A client's records are not to be erased while it lasts.
CREATE TABLE hold (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  reason TEXT NOT NULL,
  since TEXT NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id),
  released_on TEXT,                    -- NULL: it holds
  released_by INTEGER REFERENCES staff(id)
) STRICT;
CREATE INDEX hold_client ON hold(client);

-- Whose records were erased (db/erase.c). It stays as it was written.
CREATE TABLE erasure (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  at INTEGER NOT NULL,                 -- UTC seconds
  staff INTEGER REFERENCES staff(id),  -- NULL: again, after a restore
  reason TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX erasure_client ON erasure(client);
CREATE TRIGGER erasure_kept_insert BEFORE INSERT ON erasure
WHEN EXISTS (SELECT 1 FROM erasure WHERE id = NEW.id OR client = NEW.client)
BEGIN SELECT RAISE(ABORT, 'append-only: an erasure stays as it was written'); END;
CREATE TRIGGER erasure_kept_update BEFORE UPDATE ON erasure
BEGIN SELECT RAISE(ABORT, 'append-only: an erasure stays as it was written'); END;
CREATE TRIGGER erasure_kept_delete BEFORE DELETE ON erasure
BEGIN SELECT RAISE(ABORT, 'append-only: an erasure stays as it was written'); END;

-- Screens ------------------------------------------------------------------

CREATE TABLE staff_setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id),
  theme TEXT NOT NULL,
  ascii INTEGER NOT NULL,
  mouse INTEGER NOT NULL,
  printers TEXT                        -- kinds of terminal that print (practice/preferences.h)
) STRICT;
CREATE UNIQUE INDEX staff_setting_staff ON staff_setting(staff);

-- What was typed and not saved. Local: never journalled, ends in the write that
-- saves its record or when the person discards it.
CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  staff INTEGER NOT NULL,              -- who typed it
  at INTEGER NOT NULL,                 -- UTC seconds of the newest key
  form TEXT NOT NULL,                  -- which form: client, session, receipt…
  type TEXT NOT NULL,                  -- record type, or empty
  record INTEGER NOT NULL,             -- 0: a new one
  base_version INTEGER NOT NULL,       -- of the record when typing began
  title TEXT NOT NULL,                 -- what an offer calls it: new client
  place TEXT NOT NULL,                 -- field the cursor stood in
  fields TEXT NOT NULL,                -- JSON: field name to text as typed
  extra TEXT NOT NULL                  -- what only this form understands
) STRICT;
CREATE INDEX draft_staff ON draft(staff, at, id);

-- Of a PIN only what proves it. Local: never journalled.
CREATE TABLE pin (
  staff INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  at INTEGER NOT NULL,                 -- UTC seconds: when it was chosen; 0: the owner gave it
  wrong INTEGER NOT NULL,              -- tries since the last right one
  tried INTEGER                        -- UTC seconds of the last wrong one
) STRICT;

-- Derived data: made from the records after every write (db/derive.c), compared
-- by `chairside check`, made anew by `check --rebuild`. Never journalled.

-- Sort key (folded family, given) and phone digits of a client.
CREATE TABLE client_key (
  client INTEGER PRIMARY KEY,
  archived INTEGER NOT NULL,
  sort_key TEXT NOT NULL,
  phone_key TEXT NOT NULL
) STRICT;
CREATE INDEX client_key_sort ON client_key(archived, sort_key, client);
CREATE INDEX client_key_phone ON client_key(phone_key) WHERE phone_key <> '';

-- Folded words of a client: rowid is client.id.
CREATE VIRTUAL TABLE client_search USING fts5(
  names, digits, other, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0');

-- Counts of a client. A visit is a day with a session done or a line of a
-- closed receipt; first_visit may have been imported.
CREATE TABLE client_stat (
  client INTEGER PRIMARY KEY,
  sessions_done INTEGER NOT NULL,
  no_shows INTEGER NOT NULL,
  late_cancels INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  first_visit TEXT,
  last_visit TEXT
) STRICT;

-- When clients are due for a service they have had, kept from due_now (db/due.c).
CREATE TABLE client_due (
  client INTEGER NOT NULL,
  service INTEGER NOT NULL,
  kind TEXT NOT NULL,                  -- series, return
  due TEXT NOT NULL,
  last TEXT NOT NULL,                  -- the newest visit done
  done INTEGER NOT NULL,               -- of the series, planned visits of it; 0: none
  planned INTEGER NOT NULL,
  PRIMARY KEY (client, service)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_due_due ON client_due(due, kind);

-- Which visit of a series each one is, kept from series_now (db/due.c).
CREATE TABLE client_series (
  client INTEGER NOT NULL,
  session INTEGER NOT NULL,
  date TEXT NOT NULL,
  step INTEGER NOT NULL,               -- of the series, which has planned visits
  planned INTEGER NOT NULL,
  off INTEGER,                         -- days beside its interval; NULL: it is the first
  PRIMARY KEY (client, session)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_series_date ON client_series(date, step, planned, off);

-- Rows of each record table, and of addresses by state, so that nobody counts a million.
CREATE TABLE kept_total (
  name TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- By how much the number of those subscribed changed in each quarter of an hour, and
-- the opt-outs that stand, as the views subscribed_change and opt_out say.
CREATE TABLE kept_subscribed (
  slot INTEGER PRIMARY KEY,            -- since 1970
  n INTEGER NOT NULL
) STRICT;
CREATE TABLE kept_opt_out (
  event INTEGER PRIMARY KEY
) STRICT;

-- What stays as it was written is not replaced either: REPLACE deletes the row in its
-- way without a DELETE trigger. A row that stands in the way of an INSERT, and one that
-- an UPDATE would move onto another's place, are refused before that.

-- The journal and its head: entries are added, the head moves forward.
CREATE TRIGGER journal_kept_insert BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE n = NEW.n)
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;
CREATE TRIGGER journal_kept_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;
CREATE TRIGGER journal_kept_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;

CREATE TRIGGER journal_change_kept_insert BEFORE INSERT ON journal_change
WHEN EXISTS (SELECT 1 FROM journal_change WHERE n = NEW.n AND i = NEW.i)
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;
CREATE TRIGGER journal_change_kept_update BEFORE UPDATE ON journal_change
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;
CREATE TRIGGER journal_change_kept_delete BEFORE DELETE ON journal_change
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;

CREATE TRIGGER journal_header_kept_insert BEFORE INSERT ON journal_header
WHEN EXISTS (SELECT 1 FROM journal_header WHERE code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;
CREATE TRIGGER journal_header_kept_update BEFORE UPDATE ON journal_header
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;
CREATE TRIGGER journal_header_kept_delete BEFORE DELETE ON journal_header
BEGIN SELECT RAISE(ABORT, 'append-only: a journal entry stays as it was written'); END;

CREATE TRIGGER journal_head_kept_insert BEFORE INSERT ON journal_head
WHEN EXISTS (SELECT 1 FROM journal_head)
BEGIN SELECT RAISE(ABORT, 'append-only: the head of the journal only moves forward'); END;
CREATE TRIGGER journal_head_kept_update BEFORE UPDATE ON journal_head
WHEN NEW.id IS NOT OLD.id OR NEW.n <= OLD.n OR NEW.key_fingerprint IS NOT OLD.key_fingerprint
BEGIN SELECT RAISE(ABORT, 'append-only: the head of the journal only moves forward'); END;
CREATE TRIGGER journal_head_kept_delete BEFORE DELETE ON journal_head
BEGIN SELECT RAISE(ABORT, 'append-only: the head of the journal only moves forward'); END;

-- Newsletter consents: consent_event_update and _delete stand already.
CREATE TRIGGER consent_event_kept_insert BEFORE INSERT ON consent_event
WHEN EXISTS (SELECT 1 FROM consent_event WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a consent event stays; record the opposite instead'); END;

-- A screening that was overridden: its answers and verdict are what was overridden.
-- A practitioner may still look at it.
CREATE TRIGGER screening_kept_insert BEFORE INSERT ON screening
WHEN EXISTS (SELECT 1 FROM screening WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a screening is not replaced; screen the client again'); END;
CREATE TRIGGER screening_kept_update BEFORE UPDATE ON screening
WHEN NEW.id IS NOT OLD.id OR (OLD.override_by IS NOT NULL
 AND ((NEW.client IS NOT OLD.client AND NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client)) OR NEW.checklist IS NOT OLD.checklist
  OR NEW.session IS NOT OLD.session OR NEW.date IS NOT OLD.date
  OR NEW.answers IS NOT OLD.answers OR NEW.verdict IS NOT OLD.verdict
  OR NEW.eligible_on IS NOT OLD.eligible_on OR NEW.valid_until IS NOT OLD.valid_until
  OR NEW.entered_by IS NOT OLD.entered_by OR NEW.override_by IS NOT OLD.override_by
  OR NEW.override_reason IS NOT OLD.override_reason OR NEW.rule IS NOT OLD.rule))
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;
CREATE TRIGGER screening_kept_delete BEFORE DELETE ON screening
WHEN OLD.override_by IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'append-only: an override stays; screen the client again instead'); END;

-- Published checklists: nothing comes into them, goes out of them or takes their place.
CREATE TRIGGER checklist_kept_insert BEFORE INSERT ON checklist
WHEN EXISTS (SELECT 1 FROM checklist
 WHERE id = NEW.id OR (code = NEW.code AND edition = NEW.edition))
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;
CREATE TRIGGER checklist_kept_update BEFORE UPDATE ON checklist
WHEN NEW.id IS NOT OLD.id OR EXISTS (SELECT 1 FROM checklist
 WHERE code = NEW.code AND edition = NEW.edition AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;
CREATE TRIGGER checklist_kept_delete BEFORE DELETE ON checklist
WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'frozen: a published checklist does not change'); END;

CREATE TRIGGER checklist_item_kept_insert BEFORE INSERT ON checklist_item
WHEN EXISTS (SELECT 1 FROM checklist_item
 WHERE id = NEW.id OR (checklist = NEW.checklist AND code = NEW.code))
BEGIN SELECT RAISE(ABORT, 'frozen: an item of a checklist is not replaced'); END;
CREATE TRIGGER checklist_item_kept_update BEFORE UPDATE ON checklist_item
WHEN NEW.id IS NOT OLD.id OR NEW.checklist IS NOT OLD.checklist
 OR EXISTS (SELECT 1 FROM checklist_item
 WHERE checklist = NEW.checklist AND code = NEW.code AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: an item of a checklist is not replaced'); END;

CREATE TRIGGER checklist_rule_kept_insert BEFORE INSERT ON checklist_rule
WHEN EXISTS (SELECT 1 FROM checklist_rule
 WHERE id = NEW.id OR (checklist = NEW.checklist AND position = NEW.position))
BEGIN SELECT RAISE(ABORT, 'frozen: a rule of a checklist is not replaced'); END;
CREATE TRIGGER checklist_rule_kept_update BEFORE UPDATE ON checklist_rule
WHEN NEW.id IS NOT OLD.id OR NEW.checklist IS NOT OLD.checklist
 OR EXISTS (SELECT 1 FROM checklist_rule
 WHERE checklist = NEW.checklist AND position = NEW.position AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'frozen: a rule of a checklist is not replaced'); END;

-- Receipts are not replaced. One that is not open keeps its number, client and day; one
-- that was closed here stays, closed or void, with its lines. What an import brought may
-- be taken back with it.
CREATE TRIGGER receipt_kept_insert BEFORE INSERT ON receipt
WHEN EXISTS (SELECT 1 FROM receipt WHERE id = NEW.id) OR (NEW.origin = 'here'
 AND EXISTS (SELECT 1 FROM receipt WHERE number = NEW.number AND origin = 'here'))
BEGIN SELECT RAISE(ABORT, 'frozen: another receipt has that number'); END;
CREATE TRIGGER receipt_kept_update BEFORE UPDATE ON receipt
WHEN NEW.id IS NOT OLD.id OR (NEW.origin = 'here' AND EXISTS (SELECT 1 FROM receipt
 WHERE number = NEW.number AND origin = 'here' AND id <> OLD.id))
BEGIN SELECT RAISE(ABORT, 'frozen: another receipt has that number'); END;
CREATE TRIGGER receipt_kept_closed BEFORE UPDATE ON receipt
WHEN OLD.state <> 'open' AND NEW.state <> 'open'
 AND (NEW.number IS NOT OLD.number OR (NEW.client IS NOT OLD.client AND NOT EXISTS (SELECT 1 FROM client_moves
  WHERE entry = NEW.version AND client = OLD.client AND other = NEW.client))
  OR NEW.date IS NOT OLD.date OR NEW.origin IS NOT OLD.origin
  OR NEW.corrects IS NOT OLD.corrects OR NEW.paper_number IS NOT OLD.paper_number
  OR NEW.entered_at IS NOT OLD.entered_at OR NEW.entered_by IS NOT OLD.entered_by)
BEGIN SELECT RAISE(ABORT, 'frozen: a closed receipt keeps its number, client and day'); END;
CREATE TRIGGER receipt_kept_state BEFORE UPDATE ON receipt
WHEN OLD.origin = 'here' AND OLD.number IS NOT NULL AND OLD.state <> 'open'
 AND NEW.state IS NOT OLD.state AND (OLD.state <> 'closed' OR NEW.state IS NOT 'void')
BEGIN SELECT RAISE(ABORT, 'frozen: a closed receipt is not opened again; void or refund it'); END;
CREATE TRIGGER receipt_kept_delete BEFORE DELETE ON receipt
WHEN OLD.origin = 'here' AND OLD.number IS NOT NULL AND OLD.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'frozen: a closed receipt stays; void or refund it'); END;

-- A line comes onto a closed receipt in the write that closes it.
CREATE TRIGGER receipt_line_closed_insert BEFORE INSERT ON receipt_line
WHEN EXISTS (SELECT 1 FROM receipt r WHERE r.id = NEW.receipt AND r.origin = 'here'
 AND r.number IS NOT NULL AND r.state <> 'open' AND r.version <> NEW.version)
BEGIN SELECT RAISE(ABORT, 'frozen: the lines of a closed receipt do not change'); END;
CREATE TRIGGER receipt_line_closed_update BEFORE UPDATE ON receipt_line
WHEN EXISTS (SELECT 1 FROM receipt r WHERE r.id IN (OLD.receipt, NEW.receipt)
 AND r.origin = 'here' AND r.number IS NOT NULL AND r.state <> 'open')
BEGIN SELECT RAISE(ABORT, 'frozen: the lines of a closed receipt do not change'); END;
CREATE TRIGGER receipt_line_closed_delete BEFORE DELETE ON receipt_line
WHEN EXISTS (SELECT 1 FROM receipt r WHERE r.id = OLD.receipt AND r.origin = 'here'
 AND r.number IS NOT NULL AND r.state <> 'open')
BEGIN SELECT RAISE(ABORT, 'frozen: the lines of a closed receipt do not change'); END;

CREATE TRIGGER receipt_line_kept_insert BEFORE INSERT ON receipt_line
WHEN EXISTS (SELECT 1 FROM receipt_line WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: a line of a receipt is not replaced'); END;
CREATE TRIGGER receipt_line_kept_update BEFORE UPDATE ON receipt_line
WHEN NEW.id IS NOT OLD.id
BEGIN SELECT RAISE(ABORT, 'frozen: a line of a receipt is not replaced'); END;

CREATE TRIGGER payment_kept_insert BEFORE INSERT ON payment
WHEN EXISTS (SELECT 1 FROM payment WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'frozen: a payment is not replaced'); END;
CREATE TRIGGER payment_kept_update BEFORE UPDATE ON payment
WHEN NEW.id IS NOT OLD.id
BEGIN SELECT RAISE(ABORT, 'frozen: a payment is not replaced'); END;

-- Rules, said once ---------------------------------------------------------

-- A screening, and the first day on which it lets a treatment start; NULL: none.
CREATE VIEW screening_says AS
SELECT n.*, CASE
    WHEN n.verdict IN ('ok', 'caution') THEN n.date
    WHEN n.override_by IS NOT NULL AND n.verdict <> 'incomplete' THEN n.date
    WHEN n.verdict = 'defer' THEN n.eligible_on
  END AS allows_from
  FROM screening n;

-- How many of a lot are on hand: its movements, less what treatments took.
CREATE VIEW lot_stock AS
SELECT l.id AS lot,
       coalesce((SELECT sum(m.quantity) FROM lot_move m WHERE m.lot = l.id), 0)
     - coalesce((SELECT sum(c.quantity) FROM chart_product c WHERE c.lot = l.id), 0) AS on_hand
  FROM lot l;

-- A session, and what the rules say of it. Moments count minutes from 1970, clinic wall
-- time.
--   takes_time      its practitioner, room and device are busy meanwhile
--   is_open         it has not ended yet
--   over_midnight   it goes on into the next day, clean-up included
--   begins          when the client comes; NULL: no start is known
--   treats          when the treatment begins, after the numbing; NULL alike
--   ends            when the treatment ends; without a start with its day
--   leaves          when the room is free again, after the clean-up
--   due             from then on it lacks an outcome: a booking at its end, one that is
--                   here or in treatment at the next midnight; NULL: it has one
--   cancelled_late  the client cancelled inside the notice period
--   screening       NULL: its service needs none; else by the client's newest one up to
--                   its day: missing (or no longer valid), stops, allows, as a clearance
--                   of the item that decided does where its rule lets it
--   unscreened      it was treated here although no screening allowed it
CREATE VIEW visit AS
SELECT x.*, x.midnight + x.start AS begins, x.midnight + x.treated AS treats,
       x.midnight + coalesce(x.treated + x.minutes, 1440) AS ends,
       x.midnight + coalesce(x.empty, 1440) AS leaves,
       x.empty > 1440 AS over_midnight,
       CASE WHEN x.status IN ('booked', 'confirmed')
            THEN x.midnight + coalesce(x.treated + x.minutes, 1440)
            WHEN x.status IN ('here', 'in_treatment')
            THEN x.midnight + CASE WHEN x.treated + x.minutes > 1440 THEN 2880 ELSE 1440 END
       END AS due,
       CASE WHEN x.status = 'done' AND x.origin <> 'import'
            THEN coalesce(x.screening <> 'allows', 0) ELSE 0 END AS unscreened
  FROM (SELECT s.*,
             s.status NOT IN ('cancelled', 'no_show', 'not_treated') AS takes_time,
             s.status IN ('booked', 'confirmed', 'here', 'in_treatment') AS is_open,
             CAST((julianday(s.date) - 2440587.5) * 1440 AS INTEGER) AS midnight,
             s.start + coalesce(s.numbing, 0) AS treated,
             s.start + coalesce(s.numbing, 0) + s.minutes + coalesce(s.cleanup, 0) AS empty,
             s.status = 'cancelled' AND s.late AS cancelled_late,
             (SELECT CASE WHEN v.checklist IS NOT NULL THEN coalesce(
                  (SELECT CASE WHEN n.valid_until < s.date THEN 'missing'
                               WHEN n.allows_from <= s.date THEN 'allows'
                               WHEN n.verdict <> 'incomplete' AND EXISTS (
                                SELECT 1 FROM clearance c JOIN checklist_rule r ON r.id = n.rule
                                 WHERE c.client = n.client AND c.item = r.item
                                   AND (n.verdict = 'refer' OR r.override = 'cleared')
                                   AND c.given_on <= s.date
                                   AND coalesce(c.expires >= s.date, 1)) THEN 'allows'
                               ELSE 'stops' END
                     FROM screening_says n JOIN checklist k ON k.id = n.checklist
                    WHERE n.client = s.client AND n.date <= s.date AND k.code = v.checklist
                    ORDER BY n.date DESC, n.id DESC LIMIT 1), 'missing') END
                FROM service v WHERE v.id = s.service) AS screening
        FROM session s) x;

-- When a client is due for a service, by the visits done of it: in a series that is not
-- complete so many days after the newest, else the months after which the service is usually
-- repeated, counted on the calendar: six months after 31 August is 28 or 29 February. Due is
-- nobody who has an open visit of that service, is archived or is not to be booked.
CREATE VIEW due_now AS
SELECT * FROM (
SELECT n.client, n.service, CASE WHEN n.in_series THEN 'series' ELSE 'return' END AS kind,
       CASE WHEN n.in_series THEN date(n.last, '+' || n.series_days || ' days')
            ELSE min(date(n.last, '+' || n.return_months || ' months'),
                 date(n.last, 'start of month', '+' || (n.return_months + 1) || ' months',
                      '-1 day')) END AS due,
       n.last, CASE WHEN n.in_series THEN n.step ELSE 0 END AS done,
       CASE WHEN n.in_series THEN n.series_count ELSE 0 END AS planned
  FROM (SELECT g.client, g.service, g.last, v.series_count, v.series_days, v.return_months,
               (g.n - 1) % v.series_count + 1 AS step,
               coalesce((g.n - 1) % v.series_count + 1 < v.series_count, 0)
                 AND v.series_days IS NOT NULL AS in_series
          FROM (SELECT client, service, count(CASE WHEN status = 'done' THEN 1 END) AS n,
                       max(CASE WHEN status = 'done' THEN date END) AS last,
                       sum(is_open) AS open
                  FROM visit WHERE +client IS NOT NULL AND +service IS NOT NULL
                 GROUP BY client, service) g
          JOIN service v ON v.id = g.service
          JOIN client c ON c.id = g.client
         WHERE g.n > 0 AND g.open = 0 AND v.active
           AND NOT c.archived AND c.do_not_book IS NULL) n
 WHERE n.in_series OR n.return_months IS NOT NULL)
 WHERE due IS NOT NULL;

-- The visits done of a service that has a series, which one of it each is, and by how many
-- days it was off its interval: after the visit before, once a series has begun. Due next is
-- who has not had the last (due_now).
CREATE VIEW series_now AS
SELECT client, session, date, (n - 1) % series_count + 1 AS step, series_count AS planned,
       CASE WHEN (n - 1) % series_count > 0
            THEN CAST(julianday(date) - julianday(before) AS INTEGER) - series_days END AS off
  FROM (SELECT s.client, s.id AS session, s.date, v.series_count, v.series_days,
               row_number() OVER (PARTITION BY s.client, s.service ORDER BY s.date, s.id) AS n,
               lag(s.date) OVER (PARTITION BY s.client, s.service ORDER BY s.date, s.id)
                 AS before
          FROM session s JOIN service v ON v.id = s.service
         WHERE s.status = 'done' AND +s.client IS NOT NULL
           AND v.series_count > 1 AND v.series_days IS NOT NULL);

-- Two visits at the same time that take one practitioner or device (for the treatment) or
-- one room (from when the client comes until it is clean), the one that begins first named
-- first, unless one was let in on purpose. A treatment past midnight is in the way of the next
-- day's; after a numbing, of at most four hours, it may even begin after one of that day.
CREATE VIEW visit_overlap AS
SELECT 'staff' AS kind, a.id AS session, b.id AS other
  FROM visit a JOIN visit b ON b.staff = a.staff
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END,
                  CASE WHEN a.treated < 240 THEN date(a.date, '-1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day')
                  AND CASE WHEN b.treated > 1440 THEN date(b.date, '+1 day') ELSE b.date END
 WHERE (a.treats, a.id) < (b.treats, b.id) AND b.treats < a.ends AND b.ends > a.treats
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok
UNION ALL
SELECT 'room', a.id, b.id
  FROM visit a JOIN visit b ON b.room = a.room
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day') AND +b.date
 WHERE (a.begins, a.id) < (b.begins, b.id) AND b.begins < a.leaves AND b.leaves > a.begins
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok
UNION ALL
SELECT 'device', a.id, b.id
  FROM visit a JOIN visit b ON b.device = a.device
   AND b.date IN (a.date, CASE WHEN a.over_midnight THEN date(a.date, '+1 day') END,
                  CASE WHEN a.treated < 240 THEN date(a.date, '-1 day') END)
   AND a.date BETWEEN date(b.date, '-1 day')
                  AND CASE WHEN b.treated > 1440 THEN date(b.date, '+1 day') ELSE b.date END
 WHERE (a.treats, a.id) < (b.treats, b.id) AND b.treats < a.ends AND b.ends > a.treats
   AND a.takes_time AND b.takes_time AND NOT a.overlap_ok AND NOT b.overlap_ok;

-- A consent event, and by how much it changed the number of those subscribed, in the
-- quarter of an hour (since 1970) that it was in: zones are whole quarters from UTC.
CREATE VIEW subscribed_change AS
SELECT id AS event, at / 900 AS slot, (state = 'subscribed') - lag(state = 'subscribed', 1, 0)
       OVER (PARTITION BY subscriber ORDER BY at, id) AS change
  FROM consent_event;

-- An opt-out that stands: the newest word of an address that is unsubscribed.
CREATE VIEW opt_out AS
SELECT e.id AS event, s.id AS subscriber
  FROM subscriber s JOIN consent_event e ON e.id = (SELECT n.id FROM consent_event n
        WHERE n.subscriber = s.id ORDER BY n.at DESC, n.id DESC LIMIT 1)
 WHERE s.state = 'unsubscribed' AND e.state = 'unsubscribed';
