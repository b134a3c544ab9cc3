//! HTTP answers, what stands in them, and the devices that are recognised by it.
#![no_main]

use std::sync::LazyLock;

use akabeko_scanner::identify::{Packs, device, facts};
use akabeko_shared::Port;

static PACKS: LazyLock<Packs> = LazyLock::new(Packs::own);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    device(&facts(Port::tcp(80), bytes), &PACKS);
});
