//! `invite`: a code by which agents enrol.

use std::io::Write;

use clap::Args;
use jiff::SignedDuration;

use super::open::Place;
use crate::secret;
use crate::store::Invitation;

/// Whom to invite.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Whom it is for, in your own words.
    #[arg(long, default_value = "")]
    label: String,
    /// How many agents may enrol with it.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..=1_000_000))]
    uses: i64,
    /// For how many days it holds.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(i64).range(1..=3650))]
    days: i64,
    /// Print the link that opens the app instead of the code alone.
    #[arg(long)]
    link: bool,
}

/// Makes an invitation and prints its code, which is kept nowhere, or the link with it. How else to use it goes to
/// standard error.
pub async fn run(arguments: Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    let app = arguments.place.app().await?;
    let now = app.clock.now();
    let code = secret::invitation_code(&app.chance);
    let invitation = Invitation {
        code_hash: secret::code_hash(&code),
        label: arguments.label,
        uses: arguments.uses,
        expires_at: now + SignedDuration::from_hours(24 * arguments.days),
    };
    app.by_command("invitation.make", &invitation.label, "").invite(invitation.clone(), now).await?;
    let server = app.config.public_url();
    let command = format!("akabeko-agent --headless --server {server} --invite {code}");
    let link = akabeko_shared::Invitation { server, code: code.clone() }.to_string();
    let (result, hint) = if arguments.link { (link, code) } else { (code, link) };
    writeln!(out, "{result}")?;
    Ok(writeln!(std::io::stderr().lock(), "{hint}\n{command}")?)
}
