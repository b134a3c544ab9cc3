// What is written in Rust, as far as it works without opening the app: mobile/src/ffi/apple.rs.

#pragma once

/// One pass in the background. Gives what is to be said and taken back, as JSON, to be given back to akabeko_free.
/// An app that runs makes no pass: it is up to date by itself.
char *_Nonnull akabeko_pass(const char *_Nullable folder, const char *_Nullable proof, const char *_Nullable uplink);

/// Takes back what akabeko_pass gave.
void akabeko_free(char *_Nullable told);
