-- How often the address of a notice's page was replaced: addresses from before lead nowhere.
ALTER TABLE notices ADD COLUMN page_serial BIGINT NOT NULL DEFAULT 0;
-- When somebody or something first asked for the page, and when a person first did more than look at it.
ALTER TABLE notices ADD COLUMN fetched_at BIGINT;
ALTER TABLE notices ADD COLUMN engaged_at BIGINT;
