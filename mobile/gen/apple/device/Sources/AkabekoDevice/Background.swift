// A pass in the background, when the system allows one.

import AkabekoCore
import BackgroundTasks
import Foundation
import UIKit
import UserNotifications

/// As Info.plist permits it.
private let checkIn = "org.akabeko.agent.check-in"

/// For main.mm: the system takes neither of these once the app is started.
@_cdecl("akabeko_register_background")
public func registerBackground() {
  UNUserNotificationCenter.current().delegate = Messages.shared
  BGTaskScheduler.shared.register(forTaskWithIdentifier: checkIn, using: nil) { task in
    Background.comeAgain()
    Background.run(task)
  }
}

enum Background {
  /// How the system wakes the app: now and then, unless the person switched that off.
  static var waking: String {
    UIApplication.shared.backgroundRefreshStatus == .available ? "sometimes" : "opened"
  }

  /// Asks for another pass, which the system makes when it likes.
  static func comeAgain() {
    let request = BGAppRefreshTaskRequest(identifier: checkIn)
    request.earliestBeginDate = Date(timeIntervalSinceNow: 15 * 60)
    do {
      try BGTaskScheduler.shared.submit(request)
    } catch {
      NSLog("failed to ask for a pass in the background: \(error)")
    }
  }

  static func run(_ task: BGTask) {
    let answer = Answer(task)
    task.expirationHandler = { answer.give(false) }
    DispatchQueue.global().async {
      let isRunning = Events.shared.tell("resumed")
      pass()
      if isRunning {
        letItRun()
      }
      answer.give(true)
    }
  }

  /// The system wants one answer: that the work is done, or that it was not done in time.
  private final class Answer {
    private let lock = NSLock()
    private var task: BGTask?

    init(_ task: BGTask) {
      self.task = task
    }

    func give(_ success: Bool) {
      lock.lock()
      defer { lock.unlock() }
      task?.setTaskCompleted(success: success)
      task = nil
    }
  }

  /// An app that runs makes no pass: it looks around by itself, for as long as the system lets it.
  private static func letItRun() {
    Thread.sleep(forTimeInterval: 20)
  }

  private static func pass() {
    guard let folder = Kept.folder else { return }
    do {
      // Without its proof the phone would be a stranger to the server.
      let proof = try Keychain.proof()
      let told = akabeko_pass(folder, proof, Networks.now())
      defer { akabeko_free(told) }
      Messages.shared.carryOut(try JSONDecoder().decode(Passed.self, from: Data(String(cString: told).utf8)))
    } catch {
      NSLog("failed to make a pass: \(error)")
    }
  }
}
