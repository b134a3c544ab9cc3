package org.akabeko.agent

import android.annotation.SuppressLint
import android.app.ActivityManager
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Bundle
import android.view.View
import android.webkit.CookieManager
import android.webkit.WebSettings
import android.webkit.WebStorage
import android.webkit.WebView
import androidx.activity.OnBackPressedCallback
import androidx.appcompat.app.AppCompatActivity
import com.google.android.material.appbar.MaterialToolbar

/**
 * A page from afar: the enrolled server's, and nobody else's (the rules are those of `agent/app/src/page.rs`). It is
 * shown by a web view of the system that knows nothing of the app, and leaves nothing behind. Each page is a screen
 * of its own beside the app's.
 */
class PageActivity : AppCompatActivity() {
    private lateinit var origin: Origin
    private lateinit var view: WebView

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        setContentView(R.layout.page)
        findViewById<View>(R.id.frame).keepClearOfTheSystem()
        origin = Origin(intent.getStringExtra(ORIGIN).orEmpty())
        view = findViewById(R.id.page)
        bound(view)
        bar()
        onBackPressedDispatcher.addCallback(this, Back())
        val isFirst = open++ == 0
        when {
            // The way to a page is good for once, so what the system took down is not built again.
            savedInstanceState != null -> finishAndRemoveTask()
            // An app that was ended at once could not clean up.
            isFirst -> CookieManager.getInstance().removeAllCookies { load(intent) }
            else -> load(intent)
        }
    }

    /** Asked for again. Half-written words on a page that is still there stay. */
    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        setIntent(intent)
        // A page of a notice says which one it is, as JSON here; no other page does, and neither does a sample.
        val shown = intent.getStringExtra(NOTICE)?.let { "\"/notice/$it\"" }
        view.evaluateJavascript("document.body?.dataset.path ?? null") { path ->
            if (path != shown) {
                load(intent)
            }
        }
    }

    override fun onDestroy() {
        view.stopLoading()
        view.clearCache(true)
        view.destroy()
        if (--open == 0) {
            CookieManager.getInstance().removeAllCookies(null)
            WebStorage.getInstance().deleteOrigin(origin.text)
        }
        super.onDestroy()
    }

    private fun load(asked: Intent) {
        val address = asked.getStringExtra(ADDRESS).orEmpty()
        if (origin.covers(Uri.parse(address))) {
            view.loadUrl(address)
        } else {
            finishAndRemoveTask()
        }
    }

    @SuppressLint("SetJavaScriptEnabled") // It is the server's own page, and has nothing of the app within its reach.
    private fun bound(view: WebView) {
        with(view.settings) {
            javaScriptEnabled = true
            javaScriptCanOpenWindowsAutomatically = false
            allowFileAccess = false
            allowContentAccess = false
            domStorageEnabled = false
            cacheMode = WebSettings.LOAD_NO_CACHE
            mixedContentMode = WebSettings.MIXED_CONTENT_NEVER_ALLOW
            setGeolocationEnabled(false)
            setSupportMultipleWindows(false)
        }
        CookieManager.getInstance().setAcceptThirdPartyCookies(view, false)
        // Nobody listens for downloads, so there are none.
        view.setDownloadListener(null)
        view.webViewClient = PageBounds(origin, ::finishAndRemoveTask)
        view.webChromeClient = PageTitle { title -> findViewById<MaterialToolbar>(R.id.bar).title = title }
    }

    /** The page says what it is called; whose it is, the app says. */
    private fun bar() {
        val bar = findViewById<MaterialToolbar>(R.id.bar)
        bar.title = getString(R.string.app_name)
        bar.subtitle = Uri.parse(origin.text).host
        bar.setNavigationIcon(R.drawable.ic_close)
        bar.setNavigationContentDescription(R.string.close)
        bar.setNavigationOnClickListener { finishAndRemoveTask() }
    }

    private inner class Back : OnBackPressedCallback(true) {
        override fun handleOnBackPressed() {
            if (view.canGoBack()) {
                view.goBack()
            } else {
                finishAndRemoveTask()
            }
        }
    }

    companion object {
        private const val ORIGIN = "origin"
        private const val ADDRESS = "address"
        private const val NOTICE = "notice"

        /** How many there are. They share what a web view keeps, so the last one cleans up. */
        private var open = 0

        /** Brings the page of a notice, or (null) a sample of one, to the front. */
        fun open(context: Context, origin: String, notice: String?, address: String) {
            val page = Intent(context, PageActivity::class.java)
                .setData(Uri.fromParts("page", notice ?: "sample", null))
                .putExtra(ORIGIN, origin)
                .putExtra(NOTICE, notice)
                .putExtra(ADDRESS, address)
                .addFlags(Intent.FLAG_ACTIVITY_NEW_TASK or Intent.FLAG_ACTIVITY_NEW_DOCUMENT)
            context.startActivity(page)
        }

        /** Closes them all. */
        fun closeAll(context: Context) = pages(context).forEach { it.finishAndRemoveTask() }

        private fun pages(context: Context): List<ActivityManager.AppTask> {
            val tasks = context.getSystemService(ActivityManager::class.java).appTasks
            return tasks.filter { it.taskInfo.baseIntent.component?.className == PageActivity::class.java.name }
        }
    }
}
