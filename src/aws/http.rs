//! The HTTPS client: rustls with ring, a proxy and a certificate authority of
//! the user's own if the environment names them.

use std::env;
use std::path::PathBuf;

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_http_client::{Builder, Connector};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::core::error::BadSetting;

/// Makes the client as the environment asks for it. `HTTPS_PROXY`, `NO_PROXY`
/// (or their lower-case forms) and `AWS_CA_BUNDLE` are honoured, which the SDK
/// leaves to its callers. Requests without TLS (the metadata service, a
/// simulator on this machine) never go through the proxy.
///
/// # Errors
/// When one of the variables has a value that can't be used.
pub fn client() -> Result<SharedHttpClient, BadSetting> {
    let proxy = proxy()?;
    let tls = TlsContext::builder()
        .with_trust_store(trust_store()?)
        .build()
        .map_err(|e| BadSetting::Tls { why: e.to_string() })?;
    Ok(Builder::new().build_with_connector_fn(move |settings, components| {
        let mut connector = Connector::builder()
            .tls_provider(Provider::Rustls(CryptoMode::Ring))
            .tls_context(tls.clone());
        connector.set_proxy_config(proxy.clone());
        connector.set_connector_settings(settings.cloned());
        connector.set_sleep_impl(components.and_then(|components| components.sleep_impl()));
        connector.build()
    }))
}

fn proxy() -> Result<Option<ProxyConfig>, BadSetting> {
    let named = |variable| set(variable).map(|url| (variable, url));
    let Some((variable, url)) = named("HTTPS_PROXY").or_else(|| named("ALL_PROXY")) else {
        return Ok(None);
    };
    let proxy =
        ProxyConfig::https(url).map_err(|e| BadSetting::Proxy { variable, why: e.to_string() })?;
    Ok(Some(match set("NO_PROXY") {
        Some(rules) => proxy.no_proxy(rules),
        None => proxy,
    }))
}

fn trust_store() -> Result<TrustStore, BadSetting> {
    let store = TrustStore::empty().with_native_roots(true);
    let Some(path) = env::var_os("AWS_CA_BUNDLE").filter(|path| !path.is_empty()) else {
        return Ok(store);
    };
    let path = PathBuf::from(path);
    let fail = |why| BadSetting::CaBundle { path: path.display().to_string(), why };
    let pem = std::fs::read(&path).map_err(|e| fail(Some(e.to_string())))?;
    match usable(&pem) {
        Ok(0) => Err(fail(None)),
        Ok(_) => Ok(store.with_pem_certificate(pem)),
        Err(why) => Err(fail(Some(why))),
    }
}

/// How many certificates there are. The TLS layer panics at the first request
/// on one that it can't use, so that it must be tried here.
fn usable(pem: &[u8]) -> Result<usize, String> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        roots.add(certificate.map_err(|e| e.to_string())?).map_err(|e| e.to_string())?;
    }
    Ok(roots.len())
}

/// A variable in its upper- or lower-case form, if it is set and not empty.
fn set(name: &str) -> Option<String> {
    let value = env::var(name).or_else(|_| env::var(name.to_lowercase())).ok();
    value.filter(|value| !value.is_empty())
}
