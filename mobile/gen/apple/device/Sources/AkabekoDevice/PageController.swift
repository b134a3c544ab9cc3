// A page from afar: the enrolled server's, and nobody else's (the rules are those of agent/app/src/page.rs). It is
// shown by a web view that knows nothing of the app, and leaves nothing behind.

import UIKit
import WebKit

final class PageController: UIViewController {
  private static weak var open: PageController?

  private let origin: Origin
  private let notice: String?
  private let web: WKWebView
  private var naming: NSKeyValueObservation?

  /// Brings the page of a notice, or (nil) a sample of one, to the front. Half-written words on a page that is still
  /// there stay.
  static func show(origin: String, notice: String?, address: String, over screen: UIViewController?) {
    guard let open = open, open.notice == notice, notice != nil else {
      return build(origin: origin, notice: notice, address: address, over: screen)
    }
    open.web.evaluateJavaScript("document.body?.dataset.path ?? null") { path, _ in
      if path as? String != notice.map({ "/notice/\($0)" }) {
        open.load(address)
      }
    }
  }

  static func closeAll() {
    open?.end()
  }

  private static func build(origin: String, notice: String?, address: String, over screen: UIViewController?) {
    let page = PageController(origin: Origin(origin), notice: notice)
    let frame = UINavigationController(rootViewController: page)
    frame.modalPresentationStyle = .fullScreen
    let present = {
      open = page
      screen?.present(frame, animated: true) { page.load(address) }
    }
    if let before = open {
      before.end(then: present)
    } else {
      present()
    }
  }

  private init(origin: Origin, notice: String?) {
    self.origin = origin
    self.notice = notice
    let bounds = WKWebViewConfiguration()
    bounds.websiteDataStore = .nonPersistent()
    bounds.preferences.javaScriptCanOpenWindowsAutomatically = false
    web = WKWebView(frame: .zero, configuration: bounds)
    super.init(nibName: nil, bundle: nil)
    web.navigationDelegate = self
    web.uiDelegate = self
    web.allowsBackForwardNavigationGestures = true
  }

  required init?(coder: NSCoder) {
    return nil
  }

  override func loadView() {
    view = web
  }

  /// The page says what it is called; whose it is, the app says.
  override func viewDidLoad() {
    super.viewDidLoad()
    navigationItem.prompt = origin.host
    let close = UIAction { [weak self] _ in self?.end() }
    navigationItem.leftBarButtonItem = UIBarButtonItem(systemItem: .close, primaryAction: close)
    naming = web.observe(\.title) { [weak self] view, _ in self?.title = view.title }
  }

  private func load(_ address: String) {
    if let address = URL(string: address), origin.covers(address) {
      web.load(URLRequest(url: address))
    } else {
      end()
    }
  }

  private func end(then next: (() -> Void)? = nil) {
    PageController.open = nil
    web.stopLoading()
    if let screen = presentingViewController {
      screen.dismiss(animated: next == nil, completion: next)
    } else {
      next?()
    }
  }
}

extension PageController: WKNavigationDelegate, WKUIDelegate {
  func webView(
    _ view: WKWebView,
    decidePolicyFor action: WKNavigationAction,
    decisionHandler decide: @escaping (WKNavigationActionPolicy) -> Void
  ) {
    guard let address = action.request.url else { return decide(.cancel) }
    // Frames begin empty.
    let stays = origin.covers(address) || ["about:blank", "about:srcdoc"].contains(address.absoluteString)
    let isFrame = action.targetFrame.map { !$0.isMainFrame } ?? false
    if !stays && !isFrame {
      sendAway(address)
    }
    // One that wants a window of its own has no frame yet, and gets none.
    decide(stays && action.targetFrame != nil ? .allow : .cancel)
  }

  /// What cannot be shown would be a download.
  func webView(
    _ view: WKWebView,
    decidePolicyFor response: WKNavigationResponse,
    decisionHandler decide: @escaping (WKNavigationResponsePolicy) -> Void
  ) {
    decide(response.canShowMIMEType ? .allow : .cancel)
  }

  func webViewWebContentProcessDidTerminate(_ view: WKWebView) {
    end()
  }

  func webView(
    _ view: WKWebView,
    createWebViewWith configuration: WKWebViewConfiguration,
    for action: WKNavigationAction,
    windowFeatures: WKWindowFeatures
  ) -> WKWebView? {
    nil
  }
}

/// Hands a link to the system, if it is one that systems have a safe program for; whether it is.
@discardableResult
func sendAway(_ address: URL) -> Bool {
  guard ["https", "http", "mailto"].contains(address.scheme?.lowercased()) else { return false }
  DispatchQueue.main.async { UIApplication.shared.open(address) }
  return true
}
