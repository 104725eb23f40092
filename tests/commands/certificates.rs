//! TLS: a private authority, and certificates that are not accepted.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivatePkcs8KeyDer;

use crate::common::{Home, Served, demo, serve_demo};
use crate::sources::{FEW, logged};
use crate::standin::StandIn;

/// An authority of its own: its certificate, and a server that it vouches for.
fn authority(name: &str, server: CertificateParams) -> (String, ServerConfig) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, name);
    let key = KeyPair::generate().unwrap();
    let pem = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate().unwrap();
    let certificate = server.signed_by(&key, &issuer).unwrap().der().clone();
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    let provider = rustls::crypto::ring::default_provider();
    let server = ServerConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key.into())
        .unwrap();
    (pem, server)
}

fn certificate_of(host: &str) -> CertificateParams {
    CertificateParams::new([host.to_owned()]).unwrap()
}

/// The account behind TLS, and a home that goes there and trusts nobody but
/// `Somebody else`: a machine may trust nobody, and the SDK then panics.
fn behind_tls(served: &Served, server: ServerConfig) -> (StandIn, Home) {
    let aws = StandIn::before_with_tls(&served.address, server);
    let home = Home::new().with_keys().with("AWS_ENDPOINT_URL_IAM", &aws.url);
    let (other, _) = authority("Somebody else", certificate_of("127.0.0.1"));
    let other = home.write("other.pem", &other);
    (aws, home.with("SSL_CERT_FILE", other.display()).with("AWS_MAX_ATTEMPTS", 1))
}

#[test]
fn a_ca_bundle_vouches_for_a_server_and_without_it_the_certificate_is_to_blame() {
    let served = serve_demo(&FEW);
    let (pem, server) = authority("Example Corp Inspection", certificate_of("127.0.0.1"));
    let (aws, home) = behind_tls(&served, server);
    let ended = logged(&home, &["list"]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    let said = "ipb: The server's certificate is signed by an authority that is not trusted here \
                (iam:ListInstanceProfiles)\n";
    assert!(ended.err.starts_with(said), "{}", ended.err);
    assert!(ended.err.contains("AWS_CA_BUNDLE"), "{}", ended.err);
    assert!(aws.asked().is_empty());
    let bundle = home.write("corp.pem", &pem);
    let home = home.with("AWS_CA_BUNDLE", bundle.display());
    let ended = logged(&home, &["list"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert_eq!(ended.out, demo(&[&FEW[..], &["list"]].concat()).out);
    assert_eq!(aws.asked()[0].key(), "AKIATESTTESTTESTTEST");
}

#[test]
fn a_certificate_that_ended_or_is_another_hosts_is_told_apart() {
    let served = serve_demo(&FEW);
    let mut ended = certificate_of("127.0.0.1");
    ended.not_after = date_time_ymd(2020, 1, 1);
    for (certificate, said, hint) in [
        (ended, "is not valid at this time", "clock"),
        (certificate_of("other.example.com"), "is another host's", "Check the endpoint"),
    ] {
        let (pem, server) = authority("Example Corp Inspection", certificate);
        let (_aws, home) = behind_tls(&served, server);
        let bundle = home.write("corp.pem", &pem);
        let ended = home.with("AWS_CA_BUNDLE", bundle.display()).run(&["list"]);
        assert_eq!(ended.code, 1, "{}", ended.err);
        let said = format!("ipb: The server's certificate {said} (iam:ListInstanceProfiles)\n");
        assert!(ended.err.starts_with(&said) && ended.err.contains(hint), "{}", ended.err);
    }
}
