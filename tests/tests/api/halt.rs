//! What stops a scan that is under way: the kill switch and an opt-out, by counting at the far end.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use akabeko_backend::flow;
use akabeko_backend::store::{OptOut, Store};
use akabeko_shared::{PORTS, Port, Protocol};
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::json;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::device::Device;

#[tokio::test]
async fn within_a_second_of_a_halt_nothing_arrives_any_more() {
    // The 23 ports take more than two seconds.
    let mut world = World::with(|config| (config.scan.overall, config.scan.packets_a_day) = (10, 240)).await;
    let everything = everything();
    let alice = world.moves_in(&everything).await;
    let under_way = begun(&world, alice).await;
    // As by another process: the word is in the store alone.
    let elsewhere = Store::open(&world.app.config.database()).await.unwrap();
    assert!(elsewhere.halt("a complaint", world.now()).await.unwrap());
    let ended = timeout(Duration::from_secs(1), under_way).await;
    ended.expect("packets left for more than a second").unwrap().unwrap();

    let arrived = knocks_after_all_came_in(&world, alice).await;
    assert!(arrived < everything.len() as u64, "it was halted too late to show anything");
    assert_eq!(world.app.store.scans_waiting().await.unwrap().0, 1, "it waits for another day");
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    assert!(dataset.observations.is_empty(), "what was cut short was taken for a finding");
    let home = IpAddr::from(world.people[alice].home.address());
    let spent = world.app.store.spent(world.app.today(), vec![home]).await.unwrap()[&home];
    assert!((arrived..92).contains(&spent.into()), "{spent} packets count of {arrived}, as if it had ended");
    let rounds = world.app.store.rounds(true, 9).await.unwrap();
    assert_eq!((rounds.len(), rounds[0].void.as_str()), (1, "scanning was halted"));

    let device = Device::of(&world, alice);
    assert!(device.post("scans", &json!({})).await.problem(503).contains("stopped all scans"));
    flow::settle(&world.app).await.unwrap();
    world.restarts(2).await;
    world.step().await;
    let before = arrived + everything.len() as u64;
    assert_eq!(knocks_after_all_came_in(&world, alice).await, before, "a restart forgot the halt");

    assert!(world.app.store.resume().await.unwrap());
    world.step().await;
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    assert_eq!(dataset.observations.len(), PORTS.len());
}

#[tokio::test]
async fn an_opt_out_holds_for_what_is_under_way() {
    let mut world = World::with(|config| config.scan.overall = 10).await;
    let everything = everything();
    let alice = world.moves_in(&everything).await;
    let under_way = begun(&world, alice).await;
    let range = IpAddr::from(world.people[alice].home.address()).into();
    let (reason, added_by) = ("asked by mail".to_owned(), "operator".to_owned());
    let wanted = OptOut { range, reason, added_by, ends_at: None };
    assert!(world.app.store.opt_out(wanted, world.now()).await.unwrap());
    under_way.await.unwrap().unwrap();

    let arrived = knocks_after_all_came_in(&world, alice).await;
    assert!(arrived < everything.len() as u64, "all {arrived} doors were tried");
    assert_eq!(world.app.store.scans_waiting().await.unwrap().0, 0, "it is not made again");
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    assert!(dataset.observations.is_empty());
}

/// Doors at which every visitor is counted and sent away with a word.
fn everything() -> Vec<Port> {
    PORTS.into_iter().filter(|port| port.protocol == Protocol::Tcp && !port.is_web()).collect()
}

/// The daily scan of somebody, of which a few packets have arrived.
async fn begun(world: &World, who: usize) -> JoinHandle<anyhow::Result<()>> {
    world.app.clock.advance(SignedDuration::from_mins(10));
    let app = world.app.clone();
    let under_way = tokio::spawn(async move { flow::settle(&app).await });
    while world.people[who].home.knocks() < 2 {
        tokio::task::yield_now().await;
    }
    under_way
}

/// How often somebody came to a door before this. A door lets its visitors in one after the other, so whoever is
/// answered now came after all that were on their way.
async fn knocks_after_all_came_in(world: &World, who: usize) -> u64 {
    let home = &world.people[who].home;
    let doors = home.open_doors();
    for door in &doors {
        let number = world.app.config.scan.lab().doors.number(*door);
        let mut stream = TcpStream::connect(SocketAddr::new(home.address().into(), number)).await.unwrap();
        let mut said = Vec::new();
        stream.read_to_end(&mut said).await.unwrap();
    }
    home.knocks() - doors.len() as u64
}
