//! One window of the agent: read and pressed by what a person sees in it.

use std::time::Duration;

use anyhow::{Context, Result};
use fantoccini::Client;
use fantoccini::elements::{Element, ElementRef};
use fantoccini::wd::WindowHandle;
use serde_json::Value;

use super::patience::{try_within, until};
use super::windows::App;

/// A window of an app.
pub struct Window<'a> {
    pub(super) app: &'a App,
    pub(super) handle: WindowHandle,
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

    /// Presses what closes the window, and waits until it is gone.
    ///
    /// # Errors
    /// When it cannot be pressed.
    pub async fn press_and_leave(self, words: &str) -> Result<()> {
        let pressed = self.press(words).await;
        let Self { app, handle } = self;
        let is_gone = async || (!app.client.windows().await.ok()?.contains(&handle)).then_some(());
        // Closing may be quicker than the driver, which then knows nothing of the press.
        match pressed {
            Ok(()) => until("the window is closed", is_gone).await,
            Err(error) => try_within(A_MOMENT, is_gone).await.ok_or(error)?,
        }
        Ok(())
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

/// How long a window may take to close.
const A_MOMENT: Duration = Duration::from_secs(5);

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
