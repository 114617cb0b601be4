-- What a receipt and a card for the client are headed with, and the kinds of terminal whose own
-- printer somebody has tried. Columns alone; no row is written. A file of 1 GB needs the copy
-- FILE.before-0029, 1 GB, and a moment; the lock is held meanwhile.
ALTER TABLE practice ADD COLUMN phone TEXT;
ALTER TABLE practice ADD COLUMN address TEXT;
ALTER TABLE staff_setting ADD COLUMN printers TEXT;
