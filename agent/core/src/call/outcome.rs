//! What came of a call that an effect asked for, as the next event.

use super::answer::Answer;
use crate::{Effect, Event, Failure};

/// The event that an answer is, or that there was none. A report that arrived is none.
pub fn outcome(effect: Effect, answer: Result<Answer, Failure>) -> Option<Event> {
    let done = |answer: Result<Answer, Failure>| answer.and_then(Answer::accepted).map(drop);
    match effect {
        Effect::ReportProgress { notice, stage } => {
            let failure = done(answer).err()?;
            Some(Event::ProgressFailed { notice, stage, failure })
        }
        Effect::Enrol(_) => {
            let enrolled = read(answer).map(|reply: akabeko_shared::wire::EnrolReply| reply.into());
            Some(told(enrolled, Event::Enrolled, Event::EnrolFailed))
        }
        Effect::CheckIn(_) => Some(told(read(answer), Event::CheckedIn, Event::CheckInFailed)),
        Effect::Withdraw => Some(told(done(answer), |()| Event::Withdrawn, Event::WithdrawFailed)),
        Effect::Agree(_) => Some(told(done(answer), |()| Event::Agreed, Event::AgreeFailed)),
        Effect::ReadInbox => Some(told(read(answer), Event::InboxRead, Event::InboxFailed)),
        Effect::ReadLook => Some(told(read(answer), Event::LookRead, Event::LookFailed)),
        Effect::AskScan => Some(told(read(answer), Event::ScanAccepted, Event::ScanRefused)),
        Effect::ReadScan(_) => match read(answer) {
            Ok(scan) => Some(Event::ScanAccepted(scan)),
            Err(failure) => failure.is_lasting().then_some(Event::ScanRefused(failure)),
        },
        Effect::Remember(_)
        | Effect::ShowFace(_)
        | Effect::Pop(_)
        | Effect::Remind(_)
        | Effect::SayClosed(_)
        | Effect::TakeBack(_)
        | Effect::OfferPush { .. }
        | Effect::SayClockIsOff(_)
        | Effect::OpenStream { .. }
        | Effect::CloseStream
        | Effect::WakeAt(_) => None,
    }
}

fn read<T: serde::de::DeserializeOwned>(answer: Result<Answer, Failure>) -> Result<T, Failure> {
    answer.and_then(Answer::read)
}

fn told<T>(outcome: Result<T, Failure>, done: fn(T) -> Event, failed: fn(Failure) -> Event) -> Event {
    outcome.map_or_else(failed, done)
}
