-- Whether the file is still the one that was opened.

-- Scans the schema, which is small, once.
-- :name check_journal_root
SELECT rootpage FROM sqlite_schema WHERE name = 'journal_head';

-- :name identity_page
SELECT page_size FROM pragma_page_size;
