//! The push service of the tests as a program, for tests that live in a browser: it says where it is and goes on until
//! it is ended. `POST /subscriptions` with `{"key": …}` gives a subscription for that key, and
//! `GET /subscriptions/{device}/messages` what came for it.

use std::io::Write;
use std::net::SocketAddr;

use akabeko_backend::chance::Chance;
use akabeko_backend::clock::Clock;
use akabeko_tests::push::PushService;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let at: SocketAddr = std::env::args().nth(1).as_deref().unwrap_or("127.0.0.1:0").parse()?;
    let service = PushService::start(at, Clock::World, Chance::from_system()?).await?;
    writeln!(std::io::stdout(), "{}", service.origin())?;
    std::future::pending().await
}
