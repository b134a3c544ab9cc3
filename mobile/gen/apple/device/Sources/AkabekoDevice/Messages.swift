// Messages of the system. Each about a notice has the notice's name, so that it can be taken back.

import Foundation
import UIKit
import UserNotifications

/// What a pass in the background answers (`Passed` in agent/app/src/pass.rs).
struct Passed: Decodable {
  let say: [Said]?
  let takeBack: [String]?

  enum CodingKeys: String, CodingKey {
    case say
    case takeBack = "take_back"
  }
}

/// A message (`Said` there).
struct Said: Decodable {
  let notice: String?
  let title: String
  let body: String
}

final class Messages: NSObject, UNUserNotificationCenterDelegate {
  static let shared = Messages()

  private var system: UNUserNotificationCenter { UNUserNotificationCenter.current() }

  /// Asks the person, or leads them to the settings where they once said no.
  func allow() {
    system.getNotificationSettings { settings in
      if settings.authorizationStatus == .denied {
        self.openSettings()
      } else {
        self.system.requestAuthorization(options: [.alert, .sound]) { _, _ in self.tell() }
      }
    }
  }

  /// Tells the app whether the system shows messages.
  func tell() {
    system.getNotificationSettings { settings in
      let shown = [.authorized, .provisional, .ephemeral].contains(settings.authorizationStatus)
      Events.shared.tell("messages", ["shown": shown])
    }
  }

  /// Shows one; a tap on it leads to the notice.
  func say(_ said: Said) {
    let content = UNMutableNotificationContent()
    content.title = said.title
    content.body = said.body
    content.sound = .default
    if let notice = said.notice {
      content.userInfo = ["notice": notice]
    }
    let request = UNNotificationRequest(identifier: said.notice ?? "akabeko", content: content, trigger: nil)
    system.add(request) { error in
      error.map { NSLog("failed to show a message: \($0)") }
    }
  }

  func takeBack(_ notice: String) {
    system.removeDeliveredNotifications(withIdentifiers: [notice])
    system.removePendingNotificationRequests(withIdentifiers: [notice])
  }

  func takeAllBack() {
    system.removeAllDeliveredNotifications()
    system.removeAllPendingNotificationRequests()
  }

  func carryOut(_ passed: Passed) {
    passed.takeBack?.forEach(takeBack)
    passed.say?.forEach(say)
  }

  func userNotificationCenter(
    _ center: UNUserNotificationCenter,
    didReceive response: UNNotificationResponse,
    withCompletionHandler done: @escaping () -> Void
  ) {
    if let notice = response.notification.request.content.userInfo["notice"] as? String {
      Events.shared.tellEvenLater("tapped", ["notice": notice])
    }
    done()
  }

  /// Also while the app is in front: the screen may show something else.
  func userNotificationCenter(
    _ center: UNUserNotificationCenter,
    willPresent notification: UNNotification,
    withCompletionHandler show: @escaping (UNNotificationPresentationOptions) -> Void
  ) {
    show([.banner, .list, .sound])
  }

  private func openSettings() {
    DispatchQueue.main.async {
      if let settings = URL(string: UIApplication.openSettingsURLString) {
        UIApplication.shared.open(settings)
      }
    }
  }
}
