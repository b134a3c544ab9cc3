-- Notices that an operator told out of turn: their agents are no part of the trial any more.
CREATE TABLE overrides (
    notice TEXT PRIMARY KEY REFERENCES notices (notice) ON DELETE CASCADE,
    at     BIGINT NOT NULL,
    reason TEXT NOT NULL
);
