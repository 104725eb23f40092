//! Temporary.
use aws_credential_types::Credentials;
use ipb::aws::session::{Connector, Simulated};
use ipb::core::{
    app::App, config::Settings, error::CredentialTrouble, session::Target, text::ENGLISH,
};
use ipb::run::{Engine, browse};
use ipb::ui::theme::Theme;
use std::sync::Arc;

#[tokio::main(worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let demo = args.iter().any(|a| a == "--demo");
    let profile = args.iter().position(|a| a == "--profile").map(|i| args[i + 1].clone());
    let mut options = ipb::demo::Options::default();
    options.faults = ipb::demo::Faults::parse(
        &args.iter().skip(1).filter(|a| a.contains('=')).cloned().collect::<Vec<_>>(),
    )?;
    let account = ipb::demo::Account::builtin(&options)?;
    let simulate = move |target: &Target| {
        let name = target.aws_profile.as_deref().unwrap_or("admin");
        let id = account
            .identity(name)
            .ok_or(CredentialTrouble::NoSuchAwsProfile { profile: name.into() })?;
        Ok(Simulated {
            http_client: account.http_client(),
            credentials: Credentials::new(
                &id.access_key_id,
                &id.secret_access_key,
                id.session_token.clone(),
                None,
                "demo",
            ),
        })
    };
    let target = Target { demo, aws_profile: profile, ..Target::default() };
    let app = App::new(&ENGLISH, Settings::default(), target, ipb::aws::now())?;
    let engine = Engine::new(app, |calls| Connector::new(Arc::new(simulate), calls), Vec::new());
    browse(engine, &Theme::new(std::env::var_os("NO_COLOR").is_none())).await?;
    Ok(())
}
