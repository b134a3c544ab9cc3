//! Somebody without an agent yet: from an invitation to the yes.

use akabeko_agent_core::{Backend, Failure, Origin};
use akabeko_shared::Invitation;
use akabeko_shared::view::{Ask, Scene};
use akabeko_shared::wire::{About, CONSENT_VERSION};

use super::life::{Joining, Life, Next};
use super::open::{self, Window};
use super::panel::Wish;

impl Life {
    /// Asks for an invitation, shows who stands behind it and what they would do, and takes the answer.
    pub(super) async fn guest(&mut self, why: Option<String>) -> Next {
        self.show(Scene::Uninvited { trouble: why });
        self.begin();
        let mut read = match self.link.take() {
            Some(link) => self.read(&link, None).await,
            None => None,
        };
        loop {
            match self.wishes.recv().await {
                None | Some(Wish::Quit) => return Next::Quit,
                Some(Wish::Link(link)) => {
                    open::open(self.screen.app(), Window::Welcome);
                    read = self.read(&link, None).await;
                }
                Some(Wish::Ask(Ask::Invite { invitation, server })) => {
                    read = self.read(&invitation, server.as_deref()).await;
                }
                Some(Wish::Ask(Ask::Decline)) => {
                    read = None;
                    self.show(Scene::Uninvited { trouble: None });
                }
                Some(Wish::Ask(Ask::Join { network, autostart })) => {
                    let Some(joining) = read.take() else { continue };
                    self.networks.look().await;
                    if let Err(error) = self.networks.name(network) {
                        self.could_not_write(&error);
                    }
                    self.set_autostart(autostart);
                    return Next::Join(Box::new(joining));
                }
                Some(Wish::Ask(Ask::OpenSample)) => {
                    if let Some(joining) = &read {
                        self.open_sample(&joining.origin);
                    }
                }
                Some(Wish::Ask(Ask::Speak { language })) => self.speak(language),
                Some(Wish::Ask(ask)) => self.do_any_time(ask),
            }
        }
    }

    /// Reads an invitation and asks its server who it is.
    async fn read(&self, invitation: &str, server: Option<&str>) -> Option<Joining> {
        match self.try_to_read(invitation, server).await {
            Ok(joining) => {
                let (server, about) = (joining.origin.to_string(), joining.about.clone());
                self.screen.show(|view| view.about = Some(about.clone()));
                self.show(Scene::Invited { server, about, joining: false, trouble: None });
                Some(joining)
            }
            Err(why) => {
                self.show(Scene::Uninvited { trouble: Some(why) });
                None
            }
        }
    }

    async fn try_to_read(&self, invitation: &str, server: Option<&str>) -> Result<Joining, String> {
        let words = |key: &str| self.screen.catalogue().text(key);
        let invitation = understood(invitation, server).ok_or_else(|| words("failure-invitation"))?;
        let origin: Origin = invitation.server.parse().map_err(|_| words("failure-server"))?;
        let backend = Backend::new(&invitation.server, None).map_err(|_| words("failure-server"))?;
        self.show(Scene::Asking { server: origin.to_string() });
        let about = backend.about().await.map_err(|failure| words(no_about(&failure)))?;
        if is_readable(&about) {
            Ok(Joining { invitation, origin, about })
        } else {
            Err(words("failure-app-too-old"))
        }
    }
}

/// A link, or a code with a server; people leave out the scheme.
fn understood(invitation: &str, server: Option<&str>) -> Option<Invitation> {
    let (text, server) = (invitation.trim(), server.map_or("", str::trim));
    if text.starts_with("akabeko:") {
        return text.parse().ok();
    }
    if text.is_empty() || server.is_empty() || text.contains(char::is_whitespace) {
        return None;
    }
    let server = if server.contains("://") { server.to_owned() } else { format!("https://{server}") };
    Some(Invitation { server: server.trim_end_matches('/').to_owned(), code: text.to_owned() })
}

/// Whether this app can show the text that the server wants people to agree to.
fn is_readable(about: &About) -> bool {
    about.consent_version <= CONSENT_VERSION
}

/// Why nobody said who they are. A server that answers something else is not ours.
fn no_about(failure: &Failure) -> &'static str {
    match failure {
        Failure::Refused(_) | Failure::UnknownToken => "failure-not-akabeko",
        Failure::Unreachable(_) => "failure-offline",
        Failure::Intercepted => "status-intercepted-hint",
        Failure::CertificateDate => "status-certificate-date-hint",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_give_links_and_codes_in_many_ways() {
        let link = "akabeko://enrol?server=https%3A%2F%2Fakabeko.example&code=MIKAN-3821";
        let cases = [
            (link, None, Some("https://akabeko.example")),
            ("  MIKAN-3821 ", Some(" akabeko.example/ "), Some("https://akabeko.example")),
            ("MIKAN-3821", Some("http://127.0.0.1:8080"), Some("http://127.0.0.1:8080")),
            ("MIKAN-3821", None, None),
            ("", Some("akabeko.example"), None),
            ("akabeko://else", Some("akabeko.example"), None),
            ("come to my party", Some("akabeko.example"), None),
        ];
        for (text, server, expected) in cases {
            let read = understood(text, server);
            assert_eq!(read.as_ref().map(|read| read.server.as_str()), expected, "{text} {server:?}");
            assert!(read.is_none_or(|read| read.code == "MIKAN-3821"), "{text}");
        }
    }
}
