-- A rule that counts only with another answer: "item=answer[,answer]". A new column without a
-- default writes no row; the file is copied first, as before every migration.
ALTER TABLE checklist_rule ADD COLUMN only_if TEXT;
