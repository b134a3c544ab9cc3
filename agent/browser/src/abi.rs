//! How a script reaches the agent: it reserves room for a turn, writes it there as UTF-8, takes the turn, and reads
//! what is to be done where the turn says it is. There is one agent, and nobody else in this memory.

use std::cell::RefCell;

use crate::{Browser, Turn};

thread_local! {
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static LIFE: RefCell<Option<Browser>> = const { RefCell::new(None) };
}

/// Makes room for a turn of so many bytes, and says where.
#[expect(
    unsafe_code,
    reason = "a script finds functions by their plain names; no other library is in this module"
)]
#[unsafe(no_mangle)]
extern "C" fn reserve(length: usize) -> *const u8 {
    ROOM.with_borrow_mut(|room| {
        room.clear();
        room.resize(length, 0);
        room.as_ptr()
    })
}

/// Takes the turn that was written there, and says where the answer is. It stays there until the next one.
#[expect(
    unsafe_code,
    reason = "a script finds functions by their plain names; no other library is in this module"
)]
#[unsafe(no_mangle)]
extern "C" fn turn() -> *const u8 {
    ROOM.with_borrow_mut(|room| {
        *room = taken(room);
        room.as_ptr()
    })
}

/// Says how long it is.
#[expect(
    unsafe_code,
    reason = "a script finds functions by their plain names; no other library is in this module"
)]
#[unsafe(no_mangle)]
extern "C" fn length() -> usize {
    ROOM.with_borrow(Vec::len)
}

/// What is to be done, as JSON, or nothing if nobody understands the turn.
fn taken(text: &[u8]) -> Vec<u8> {
    let Ok(turn) = serde_json::from_slice::<Turn>(text) else { return Vec::new() };
    let done = LIFE.with_borrow_mut(|life| match life {
        Some(browser) => Some(browser.turn(turn)),
        None => Browser::start(turn).map(|(browser, done)| {
            *life = Some(browser);
            done
        }),
    });
    done.and_then(|done| serde_json::to_vec(&done).ok()).unwrap_or_default()
}
