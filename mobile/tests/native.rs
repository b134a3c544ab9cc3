//! What holds the three languages of the app together: Rust, Kotlin and Swift find each other by names only, and no
//! compiler sees more than one of them.

#![expect(clippy::unwrap_used, reason = "what is not there ends the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use akabeko_agent_app::pass::{Passed, Said};
use akabeko_shared::NoticeId;
use jiff::Timestamp;
use serde_json::Value;

const ANDROID: &str = "gen/android/app/src/main";
const APPLE: &str = "gen/apple/device/Sources/AkabekoDevice";

/// What the server can do on Android alone.
const ANDROID_ALONE: [&str; 1] = ["pushed"];

#[test]
fn each_command_that_rust_gives_is_one_of_both_plugins() {
    let commands = commands(&read("src/native/device.rs"));
    assert!(commands.len() >= 10, "{commands:?}");
    let (kotlin, swift) = (kotlin("DevicePlugin"), swift("DevicePlugin"));
    for command in &commands {
        assert!(
            kotlin.contains(&format!("@Command\n    fun {command}(invoke: Invoke)")),
            "Kotlin: {command}"
        );
        assert!(
            swift.contains(&format!("@objc public func {command}(_ invoke: Invoke)")),
            "Swift: {command}"
        );
    }
    let secrets = self::commands(&read("src/native/vault/android.rs"));
    assert_eq!(secrets.len(), 3, "{secrets:?}");
    for command in &secrets {
        assert!(
            kotlin.contains(&format!("@Command\n    fun {command}(invoke: Invoke)")),
            "Kotlin: {command}"
        );
    }
    let known = kotlin.matches("@Command").count();
    assert_eq!(known, commands.len() + secrets.len(), "Kotlin has commands that nobody gives");
    assert_eq!(swift.matches("@objc public func").count(), commands.len(), "and so has Swift");
}

#[test]
fn whatever_is_asked_with_a_command_is_read() {
    let (kotlin, swift) = (kotlin("DevicePlugin"), swift("DevicePlugin") + &swift("Messages"));
    let asked = asked(&read("src/native/device.rs"));
    assert!(asked.contains("channel") && asked.contains("origin"), "{asked:?}");
    for name in asked.iter().map(String::as_str).chain(["title", "body"]) {
        assert!(kotlin.contains(&format!("var {name}: ")), "Kotlin: {name}");
        // iOS has no way to be pushed, so it needs no key for it.
        assert!(name == "key" || swift.contains(&format!("let {name}: ")), "Swift: {name}");
    }
    for name in self::asked(&read("src/native/vault/android.rs")) {
        assert!(kotlin.contains(&format!("lateinit var {name}: String")), "Kotlin: {name}");
    }
}

#[test]
fn each_event_that_rust_knows_is_told_and_no_other() {
    let events = events(&read("src/native/device.rs"));
    assert!(events.len() >= 7, "{events:?}");
    let (kotlin, swift) = (all(ANDROID, "kt"), all(APPLE, "swift"));
    for (event, field) in &events {
        let in_kotlin =
            field.as_ref().map_or(format!("(\"{event}\")"), |it| format!("(\"{event}\", \"{it}\" to"));
        assert!(kotlin.contains(&in_kotlin), "Kotlin: {in_kotlin}");
        let in_swift =
            field.as_ref().map_or(format!("(\"{event}\")"), |it| format!("(\"{event}\", [\"{it}\":"));
        assert!(ANDROID_ALONE.contains(&event.as_str()) || swift.contains(&in_swift), "Swift: {in_swift}");
    }
    let known: BTreeSet<_> = events.into_iter().map(|(event, _)| event).collect();
    let told =
        ["Events.tell(", "Events.tellEvenLater(", "Events.shared.tell(", "Events.shared.tellEvenLater("];
    for event in told.iter().flat_map(|way| quoted_after(&kotlin, way).chain(quoted_after(&swift, way))) {
        assert!(known.contains(event), "Rust does not know {event}");
    }
}

#[test]
fn what_a_pass_answers_is_carried_out() {
    let said = Said { notice: None, title: String::new(), body: String::new() };
    let notice = NoticeId::at(Timestamp::UNIX_EPOCH, [1; 10]);
    let passed = serde_json::to_value(Passed { say: vec![said], take_back: vec![notice] }).unwrap();
    let names = passed.as_object().unwrap().keys().chain(passed["say"][0].as_object().unwrap().keys());
    let (kotlin, swift) = (kotlin("Messages"), swift("Messages"));
    for name in names {
        assert!(kotlin.contains(&format!("\"{name}\"")), "Kotlin: {name}");
        let has_it = swift.contains(&format!("\"{name}\"")) || swift.contains(&format!("let {name}: "));
        assert!(has_it, "Swift: {name}");
    }
}

#[test]
fn the_background_finds_rust_and_the_proof() {
    let (core, worker) = (kotlin("Core"), kotlin("CheckInWorker"));
    let function = format!("Java_{}_Core_pass", identifier().replace('.', "_"));
    assert!(read("src/ffi/android.rs").contains(&format!("fn {function}<")), "{function}");
    assert!(
        core.contains("object Core")
            && core.contains("external fun pass(folder: String, proof: String?, uplink: String?)")
    );
    let library = &read("Cargo.toml");
    let library = quoted_after(library, "[lib]\nname = ").next().unwrap();
    assert!(core.contains(&format!("System.loadLibrary(\"{library}\")")), "{library}");
    assert!(read(&format!("{ANDROID}/../../proguard-rules.pro")).contains(&format!("{}.Core", identifier())));

    let header = read("gen/apple/device/Sources/AkabekoCore/include/akabeko.h");
    for function in ["akabeko_pass", "akabeko_free"] {
        assert!(read("src/ffi/apple.rs").contains(&format!("extern \"C\" fn {function}(")), "{function}");
        assert!(header.contains(&format!("{function}(")), "{function}");
        assert!(swift("Background").contains(&format!("{function}(")), "{function}");
    }

    assert!(read("../agent/app/src/memory.rs").contains("account(&self.data, \"device\")"));
    assert!(worker.contains("read(\"device\")"));
    assert!(swift("Keychain").contains("kSecAttrAccount: \"device\""));
    let service = read("src/native/vault/apple.rs");
    let service = quoted_after(&service, "const SERVICE: &str = ").next().unwrap();
    assert!(swift("Keychain").contains(&format!("kSecAttrService: \"{service}\"")), "{service}");
}

#[test]
fn the_plugins_are_found_by_their_names() {
    let device = read("src/native/device.rs");
    assert!(device.contains(&format!("register_android_plugin(\"{}\", \"DevicePlugin\")", identifier())));
    assert!(
        kotlin("DevicePlugin")
            .contains("class DevicePlugin(private var activity: Activity) : Plugin(activity)")
    );
    let function = device.split("ios_plugin_binding!(").nth(1).unwrap().split(')').next().unwrap();
    assert!(swift("DevicePlugin").contains(&format!("@_cdecl(\"{function}\")")), "{function}");
    let background = quoted_after(&swift("Background"), "@_cdecl(").next().unwrap().to_owned();
    assert!(
        read("gen/apple/Sources/akabeko-mobile/main.mm").contains(&format!("{background}();")),
        "{background}"
    );
}

#[test]
fn everything_goes_by_the_identifier_of_the_configuration() {
    let (identifier, configuration) = (identifier(), configuration());
    let gradle = read("gen/android/app/build.gradle.kts");
    assert!(gradle.contains(&format!("namespace = \"{identifier}\"")));
    assert!(gradle.contains(&format!("applicationId = \"{identifier}\"")));
    let least = &configuration["bundle"]["android"]["minSdkVersion"];
    assert!(gradle.contains(&format!("minSdk = {least}\n")), "{least}");
    for file in files(&folder(), "kt").filter(|file| file.starts_with(folder().join(ANDROID))) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with(&format!("package {identifier}\n")), "{}", file.display());
    }

    let project = read("gen/apple/project.yml");
    assert!(project.contains(&format!("PRODUCT_BUNDLE_IDENTIFIER: {identifier}\n")));
    let least = configuration["bundle"]["iOS"]["minimumSystemVersion"].as_str().unwrap();
    assert!(project.contains(&format!("iOS: \"{least}\"\n")), "{least}");
    assert!(read("build.rs").contains(&format!("with_ios(\"{least}\")")), "{least}");
    let check_in = swift("Background");
    let check_in = quoted_after(&check_in, "private let checkIn = ").next().unwrap();
    assert!(check_in.starts_with(&identifier), "{check_in}");
    assert!(
        read("gen/apple/akabeko-mobile_iOS/Info.plist").contains(&format!("<string>{check_in}</string>"))
    );
}

#[test]
fn android_is_asked_for_these_permissions_and_no_others() {
    let manifest = manifest();
    let asked: BTreeSet<_> = elements(&manifest, "<uses-permission")
        .filter(|element| !element.contains("tools:node=\"remove\""))
        .filter_map(|element| quoted_after(element, "android:name=").next())
        .map(|name| name.trim_start_matches("android.permission."))
        .collect();
    let expected =
        ["ACCESS_NETWORK_STATE", "INTERNET", "POST_NOTIFICATIONS", "RECEIVE_BOOT_COMPLETED", "WAKE_LOCK"];
    assert_eq!(asked, BTreeSet::from(expected));
    assert!(!manifest.contains("<uses-feature") && !manifest.contains("<provider"), "{manifest}");
}

#[test]
fn only_the_apps_own_screen_is_open_to_others_and_only_for_invitations() {
    let manifest = manifest();
    let open: Vec<_> = ["<activity", "<service", "<receiver", "<provider"]
        .into_iter()
        .flat_map(|kind| elements(&manifest, kind))
        .filter(|element| !element.contains("android:exported=\"false\""))
        .collect();
    assert_eq!(open.len(), 1, "{open:?}");
    assert!(open[0].contains("android:name=\".MainActivity\""), "{open:?}");
    assert!(open[0].contains("android:launchMode=\"singleTask\""), "{open:?}");
    let data: Vec<_> = elements(&manifest, "<data ").collect();
    assert_eq!(data, ["<data android:scheme=\"akabeko\" android:host=\"enrol\" /"]);
    let plist = read("gen/apple/akabeko-mobile_iOS/Info.plist");
    assert_eq!(
        plist
            .split("<key>CFBundleURLSchemes</key>")
            .nth(1)
            .unwrap()
            .matches("<string>akabeko</string>")
            .count(),
        1
    );
}

#[test]
fn nothing_of_the_app_travels_to_another_phone_and_nothing_leaves_unencrypted() {
    let manifest = manifest();
    for attribute in [
        "android:allowBackup=\"false\"",
        "android:fullBackupContent=\"false\"",
        "android:dataExtractionRules=\"@xml/nothing_travels\"",
        "android:networkSecurityConfig=\"@xml/network_security\"",
        "android:usesCleartextTraffic=\"false\"",
    ] {
        assert!(manifest.contains(attribute), "{attribute}");
    }
    let rules = read(&format!("{ANDROID}/res/xml/nothing_travels.xml"));
    for domain in ["root", "file", "database", "sharedpref", "external"] {
        assert_eq!(rules.matches(&format!("<exclude domain=\"{domain}\" />")).count(), 2, "{domain}");
    }
    let security = read(&format!("{ANDROID}/res/xml/network_security.xml"));
    assert!(security.contains("<base-config cleartextTrafficPermitted=\"false\" />"));
    let plain: Vec<_> = security.split("<domain ").skip(1).map(text_of).collect();
    assert_eq!(plain, ["localhost", "127.0.0.1", "::1"]);
    let vault = kotlin("Vault");
    assert!(vault.contains("\"AndroidKeyStore\"") && vault.contains("\"AES/GCM/NoPadding\""));
}

#[test]
fn a_page_has_no_way_to_call_the_app() {
    let kotlin = all(ANDROID, "kt");
    for way in [
        "addJavascriptInterface",
        "JavascriptInterface",
        "addWebMessageListener",
        "postWebMessage",
        "createWebMessageChannel",
    ] {
        assert!(!kotlin.contains(way), "{way}");
    }
    let page = self::kotlin("PageActivity");
    assert!(page.contains("class PageActivity : AppCompatActivity()"));
    for bound in [
        "allowFileAccess = false",
        "allowContentAccess = false",
        "domStorageEnabled = false",
        "setSupportMultipleWindows(false)",
        "setDownloadListener(null)",
        "removeAllCookies",
        "webViewClient = PageBounds(origin",
    ] {
        assert!(page.contains(bound), "{bound}");
    }
    let bounds = self::kotlin("PageBounds");
    for bound in ["shouldOverrideUrlLoading", "shouldInterceptRequest", "origin.covers(request.url)"] {
        assert!(bounds.contains(bound), "{bound}");
    }

    let swift = all(APPLE, "swift");
    for way in ["WKScriptMessageHandler", "userContentController", "addScriptMessageHandler", "WKUserScript"]
    {
        assert!(!swift.contains(way), "{way}");
    }
    let page = self::swift("PageController");
    assert!(page.contains("websiteDataStore = .nonPersistent()") && page.contains("origin.covers(address)"));
}

#[test]
fn android_speaks_both_languages() {
    let names = |folder| -> BTreeSet<String> {
        let strings = read(&format!("{ANDROID}/res/{folder}/strings.xml"));
        quoted_after(&strings, "<string name=").map(str::to_owned).collect()
    };
    assert!(names("values").contains("messages"));
    assert_eq!(names("values"), names("values-ja"));
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    fs::read_to_string(folder().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn kotlin(class: &str) -> String {
    read(&format!("{ANDROID}/java/org/akabeko/agent/{class}.kt"))
}

fn swift(file: &str) -> String {
    read(&format!("{APPLE}/{file}.swift"))
}

/// The manifest without what it says to people.
fn manifest() -> String {
    let manifest = read(&format!("{ANDROID}/AndroidManifest.xml"));
    manifest.split("<!--").map(|part| part.split_once("-->").map_or(part, |(_, rest)| rest)).collect()
}

fn configuration() -> Value {
    serde_json::from_str(&read("tauri.conf.json")).unwrap()
}

fn identifier() -> String {
    configuration()["identifier"].as_str().unwrap().to_owned()
}

/// All files below a folder that end so, one after the other.
fn all(below: &str, end: &str) -> String {
    files(&folder().join(below), end).map(|file| fs::read_to_string(file).unwrap()).collect()
}

fn files(below: &Path, end: &str) -> impl Iterator<Item = PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![below.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == end) {
                found.push(entry);
            }
        }
    }
    found.into_iter()
}

/// The commands that a file of Rust gives.
fn commands(rust: &str) -> BTreeSet<String> {
    let given =
        ["ask_soon", ".ask::<", "run_mobile_plugin"].into_iter().flat_map(|way| rust.split(way).skip(1));
    let named = given.filter_map(|rest| rest.split_once('(')?.1.strip_prefix('"')?.split('"').next());
    named.map(str::to_owned).collect()
}

/// What a file of Rust says with its commands.
fn asked(rust: &str) -> BTreeSet<String> {
    let objects = rust.split("json!({").skip(1).filter_map(|rest| rest.split("})").next());
    objects.flat_map(|object| object.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

/// What can happen, as JSON names it, and what is told with it.
fn events(rust: &str) -> Vec<(String, Option<String>)> {
    let variants = rust.split("enum Happened {").nth(1).unwrap().split("\n}").next().unwrap();
    let variants = variants.lines().map(str::trim).filter(|line| line.starts_with(char::is_uppercase));
    variants
        .map(|variant| {
            let (name, fields) = variant.split_once(" { ").unwrap_or((variant.trim_end_matches(','), ""));
            let field = fields.split_once(':').map(|(field, _)| field.to_owned());
            (name.to_lowercase(), field)
        })
        .collect()
}

/// Each text in quotes that comes right after this.
fn quoted_after<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.strip_prefix('"')?.split('"').next())
}

/// Each beginning of an element, up to where it ends.
fn elements<'a>(xml: &'a str, kind: &'a str) -> impl Iterator<Item = &'a str> {
    xml.match_indices(kind).map(|(at, _)| xml[at..].split('>').next().unwrap())
}

fn text_of(element: &str) -> &str {
    element.split('>').nth(1).unwrap().split('<').next().unwrap()
}
