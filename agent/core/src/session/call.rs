//! The calls that effects ask for.

use crate::call::{Answer, Call, outcome};
use crate::{Backend, Effect, Event};

/// Makes the call that an effect asks for; what came of it is the next event.
pub(super) async fn make(backend: &Backend, effect: Effect) -> Option<Event> {
    let call = Call::of(&effect)?;
    let answer = backend.answer(&call).await;
    let failure = answer.as_ref().map_or_else(|failure| Some(failure.clone()), Answer::refusal);
    if let Some(failure) = failure {
        tracing::info!("failed to {failure}");
    }
    outcome(effect, answer)
}
