//! For `Background.swift` in `gen/apple`.

#![expect(unsafe_code, reason = "Swift finds a function by its name, and hands over texts by their address")]

use std::ffi::{CStr, CString, c_char};

use super::passed;

/// `char *akabeko_pass(const char *folder, const char *proof, const char *uplink)`: the answer is to be given back
/// to [`akabeko_free`].
///
/// # Safety
/// Each address is null or that of a text that ends with a zero and stays as it is meanwhile.
#[unsafe(no_mangle)]
pub(super) unsafe extern "C" fn akabeko_pass(
    folder: *const c_char,
    proof: *const c_char,
    uplink: *const c_char,
) -> *mut c_char {
    let text = |text: *const c_char| {
        // SAFETY: the caller promises that the address is null or that of a text.
        (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned())
    };
    let told =
        text(folder).map_or_else(|| String::from("{}"), |folder| passed(folder, text(proof), text(uplink)));
    CString::new(told).unwrap_or_default().into_raw()
}

/// Takes back what [`akabeko_pass`] gave.
///
/// # Safety
/// It came from there and is given back once.
#[unsafe(no_mangle)]
pub(super) unsafe extern "C" fn akabeko_free(told: *mut c_char) {
    if !told.is_null() {
        // SAFETY: the caller promises that this came from `into_raw` above.
        drop(unsafe { CString::from_raw(told) });
    }
}
