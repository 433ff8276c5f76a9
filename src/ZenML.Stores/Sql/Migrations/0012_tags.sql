-- Tags have a color, and resources show their tags in the order in which they got them.

ALTER TABLE tags ADD COLUMN color {name};                  -- null in rows written before this migration: grey
ALTER TABLE tag_uses ADD COLUMN attached {integer};        -- null in rows written before this migration: before all others
CREATE INDEX tags_created ON tags (created, id);
CREATE INDEX run_metadata_created ON run_metadata (created, id);
CREATE INDEX step_runs_original ON step_runs (original_step_id);
