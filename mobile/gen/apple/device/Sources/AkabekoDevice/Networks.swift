// By what this network is told from others, without asking where the phone is: the app hashes it, so nothing of it
// leaves the phone.

import Foundation
import Network

final class Networks {
  private let monitor = NWPathMonitor()
  private let queue = DispatchQueue(label: "org.akabeko.agent.networks")
  private var settling: DispatchWorkItem?

  /// Tells which network it is, now and with every change.
  func follow(_ tell: @escaping (String?) -> Void) {
    monitor.pathUpdateHandler = { [weak self] path in
      // A network that was just joined is known bit by bit: a name for each bit would be many networks.
      self?.settling?.cancel()
      let settled = DispatchWorkItem { tell(uplink(path)) }
      self?.settling = settled
      self?.queue.asyncAfter(deadline: .now() + 3, execute: settled)
    }
    monitor.start(queue: queue)
  }

  /// The network that the phone is in, for one look from the background.
  static func now() -> String? {
    let monitor = NWPathMonitor()
    let known = DispatchSemaphore(value: 0)
    monitor.pathUpdateHandler = { _ in known.signal() }
    monitor.start(queue: DispatchQueue(label: "org.akabeko.agent.network"))
    let isKnown = known.wait(timeout: .now() + 2) == .success
    let path = monitor.currentPath
    monitor.cancel()
    return isKnown ? uplink(path) : nil
  }
}

/// Nil without a network, and through a tunnel, whose far end is nobody's home.
private func uplink(_ path: NWPath) -> String? {
  guard path.status == .satisfied, !path.usesInterfaceType(.other) else { return nil }
  if path.usesInterfaceType(.cellular) {
    return "cellular"
  }
  let transport = path.usesInterfaceType(.wifi) ? "wifi" : "ethernet"
  return place(path).map { "\(transport) \($0)" }
}

/// The router by itself if that is possible, otherwise everything that the network says of itself.
private func place(_ path: NWPath) -> String? {
  let gateways = path.gateways.compactMap(address)
  if gateways.isEmpty {
    return nil
  }
  if let router = gateways.filter(isUnique).map(text).min() {
    return "router \(router)"
  }
  let prefixes = path.availableInterfaces.first.map { advertised(on: $0.name) } ?? []
  let all = Set(gateways.map(text)).sorted().joined(separator: ",")
  return "gateways \(all) prefixes \(Set(prefixes).sorted().joined(separator: ","))"
}

private func address(_ endpoint: NWEndpoint) -> Data? {
  guard case .hostPort(let host, _) = endpoint else { return nil }
  switch host {
  case .ipv4(let address): return address.rawValue
  case .ipv6(let address): return address.rawValue
  case .name: return nil
  @unknown default: return nil
  }
}

/// Whether a router's address holds its hardware's (RFC 4291, appendix A). Many others call themselves fe80::1.
private func isUnique(_ address: Data) -> Bool {
  let bytes = [UInt8](address)
  return bytes.count == 16 && isLinkLocal(bytes) && bytes[11] == 0xff && bytes[12] == 0xfe
}

private func isLinkLocal(_ bytes: [UInt8]) -> Bool {
  bytes[0] == 0xfe && bytes[1] & 0xc0 == 0x80
}

/// The prefixes of the phone's own addresses there: those that the router gives out.
private func advertised(on interface: String) -> [String] {
  var found: UnsafeMutablePointer<ifaddrs>?
  guard getifaddrs(&found) == 0, let first = found else { return [] }
  defer { freeifaddrs(first) }
  let entries = sequence(first: first) { $0.pointee.ifa_next }.map(\.pointee)
  return entries.filter { String(cString: $0.ifa_name) == interface }.compactMap { prefix($0.ifa_addr) }
}

private func prefix(_ address: UnsafeMutablePointer<sockaddr>?) -> String? {
  guard let address = address, address.pointee.sa_family == UInt8(AF_INET6) else { return nil }
  let bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
    withUnsafeBytes(of: address.pointee.sin6_addr) { [UInt8]($0) }
  }
  return isLinkLocal(bytes) ? nil : text(Data(bytes.prefix(8)))
}

private func text(_ address: Data) -> String {
  address.map { String(format: "%02x", $0) }.joined()
}
