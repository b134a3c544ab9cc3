//! What a browser sends when a person opens a page, looks at it and presses buttons.

use akabeko_shared::survey::Button;
use anyhow::Context;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Certificate, Client, RequestBuilder, Response, redirect};

/// A browser without anything in it.
pub(super) struct Browser(Client);

/// A page that was opened: where it is, and the cookie that opens it.
struct Opened {
    address: String,
    cookie: String,
}

impl Browser {
    /// One for pages on this machine, without encryption.
    pub(super) fn new() -> reqwest::Result<Self> {
        akabeko_agent_core::http::choose_tls();
        let client = Client::builder().no_proxy().tls_certs_only(std::iter::empty::<Certificate>());
        let client = client.redirect(redirect::Policy::none()).user_agent("Mozilla/5.0 (Akabeko demo)");
        client.build().map(Self)
    }

    /// Opens a page by its full address, looks at it, and presses buttons.
    pub(super) async fn read(&self, address: &str, presses: &[Button]) -> anyhow::Result<()> {
        let page = self.open(address).await.context("failed to open a notification page")?;
        send(self.0.get(&page.address), &page).await.context("failed to read a notification page")?;
        self.post(&page, "seen", "page=main").await?;
        for press in presses {
            self.post(&page, "answer", &format!("button={press}")).await?;
        }
        Ok(())
    }

    async fn open(&self, address: &str) -> anyhow::Result<Opened> {
        let answer = self.0.get(address).send().await?.error_for_status()?;
        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
        let onward = header(LOCATION).context("find where it leads")?;
        let cookie = header(SET_COOKIE).and_then(|cookie| cookie.split(';').next());
        let cookie = cookie.context("find the cookie that opens it")?.to_owned();
        Ok(Opened { address: answer.url().join(onward)?.into(), cookie })
    }

    async fn post(&self, page: &Opened, what: &str, form: &str) -> anyhow::Result<()> {
        let request = self.0.post(format!("{}/{what}", page.address)).body(form.to_owned());
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        send(request, page).await.context("failed to press a button")?;
        Ok(())
    }
}

async fn send(request: RequestBuilder, page: &Opened) -> reqwest::Result<Response> {
    request.header(COOKIE, &page.cookie).send().await.and_then(Response::error_for_status)
}
