//! The HTTPS client: rustls with ring, a proxy and a certificate authority of
//! the user's own if the environment names them.

use std::env;
use std::path::PathBuf;

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_http_client::{Builder, Connector};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

/// The client could not be made, in words for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpSetupError {
    /// `AWS_CA_BUNDLE` names a file that can't be used.
    #[error("AWS_CA_BUNDLE names {path}: {reason}")]
    CaBundle {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// `HTTPS_PROXY` is no URL.
    #[error("HTTPS_PROXY can't be used: {0}")]
    Proxy(String),
}

/// Makes the client as the environment asks for it. `HTTPS_PROXY`, `NO_PROXY`
/// (or their lower-case forms) and `AWS_CA_BUNDLE` are honoured, which the SDK
/// leaves to its callers. Requests without TLS (the metadata service, a
/// simulator on this machine) never go through the proxy.
///
/// # Errors
/// When one of the variables has a value that can't be used.
pub fn client() -> Result<SharedHttpClient, HttpSetupError> {
    let proxy = proxy()?;
    let tls = TlsContext::builder()
        .with_trust_store(trust_store()?)
        .build()
        .map_err(|e| HttpSetupError::Proxy(e.to_string()))?;
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

fn proxy() -> Result<Option<ProxyConfig>, HttpSetupError> {
    let Some(url) = set("HTTPS_PROXY").or_else(|| set("ALL_PROXY")) else { return Ok(None) };
    let proxy = ProxyConfig::https(url).map_err(|e| HttpSetupError::Proxy(e.to_string()))?;
    Ok(Some(match set("NO_PROXY") {
        Some(rules) => proxy.no_proxy(rules),
        None => proxy,
    }))
}

fn trust_store() -> Result<TrustStore, HttpSetupError> {
    let store = TrustStore::empty().with_native_roots(true);
    let Some(path) = env::var_os("AWS_CA_BUNDLE").filter(|path| !path.is_empty()) else {
        return Ok(store);
    };
    let path = PathBuf::from(path);
    let fail = |reason: String| HttpSetupError::CaBundle { path: path.clone(), reason };
    let pem = std::fs::read(&path).map_err(|e| fail(e.to_string()))?;
    // The TLS layer panics on a bundle without a certificate.
    if !String::from_utf8_lossy(&pem).contains("-----BEGIN CERTIFICATE-----") {
        return Err(fail("there is no PEM certificate in it".to_owned()));
    }
    Ok(store.with_pem_certificate(pem))
}

/// A variable in its upper- or lower-case form, if it is set and not empty.
fn set(name: &str) -> Option<String> {
    let value = env::var(name).or_else(|_| env::var(name.to_lowercase())).ok();
    value.filter(|value| !value.is_empty())
}
