//! Probes on sockets: knows no database and no campaign.
