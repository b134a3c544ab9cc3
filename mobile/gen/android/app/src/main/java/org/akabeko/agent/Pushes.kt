package org.akabeko.agent

import android.app.Activity
import android.content.Context
import org.json.JSONObject
import org.unifiedpush.android.connector.FailedReason
import org.unifiedpush.android.connector.INSTANCE_DEFAULT
import org.unifiedpush.android.connector.PushService
import org.unifiedpush.android.connector.UnifiedPush
import org.unifiedpush.android.connector.data.PushEndpoint
import org.unifiedpush.android.connector.data.PushMessage

/**
 * Pushes by the distributor that the person chose (UnifiedPush), if there is one. The connector library makes the keys
 * and decrypts by them (RFC 8291): the protocol by plain broadcasts would be a second hand-made Web Push here.
 */
class Pushes : PushService() {
    override fun onNewEndpoint(endpoint: PushEndpoint, instance: String) {
        val keys = endpoint.pubKeySet ?: return
        val push = JSONObject()
            .put("endpoint", endpoint.url)
            .put("p256dh", keys.pubKey)
            .put("auth", keys.auth)
        Kept(this).push = push
        tell(this)
    }

    /** There is an opaque name in it, of which nothing is shown: it says that it is worth asking. */
    override fun onMessage(message: PushMessage, instance: String) {
        if (message.decrypted) {
            CheckInWorker.comeNow(this)
        }
    }

    override fun onUnregistered(instance: String) {
        Kept(this).push = null
        tell(this)
    }

    /** What was registered before still holds, if anything was. */
    override fun onRegistrationFailed(reason: FailedReason, instance: String) = Unit

    override fun onTempUnavailable(instance: String) = Unit

    companion object {
        /** An uncompressed point of P-256 in base64url. */
        private val KEY = Regex("[A-Za-z0-9_-]{87}")

        /** Asks the distributor to take pushes of the server with this key. The answer comes as an endpoint. */
        fun offer(activity: Activity, key: String) {
            require(KEY.matches(key)) { "failed to read the server's key" }
            UnifiedPush.tryUseCurrentOrDefaultDistributor(activity) { isThere ->
                if (isThere) {
                    UnifiedPush.register(activity.applicationContext, INSTANCE_DEFAULT, null, key)
                }
            }
        }

        /** Tells the app, if it runs, by which way it is woken. */
        fun tell(context: Context) {
            val push = Kept(context).push
            Events.tell("endpoint", "push" to push)
            Events.tell("waking", "waking" to if (push == null) "sometimes" else "push")
        }
    }
}
