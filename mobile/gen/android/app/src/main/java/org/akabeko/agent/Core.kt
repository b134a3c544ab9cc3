package org.akabeko.agent

/** What is written in Rust, as far as it works without opening the app. */
internal object Core {
    init {
        System.loadLibrary("akabeko_mobile")
    }

    /**
     * One pass in the background (`mobile/src/ffi/android.rs`). Gives what is to be said and taken back, as JSON; null
     * when there was no memory for an answer. An app that runs makes no pass: it is up to date by itself.
     */
    @JvmStatic
    external fun pass(folder: String, proof: String?, uplink: String?): String?
}
