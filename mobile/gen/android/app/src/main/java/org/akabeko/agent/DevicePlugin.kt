package org.akabeko.agent

import android.Manifest
import android.app.Activity
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.provider.Settings
import androidx.appcompat.app.AppCompatActivity
import app.tauri.PermissionState
import app.tauri.annotation.Command
import app.tauri.annotation.InvokeArg
import app.tauri.annotation.Permission
import app.tauri.annotation.PermissionCallback
import app.tauri.annotation.TauriPlugin
import app.tauri.plugin.Channel
import app.tauri.plugin.Invoke
import app.tauri.plugin.JSObject
import app.tauri.plugin.Plugin
import org.json.JSONObject

private const val MESSAGES = "messages"

/**
 * What the phone does for the app: each command is one of `mobile/src/native/device.rs`, or of `vault/android.rs`
 * beside it. All of them run where screens are drawn, so none takes long.
 */
@TauriPlugin(permissions = [Permission(strings = [Manifest.permission.POST_NOTIFICATIONS], alias = MESSAGES)])
class DevicePlugin(private var activity: Activity) : Plugin(activity) {
    private val context = activity.applicationContext
    private val messages = Messages(context)
    private val vault = Vault(context)
    private var isFollowing = false

    override fun onResume(activity: AppCompatActivity) {
        this.activity = activity
        Events.tell("resumed")
        tellOfMessages()
    }

    @Command
    fun begin(invoke: Invoke) {
        val asked = invoke.parseArgs(Beginning::class.java)
        Kept(context).folder = asked.folder
        Events.begin(asked.channel)
        messages.prepare()
        tellOfMessages()
        Pushes.tell(context)
        if (!isFollowing) {
            isFollowing = true
            Networks(context).follow { uplink -> Events.tell("network", "uplink" to uplink) }
        }
        CheckInWorker.keepComing(context)
        invoke.resolve()
    }

    /** Asks the person, or leads them to the settings where they once said no. */
    @Command
    fun allowMessages(invoke: Invoke) {
        val canAsk = Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU &&
            getPermissionState(MESSAGES) !in listOf(PermissionState.GRANTED, PermissionState.DENIED)
        if (!messages.areShown && canAsk) {
            requestPermissionForAlias(MESSAGES, invoke, "answered")
            return
        }
        if (!messages.areShown) {
            activity.startActivity(settings())
        }
        answered(invoke)
    }

    @PermissionCallback
    fun answered(invoke: Invoke) {
        tellOfMessages()
        invoke.resolve()
    }

    @Command
    fun offerPush(invoke: Invoke) {
        Pushes.offer(activity, invoke.parseArgs(Offer::class.java).key)
        invoke.resolve()
    }

    @Command
    fun say(invoke: Invoke) {
        val said = invoke.parseArgs(Saying::class.java)
        messages.say(said.notice, said.title, said.body)
        invoke.resolve()
    }

    @Command
    fun takeBack(invoke: Invoke) {
        messages.takeBack(invoke.parseArgs(Taking::class.java).notice)
        invoke.resolve()
    }

    @Command
    fun takeAllBack(invoke: Invoke) {
        messages.takeAllBack()
        invoke.resolve()
    }

    @Command
    fun openPage(invoke: Invoke) {
        val asked = invoke.parseArgs(Opening::class.java)
        PageActivity.open(activity, asked.origin, asked.notice, asked.address)
        invoke.resolve()
    }

    @Command
    fun closePages(invoke: Invoke) {
        PageActivity.closeAll(context)
        invoke.resolve()
    }

    @Command
    fun browse(invoke: Invoke) {
        val address = Uri.parse(invoke.parseArgs(Browsing::class.java).address)
        if (sendAway(activity, address)) invoke.resolve() else invoke.reject("failed to find a program for the link")
    }

    @Command
    fun export(invoke: Invoke) {
        val place = Export.write(context, invoke.parseArgs(Exporting::class.java).document)
        invoke.resolve(JSObject().put("place", place))
    }

    @Command
    fun readSecret(invoke: Invoke) {
        val secret = vault.read(invoke.parseArgs(Reading::class.java).account)
        invoke.resolve(JSObject().put("secret", secret ?: JSONObject.NULL))
    }

    @Command
    fun writeSecret(invoke: Invoke) {
        val asked = invoke.parseArgs(Writing::class.java)
        vault.write(asked.account, asked.secret)
        invoke.resolve()
    }

    @Command
    fun removeSecret(invoke: Invoke) {
        vault.remove(invoke.parseArgs(Reading::class.java).account)
        invoke.resolve()
    }

    private fun tellOfMessages() {
        Events.tell("messages", "shown" to messages.areShown)
    }

    private fun settings(): Intent = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.O) {
        Intent(Settings.ACTION_APP_NOTIFICATION_SETTINGS).putExtra(Settings.EXTRA_APP_PACKAGE, context.packageName)
    } else {
        Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.fromParts("package", context.packageName, null))
    }
}

@InvokeArg
internal class Beginning {
    lateinit var channel: Channel
    lateinit var folder: String
}

@InvokeArg
internal class Offer {
    lateinit var key: String
}

@InvokeArg
internal class Saying {
    var notice: String? = null
    lateinit var title: String
    lateinit var body: String
}

@InvokeArg
internal class Taking {
    lateinit var notice: String
}

@InvokeArg
internal class Opening {
    lateinit var origin: String
    var notice: String? = null
    lateinit var address: String
}

@InvokeArg
internal class Browsing {
    lateinit var address: String
}

@InvokeArg
internal class Exporting {
    lateinit var document: String
}

@InvokeArg
internal class Reading {
    lateinit var account: String
}

@InvokeArg
internal class Writing {
    lateinit var account: String
    lateinit var secret: String
}
