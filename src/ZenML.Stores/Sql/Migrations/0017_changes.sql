-- How often secrets changed, in each name space of each workspace: whoever has seen one count learns from the next whether something changed.

ALTER TABLE secret_totals ADD COLUMN changes {integer} NOT NULL DEFAULT 0;
