//! Somebody without an agent yet: from an invitation to the yes.

use akabeko_agent_core::call::{Answer, Call};
use akabeko_agent_core::{Failure, Origin, invited};
use akabeko_shared::view::{Ask, Scene};
use akabeko_shared::wire::About;
use akabeko_shared::{Invitation, NetworkKind};

use crate::browser::{Browser, Stage};
use crate::errand::Errand;
use crate::kept::Invited;
use crate::turn::Asked;

/// What a guest sees. The invitation that was read is kept, since a shell may end while the person reads.
#[derive(Debug, Default)]
pub(crate) struct Guest {
    /// Why the invitation that was given does not help.
    pub(crate) trouble: Option<String>,
    /// The server that is being asked who it is, and the call.
    asking: Option<(String, u64)>,
}

impl Browser {
    pub(crate) fn guest_asked(&mut self, ask: Ask) {
        match ask {
            Ask::Invite { invitation, server } => self.read(&invitation, server.as_deref()),
            Ask::Decline => {
                self.kept.invited = None;
                self.be_guest(None);
            }
            Ask::Join { network, .. } => self.join(network),
            Ask::OpenSample => {
                let server = self.kept.invited.as_ref().map(|invited| invited.server.clone());
                let sample = server.map(|server| format!("{server}/sample?language={}", self.language()));
                self.done.open.extend(sample);
            }
            other @ (Ask::NameNetwork { .. }
            | Ask::CheckNow
            | Ask::OpenNotice { .. }
            | Ask::OpenSettings
            | Ask::OpenSite
            | Ask::Snooze { .. }
            | Ask::EndSnooze
            | Ask::Pause
            | Ask::Resume
            | Ask::Autostart { .. }
            | Ask::Speak { .. }
            | Ask::Agree
            | Ask::Withdraw
            | Ask::Export
            | Ask::Erase
            | Ask::AllowMessages
            | Ask::Update
            | Ask::Dismiss) => self.do_any_time(other),
        }
    }

    /// Begins anew, and says why.
    pub(crate) fn be_guest(&mut self, trouble: Option<String>) {
        self.errands.clear();
        self.stage = Stage::Guest(Guest { trouble, asking: None });
    }

    /// Reads an invitation and asks its server who it is.
    fn read(&mut self, text: &str, server: Option<&str>) {
        self.kept.invited = None;
        let Some(invitation) = invited::understood(text, server) else {
            return self.be_guest(Some(self.catalogue().text("failure-invitation")));
        };
        let Ok(origin) = invitation.server.parse::<Origin>() else {
            return self.be_guest(Some(self.catalogue().text("failure-server")));
        };
        let number = self.number();
        self.errands.clear();
        self.stage = Stage::Guest(Guest { trouble: None, asking: Some((origin.to_string(), number)) });
        self.done.calls.push(Asked::new(number, Call::about(), &origin, None));
        let invitation = Invitation { server: origin.to_string(), code: invitation.code };
        self.errands.insert(number, Errand::Read(invitation));
    }

    /// The server said who it is, or nobody did.
    pub(crate) fn was_read(&mut self, invitation: Invitation, answer: Result<Answer, Failure>) {
        match answer.and_then(Answer::read::<About>) {
            Ok(about) if invited::is_readable(&about) => {
                self.kept.invited = Some(Invited::new(invitation, about));
                self.be_guest(None);
            }
            Ok(_) => self.be_guest(Some(self.catalogue().text("failure-app-too-old"))),
            Err(failure) => self.be_guest(Some(self.catalogue().text(invited::no_about(&failure)))),
        }
    }

    /// The person agrees.
    fn join(&mut self, network: NetworkKind) {
        let seed = self.chance.seed();
        let Some(invited) = &mut self.kept.invited else { return };
        invited.agreed = Some(seed);
        self.kept.memory = None;
        self.kept.networks.begin(network);
        self.be_member();
    }

    pub(crate) fn scene_of_a_guest(&self, guest: &Guest) -> Scene {
        match (&guest.asking, &self.kept.invited) {
            (Some((server, _)), _) => Scene::Asking { server: server.clone() },
            (None, Some(invited)) => Scene::Invited {
                server: invited.server.clone(),
                about: invited.about.clone(),
                joining: false,
                trouble: guest.trouble.clone(),
            },
            (None, None) => Scene::Uninvited { trouble: guest.trouble.clone() },
        }
    }
}
