package org.akabeko.agent

import app.tauri.plugin.Channel
import app.tauri.plugin.JSObject
import java.util.concurrent.ConcurrentLinkedQueue
import org.json.JSONObject

/**
 * What happens on the phone, told to the app (`Happened` in `mobile/src/native/device.rs`) while it runs. The app may
 * wait for the screen while it listens, so nobody may have to wait here meanwhile.
 */
internal object Events {
    @Volatile
    private var channel: Channel? = null
    private val kept = ConcurrentLinkedQueue<JSObject>()

    /** From now on this channel leads to the app. */
    fun begin(channel: Channel) {
        this.channel = channel
        tellWhatWasKept()
    }

    /** Tells the app, if it runs; whether it does. */
    fun tell(event: String, vararg what: Pair<String, Any?>): Boolean {
        channel?.send(described(event, what))
        return channel != null
    }

    /** Tells the app as soon as it listens: it is being opened for this. */
    fun tellEvenLater(event: String, vararg what: Pair<String, Any?>) {
        kept.add(described(event, what))
        tellWhatWasKept()
    }

    private fun tellWhatWasKept() {
        val channel = channel ?: return
        generateSequence(kept::poll).forEach(channel::send)
    }

    private fun described(event: String, what: Array<out Pair<String, Any?>>): JSObject {
        val told = JSObject().put("event", event)
        what.forEach { (name, value) -> told.put(name, value ?: JSONObject.NULL) }
        return told
    }
}
