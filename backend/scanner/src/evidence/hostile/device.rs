//! A device on loopback that behaves as it is told.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use akabeko_shared::Port;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::SHORT;
use crate::evidence::{Dialled, read_within};
use crate::identify;

pub(super) struct Device {
    address: SocketAddr,
    guests: Arc<AtomicUsize>,
}

impl Device {
    /// A device that treats each guest, counted from 0, in this way.
    pub(super) async fn new<Treat, Done>(treat: Treat) -> Self
    where
        Treat: Fn(usize, TcpStream) -> Done + Send + 'static,
        Done: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let guests = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&guests);
        tokio::spawn(async move {
            while let Ok((guest, _)) = listener.accept().await {
                tokio::spawn(treat(count.fetch_add(1, Ordering::Relaxed), guest));
            }
        });
        Self { address, guests }
    }

    /// A device that takes guests and says nothing.
    pub(super) async fn silent() -> Self {
        Self::saying(Vec::new()).await
    }

    /// A device that says this to everybody and then waits.
    pub(super) async fn saying(words: Vec<u8>) -> Self {
        Self::new(move |_, mut guest| {
            let words = words.clone();
            async move {
                let _left = guest.write_all(&words).await;
                hear_out(&mut guest).await;
            }
        })
        .await
    }

    /// A device that says this and then makes noise until its guest leaves.
    pub(super) async fn endless(words: Vec<u8>, noise: u8) -> Self {
        Self::new(move |_, mut guest| {
            let words = words.clone();
            async move {
                let mut is_there = guest.write_all(&words).await.is_ok();
                while is_there {
                    is_there = guest.write_all(&[noise; 4_096]).await.is_ok();
                }
            }
        })
        .await
    }

    /// A device that gives one byte at a time.
    pub(super) async fn dripping(
        gap: Duration,
        words: impl Iterator<Item = u8> + Clone + Send + 'static,
    ) -> Self {
        Self::new(move |_, mut guest| {
            let words = words.clone();
            async move {
                let mut clock = tokio::time::interval(gap);
                for byte in words {
                    clock.tick().await;
                    if guest.write_all(&[byte]).await.is_err() {
                        return;
                    }
                }
                hear_out(&mut guest).await;
            }
        })
        .await
    }

    /// What the device says when it is read as if it stood behind this port, and how long that took.
    pub(super) async fn read(&self, port: Port) -> (Option<Vec<u8>>, Duration) {
        let started = Instant::now();
        let evidence = self.read_after(port, Duration::ZERO).await;
        (evidence, started.elapsed())
    }

    /// What the device says when our own pace lets it wait before each connection.
    pub(super) async fn read_after(&self, port: Port, waited: Duration) -> Option<Vec<u8>> {
        let connect = async || {
            tokio::time::sleep(waited).await;
            Dialled { stream: TcpStream::connect(self.address).await.ok(), waited }
        };
        read_within(&SHORT, IpAddr::from([127, 0, 0, 1]), port, connect).await
    }

    /// How many guests there were.
    pub(super) fn guests(&self) -> usize {
        self.guests.load(Ordering::Relaxed)
    }
}

/// Reads whatever a guest says until it leaves.
pub(super) async fn hear_out(guest: &mut TcpStream) {
    let mut buffer = [0; 1_024];
    while matches!(guest.read(&mut buffer).await, Ok(1..)) {}
}

/// The texts of the facts in evidence.
pub(super) fn texts(port: Port, evidence: &[u8]) -> Vec<String> {
    identify::facts(port, evidence).into_iter().map(|fact| fact.text).collect()
}
