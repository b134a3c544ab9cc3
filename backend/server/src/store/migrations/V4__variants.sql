-- How each message is worded: the second factor of a trial.
ALTER TABLE notices ADD COLUMN variant TEXT NOT NULL DEFAULT 'usual';

-- Reports from elsewhere name addresses: who was there is looked up by them.
CREATE INDEX scans_address ON scans (address, finished_at);
