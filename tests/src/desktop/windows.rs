//! The agent's windows, by WebDriver: read and pressed by what a person sees in them.

use std::ffi::OsStr;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use anyhow::{Context, Result, bail};
use fantoccini::error::CmdError;
use fantoccini::wd::{Capabilities, WindowHandle};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::task::JoinHandle;

use super::patience::until;
use super::session::Session;
use super::window::Window;
use crate::process::Running;

/// An app that was started by the driver and may not have shown a window yet: the driver waits for one.
pub struct Opening {
    client: JoinHandle<Result<Client>>,
    driver: Running,
}

/// An app with a window at least.
pub struct App {
    pub(super) client: Client,
    driver: Running,
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
