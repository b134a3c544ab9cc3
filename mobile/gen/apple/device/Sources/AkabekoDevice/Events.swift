// What happens on the phone, told to the app (`Happened` in mobile/src/native/device.rs) while it runs.

import Foundation
import Tauri

final class Events {
  static let shared = Events()

  private let lock = NSLock()
  private var channel: Channel?
  private var kept: [JsonObject] = []

  /// From now on this channel leads to the app.
  func begin(_ channel: Channel) {
    lock.lock()
    self.channel = channel
    let waiting = kept
    kept = []
    lock.unlock()
    waiting.forEach { channel.send($0) }
  }

  /// Tells the app, if it runs; whether it does.
  @discardableResult
  func tell(_ event: String, _ what: [String: Any] = [:]) -> Bool {
    lock.lock()
    let channel = self.channel
    lock.unlock()
    channel?.send(described(event, what))
    return channel != nil
  }

  /// Tells the app as soon as it listens: it is being opened for this.
  func tellEvenLater(_ event: String, _ what: [String: Any]) {
    lock.lock()
    let channel = self.channel
    if channel == nil {
      kept.append(described(event, what))
    }
    lock.unlock()
    channel?.send(described(event, what))
  }

  private func described(_ event: String, _ what: [String: Any]) -> JsonObject {
    var told: JsonObject = ["event": event]
    what.forEach { name, value in told[name] = value }
    return told
  }
}
