//! Somebody without an agent yet: from an invitation to the yes.

use akabeko_agent_core::invited::{is_readable, no_about, understood};
use akabeko_agent_core::{Backend, Origin};
use akabeko_shared::NetworkKind;
use akabeko_shared::view::{Ask, Scene};
use futures::FutureExt;
use futures::future::{self, BoxFuture};

use crate::life::{Joining, Life, Next};
use crate::panel::Wish;
use crate::screen::Screen;
use crate::shell::Window;

/// An invitation that is being read: whoever stands behind it may take a while to say who they are.
type Reading = BoxFuture<'static, Result<Joining, String>>;

impl Life {
    /// Asks for an invitation, shows who stands behind it and what they would do, and takes the answer.
    pub(super) async fn guest(&mut self, why: Option<String>) -> Next {
        self.show(Scene::Uninvited { trouble: why });
        self.begin();
        let mut reading = self.link.take().map(|link| self.read(link, None));
        let mut read = None;
        loop {
            let wish = tokio::select! {
                outcome = outcome(&mut reading) => {
                    reading = None;
                    read = self.read_to_the_end(outcome);
                    continue;
                }
                wish = self.wishes.recv() => wish,
            };
            match wish {
                None | Some(Wish::Quit) => return Next::Quit,
                Some(Wish::Event(_)) => {}
                Some(Wish::Link(link)) => {
                    self.screen.open(Window::Welcome);
                    (reading, read) = (Some(self.read(link, None)), None);
                }
                Some(Wish::Ask(Ask::Invite { invitation, server })) => {
                    (reading, read) = (Some(self.read(invitation, server)), None);
                }
                Some(Wish::Ask(Ask::Decline)) => {
                    (reading, read) = (None, None);
                    self.show(Scene::Uninvited { trouble: None });
                }
                Some(Wish::Ask(Ask::Join { network, autostart })) => {
                    let Some(joining) = read.take() else { continue };
                    self.prepare(network, autostart).await;
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

    /// Begins to read an invitation.
    fn read(&self, invitation: String, server: Option<String>) -> Reading {
        let screen = self.screen.clone();
        async move { try_to_read(&screen, &invitation, server.as_deref()).await }.boxed()
    }

    /// Shows what an invitation is about, or why nobody can tell.
    fn read_to_the_end(&self, outcome: Result<Joining, String>) -> Option<Joining> {
        match outcome {
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

    /// Keeps what the person said of this device as they agreed.
    async fn prepare(&mut self, network: NetworkKind, autostart: bool) {
        self.networks.look().await;
        if let Err(error) = self.networks.name(network) {
            self.could_not_write(&error);
        }
        self.set_autostart(autostart);
    }
}

/// What comes of the reading that is under way, if there is one.
async fn outcome(reading: &mut Option<Reading>) -> Result<Joining, String> {
    match reading {
        Some(reading) => reading.await,
        None => future::pending().await,
    }
}

/// Reads an invitation and asks its server who it is.
async fn try_to_read(screen: &Screen, invitation: &str, server: Option<&str>) -> Result<Joining, String> {
    let words = |key: &str| screen.catalogue().text(key);
    let invitation = understood(invitation, server).ok_or_else(|| words("failure-invitation"))?;
    let origin: Origin = invitation.server.parse().map_err(|_| words("failure-server"))?;
    let backend = Backend::new(&invitation.server, None).map_err(|_| words("failure-server"))?;
    screen.show(|view| view.scene = Scene::Asking { server: origin.to_string() });
    let about = backend.about().await.map_err(|failure| words(no_about(&failure)))?;
    if is_readable(&about) {
        Ok(Joining { invitation, origin, about })
    } else {
        Err(words("failure-app-too-old"))
    }
}
