-- Who works at the console, what they did, and what they write down there.

-- An operator whose joined_at is empty has no password yet: their one-time address was not used.
CREATE TABLE operators (
    operator    TEXT PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    role        TEXT NOT NULL,
    password    TEXT NOT NULL DEFAULT '',
    code_serial BIGINT NOT NULL DEFAULT 0,
    code_step   BIGINT NOT NULL DEFAULT 0,
    created_at  BIGINT NOT NULL,
    joined_at   BIGINT,
    seen_at     BIGINT,
    disabled_at BIGINT
);

-- One-time addresses by which an operator sets a password; the first operator's row is made by its use.
CREATE TABLE join_links (
    token_hash  TEXT PRIMARY KEY,
    operator    TEXT NOT NULL,
    code_serial BIGINT NOT NULL,
    is_first    BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL
);

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    operator   TEXT NOT NULL REFERENCES operators (operator) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    proven_at  BIGINT
);
CREATE INDEX sessions_operator ON sessions (operator);

-- What was done, by whom: appended only, each row sealed together with the one before it.
CREATE TABLE audit (
    number BIGINT PRIMARY KEY,
    at     BIGINT NOT NULL,
    who    TEXT NOT NULL,
    action TEXT NOT NULL,
    about  TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash   TEXT NOT NULL
);

-- The newest row's number and hash, so that a missing end shows; taking it locks the log.
CREATE TABLE audit_head (
    node   TEXT PRIMARY KEY,
    number BIGINT NOT NULL,
    hash   TEXT NOT NULL
);
INSERT INTO audit_head (node, number, hash) VALUES ('any', 0, '');

-- What operators set at the console, where the configuration file leaves it open.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE complaints (
    number      BIGINT PRIMARY KEY,
    received_at BIGINT NOT NULL,
    sender      TEXT NOT NULL,
    body        TEXT NOT NULL,
    outcome     TEXT NOT NULL DEFAULT '',
    settled_at  BIGINT
);

-- The thread of a request for support; an empty operator is the person.
CREATE TABLE case_messages (
    "case"   TEXT NOT NULL REFERENCES cases ("case") ON DELETE CASCADE,
    number   BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    operator TEXT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY ("case", number)
);

-- A campaign is proposed by one person and approved by another; it can pause, and it ends.
ALTER TABLE campaigns ADD COLUMN proposed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE campaigns ADD COLUMN proposed_at BIGINT;
ALTER TABLE campaigns ADD COLUMN approved_by TEXT NOT NULL DEFAULT '';
ALTER TABLE campaigns ADD COLUMN closed_at BIGINT;

-- Which evidence a verdict is about.
ALTER TABLE verdicts ADD COLUMN evidence_hash TEXT NOT NULL DEFAULT '';

-- What was seen open, by time and by agent, without a look at the rows themselves.
DROP INDEX observations_open;
CREATE INDEX observations_open ON observations (observed_at, protocol, port, agent) WHERE state = 'open';
CREATE INDEX observations_open_agent ON observations (agent, protocol, port, observed_at) WHERE state = 'open';
CREATE INDEX evidence_likeness ON evidence (protocol, port, likeness);
