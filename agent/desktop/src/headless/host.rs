//! A machine without a screen: the face is a line of JSON, the memory a file.

use std::io::{self, Write};

use akabeko_agent_app::data::Data;
use akabeko_agent_core::{Face, Host, HostError, Mood, Reason, Remembered};
use akabeko_shared::NoticeId;
use akabeko_shared::wire::InboxNotice;
use jiff::Timestamp;
use serde::Serialize;

/// Draws on `out`.
pub(super) struct Terminal<W> {
    out: W,
    data: Data,
}

/// One line of standard output. People script against it: fields are added, never changed.
#[derive(Serialize)]
struct Line<'a> {
    at: Timestamp,
    face: Mood,
    notices: Vec<Entry<'a>>,
    reason: Option<&'static str>,
}

#[derive(Serialize)]
struct Entry<'a> {
    notice: NoticeId,
    url: &'a str,
}

impl<'a> Entry<'a> {
    fn of(notice: &'a InboxNotice) -> Self {
        Self { notice: notice.notice, url: &notice.url }
    }
}

impl<W: Write> Terminal<W> {
    pub(super) fn new(out: W, data: Data) -> Self {
        Self { out, data }
    }

    fn print(&mut self, face: &Face, at: Timestamp) -> io::Result<()> {
        let notices = face.notices.iter().map(Entry::of).collect();
        let reason = face.reason.as_ref().map(|reason| reason.word());
        serde_json::to_writer(&mut self.out, &Line { at, face: face.mood, notices, reason })?;
        writeln!(self.out)?;
        self.out.flush()
    }
}

impl<W: Write> Host for Terminal<W> {
    fn show_face(&mut self, face: &Face, at: Timestamp) {
        // Of another network the watch tells, and of the clock the session: once, and with what to do.
        let is_told = |reason: &&Reason| matches!(reason, Reason::NewNetwork | Reason::ClockIsOff(_));
        if let Some(reason) = face.reason.as_ref().filter(|reason| !is_told(reason)) {
            tracing::warn!("{reason}");
        }
        // A closed pipe must not end an agent that is still needed.
        if let Err(error) = self.print(face, at) {
            tracing::warn!("failed to print the face: {error}");
        }
    }

    fn pop(&mut self, notice: &InboxNotice) {
        tracing::info!(notice = %notice.notice, "something in this network can be reached from the internet");
    }

    fn remind(&mut self, notice: &InboxNotice) {
        tracing::info!(notice = %notice.notice, "something in this network can still be reached from the internet");
    }

    /// A line of a log stays.
    fn take_back(&mut self, _: NoticeId) {}

    fn say_closed(&mut self, notice: &InboxNotice) {
        tracing::info!(notice = %notice.notice, "confirmed closed");
    }

    fn remember(&mut self, remembered: &Remembered) -> Result<(), HostError> {
        self.data.remember(remembered).map_err(|error| HostError(format!("{error:#}")))
    }

    fn recall(&mut self) -> Result<Option<Remembered>, HostError> {
        self.data.recall().map_err(|error| HostError(format!("{error:#}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use akabeko_shared::wire::NoticeState;

    #[test]
    fn a_face_is_one_line_of_json() {
        let folder = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::new(Vec::new(), Data::open(folder.path().to_owned()).unwrap());
        let url = "https://akabeko.example/n/abc".to_owned();
        let notice = InboxNotice {
            notice: NoticeId::at(Timestamp::UNIX_EPOCH, [0; 10]),
            sent_at: Timestamp::UNIX_EPOCH,
            state: NoticeState::Open,
            ports: Vec::new(),
            url,
            word: String::new(),
            answered: false,
            variant: akabeko_shared::Variant::Usual,
        };
        let faces = [
            Face { mood: Mood::Ok, notices: Vec::new(), reason: None },
            Face { mood: Mood::Ok, notices: Vec::new(), reason: Some(Reason::NewNetwork) },
            Face { mood: Mood::Notice, notices: vec![notice], reason: Some(Reason::Unreachable) },
        ];
        for face in &faces {
            terminal.show_face(face, Timestamp::UNIX_EPOCH);
        }
        let text = String::from_utf8(terminal.out).unwrap();
        let expected = [
            r#"{"at":"1970-01-01T00:00:00Z","face":"ok","notices":[],"reason":null}"#,
            r#"{"at":"1970-01-01T00:00:00Z","face":"ok","notices":[],"reason":"new-network"}"#,
            r#"{"at":"1970-01-01T00:00:00Z","face":"notice","notices":[{"notice":"00000000-0000-7000-8000-000000000000","url":"https://akabeko.example/n/abc"}],"reason":"unreachable"}"#,
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
    }
}
