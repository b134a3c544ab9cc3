package org.akabeko.agent

import android.content.Context
import org.json.JSONObject

/** What the parts that run without the app have to know of it. It stays on this phone. */
internal class Kept(context: Context) {
    private val kept = context.getSharedPreferences("kept", Context.MODE_PRIVATE)

    /** Where the app remembers who this is; null before it was opened for the first time. */
    var folder: String?
        get() = kept.getString("folder", null)
        set(folder) = kept.edit().putString("folder", folder).apply()

    /** The way for the server to wake this phone, as `PushSubscription` in `shared/src/wire/push.rs`. */
    var push: JSONObject?
        get() = kept.getString("push", null)?.let { JSONObject(it) }
        set(push) = kept.edit().putString("push", push?.toString()).apply()
}
