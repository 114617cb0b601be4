-- The chart: what is needed before a treatment, what was done in it, with what of which lot,
-- who signed for it and what came after. Columns without a value and empty tables: no row is
-- written, so that a file of 1 GB needs its copy FILE.before-0014 and a moment.
ALTER TABLE practice ADD COLUMN guardians INTEGER;
ALTER TABLE staff ADD COLUMN licence_ends TEXT;
ALTER TABLE staff ADD COLUMN depth_below TEXT;
ALTER TABLE staff ADD COLUMN supervised_depth INTEGER;
ALTER TABLE staff ADD COLUMN supervisor INTEGER REFERENCES staff(id);
ALTER TABLE staff ADD COLUMN modalities TEXT;
ALTER TABLE product ADD COLUMN gtin TEXT;
ALTER TABLE product ADD COLUMN hibc TEXT;
ALTER TABLE product ADD COLUMN reorder_at INTEGER;
ALTER TABLE product ADD COLUMN strength INTEGER;
ALTER TABLE product ADD COLUMN not_for_needled INTEGER;
CREATE UNIQUE INDEX product_gtin ON product(gtin) WHERE gtin IS NOT NULL;
CREATE UNIQUE INDEX product_hibc ON product(hibc) WHERE hibc IS NOT NULL;
ALTER TABLE service ADD COLUMN chart TEXT;
ALTER TABLE service ADD COLUMN consent TEXT;
ALTER TABLE service ADD COLUMN aftercare TEXT;
ALTER TABLE service ADD COLUMN needs_order INTEGER;
ALTER TABLE service ADD COLUMN follow_ups TEXT;
ALTER TABLE device ADD COLUMN make TEXT;
ALTER TABLE device ADD COLUMN model TEXT;
ALTER TABLE device ADD COLUMN serial TEXT;
ALTER TABLE device ADD COLUMN modality TEXT;
ALTER TABLE device ADD COLUMN depth_step INTEGER;
ALTER TABLE device ADD COLUMN max_depth INTEGER;
ALTER TABLE device ADD COLUMN service_due TEXT;

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
  note TEXT
) STRICT;
CREATE INDEX attachment_client ON attachment(client, date);
CREATE INDEX attachment_session ON attachment(session) WHERE session IS NOT NULL;

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
CREATE INDEX follow_up_open ON follow_up(due) WHERE done_on IS NULL;

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

-- Of a PIN only what proves it. Local: never journalled.
CREATE TABLE pin (
  staff INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  at INTEGER NOT NULL,                 -- UTC seconds: when it was set
  wrong INTEGER NOT NULL               -- tries since the last right one
) STRICT;

-- How many of a lot are on hand: its movements, less what treatments took.
CREATE VIEW lot_stock AS
SELECT l.id AS lot,
       coalesce((SELECT sum(m.quantity) FROM lot_move m WHERE m.lot = l.id), 0)
     - coalesce((SELECT sum(c.quantity) FROM chart_product c WHERE c.lot = l.id), 0) AS on_hand
  FROM lot l;
