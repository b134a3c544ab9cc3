//! The calls that effects ask for.

use crate::{Backend, Effect, Event, Failure};

/// Makes the call that an effect asks for; what came of it is the next event.
pub(super) async fn make(backend: &Backend, effect: Effect) -> Option<Event> {
    match effect {
        Effect::ReportProgress { notice, stage } => {
            let failure = backend.progress(notice, stage).await.map_err(logged).err()?;
            Some(Event::ProgressFailed { notice, stage, failure })
        }
        Effect::Enrol(request) => Some(answer(
            backend.enrol(&request).await,
            |reply| Event::Enrolled(reply.into()),
            Event::EnrolFailed,
        )),
        Effect::CheckIn(check_in) => {
            Some(answer(backend.check_in(&check_in).await, Event::CheckedIn, Event::CheckInFailed))
        }
        Effect::Withdraw => {
            Some(answer(backend.withdraw().await, |()| Event::Withdrawn, Event::WithdrawFailed))
        }
        Effect::Agree(version) => {
            Some(answer(backend.agree(version).await, |()| Event::Agreed, Event::AgreeFailed))
        }
        Effect::ReadInbox => Some(answer(backend.inbox().await, Event::InboxRead, Event::InboxFailed)),
        Effect::ReadLook => Some(answer(backend.look().await, Event::LookRead, Event::LookFailed)),
        Effect::AskScan => Some(answer(backend.ask_scan().await, Event::ScanAccepted, Event::ScanRefused)),
        Effect::ReadScan(scan) => match backend.scan(scan).await.map_err(logged) {
            Ok(scan) => Some(Event::ScanAccepted(scan)),
            Err(failure) => failure.is_lasting().then_some(Event::ScanRefused(failure)),
        },
        Effect::Remember(_)
        | Effect::ShowFace(_)
        | Effect::Pop(_)
        | Effect::Remind(_)
        | Effect::SayClosed(_)
        | Effect::TakeBack(_)
        | Effect::SayClockIsOff(_)
        | Effect::OpenStream { .. }
        | Effect::CloseStream
        | Effect::WakeAt(_) => None,
    }
}

fn answer<T>(outcome: Result<T, Failure>, done: fn(T) -> Event, failed: fn(Failure) -> Event) -> Event {
    outcome.map_or_else(|failure| failed(logged(failure)), done)
}

fn logged(failure: Failure) -> Failure {
    tracing::info!("failed to {failure}");
    failure
}
