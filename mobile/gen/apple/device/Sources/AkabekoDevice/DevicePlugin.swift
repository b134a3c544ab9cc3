// What the phone does for the app: each command is one of mobile/src/native/device.rs.

import Foundation
import Tauri
import UIKit
import WebKit

/// By this name Rust finds the plugin.
@_cdecl("init_plugin_device")
func initPlugin() -> Plugin {
  DevicePlugin()
}

final class DevicePlugin: Plugin {
  private let networks = Networks()
  private var watching: [NSObjectProtocol] = []

  @objc public func begin(_ invoke: Invoke) throws {
    let asked = try invoke.parseArgs(Beginning.self)
    Kept.folder = asked.folder
    Events.shared.begin(asked.channel)
    Messages.shared.tell()
    tellOfWaking()
    Background.comeAgain()
    if watching.isEmpty {
      watch()
      networks.follow { uplink in Events.shared.tell("network", ["uplink": (uplink as Any?) ?? NSNull()]) }
    }
    invoke.resolve()
  }

  @objc public func allowMessages(_ invoke: Invoke) {
    Messages.shared.allow()
    invoke.resolve()
  }

  /// Only a service of the system's maker could push, so there is no way for the server to wake this phone.
  @objc public func offerPush(_ invoke: Invoke) {
    Events.shared.tell("endpoint", ["push": NSNull()])
    invoke.resolve()
  }

  @objc public func say(_ invoke: Invoke) throws {
    Messages.shared.say(try invoke.parseArgs(Said.self))
    invoke.resolve()
  }

  @objc public func takeBack(_ invoke: Invoke) throws {
    Messages.shared.takeBack(try invoke.parseArgs(Taking.self).notice)
    invoke.resolve()
  }

  @objc public func takeAllBack(_ invoke: Invoke) {
    Messages.shared.takeAllBack()
    invoke.resolve()
  }

  @objc public func openPage(_ invoke: Invoke) throws {
    let asked = try invoke.parseArgs(Opening.self)
    let screen = manager.viewController
    DispatchQueue.main.async {
      PageController.show(origin: asked.origin, notice: asked.notice, address: asked.address, over: screen)
      invoke.resolve()
    }
  }

  @objc public func closePages(_ invoke: Invoke) {
    DispatchQueue.main.async {
      PageController.closeAll()
      invoke.resolve()
    }
  }

  @objc public func browse(_ invoke: Invoke) throws {
    let asked = try invoke.parseArgs(Browsing.self)
    if let address = URL(string: asked.address), sendAway(address) {
      invoke.resolve()
    } else {
      invoke.reject("failed to find a program for the link")
    }
  }

  @objc public func export(_ invoke: Invoke) throws {
    let asked = try invoke.parseArgs(Exporting.self)
    invoke.resolve(["place": try Export.write(asked.document)])
  }

  private func watch() {
    let center = NotificationCenter.default
    let resumed = center.addObserver(
      forName: UIApplication.willEnterForegroundNotification, object: nil, queue: .main
    ) { [weak self] _ in
      Events.shared.tell("resumed")
      Messages.shared.tell()
      self?.tellOfWaking()
    }
    let left = center.addObserver(
      forName: UIApplication.didEnterBackgroundNotification, object: nil, queue: .main
    ) { _ in Background.comeAgain() }
    watching = [resumed, left]
  }

  private func tellOfWaking() {
    DispatchQueue.main.async { Events.shared.tell("waking", ["waking": Background.waking]) }
  }
}

struct Beginning: Decodable {
  let channel: Channel
  let folder: String
}

struct Taking: Decodable {
  let notice: String
}

struct Opening: Decodable {
  let origin: String
  let notice: String?
  let address: String
}

struct Browsing: Decodable {
  let address: String
}

struct Exporting: Decodable {
  let document: String
}
