//! For `Core.pass` in `gen/android`.

#![expect(unsafe_code, reason = "Android finds a function by its name")]

use jni::JNIEnv;
use jni::objects::{JClass, JObject, JString};
use jni::sys::jstring;

use super::passed;

/// `external fun pass(folder: String, proof: String?, uplink: String?): String`
#[unsafe(no_mangle)]
pub(super) extern "system" fn Java_org_akabeko_agent_Core_pass<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    folder: JString<'a>,
    proof: JString<'a>,
    uplink: JString<'a>,
) -> jstring {
    let text = |env: &mut JNIEnv<'a>, text: &JString<'a>| {
        let is_there = !text.is_null();
        is_there.then(|| env.get_string(text).ok().map(String::from)).flatten()
    };
    let (folder, proof, uplink) = (text(&mut env, &folder), text(&mut env, &proof), text(&mut env, &uplink));
    let told = folder.map_or_else(|| String::from("{}"), |folder| passed(folder, proof, uplink));
    env.new_string(told).map_or_else(|_| JObject::null().into_raw(), |told| told.into_raw())
}
