package org.akabeko.agent

import android.content.Context
import android.net.ConnectivityManager
import android.net.LinkProperties
import android.net.Network
import android.net.NetworkCapabilities
import android.os.Build
import android.os.Handler
import android.os.Looper
import java.net.Inet6Address
import java.net.InetAddress

/**
 * By what this network is told from others, without asking where the phone is: the app hashes it, so nothing of it
 * leaves the phone.
 */
internal class Networks(context: Context) {
    private val system = context.getSystemService(ConnectivityManager::class.java)

    /** The network that the phone is in; null without one, and through a tunnel, whose far end is nobody's home. */
    fun now(): String? {
        val network = system.activeNetwork ?: return null
        val way = system.getNetworkCapabilities(network) ?: return null
        val link = system.getLinkProperties(network) ?: return null
        return when {
            !way.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_VPN) -> null
            way.hasTransport(NetworkCapabilities.TRANSPORT_CELLULAR) -> "cellular"
            else -> place(link)?.let { "${transport(way)} $it" }
        }
    }

    /** Tells which network it is, now and with every change. */
    fun follow(tell: (String?) -> Unit) {
        val main = Handler(Looper.getMainLooper())
        val settled = Runnable { tell(now()) }
        system.registerDefaultNetworkCallback(Changes {
            // A network that was just joined is known bit by bit: a name for each bit would be many networks.
            main.removeCallbacks(settled)
            main.postDelayed(settled, SETTLES)
        })
        tell(now())
    }

    private class Changes(private val changed: () -> Unit) : ConnectivityManager.NetworkCallback() {
        override fun onCapabilitiesChanged(network: Network, way: NetworkCapabilities) = changed()

        override fun onLinkPropertiesChanged(network: Network, link: LinkProperties) = changed()

        override fun onLost(network: Network) = changed()
    }

    private companion object {
        const val SETTLES = 3000L
    }
}

private fun transport(way: NetworkCapabilities): String = when {
    way.hasTransport(NetworkCapabilities.TRANSPORT_WIFI) -> "wifi"
    way.hasTransport(NetworkCapabilities.TRANSPORT_ETHERNET) -> "ethernet"
    else -> "other"
}

/** The router by itself if that is possible, otherwise everything that the network says of itself. */
private fun place(link: LinkProperties): String? {
    val gateways = link.routes.filter { it.isDefaultRoute }.mapNotNull { it.gateway }.filter { !it.isAnyLocalAddress }
    val router = gateways.filter(::isUnique).map(::text).minOrNull()
    return when {
        gateways.isEmpty() -> null
        router != null -> "router $router"
        else -> listOf(
            "gateways" to gateways.map(::text),
            "dhcp" to listOfNotNull(dhcp(link)?.let(::text)),
            "dns" to link.dnsServers.map(::text),
            "prefixes" to link.routes.map { it.destination }.filter(::isAdvertised).map { it.toString() },
        ).joinToString(" ") { (name, values) -> "$name ${values.sorted().distinct().joinToString(",")}" }
    }
}

/** Whether a router's address holds its hardware's (RFC 4291, appendix A). Many others call themselves fe80::1. */
private fun isUnique(address: InetAddress): Boolean {
    val bytes = address.address
    return address is Inet6Address && address.isLinkLocalAddress && bytes[11] == 0xff.toByte() && bytes[12] == 0xfe.toByte()
}

/** Whether a network's own prefix is one that only it has. */
private fun isAdvertised(prefix: android.net.IpPrefix): Boolean {
    val address = prefix.address
    return address is Inet6Address && prefix.prefixLength in 1..64 &&
        !address.isLinkLocalAddress && !address.isMulticastAddress
}

private fun dhcp(link: LinkProperties): InetAddress? =
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) link.dhcpServerAddress else null

/** Without the name of the interface, which comes and goes. */
private fun text(address: InetAddress): String = address.hostAddress.orEmpty().substringBefore('%')
