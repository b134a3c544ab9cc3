package org.akabeko.agent

import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.webkit.RenderProcessGoneDetail
import android.webkit.WebChromeClient
import android.webkit.WebResourceRequest
import android.webkit.WebResourceResponse
import android.webkit.WebView
import android.webkit.WebViewClient
import java.io.ByteArrayInputStream

/** Holds a page to its origin: whatever leads elsewhere goes to the browser, and nothing is fetched from there. */
internal class PageBounds(private val origin: Origin, private val end: () -> Unit) : WebViewClient() {
    override fun shouldOverrideUrlLoading(view: WebView, request: WebResourceRequest): Boolean {
        val stays = origin.covers(request.url) || isEmpty(request.url)
        if (!stays && request.isForMainFrame) {
            sendAway(view.context, request.url)
        }
        return !stays
    }

    /** The net below: forms that are sent away, frames, pictures, whatever a page may name. */
    override fun shouldInterceptRequest(view: WebView, request: WebResourceRequest): WebResourceResponse? {
        val isOwn = origin.covers(request.url) || isEmpty(request.url) || isWithinThePage(request)
        return if (isOwn) null else nothing()
    }

    /** Its process is gone, and so is what it showed; the app lives on. */
    override fun onRenderProcessGone(view: WebView, detail: RenderProcessGoneDetail): Boolean {
        end()
        return true
    }

    /** Frames begin empty. */
    private fun isEmpty(address: Uri) = address.toString() in listOf("about:blank", "about:srcdoc")

    private fun isWithinThePage(request: WebResourceRequest) =
        !request.isForMainFrame && request.url.scheme in listOf("data", "blob")

    private fun nothing() = WebResourceResponse(
        "text/plain", "utf-8", 403, "Forbidden", emptyMap(), ByteArrayInputStream(ByteArray(0)),
    )
}

/** A page says what it is called. */
internal class PageTitle(private val show: (String) -> Unit) : WebChromeClient() {
    override fun onReceivedTitle(view: WebView, title: String) = show(title)
}

/** Hands a link to the system, if it is one that systems have a safe program for; whether one took it. */
internal fun sendAway(context: Context, address: Uri): Boolean {
    if (address.scheme !in listOf("https", "http", "mailto")) {
        return false
    }
    val action = if (address.scheme == "mailto") Intent.ACTION_SENDTO else Intent.ACTION_VIEW
    return try {
        context.startActivity(Intent(action, address).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK))
        true
    } catch (_: ActivityNotFoundException) {
        false
    }
}
