// Everything that the server keeps about this device, as a file of the person's own among the app's documents.

import Foundation

enum Export {
  /// Writes the document under a name of today that is not taken yet. Gives the place, as people find it.
  static func write(_ document: String) throws -> String {
    let files = FileManager.default
    let folder = try files.url(for: .documentDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
    let day = ISO8601DateFormatter.string(from: Date(), timeZone: .current, formatOptions: [.withFullDate])
    let names = sequence(first: 1) { $0 + 1 }.lazy.map { $0 == 1 ? "akabeko-\(day).json" : "akabeko-\(day)-\($0).json" }
    let isFree = { (name: String) in !files.fileExists(atPath: folder.appendingPathComponent(name).path) }
    guard let name = names.first(where: isFree) else { throw CocoaError(.fileWriteFileExists) }
    try Data(document.utf8).write(to: folder.appendingPathComponent(name), options: .completeFileProtection)
    return "Akabeko/\(name)"
  }
}
