//! Passwords: argon2id with the parameters of OWASP, at most two at once, since each takes 19 MiB.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

/// How many are hashed at once.
const AT_ONCE: usize = 2;
/// How many may wait for their turn; others are turned away.
const WAITING: usize = 16;

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most.
pub const LONGEST: usize = 256;

/// Hashes passwords, in turn.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    seats: Arc<Semaphore>,
    pepper: [u8; 32],
    nobody: Arc<str>,
}

/// Too many people wait for their turn.
#[derive(Debug, thiserror::Error)]
#[error("too many passwords are being checked")]
pub struct Busy;

impl Passwords {
    /// `pepper` comes from the service's key, so that a copy of the database alone cannot be guessed at.
    pub fn new(pepper: [u8; 32]) -> Self {
        let [turns, seats] = [AT_ONCE, AT_ONCE + WAITING].map(|places| Arc::new(Semaphore::new(places)));
        let nobody = hashed(&pepper, "nobody has this password", b"nobody's salt 16").unwrap_or_default();
        Self { turns, seats, pepper, nobody: nobody.into() }
    }

    /// The text that is kept of a password.
    pub async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String, Busy> {
        let pepper = self.pepper;
        self.in_turn(move || hashed(&pepper, &password, &salt).unwrap_or_default()).await
    }

    /// Whether this is the password that `kept` was made from. None: there is no such operator, and it takes as long
    /// all the same.
    pub async fn verify(&self, password: String, kept: Option<String>) -> Result<bool, Busy> {
        let (pepper, is_somebody) = (self.pepper, kept.is_some());
        let kept = kept.unwrap_or_else(|| self.nobody.to_string());
        self.in_turn(move || is_somebody & verified(&pepper, &password, &kept)).await
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Busy> {
        let _seat = self.seats.try_acquire().map_err(|_| Busy)?;
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await.map_err(|_| Busy)
    }
}

/// m = 19 MiB, t = 2, p = 1.
fn hasher(pepper: &[u8]) -> Option<Argon2<'_>> {
    let params = Params::new(19 * 1024, 2, 1, None).ok()?;
    Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params).ok()
}

fn hashed(pepper: &[u8], password: &str, salt: &[u8]) -> Option<String> {
    let hash = hasher(pepper)?.hash_password_with_salt(password.as_bytes(), salt).ok()?;
    Some(hash.to_string())
}

fn verified(pepper: &[u8], password: &str, kept: &str) -> bool {
    let (Some(hasher), Ok(kept)) = (hasher(pepper), PasswordHash::new(kept)) else { return false };
    hasher.verify_password(password.as_bytes(), &kept).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_recognised_and_another_is_not() {
        let passwords = Passwords::new([7; 32]);
        let kept = passwords.hash("a red ox of Aizu".to_owned(), [1; 16]).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        for (password, known, is_right) in [
            ("a red ox of Aizu", Some(kept.clone()), true),
            ("a red ox of Kyoto", Some(kept.clone()), false),
            ("a red ox of Aizu", Some(String::new()), false),
            ("nobody has this password", None, false),
        ] {
            assert_eq!(passwords.verify(password.to_owned(), known).await.unwrap(), is_right, "{password}");
        }
        let elsewhere = Passwords::new([8; 32]);
        assert!(!elsewhere.verify("a red ox of Aizu".to_owned(), Some(kept)).await.unwrap());
    }

    #[tokio::test]
    async fn a_crowd_is_turned_away_instead_of_filling_the_memory() {
        let passwords = Passwords::new([7; 32]);
        let tries = (0..100).map(|_| passwords.verify("wrong".to_owned(), None));
        let outcomes = futures::future::join_all(tries).await;
        let turned_away = outcomes.iter().filter(|outcome| outcome.is_err()).count();
        assert_eq!(turned_away, 100 - AT_ONCE - WAITING);
        assert!(passwords.verify("wrong".to_owned(), None).await.is_ok(), "later there is room again");
    }
}
