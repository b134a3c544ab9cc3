package org.akabeko.agent

import android.content.Intent
import android.os.Bundle
import android.view.View
import androidx.activity.OnBackPressedCallback
import androidx.activity.enableEdgeToEdge

/** The app's own screen: Tauri puts a web view into it. */
class MainActivity : TauriActivity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        enableEdgeToEdge()
        super.onCreate(savedInstanceState)
        findViewById<View>(android.R.id.content).keepClearOfTheSystem()
        onBackPressedDispatcher.addCallback(this, Aside())
        val isNew = savedInstanceState == null && intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY == 0
        if (isNew) {
            tell(intent)
        }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        tell(intent)
    }

    /** An invitation's link is none of this: Tauri itself tells the app of it. */
    private fun tell(intent: Intent) {
        Messages.noticeOf(intent)?.let { notice -> Events.tellEvenLater("tapped", "notice" to notice) }
    }

    /** What lives behind the screen goes on, so the screen is put aside and not taken down. */
    private inner class Aside : OnBackPressedCallback(true) {
        override fun handleOnBackPressed() {
            moveTaskToBack(true)
        }
    }
}
