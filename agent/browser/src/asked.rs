//! What windows ask of a member.

use akabeko_agent_core::call::Call;
use akabeko_agent_core::{Event, invited, wish};
use akabeko_shared::view::Ask;

use crate::browser::{Browser, Stage};
use crate::errand::Errand;

impl Browser {
    pub(crate) fn member_asked(&mut self, ask: Ask) {
        if let Some(event) = wish::event(&ask, self.now) {
            return self.give(event);
        }
        let language = self.language();
        let Stage::Member(member) = &mut self.stage else { return };
        match ask {
            Ask::OpenNotice { notice } => self.run(Errand::Ticket, Call::ticket(notice)),
            Ask::Export => self.run(Errand::Export, Call::me()),
            Ask::Erase => {
                (member.is_leaving, member.calling_since) = (true, None);
                member.calls.clear();
                self.errands.clear();
                self.run(Errand::Erase, Call::erase_me());
            }
            Ask::OpenSample => {
                let sample = format!("{}/sample?language={language}", member.agent.server());
                self.done.open.push(sample);
            }
            Ask::Decline if !member.is_member() => {
                self.kept.invited = None;
                self.be_guest(None);
            }
            Ask::Invite { invitation, server } => self.is_invited_again(&invitation, server.as_deref()),
            Ask::NameNetwork { network } => {
                self.kept.networks.name(network);
                self.tell_network();
            }
            Ask::Speak { language } => {
                self.kept.language = Some(language);
                self.give(Event::Speak(language));
            }
            other @ (Ask::Decline
            | Ask::Join { .. }
            | Ask::CheckNow
            | Ask::OpenSettings
            | Ask::OpenSite
            | Ask::Snooze { .. }
            | Ask::EndSnooze
            | Ask::Pause
            | Ask::Resume
            | Ask::Autostart { .. }
            | Ask::Agree
            | Ask::Withdraw
            | Ask::AllowMessages
            | Ask::Update
            | Ask::Dismiss) => self.do_any_time(other),
        }
    }

    /// An invitation is not used where it is not needed, and not left aside without a word.
    fn is_invited_again(&mut self, text: &str, server: Option<&str>) {
        let Stage::Member(member) = &self.stage else { return };
        let link = invited::understood(text, server).map_or_else(String::new, |read| read.to_string());
        if let Some(key) = invited::useless(&link, member.agent.server()) {
            self.device.failure = Some(self.catalogue().text(key));
        }
    }
}
