// A scheme, host and port (`Origin` in agent/core): the one server whose pages are shown.

import Foundation

struct Origin {
  private let own: Parts?

  /// Whose pages these are, as people read it.
  let host: String

  init(_ text: String) {
    let address = URL(string: text)
    own = address.flatMap(Parts.init)
    host = address?.host ?? ""
  }

  /// Whether this is an address of the origin.
  func covers(_ address: URL) -> Bool {
    own != nil && Parts(address) == own
  }

  private struct Parts: Equatable {
    let scheme: String
    let host: String
    let port: Int

    init?(_ address: URL) {
      guard let scheme = address.scheme?.lowercased(), let host = address.host?.lowercased(), !host.isEmpty,
        let usual = ["https": 443, "http": 80][scheme], address.user == nil, address.password == nil
      else { return nil }
      self.scheme = scheme
      self.host = host
      port = address.port ?? usual
    }
  }
}
