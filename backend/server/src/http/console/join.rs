//! Joining by a one-time address: the first operator, who says who runs the service, and everybody an administrator
//! adds.

use std::sync::Arc;

use akabeko_shared::wire::Problem as WireProblem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::super::client_address::ClientAddress;
use super::super::problem::{Body, Problem};
use super::session::{begin, codes};
use super::wire::{Join, JoinLook, Joining, OrganisationSettings};
use crate::app::App;
use crate::desk::password::{LONGEST, SHORTEST};
use crate::desk::throttle::line;
use crate::desk::{Act, Role, is_name};
use crate::page::Organisation;
use crate::store::JoinRecord;
use crate::{drawing, secret};

/// Shows what somebody who joins is asked, and the secret for their authenticator app.
#[utoipa::path(
    post,
    path = "/api/v1/console/join/look",
    tag = "console",
    request_body = JoinLook,
    responses((status = OK, body = Joining), (status = GONE, body = WireProblem))
)]
pub(crate) async fn look(
    State(app): State<Arc<App>>,
    ClientAddress(from): ClientAddress,
    Body(said): Body<JoinLook>,
) -> Result<Json<Joining>, Problem> {
    let (join, name, role) = opened(&app, from, &said.token).await?;
    let shown = name.as_deref().unwrap_or("operator");
    let codes = codes(&app, &join.operator, join.code_serial, shown)?;
    let address = codes.address();
    Ok(Json(Joining {
        is_first: join.is_first,
        name,
        role,
        server: app.config.public_url(),
        organisation: settings_so_far(&app.organisation()),
        is_fixed: app.organisation_is_fixed(),
        scanned_from: app.config.scan.scanned_from.iter().map(ToString::to_string).collect(),
        totp_secret: codes.secret(),
        totp_qr: drawing::qr(&address),
        totp_uri: address,
    }))
}

/// Sets name, password and codes, uses the address up, and begins a session.
#[utoipa::path(
    post,
    path = "/api/v1/console/join",
    tag = "console",
    request_body = Join,
    responses(
        (status = OK, body = super::wire::Me),
        (status = GONE, body = WireProblem),
        (status = UNPROCESSABLE_ENTITY, body = WireProblem)
    )
)]
pub(crate) async fn join(
    State(app): State<Arc<App>>,
    ClientAddress(from): ClientAddress,
    Body(said): Body<Join>,
) -> Result<Response, Problem> {
    let (join, known, _) = opened(&app, from, &said.token).await?;
    let name = known.or(said.name).map(|name| name.trim().to_owned()).unwrap_or_default();
    acceptable_name(&name)?;
    acceptable_password(&said.password)?;
    let organisation = said.organisation.filter(|_| join.is_first && !app.organisation_is_fixed());
    let organisation = organisation.map(acceptable_organisation).transpose()?;
    let step = codes(&app, &join.operator, join.code_serial, &name)?.step(&said.code, app.clock.outside());
    let step = step.ok_or_else(|| {
        unacceptable("This code is not right", "Type the six digits that the app shows now.")
    })?;
    let password = app.desk.passwords.hash(said.password, app.chance.bytes()).await;
    let password = password.map_err(|_| Problem::new(StatusCode::TOO_MANY_REQUESTS, "Too many tries"))?;
    let act = |action, about: &str| Act {
        at: app.clock.now(),
        who: name.clone(),
        action,
        about: about.to_owned(),
        detail: String::new(),
    };
    let store = app.store.by(act("operator.join", &name));
    if !store.join(secret::hash(&said.token), name.clone(), password, step, app.clock.now()).await? {
        return Err(gone());
    }
    if let Some(organisation) = organisation {
        app.set_organisation(&app.store.by(act("settings.organisation", &organisation.name)), organisation)
            .await?;
    }
    let operator = app.store.operator(&join.operator).await?.ok_or_else(gone)?;
    begin(&app, operator).await
}

/// Who runs the service, if it makes sense.
pub(super) fn acceptable_organisation(said: OrganisationSettings) -> Result<Organisation, Problem> {
    let [name, support_mail, site] =
        [said.name, said.support_mail, said.site].map(|text| text.trim().to_owned());
    if !(1..=80).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Err(unacceptable("Who runs this service?", "Its name has 1 to 80 characters."));
    }
    let is_mail =
        support_mail.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    if !is_mail
        || support_mail.len() > 120
        || support_mail.chars().any(|c| c.is_control() || c.is_whitespace())
    {
        return Err(unacceptable("Where do people ask?", "Give a mail address, such as support@example.jp."));
    }
    if !(site.is_empty() || site.starts_with("https://") || site.starts_with("http://")) {
        return Err(unacceptable(
            "This is no web address",
            "The site begins with https://, or is left empty.",
        ));
    }
    Ok(Organisation { name, support_mail, site: Some(site).filter(|site| !site.is_empty()) })
}

/// Who runs the service, as the console shows it.
pub(super) fn settings(organisation: &Organisation) -> OrganisationSettings {
    OrganisationSettings {
        name: organisation.name.clone(),
        support_mail: organisation.support_mail.clone(),
        site: organisation.site.clone().unwrap_or_default(),
    }
}

/// The same for whoever sets it up: what nobody has said yet is empty.
fn settings_so_far(organisation: &Organisation) -> OrganisationSettings {
    if *organisation != Organisation::default() {
        return settings(organisation);
    }
    OrganisationSettings { name: String::new(), support_mail: String::new(), site: String::new() }
}

/// A name that an operator may have.
pub(super) fn acceptable_name(name: &str) -> Result<(), Problem> {
    if is_name(name) {
        return Ok(());
    }
    Err(unacceptable("This name cannot be used", "A name has 1 to 60 characters."))
}

/// What was said makes no sense: what, and how it would.
pub(super) fn unacceptable(what: &str, how: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, what).detail(how)
}

async fn opened(
    app: &App,
    from: std::net::IpAddr,
    token: &str,
) -> Result<(JoinRecord, Option<String>, Role), Problem> {
    let (now, line) = (app.clock.now(), line(from));
    if !app.desk.tries.may_try(line.clone(), now) {
        return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "Too many tries").detail("Wait ten minutes."));
    }
    let join = app.store.join_link(secret::hash(token), now).await?.ok_or_else(gone)?;
    app.desk.tries.take_back(&line);
    if join.is_first {
        return Ok((join, None, Role::Admin));
    }
    let operator = app.store.operator(&join.operator).await?;
    let operator = operator.filter(|operator| operator.disabled_at.is_none()).ok_or_else(gone)?;
    Ok((join, Some(operator.name), operator.role))
}

fn acceptable_password(password: &str) -> Result<(), Problem> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(unacceptable(
            "The password is too short",
            format!("Take at least {SHORTEST} characters; a few words do well."),
        ));
    }
    if length > LONGEST {
        return Err(unacceptable("The password is too long", format!("Take at most {LONGEST} characters.")));
    }
    Ok(())
}

fn gone() -> Problem {
    Problem::new(StatusCode::GONE, "This address leads nowhere any more")
        .detail("It was used, it is too old, or a newer one was made. Ask for another.")
}
