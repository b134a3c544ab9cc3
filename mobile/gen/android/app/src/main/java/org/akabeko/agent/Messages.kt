package org.akabeko.agent

import android.annotation.SuppressLint
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.net.Uri
import androidx.core.app.NotificationChannelCompat
import androidx.core.app.NotificationCompat
import androidx.core.app.NotificationManagerCompat
import org.json.JSONObject

/** Messages of the system. Each about a notice has the notice's name for a tag, so that it can be taken back. */
internal class Messages(private val context: Context) {
    private val system = NotificationManagerCompat.from(context)

    /** Whether the system shows them. */
    val areShown: Boolean
        get() = system.areNotificationsEnabled() &&
            system.getNotificationChannelCompat(CHANNEL)?.importance != NotificationManagerCompat.IMPORTANCE_NONE

    /** Tells the system under which name people find these messages in its settings. */
    fun prepare() {
        val channel = NotificationChannelCompat.Builder(CHANNEL, NotificationManagerCompat.IMPORTANCE_DEFAULT)
            .setName(context.getString(R.string.messages))
            .build()
        system.createNotificationChannel(channel)
    }

    /** Shows one; a tap on it leads to the notice. */
    @SuppressLint("MissingPermission") // Whether it is there is the first thing to be looked at.
    fun say(notice: String?, title: String, body: String) {
        if (!areShown) {
            return
        }
        val message = NotificationCompat.Builder(context, CHANNEL)
            .setSmallIcon(R.drawable.ic_message)
            .setContentTitle(title)
            .setContentText(body)
            .setStyle(NotificationCompat.BigTextStyle().bigText(body))
            .setContentIntent(leadingTo(notice))
            .setAutoCancel(true)
            .build()
        system.notify(notice, MESSAGE, message)
    }

    fun takeBack(notice: String) = system.cancel(notice, MESSAGE)

    fun takeAllBack() = system.cancelAll()

    /** Does what a pass in the background answers (`Passed` in `agent/app/src/pass.rs`). */
    fun carryOut(passed: JSONObject) {
        prepare()
        val back = passed.optJSONArray("take_back")
        for (at in 0 until (back?.length() ?: 0)) {
            back?.optString(at)?.let(::takeBack)
        }
        val said = passed.optJSONArray("say")
        for (at in 0 until (said?.length() ?: 0)) {
            said?.optJSONObject(at)?.let(::say)
        }
    }

    private fun say(said: JSONObject) {
        val notice = if (said.isNull("notice")) null else said.getString("notice")
        say(notice, said.getString("title"), said.getString("body"))
    }

    private fun leadingTo(notice: String?): PendingIntent? {
        val tapped = Intent(context, MainActivity::class.java)
            .setAction(TAPPED)
            .setData(notice?.let { Uri.fromParts(SCHEME, it, null) })
        val flags = PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT
        return PendingIntent.getActivity(context, 0, tapped, flags)
    }

    companion object {
        private const val CHANNEL = "notices"
        private const val MESSAGE = 1
        private const val TAPPED = "org.akabeko.agent.TAPPED"
        private const val SCHEME = "notice"

        /** The notice whose message was tapped; null if this is about none. */
        fun noticeOf(intent: Intent): String? {
            val notice = intent.data?.takeIf { intent.action == TAPPED && it.scheme == SCHEME }
            return notice?.schemeSpecificPart
        }
    }
}
