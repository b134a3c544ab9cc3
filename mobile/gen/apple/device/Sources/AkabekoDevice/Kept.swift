// What the background has to know of the app.

import Foundation

enum Kept {
  /// Where the app remembers who this is; nil before it was opened for the first time. It stays on this phone.
  static var folder: String? {
    get { UserDefaults.standard.string(forKey: "folder") }
    set {
      UserDefaults.standard.set(newValue, forKey: "folder")
      newValue.map(keepFromTravelling)
    }
  }

  private static func keepFromTravelling(_ folder: String) {
    var address = URL(fileURLWithPath: folder, isDirectory: true)
    var values = URLResourceValues()
    values.isExcludedFromBackup = true
    do {
      try address.setResourceValues(values)
    } catch {
      NSLog("failed to keep the app's folder out of backups: \(error)")
    }
  }
}
