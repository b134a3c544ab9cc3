//! The pages that are open to anyone, asked for from somebody's own address.

use akabeko_shared::Arm;
use akabeko_tests::world::World;
use reqwest::Method;

use crate::device::{Answer, Device, id};

/// Every answer of every page that needs no proof, one after another; the pages of a notice by its key and its name.
pub(crate) async fn pages(world: &World, who: usize, (token, notice): &(String, String)) -> String {
    let device = Device::of(world, who);
    let (entry, page) = (format!("/n/{token}"), format!("/notice/{notice}"));
    let scan = "019d4700-0000-7000-8000-000000000001";
    let gets = [
        "/",
        "/sample?language=en",
        "/opt-out",
        "/about?lang=en",
        "/really?lang=en",
        "/.well-known/security.txt",
        "/.well-known/probing.txt",
        "/healthz",
        "/readyz",
        "/assets/notice.css",
        "/assets/notice.js",
        "/assets/ox.svg",
        "/api/v1/about",
        &entry,
        &format!("{entry}?page=main&lang=en&ticket=x"),
        &page,
        &format!("{page}?page=main&lang=en"),
        &format!("{page}/scan/{scan}"),
    ];
    let posts = ["seen", "answer", "rescan"].map(|deed| format!("{page}/{deed}"));
    let mut answers = Vec::new();
    for (method, path) in gets
        .map(|path| (Method::GET, path.to_owned()))
        .into_iter()
        .chain(posts.map(|path| (Method::POST, path)))
    {
        let request = device.openly(method, &path).header("accept-language", "en");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let request = request.body("button=network.home");
        let Answer { status, kind, text } = Answer::read(request.send().await.unwrap()).await;
        answers.push(format!("{status} {kind} {text}"));
    }
    answers.join("\n")
}

/// The key and the name of the page that a waiting person's notice will have.
pub(crate) async fn waiting_page(world: &World, who: usize) -> (String, String) {
    let dataset = world.app.store.dataset(world.app.config.zone()).await.unwrap();
    let name = id(world, who).to_string();
    let mut notices =
        dataset.notices.iter().filter(|notice| notice.arm == Arm::Wait && *notice.agent == *name);
    let notice = notices.next().expect("somebody who waits").notice.to_string();
    (world.app.secret.page_token(notice.parse().unwrap(), 0), notice)
}

/// What is said of a check word.
pub(crate) async fn looked_up(world: &World, word: &str) -> String {
    let request = world.browser.post(format!("{}/really?lang=en", world.app.config.public_url()));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(format!("word={word}")).send().await.unwrap().text().await.unwrap()
}
