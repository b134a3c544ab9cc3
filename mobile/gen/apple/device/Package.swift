// swift-tools-version:5.5
// The part of the app that is written in Swift.
//
// It is a Swift package and no part of the Xcode project, because it needs Tauri's own Swift: that is compiled into
// Rust's library, and a second copy in the project would be a second manager of plugins, which nobody asks anything.
// mobile/build.rs copies Tauri's Swift to where this package looks for it, builds the package and links it into the
// library. There Rust finds `init_plugin_device` and main.mm finds `akabeko_register_background` by their names, and
// the package finds `akabeko_pass`, which is Rust's.

import PackageDescription

let package = Package(
  name: "akabeko-device",
  platforms: [.iOS(.v14)],
  products: [
    .library(name: "akabeko-device", type: .static, targets: ["AkabekoDevice"])
  ],
  dependencies: [
    .package(name: "Tauri", path: "../.tauri/tauri-api")
  ],
  targets: [
    .target(name: "AkabekoCore"),
    .target(
      name: "AkabekoDevice",
      dependencies: [.target(name: "AkabekoCore"), .byName(name: "Tauri")]
    ),
  ]
)
