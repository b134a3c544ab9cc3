package org.akabeko.agent

import android.net.Uri
import java.util.Locale

/** A scheme, host and port (`Origin` in `agent/core`): the one server whose pages are shown. */
internal class Origin(val text: String) {
    private val own = parts(Uri.parse(text))

    /** Whether this is an address of the origin. What a browser might read differently is not. */
    fun covers(address: Uri): Boolean = own != null && parts(address) == own

    private fun parts(address: Uri): Triple<String, String, Int>? {
        val scheme = address.scheme?.lowercase(Locale.ROOT) ?: return null
        val host = address.host?.lowercase(Locale.ROOT)?.takeIf(String::isNotEmpty) ?: return null
        val usual = when (scheme) {
            "https" -> 443
            "http" -> 80
            else -> return null
        }
        val isPlain = address.encodedUserInfo == null && address.toString().none { it == '\\' || it <= ' ' }
        return Triple(scheme, host, if (address.port == -1) usual else address.port).takeIf { isPlain }
    }
}
