//! Who runs this, for anyone to read.

use akabeko_tests::world::World;
use serde_json::json;

use crate::device::Device;

#[tokio::test]
async fn anyone_learns_who_runs_this_before_they_enrol() {
    let world = World::with(|config| {
        config.organisation.name = "会津みまもりCSIRT".to_owned();
        config.organisation.support_mail = "support@akabeko.example".to_owned();
        config.organisation.site = Some("https://csirt.example/akabeko".to_owned());
        config.scan.scanned_from = vec!["192.0.2.9".parse().unwrap(), "2001:db8::9".parse().unwrap()];
    });
    let world = world.await;
    let about = Device::stranger(&world, [127, 0, 0, 1].into()).get("about").await;
    assert_eq!(about.status, 200);
    let expected = json!({
        "organisation": "会津みまもりCSIRT",
        "support_mail": "support@akabeko.example",
        "site": "https://csirt.example/akabeko",
        "scanned_from": ["192.0.2.9", "2001:db8::9"],
        "consent_version": 1
    });
    assert_eq!(about.json(), expected);
}

#[tokio::test]
async fn a_site_that_is_no_web_address_is_not_named() {
    let world = World::with(|config| config.organisation.site = Some("javascript:x".to_owned())).await;
    let about = Device::stranger(&world, [127, 0, 0, 1].into()).get("about").await.json();
    assert_eq!((about.get("site"), &about["scanned_from"]), (None, &json!([])));
}
