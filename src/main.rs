//! `ipb`: command line → settings → session → command or browser → exit status.
//!
//! The only place that knows both the demo's account and the SDK's sessions:
//! it hands the one to the other as a closure.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anyhow::Context as _;
use aws_credential_types::Credentials;
use ipb::aws::session::{Connector, Session, Simulate, Simulated};
use ipb::aws::{self, Calls};
use ipb::cli::{self, ChangeTask, DemoOptions, Exit, Failure, Invocation, Task, Tools};
use ipb::core::app::App;
use ipb::core::error::CredentialTrouble;
use ipb::core::session::{AwsProfile, AwsProfileKind, Target};
use ipb::core::text::{ENGLISH, Words};
use ipb::demo::{self, Account, DemoIdentity, FAULT_TEXTS, Faults};
use ipb::host::journal::Journal;
use ipb::host::log;
use ipb::host::state::Keeper;
use ipb::run::{self, End, Engine};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// The only language so far.
const WORDS: &Words = &ENGLISH;

fn main() -> ExitCode {
    let cli = match cli::parse() {
        Ok(cli) => cli,
        Err(exit) => return exit.into(),
    };
    let exit = match cli::settle(cli, WORDS) {
        Ok(invocation) => start(invocation),
        Err(failure) => Ok(failure.report(WORDS)),
    };
    match exit {
        Ok(exit) => exit.into(),
        Err(error) => {
            cli::say(&[format!("{error:#}")]);
            Exit::Failed.into()
        }
    }
}

/// Fails only when the system gives no threads; a command's failures are told
/// here, each with its status.
fn start(invocation: Invocation) -> anyhow::Result<Exit> {
    if let Err(failure) = start_log(&invocation) {
        return Ok(failure.report(WORDS));
    }
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("the runtime could not be started")?;
    let result = perform(&runtime, invocation);
    // A call that hangs must not keep the program from its end.
    runtime.shutdown_background();
    Ok(result.unwrap_or_else(|failure| failure.report(WORDS)))
}

fn start_log(invocation: &Invocation) -> Result<(), Failure> {
    let Some(cli::Log { path, level }) = &invocation.log else { return Ok(()) };
    log::start(path, *level).map_err(|error| {
        let path = path.display().to_string();
        Failure::said(Exit::Usage, (WORDS.cli.fault.log_file)(&path, &error.to_string()), "")
    })?;
    let target = &invocation.target;
    tracing::info!(
        target: "ipb", version = env!("CARGO_PKG_VERSION"), aws_profile = target.aws_profile,
        region = target.region, demo = target.demo, "started"
    );
    Ok(())
}

fn perform(runtime: &Runtime, invocation: Invocation) -> Result<Exit, Failure> {
    let demo = Demo::new(&invocation.demo)?;
    if invocation.target.demo {
        demo.check(&invocation.target)?;
    }
    let connector =
        Connector::new(demo.simulate(), Calls::nowhere()).with_timeouts(invocation.timeouts);
    let connector = connector.read_only(invocation.settings.read_only_where());
    let Some(task) = &invocation.task else {
        return browse(runtime, &demo, connector, invocation);
    };
    let mut out = BufWriter::new(io::stdout().lock());
    match task {
        Task::List(args) => runtime.block_on(async {
            let session = connect(&connector, &invocation).await?;
            let prefix = invocation.settings.path_prefix.as_deref();
            cli::list(&session, WORDS, args, prefix, invocation.output, &mut out).await
        }),
        Task::Show(args) => runtime.block_on(async {
            let session = connect(&connector, &invocation).await?;
            cli::show(&session, WORDS, args, invocation.output, &mut out).await
        }),
        Task::Change(task) => {
            let journal = journal(&invocation);
            let tools = Tools { words: WORDS, settings: &invocation.settings, journal };
            if matches!(task, ChangeTask::History(_)) {
                return cli::past(&tools, task, &mut out);
            }
            runtime.block_on(async {
                let session = connect(&connector, &invocation).await?;
                cli::change(&tools, &session, task, &mut out).await
            })
        }
        Task::Completions { shell } => {
            cli::completions(*shell, &mut out)?;
            Ok(Exit::Done)
        }
        Task::Man => {
            cli::man(&mut out)?;
            Ok(Exit::Done)
        }
        Task::ServeDemo { port } => runtime.block_on(demo.serve(*port, &mut out)),
    }
}

async fn connect(connector: &Connector, invocation: &Invocation) -> Result<Session, Failure> {
    let connected = connector.connect(&invocation.target).await;
    connected.map_err(|failure| Failure::Connect(Box::new(failure)))
}

/// The demo leaves no trace; its history ends with it.
fn journal(invocation: &Invocation) -> Option<Journal> {
    if invocation.target.demo { Some(Journal::in_memory()) } else { Journal::of_user() }
}

/// Opens the browser, which needs a terminal on both sides.
fn browse(
    runtime: &Runtime,
    demo: &Demo,
    connector: Connector,
    invocation: Invocation,
) -> Result<Exit, Failure> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        let text = &WORDS.cli;
        let hint = invocation.place.as_deref().and_then(|place| cli::instead(place, WORDS));
        let hint = hint.unwrap_or_else(|| text.no_terminal_hint.to_owned());
        return Err(Failure::said(Exit::Usage, text.no_terminal, hint));
    }
    let journal = journal(&invocation);
    let simulated = if invocation.target.demo { demo.aws_profiles() } else { Vec::new() };
    let mut app = App::new(WORDS, invocation.settings, invocation.target, aws::now())
        .map_err(|error| Failure::said(Exit::Usage, error.to_string(), ""))?;
    app.notice = invocation.notice;
    if let Some(text) = invocation.place {
        // It was understood when the command line was settled.
        let _ = app.go_to(text, true);
    }
    let engine = Engine::new(app, connector, simulated);
    let engine = engine.with_keeper(invocation.state.map(Keeper::new));
    let engine = engine.with_journal(journal);
    // As a task, the loop runs on the thread that waits for the network and
    // the clock: one thread wakes up where otherwise one would wake another.
    let browser = runtime.spawn(run::browse(engine, invocation.themes));
    Ok(match runtime.block_on(browser) {
        Ok(end) => match end? {
            End::Quit => Exit::Done,
            End::Terminated => Exit::Terminated,
            End::Crashed => Exit::Crashed,
        },
        // The panic has said what it was, on a terminal given back.
        Err(_) => Exit::Crashed,
    })
}

/// The demo's account, made when it is first needed: a session with AWS
/// should not pay for it.
#[derive(Clone)]
struct Demo {
    options: demo::Options,
    account: Arc<OnceLock<Result<Account, String>>>,
}

impl Demo {
    fn new(options: &DemoOptions) -> Result<Self, Failure> {
        let faults = Faults::parse(&options.faults).map_err(|error| {
            let texts = (WORDS.cli.fault.demo_faults)(FAULT_TEXTS);
            Failure::said(Exit::Usage, error.to_string(), texts)
        })?;
        let options =
            demo::Options { profiles: options.profiles, page_limit: options.page_limit, faults };
        Ok(Self { options, account: Arc::default() })
    }

    fn account(&self) -> Result<&Account, &str> {
        let made = || Account::builtin(&self.options).map_err(|error| error.to_string());
        self.account.get_or_init(made).as_ref().map_err(String::as_str)
    }

    /// Whose keys are used: those of `--profile`, or the first identity's.
    fn identity(&self, target: &Target) -> Result<(&Account, &DemoIdentity), CredentialTrouble> {
        let account = self
            .account()
            .map_err(|reason| CredentialTrouble::Failed { reason: reason.to_owned() })?;
        let identity = match &target.aws_profile {
            None => account.identities().first(),
            Some(name) => account.identity(name),
        };
        let profile = || target.aws_profile.clone().unwrap_or_default();
        let identity =
            identity.ok_or_else(|| CredentialTrouble::NoSuchAwsProfile { profile: profile() })?;
        Ok((account, identity))
    }

    /// Says early, and with the names there are, that there is no such identity.
    fn check(&self, target: &Target) -> Result<(), Failure> {
        let text = &WORDS.cli.fault;
        let account = self.account().map_err(|reason| Failure::said(Exit::Usage, reason, ""))?;
        match &target.aws_profile {
            Some(name) if account.identity(name).is_none() => {
                let names: Vec<_> =
                    account.identities().iter().map(|known| known.name.as_str()).collect();
                let hint = (text.identities)(&names.join(", "));
                Err(Failure::said(Exit::Credentials, (text.no_such_identity)(name), hint))
            }
            _ => Ok(()),
        }
    }

    /// Its identities, to choose from as from AWS profiles.
    fn aws_profiles(&self) -> Vec<AwsProfile> {
        let identities = self.account().map_or(&[][..], Account::identities);
        let profile = |identity: &DemoIdentity| AwsProfile {
            name: identity.name.clone(),
            region: None,
            kind: AwsProfileKind::Role(identity.arn.clone()),
        };
        identities.iter().map(profile).collect()
    }

    /// Hands the account to the SDK.
    fn simulate(&self) -> Arc<Simulate> {
        let demo = self.clone();
        Arc::new(move |target: &Target| {
            let (account, identity) = demo.identity(target)?;
            let credentials = Credentials::new(
                &identity.access_key_id,
                &identity.secret_access_key,
                identity.session_token.clone(),
                None,
                "demo",
            );
            Ok(Simulated { http_client: account.http_client(), credentials })
        })
    }

    /// Serves the account on this machine alone until Ctrl-C or SIGTERM.
    async fn serve(&self, port: u16, out: &mut dyn Write) -> Result<Exit, Failure> {
        let account = self.account().map_err(|reason| Failure::said(Exit::Usage, reason, ""))?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| {
            let headline = (WORDS.cli.fault.port)(port, &error.to_string());
            Failure::said(Exit::Failed, headline, "")
        })?;
        let address = format!("http://{}", listener.local_addr()?);
        // Whoever reads the address may use it at once: the port is open.
        writeln!(out, "{address}")?;
        out.flush()?;
        cli::say(&how_to_use(&address, account.identities()));
        demo::serve(account.clone(), listener, asked_to_end()).await?;
        Ok(Exit::Done)
    }
}

/// The lines for a shell. The keys open nothing but this account, which
/// accepts any: they are no secrets.
fn how_to_use(address: &str, identities: &[DemoIdentity]) -> Vec<String> {
    let text = &WORDS.cli;
    let mut lines = vec![
        (text.serving)(address),
        text.serving_end.to_owned(),
        format!("  export AWS_ENDPOINT_URL={address} AWS_DEFAULT_REGION=us-east-1"),
    ];
    for (index, identity) in identities.iter().enumerate() {
        if index == 1 {
            lines.push(text.other_identities.to_owned());
        }
        let token = match &identity.session_token {
            Some(token) => format!("export AWS_SESSION_TOKEN={token}"),
            None => "unset AWS_SESSION_TOKEN".to_owned(),
        };
        lines.push(format!(
            "  export AWS_ACCESS_KEY_ID={} AWS_SECRET_ACCESS_KEY={}; {token}  # {}",
            identity.access_key_id, identity.secret_access_key, identity.name
        ));
    }
    lines
}

/// Ready on Ctrl-C, and on SIGTERM where there is one.
async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
