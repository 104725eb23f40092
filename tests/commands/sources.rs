//! Sources of keys that give some: each with a stand-in of its own, and the
//! simulated account behind another one that sees who signs.

use crate::common::{Ended, Home, Served, demo, nobody, ok, serve_demo};
use crate::standin::{Asked, StandIn};

/// What each source hands out in the end.
const KEY: &str = "ASIAHANDEDOUTEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMIhandedOutSecret";
const TOKEN: &str = "FwoGZXIvYXdzEhandedOutToken";
/// What opens a source: none of it may be seen either.
const OPENS: [&str; 6] = [
    SECRET,
    TOKEN,
    "aoaAAAAAopensTheSource",
    "aorAAAAArefreshesTheLogin",
    "cliAAAAAclientsOwnSecret",
    BASE_SECRET,
];
const OPENER: &str = OPENS[2];
const REFRESHER: &str = OPENS[3];
const CLIENT_SECRET: &str = OPENS[4];
const BASE_SECRET: &str = "bAsEsEcReTofTheSourceProfile";

/// A few profiles are as good as many here.
pub const FEW: [&str; 2] = ["--demo-profiles", "12"];

/// The simulated account, and whom it was asked by.
struct Account {
    gate: StandIn,
    _served: Served,
}

impl Account {
    fn new() -> Self {
        let served = serve_demo(&FEW);
        Self { gate: StandIn::before(&served.address), _served: served }
    }

    /// Lists with whatever keys this home leads to, and sees that they were
    /// the ones handed out and that nothing secret is told.
    #[track_caller]
    fn is_listed_from(&self, home: Home, args: &[&str]) -> Home {
        let home = home.with("AWS_ENDPOINT_URL_IAM", &self.gate.url);
        let ended = logged(&home, &[&["list"], args].concat());
        assert_eq!((ended.code, ended.err.as_str()), (0, ""));
        assert_eq!(ended.out, demo(&[&FEW[..], &["list"]].concat()).out);
        let asked = self.gate.asked();
        assert!(!asked.is_empty());
        for asked in asked {
            assert_eq!((asked.key(), asked.header("x-amz-security-token")), (KEY, Some(TOKEN)));
        }
        home
    }
}

/// Runs with the most that can be logged, and reads it for secrets.
#[track_caller]
pub fn logged(home: &Home, args: &[&str]) -> Ended {
    let log = home.path("ipb.log");
    let most = ["--log", log.to_str().unwrap(), "--log-level", "trace"];
    let ended = home.run(&[&most[..], args].concat());
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("iam:ListInstanceProfiles"), "{log}");
    for secret in OPENS {
        // Half of one is one too.
        let half = &secret[..secret.len() / 2];
        for text in [&ended.out, &ended.err, &log] {
            assert!(!text.contains(half), "{half} is told in {text}");
        }
    }
    ended
}

/// The document of a container's or an instance's role.
fn document() -> Vec<u8> {
    let json = format!(
        r#"{{"Code":"Success","AccessKeyId":"{KEY}","SecretAccessKey":"{SECRET}","Token":"{TOKEN}","Expiration":"2099-01-01T00:00:00Z"}}"#
    );
    ok("application/json", &json)
}

/// An answer without anything, for whoever does not ask as he should.
fn refused() -> Vec<u8> {
    b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec()
}

#[test]
fn a_container_hands_out_the_keys_of_its_task() {
    let account = Account::new();
    let container = StandIn::answering(|_| document());
    let uri = format!("{}/v2/credentials?task=1", container.url);
    let home = Home::new().with("AWS_CONTAINER_CREDENTIALS_FULL_URI", uri);
    account.is_listed_from(home, &[]);
    assert_eq!(container.whats(), ["GET /v2/credentials?task=1"]);
    assert_eq!(container.asked()[0].header("authorization"), None);
}

#[test]
fn a_container_is_shown_the_token_that_it_asks_for() {
    let account = Account::new();
    let shown = |asked: &Asked| asked.header("authorization") == Some(OPENER);
    let container =
        StandIn::answering(move |asked| if shown(asked) { document() } else { refused() });
    let home = || Home::new().with("AWS_CONTAINER_CREDENTIALS_FULL_URI", &container.url);
    account.is_listed_from(home().with("AWS_CONTAINER_AUTHORIZATION_TOKEN", OPENER), &[]);
    // As EKS does it, which changes the file from time to time.
    let home = home();
    let file = home.write("token", OPENER);
    account
        .is_listed_from(home.with("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.display()), &[]);
}

#[test]
fn an_instance_hands_out_the_keys_of_its_role() {
    let account = Account::new();
    let metadata = StandIn::answering(|asked| {
        let life = "x-aws-ec2-metadata-token-ttl-seconds";
        if asked.what == "PUT /latest/api/token" {
            let ttl = asked.header(life).unwrap();
            let answer = String::from_utf8(ok("text/plain", OPENER)).unwrap();
            return answer.replacen("\r\n", &format!("\r\n{life}: {ttl}\r\n"), 1).into_bytes();
        }
        if asked.header("x-aws-ec2-metadata-token") != Some(OPENER) {
            return refused();
        }
        match asked.what.strip_prefix("GET /latest/meta-data/iam/security-credentials/") {
            Some("") => ok("text/plain", "web-server"),
            Some("web-server") => document(),
            _ => refused(),
        }
    });
    let home = || {
        let home = Home::new().with("AWS_EC2_METADATA_DISABLED", "false");
        home.with("AWS_EC2_METADATA_SERVICE_ENDPOINT", &metadata.url)
    };
    account.is_listed_from(home(), &[]);
    // The region is not asked for there, as the SDK would do.
    assert_eq!(
        metadata.whats(),
        [
            "PUT /latest/api/token",
            "GET /latest/meta-data/iam/security-credentials/",
            "GET /latest/meta-data/iam/security-credentials/web-server",
        ]
    );
    // An AWS profile by name that only sets a region comes by the same keys.
    let home = home();
    home.write(".aws/config", "[profile there]\nregion = eu-central-1\n");
    account.is_listed_from(home, &["--profile", "there"]);
}

/// What STS answers to AssumeRole.
fn assumed() -> Vec<u8> {
    ok(
        "text/xml",
        &format!(
            "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\
             <AssumeRoleResult><Credentials><AccessKeyId>{KEY}</AccessKeyId>\
             <SecretAccessKey>{SECRET}</SecretAccessKey><SessionToken>{TOKEN}</SessionToken>\
             <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser>\
             <AssumedRoleId>AROAEXAMPLE:me</AssumedRoleId>\
             <Arn>arn:aws:sts::123456789012:assumed-role/Admin/me</Arn></AssumedRoleUser>\
             </AssumeRoleResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>\
             </AssumeRoleResponse>"
        ),
    )
}

#[test]
fn a_role_is_assumed_with_the_keys_of_its_source_profile() {
    let account = Account::new();
    let sts = StandIn::answering(|_| assumed());
    let home = || {
        let home = Home::new().with("AWS_ENDPOINT_URL_STS", &sts.url);
        home.write(
            ".aws/config",
            "[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/Admin\n\
             source_profile = base\nexternal_id = of-the-partner\nrole_session_name = me\n",
        );
        let keys = format!("aws_access_key_id = AKIABASE\naws_secret_access_key = {BASE_SECRET}\n");
        home.write(".aws/credentials", &format!("[base]\n{keys}"));
        home
    };
    let home = account.is_listed_from(home(), &["--profile", "prod"]);
    let [asked] = &sts.asked()[..] else { panic!("{:?}", sts.whats()) };
    assert_eq!(asked.key(), "AKIABASE");
    for said in [
        "Action=AssumeRole",
        "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FAdmin",
        "ExternalId=of-the-partner",
        "RoleSessionName=me",
    ] {
        assert!(asked.text().contains(said), "{said}: {}", asked.text());
    }
    // By the variable, through the SDK's own chain, and the other command.
    let ended = home.with("AWS_PROFILE", "prod").run(&["show", "acme-web", "-o", "json"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert_eq!(ended.out, demo(&[&FEW[..], &["show", "acme-web", "-o", "json"]].concat()).out);
    assert_eq!(account.gate.asked().last().unwrap().key(), KEY);
    assert_eq!(sts.asked().len(), 2);
}

/// Single sign-on: the portal that gives a role's keys for its token.
fn portal() -> StandIn {
    StandIn::answering(|asked| {
        let role = "GET /federation/credentials?role_name=Dev&account_id=123456789012";
        if asked.what != role || asked.header("x-amz-sso_bearer_token") != Some(OPENER) {
            return refused();
        }
        let json = format!(
            r#"{{"roleCredentials":{{"accessKeyId":"{KEY}","secretAccessKey":"{SECRET}","sessionToken":"{TOKEN}","expiration":4070908800000}}}}"#
        );
        ok("application/json", &json)
    })
}

/// The file that `aws sso login` leaves, by the SHA-1 of the session's name.
const SSO_CACHE: &str = ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";

fn single_sign_on(portal: &StandIn) -> Home {
    let home = Home::new().with("AWS_ENDPOINT_URL_SSO", &portal.url);
    home.write(
        ".aws/config",
        "[profile work]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Dev\n\
         [sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.com/start\n",
    );
    home
}

#[test]
fn a_single_sign_on_gives_the_keys_of_its_role() {
    let account = Account::new();
    let portal = portal();
    let home = single_sign_on(&portal);
    let token = format!(r#"{{"accessToken":"{OPENER}","expiresAt":"2099-01-01T00:00:00Z"}}"#);
    home.write(SSO_CACHE, &token);
    account.is_listed_from(home, &["--profile", "work"]);
    assert_eq!(portal.asked().len(), 1);
    // The older way to say it; its file is named after the address.
    let home = single_sign_on(&portal);
    home.write(
        ".aws/config",
        "[profile work]\nsso_region = us-east-1\nsso_start_url = https://example.com/start\n\
         sso_account_id = 123456789012\nsso_role_name = Dev\n",
    );
    home.write(".aws/sso/cache/b343494cf15ba6b81449840ea93161cf3b27e5e3.json", &token);
    account.is_listed_from(home, &["--profile", "work"]);
}

#[test]
fn a_single_sign_on_token_that_ended_is_renewed_without_a_browser() {
    let account = Account::new();
    let portal = portal();
    let renewal = StandIn::answering(|asked| {
        let told = |secret: &str| asked.text().contains(secret);
        if asked.what != "POST /token" || !told(REFRESHER) || !told(CLIENT_SECRET) {
            return refused();
        }
        let json = format!(r#"{{"accessToken":"{OPENER}","tokenType":"Bearer","expiresIn":3600}}"#);
        ok("application/json", &json)
    });
    let home = single_sign_on(&portal).with("AWS_ENDPOINT_URL_SSO_OIDC", &renewal.url);
    let ended = format!(
        r#"{{"accessToken":"old","expiresAt":"2020-01-01T00:00:00Z","refreshToken":"{REFRESHER}","clientId":"me","clientSecret":"{CLIENT_SECRET}","registrationExpiresAt":"2099-01-01T00:00:00Z","region":"us-east-1","startUrl":"https://example.com/start"}}"#
    );
    let file = home.write(SSO_CACHE, &ended);
    // Keeps the folder.
    let _home = account.is_listed_from(home, &["--profile", "work"]);
    assert_eq!(renewal.asked().len(), 1);
    // The next program finds the new one: the AWS CLI, or ipb once more.
    assert!(std::fs::read_to_string(file).unwrap().contains(OPENER));
}

/// `aws login` on this ARN, and the file that it leaves, by its SHA-256.
const LOGIN: &str =
    "[profile console]\nlogin_session = arn:aws:iam::123456789012:user/me\nregion = us-east-1\n";
const LOGIN_CACHE: &str =
    ".aws/login/cache/286187707741fc2ccb93cf9e56dbd0ee0a16208feed5fbc8ae1baa86d44c283f.json";

/// A key of 32 ones, which signs what the sign-in service is asked.
const DPOP: &str = "-----BEGIN EC PRIVATE KEY-----\\n\
                    MDECAQEEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBoAoGCCqGSM49\\nAwEH\\n\
                    -----END EC PRIVATE KEY-----\\n";

fn login(key: &str, expires: &str) -> String {
    format!(
        r#"{{"accessToken":{{"accessKeyId":"{key}","secretAccessKey":"{SECRET}","sessionToken":"{TOKEN}","accountId":"123456789012","expiresAt":"{expires}"}},"tokenType":"aws_sigv4","refreshToken":"{REFRESHER}","clientId":"arn:aws:signin:::devtools/same-device","dpopKey":"{DPOP}"}}"#
    )
}

#[test]
fn a_login_gives_its_keys_without_the_network() {
    let account = Account::new();
    let home = Home::new().with("AWS_ENDPOINT_URL_SIGNIN", nobody());
    home.write(".aws/config", LOGIN);
    home.write(LOGIN_CACHE, &login(KEY, "2099-01-01T00:00:00Z"));
    account.is_listed_from(home, &["--profile", "console"]);
}

#[test]
fn the_keys_of_a_login_that_ended_are_renewed_without_a_browser() {
    let account = Account::new();
    let sign_in = StandIn::answering(|asked| {
        if asked.what != "POST /v1/token" || !asked.text().contains(REFRESHER) {
            return refused();
        }
        let json = format!(
            r#"{{"accessToken":{{"accessKeyId":"{KEY}","secretAccessKey":"{SECRET}","sessionToken":"{TOKEN}"}},"tokenType":"aws_sigv4","expiresIn":900,"refreshToken":"{REFRESHER}2"}}"#
        );
        ok("application/json", &json)
    });
    let home = Home::new().with("AWS_ENDPOINT_URL_SIGNIN", &sign_in.url);
    home.write(".aws/config", LOGIN);
    let file = home.write(LOGIN_CACHE, &login("ASIAOLD", "2020-01-01T00:00:00Z"));
    // Keeps the folder.
    let _home = account.is_listed_from(home, &["--profile", "console"]);
    let [asked] = &sign_in.asked()[..] else { panic!("{:?}", sign_in.whats()) };
    assert_eq!(asked.header("dpop").unwrap().split('.').count(), 3);
    // A token refreshes once: the next program needs the new one.
    let kept = std::fs::read_to_string(file).unwrap();
    assert!(kept.contains(KEY) && kept.contains(&format!("{REFRESHER}2")), "{kept}");
}
