//! The agent's windows, by WebDriver: read and pressed by what a person sees in them.

use std::ffi::OsStr;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use anyhow::{Context, Result, bail};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::wd::{Capabilities, WindowHandle};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::patience::until;
use super::session::Session;
use crate::process::Running;

/// An app that was started by the driver and may not have shown a window yet: the driver waits for one.
pub struct Opening {
    client: JoinHandle<Result<Client>>,
    driver: Running,
}

/// An app with a window at least.
pub struct App {
    client: Client,
    driver: Running,
}

/// One of its windows.
pub struct Window<'a> {
    app: &'a App,
    handle: WindowHandle,
}

impl Session {
    /// Starts a program whose windows can be read and pressed.
    ///
    /// # Errors
    /// When the driver does not start.
    pub async fn opens(&self, program: &Path, arguments: &[&dyn AsRef<OsStr>]) -> Result<Opening> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut driver = self.command("WebKitWebDriver");
        // The driver passes its environment on to what it starts.
        driver.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
        let driver = Running::of(&mut driver)?;
        let address = format!("http://127.0.0.1:{port}");
        let is_there = async || tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok();
        until("the driver answers", is_there).await;
        let capabilities = capabilities(program, arguments)?;
        let client = tokio::spawn(async move {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities).connect(&address).await.context("open the app by its driver")
        });
        Ok(Opening { client, driver })
    }
}

fn capabilities(program: &Path, arguments: &[&dyn AsRef<OsStr>]) -> Result<Capabilities> {
    let words = arguments.iter().map(|word| word.as_ref().to_str().context("write an argument down"));
    let words = words.collect::<Result<Vec<_>>>()?;
    let options = json!({ "binary": program, "args": words });
    Ok([("webkitgtk:browserOptions".to_owned(), options)].into_iter().collect())
}

impl Opening {
    /// The app, as soon as it shows a window.
    ///
    /// # Errors
    /// When it ends before.
    pub async fn shows_a_window(self) -> Result<App> {
        let Self { mut client, driver } = self;
        let opened = tokio::time::timeout(super::patience::PATIENCE, &mut client).await;
        match opened {
            Ok(client) => Ok(App { client: client??, driver }),
            Err(_) => bail!("see a window: {:?}", driver.log()),
        }
    }
}

impl App {
    /// The window whose address contains this, as soon as there is one.
    pub async fn window(&self, address: &str) -> Window<'_> {
        let what = format!("there is a window at {address}");
        let handle = until(&what, async || self.find(address).await.ok().flatten()).await;
        Window { app: self, handle }
    }

    /// Waits until no window's address contains this.
    pub async fn has_closed(&self, address: &str) {
        let what = format!("there is no window at {address}");
        until(&what, async || matches!(self.find(address).await, Ok(None)).then_some(())).await;
    }

    /// The addresses of all windows.
    pub async fn addresses(&self) -> Result<Vec<String>> {
        let mut addresses = Vec::new();
        for handle in self.client.windows().await? {
            self.client.switch_to_window(handle).await?;
            addresses.push(self.client.current_url().await?.to_string());
        }
        Ok(addresses)
    }

    /// Ends it, as the system does when somebody leaves.
    pub async fn ends(self) {
        // The driver ends the app together with its session; one that ended by itself is gone as well.
        let _ = self.client.close().await;
    }

    /// What the app and its driver said so far.
    pub fn log(&self) -> Vec<String> {
        self.driver.log()
    }

    async fn find(&self, address: &str) -> Result<Option<WindowHandle>, CmdError> {
        for handle in self.client.windows().await? {
            // A window may close while one looks around.
            if self.client.switch_to_window(handle.clone()).await.is_ok()
                && self.client.current_url().await.is_ok_and(|url| url.as_str().contains(address))
            {
                return Ok(Some(handle));
            }
        }
        Ok(None)
    }
}

impl Window<'_> {
    /// Where it is.
    pub async fn address(&self) -> Result<String> {
        Ok(self.client().await?.current_url().await?.to_string())
    }

    /// What its frame says.
    pub async fn title(&self) -> Result<String> {
        Ok(self.client().await?.title().await?)
    }

    /// Everything that can be read in it.
    pub async fn text(&self) -> Result<String> {
        let text = self.run("return document.body.innerText", &[]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until something can be read in it.
    pub async fn says(&self, words: &str) {
        let what = format!("a window says {words:?}");
        until(&what, async || self.text().await.ok()?.contains(words).then_some(())).await;
    }

    /// Waits until what can be read can be seen as well.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn is_drawn(&self) -> Result<()> {
        self.run_until_done(DRAWN, &[]).await.map(drop)
    }

    /// Presses what bears these words, as soon as it is there: a button, a link, a choice, a line to open.
    ///
    /// # Errors
    /// When it cannot be pressed.
    pub async fn press(&self, words: &str) -> Result<()> {
        let what = format!("{words:?} can be pressed");
        let element = until(&what, async || self.named(words).await.ok().flatten()).await;
        element.click().await.with_context(|| format!("press {words:?}"))
    }

    /// Whether there is something to press with these words.
    pub async fn offers(&self, words: &str) -> bool {
        matches!(self.named(words).await, Ok(Some(_)))
    }

    /// Runs a script in it and gives what it returns.
    pub async fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        Ok(self.client().await?.execute(script, arguments.to_vec()).await?)
    }

    /// Runs a script that says when it is done, by calling its last argument.
    pub async fn run_until_done(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        Ok(self.client().await?.execute_async(script, arguments.to_vec()).await?)
    }

    /// The same in the first frame of its page.
    pub async fn run_in_frame(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.client().await?.enter_frame(0).await?;
        let outcome = self.app.client.execute_async(script, arguments.to_vec()).await;
        self.app.client.enter_parent_frame().await?;
        Ok(outcome?)
    }

    /// What it looks like, as a PNG.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.client().await?.screenshot().await?)
    }

    /// Closes it, as its frame does.
    pub async fn close(self) -> Result<()> {
        Ok(self.client().await?.close_window().await?)
    }

    async fn named(&self, words: &str) -> Result<Option<Element>> {
        let client = self.client().await?;
        let found = client.execute(NAMED, vec![words.into()]).await?;
        let reference = found.as_object().and_then(|element| element.values().next()?.as_str());
        Ok(reference.map(|id| Element::from_element_id(client.clone(), ElementRef::from(id.to_owned()))))
    }

    async fn client(&self) -> Result<&Client> {
        self.app.client.switch_to_window(self.handle.clone()).await.context("turn to a window")?;
        Ok(&self.app.client)
    }
}

/// The second frame begins when the first was drawn.
const DRAWN: &str = r#"
const [done] = arguments;
requestAnimationFrame(() => requestAnimationFrame(() => done()));
"#;

/// Finds what can be pressed by its words: the whole name before a part of it, short names before long ones.
const NAMED: &str = r#"
const [words] = arguments;
const plain = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const name = (element) => plain(element.getAttribute("aria-label") || element.innerText || element.value);
const seen = (element) => element.getClientRects().length > 0 && !element.disabled;
const all = [...document.querySelectorAll("button, a[href], summary, label, [role=button], [role=tab], [role=link]")];
const fit = all.filter((element) => seen(element) && name(element).includes(plain(words)));
fit.sort((left, right) => name(left).length - name(right).length);
return fit[0] ?? null;
"#;
