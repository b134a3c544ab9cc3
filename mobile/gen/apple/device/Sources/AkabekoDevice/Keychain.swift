// The proof of who this is, as mobile/src/native/vault/apple.rs keeps it.

import Foundation
import Security

enum Keychain {
  /// The proof, or nil if the keychain has none.
  static func proof() throws -> String? {
    let asked: [CFString: Any] = [
      kSecClass: kSecClassGenericPassword,
      kSecAttrService: "akabeko",
      kSecAttrAccount: "device",
      kSecReturnData: true,
      kSecMatchLimit: kSecMatchLimitOne,
    ]
    var found: CFTypeRef?
    let status = SecItemCopyMatching(asked as CFDictionary, &found)
    switch status {
    case errSecSuccess: return (found as? Data).flatMap { String(data: $0, encoding: .utf8) }
    case errSecItemNotFound: return nil
    default: throw Locked(status: status)
    }
  }

  struct Locked: Error {
    let status: OSStatus
  }
}
