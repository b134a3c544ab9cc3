//! What took long to work out, held for a while for whoever asks next.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;

/// One answer, by what was asked.
pub struct Held<K, T> {
    keeps: fn(&T) -> SignedDuration,
    /// How often what was held became untrue.
    turns: AtomicU64,
    held: Mutex<Option<Answer<K, T>>>,
}

struct Answer<K, T> {
    key: K,
    turn: u64,
    at: Timestamp,
    answer: Arc<T>,
}

impl<K: PartialEq, T> Held<K, T> {
    /// Holds an answer for as long as `keeps` says.
    pub fn new(keeps: fn(&T) -> SignedDuration) -> Self {
        Self { keeps, turns: AtomicU64::new(0), held: Mutex::new(None) }
    }

    /// The held answer with the time it is from, or a new one. Whoever asks meanwhile waits for the same.
    pub async fn get<E>(
        &self,
        key: K,
        now: Timestamp,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<(Timestamp, Arc<T>), E> {
        let mut held = self.held.lock().await;
        let turn = self.turns.load(Ordering::Acquire);
        if let Some(known) = &*held
            && known.key == key
            && known.turn == turn
            && now.duration_since(known.at).abs() < (self.keeps)(&known.answer)
        {
            return Ok((known.at, known.answer.clone()));
        }
        let answer = Arc::new(work.await?);
        *held = Some(Answer { key, turn, at: now, answer: answer.clone() });
        Ok((now, answer))
    }

    /// Forgets the answer, and one that is being worked out: it is no longer true.
    pub fn forget(&self) {
        self.turns.fetch_add(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[tokio::test]
    async fn an_answer_is_worked_out_once_a_while_and_for_each_question() {
        let (held, worked) = (Held::new(|_| SignedDuration::from_secs(10)), Cell::new(0));
        let start = Timestamp::UNIX_EPOCH;
        let ask = async |key: u8, seconds| {
            let work = async {
                worked.set(worked.get() + 1);
                Ok::<_, ()>(key)
            };
            *held.get(key, start + SignedDuration::from_secs(seconds), work).await.unwrap().1
        };
        assert_eq!((ask(1, 0).await, ask(1, 9).await, worked.get()), (1, 1, 1));
        assert_eq!((ask(1, 10).await, ask(2, 11).await, worked.get()), (1, 2, 3));
        held.forget();
        assert_eq!((ask(2, 12).await, worked.get()), (2, 4));
    }
}
