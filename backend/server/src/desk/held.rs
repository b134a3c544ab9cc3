//! What took long to work out, held for a while for whoever asks next.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;

/// One answer, by what was asked.
pub struct Held<K, T> {
    keeps: SignedDuration,
    held: Mutex<Option<(K, Timestamp, Arc<T>)>>,
}

impl<K: PartialEq, T> Held<K, T> {
    /// Holds an answer for so long.
    pub fn new(keeps: SignedDuration) -> Self {
        Self { keeps, held: Mutex::new(None) }
    }

    /// The held answer with the time it is from, or a new one. Whoever asks meanwhile waits for the same.
    pub async fn get<E>(
        &self,
        key: K,
        now: Timestamp,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<(Timestamp, Arc<T>), E> {
        let mut held = self.held.lock().await;
        if let Some((known, at, answer)) = &*held
            && *known == key
            && now.duration_since(*at).abs() < self.keeps
        {
            return Ok((*at, answer.clone()));
        }
        let answer = Arc::new(work.await?);
        *held = Some((key, now, answer.clone()));
        Ok((now, answer))
    }

    /// Forgets the answer: it is no longer true.
    pub async fn forget(&self) {
        *self.held.lock().await = None;
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[tokio::test]
    async fn an_answer_is_worked_out_once_a_while_and_for_each_question() {
        let (held, worked) = (Held::new(SignedDuration::from_secs(10)), Cell::new(0));
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
        held.forget().await;
        assert_eq!((ask(2, 12).await, worked.get()), (2, 4));
    }
}
