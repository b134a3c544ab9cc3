// What the app's library offers to main.mm.

#pragma once

/// Rust (`mobile/src/lib.rs`): runs until the app ends.
extern "C" void start_app(void);

/// Swift (`device/Sources/AkabekoDevice/Background.swift`): has to be asked before the app is started.
extern "C" void akabeko_register_background(void);
