-- What guards the scans, and what judges them.

-- Ranges that nobody may look at, in force until they are lifted or end by themselves.
CREATE TABLE opt_outs (
    cidr      TEXT NOT NULL,
    reason    TEXT NOT NULL,
    added_by  TEXT NOT NULL,
    since     BIGINT NOT NULL,
    ends_at   BIGINT,
    lifted_at BIGINT
);
CREATE UNIQUE INDEX opt_outs_standing ON opt_outs (cidr) WHERE lifted_at IS NULL;

-- How scanning stands, for every process alike: one row.
CREATE TABLE scanning (
    node          TEXT PRIMARY KEY,
    halted_at     BIGINT,
    reason        TEXT NOT NULL,
    void_in_a_row BIGINT NOT NULL,
    rests_until   BIGINT NOT NULL
);
INSERT INTO scanning (node, halted_at, reason, void_in_a_row, rests_until) VALUES ('any', NULL, '', 0, 0);

-- What was sent to an address on a day of the service's time zone, at most.
CREATE TABLE spent (
    day     TEXT NOT NULL,
    address TEXT NOT NULL,
    packets BIGINT NOT NULL,
    PRIMARY KEY (day, address)
);

-- Scans that went out together, and why what they saw was not kept, if it was not.
CREATE TABLE rounds (
    started_at BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL,
    scans      BIGINT NOT NULL,
    probes     BIGINT NOT NULL,
    answered   BIGINT NOT NULL,
    void       TEXT NOT NULL,
    canary     TEXT NOT NULL
);
CREATE INDEX rounds_ended ON rounds (ended_at);

-- When the schedule has to look at a target again, unless something happens to it before.
ALTER TABLE targets ADD COLUMN look_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX targets_look ON targets (look_at);
