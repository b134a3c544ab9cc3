//! How much one address is sent in a day, whoever asks and whatever for.

use akabeko_backend::flow;
use akabeko_shared::Port;
use akabeko_tests::world::World;
use jiff::SignedDuration;
use serde_json::json;

use crate::device::Device;

const TELNET: Port = Port::tcp(23);

#[tokio::test]
async fn an_address_is_looked_at_only_so_often_a_day_over_restarts() {
    let mut world = World::with(|config| config.scan.packets_a_day = 240).await;
    let alice = world.moves_in(&[]).await;
    world.step().await;
    let mut looks = 1;
    let refused = loop {
        world.restarts(looks).await;
        let asked = Device::of(&world, alice).post("scans", &json!({})).await;
        if asked.status != 202 {
            break asked;
        }
        flow::settle(&world.app).await.unwrap();
        looks += 1;
    };
    assert!(refused.problem(429).contains("often enough today"));
    let home = world.people[alice].home.address().into();
    let spent = world.app.store.spent(world.app.today(), vec![home]).await.unwrap()[&home];
    assert!(
        looks > 3 && spent <= 240 && spent + 92 > 240,
        "{looks} looks took {spent}: 92 must be left for one"
    );
    world.step_of(SignedDuration::from_hours(24)).await;
    assert_eq!(Device::of(&world, alice).post("scans", &json!({})).await.status, 202);
}

#[tokio::test]
async fn after_the_daily_look_a_person_may_still_see_whether_a_port_is_closed() {
    let mut world = World::with(|config| config.scan.packets_a_day = 240).await;
    let alice = world.moves_in(&[TELNET]).await;
    world.pass(SignedDuration::from_hours(24 * 7)).await;
    world.sends_campaign("april", &[TELNET], 0.0).await;
    world.step().await;
    let page = world.opens(&world.face(alice).notices[0].url).await;
    let scan = async |world: &World| {
        let asked = world.browser.post(format!("{page}/rescan")).send().await.unwrap();
        flow::settle(&world.app).await.unwrap();
        asked.headers()["location"].to_str().unwrap().to_owned()
    };
    for number in 0..10 {
        assert!(scan(&world).await.contains("scan="), "look {number}");
    }
}

#[tokio::test]
async fn everybody_behind_one_address_shares_its_day() {
    let mut world = World::with(|config| config.scan.packets_a_day = 120).await;
    let (alice, bob) = (world.moves_in(&[]).await, world.moves_in(&[]).await);
    world.step().await;
    let home = Device::of(&world, alice);
    let mut guest = Device::stranger(&world, home.address);
    guest.token = Device::of(&world, bob).token;
    assert_eq!(guest.post("check-in", &json!({})).await.status, 200);
    assert_eq!(home.post("check-in", &json!({})).await.status, 200);
    for (device, status) in [(&home, 202), (&guest, 429), (&home, 429)] {
        assert_eq!(device.post("scans", &json!({})).await.status, status);
        flow::settle(&world.app).await.unwrap();
    }
}
