//! Passwords: argon2id with the parameters of OWASP, at most two at once, since each takes 19 MiB.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::oneshot;

/// How many are hashed at once, each on a thread of its own and in memory of its own, which is kept: allocators hold on
/// to a multiple of what is taken and given back over and over.
const AT_ONCE: usize = 2;
/// How many may wait for their turn; others are turned away.
const WAITING: usize = 16;

/// The fewest characters of a password.
pub const SHORTEST: usize = 12;
/// The most.
pub const LONGEST: usize = 256;

type Memory = Vec<Block>;
type Job = Box<dyn FnOnce(&mut Memory) + Send>;

/// Hashes passwords, in turn.
#[derive(Clone)]
pub struct Passwords {
    jobs: SyncSender<Job>,
    pepper: [u8; 32],
    /// What is checked in place of an operator who is not there; made when it is first needed.
    nobody: Arc<OnceLock<String>>,
}

/// Too many people wait for their turn.
#[derive(Debug, thiserror::Error)]
#[error("too many passwords are being checked")]
pub struct Busy;

impl Passwords {
    /// `pepper` comes from the service's key, so that a copy of the database alone cannot be guessed at.
    pub fn new(pepper: [u8; 32]) -> Self {
        let (jobs, queue) = sync_channel(WAITING);
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..AT_ONCE {
            let queue = queue.clone();
            thread::spawn(move || work(&queue));
        }
        Self { jobs, pepper, nobody: Arc::default() }
    }

    /// The text that is kept of a password.
    pub async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String, Busy> {
        let pepper = self.pepper;
        self.in_turn(move |memory| hashed(memory, &pepper, &password, &salt).unwrap_or_default()).await
    }

    /// Whether this is the password that `kept` was made from. None: there is no such operator, and it takes as long
    /// all the same.
    pub async fn verify(&self, password: String, kept: Option<String>) -> Result<bool, Busy> {
        let (pepper, nobody) = (self.pepper, self.nobody.clone());
        let check = move |memory: &mut Memory| match kept {
            Some(kept) => verified(memory, &pepper, &password, &kept),
            None => {
                let mut made = || hashed(memory, &pepper, "nobody has this password", b"nobody's salt 16");
                let nobody = nobody.get_or_init(|| made().unwrap_or_default()).clone();
                // Worked out and thrown away.
                let _ = verified(memory, &pepper, &password, &nobody);
                false
            }
        };
        self.in_turn(check).await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |memory| {
            // Nobody listens when the request was dropped meanwhile.
            let _ = answer.send(work(memory));
        });
        self.jobs.try_send(job).map_err(|_| Busy)?;
        answered.await.map_err(|_| Busy)
    }
}

/// Takes one job after the other, until nobody can bring any more.
fn work(queue: &Mutex<Receiver<Job>>) {
    stand_back();
    let mut memory = Memory::new();
    loop {
        let next = queue.lock().map(|queue| queue.recv());
        match next {
            Ok(Ok(job)) => job(&mut memory),
            Ok(Err(_)) | Err(_) => return,
        }
    }
}

/// How far behind everything else these threads stand, of 19.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Lets whatever else the service does go first. Only on Linux does this call mean a single thread.
fn stand_back() {
    // Where it is refused, passwords are checked all the same.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, NICENESS);
}

fn hashed(memory: &mut Memory, pepper: &[u8], password: &str, salt: &[u8]) -> Option<String> {
    // m = 19 MiB, t = 2, p = 1.
    let params = Params::new(19 * 1024, 2, 1, Some(OUTPUT)).ok()?;
    let hash = output(memory, pepper, password, salt, &params)?;
    let kept = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).ok()?,
        salt: Some(Salt::new(salt).ok()?),
        hash: Some(hash),
    };
    Some(kept.to_string())
}

fn verified(memory: &mut Memory, pepper: &[u8], password: &str, kept: &str) -> bool {
    let mut right = || {
        let kept = PasswordHash::new(kept).ok()?;
        let params = Params::try_from(&kept).ok()?;
        Some(output(memory, pepper, password, kept.salt.as_ref()?, &params)? == kept.hash?)
    };
    right().unwrap_or_default()
}

/// How many bytes a hash has.
const OUTPUT: usize = 32;

fn output(
    memory: &mut Memory,
    pepper: &[u8],
    password: &str,
    salt: &[u8],
    params: &Params,
) -> Option<Output> {
    let hasher = Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params.clone()).ok()?;
    memory.resize(memory.len().max(params.block_count()), Block::default());
    let blocks = memory.get_mut(..params.block_count())?;
    let mut hash = [0; OUTPUT];
    hasher.hash_password_into_with_memory(password.as_bytes(), salt, &mut hash, blocks).ok()?;
    Output::new(&hash).ok()
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
        assert!((100 - AT_ONCE - WAITING..=100 - WAITING).contains(&turned_away), "{turned_away}");
        assert!(passwords.verify("wrong".to_owned(), None).await.is_ok(), "later there is room again");
    }
}
