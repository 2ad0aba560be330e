//! TLS, for every transport that comes with this crate.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use super::builder::Roots;
use super::{TransportError, TransportErrorKind, setup};

/// TLS that trusts these authorities, and offers these protocols by the names that ALPN has for them.
///
/// # Errors
/// The system has no certificates, or what was given is none; the message says which.
pub(super) fn config(roots: &Roots, protocols: &[&[u8]]) -> Result<ClientConfig, TransportError> {
    let provider = CryptoProvider::get_default()
        .map_or_else(|| Arc::new(ring::default_provider()), Arc::clone);
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(setup)?;
    let builder = match roots {
        Roots::SystemAnd(pems) => {
            let verifier = if pems.is_empty() {
                Verifier::new(provider).map_err(setup)?
            } else {
                system_and(certificates(pems)?, provider)?
            };
            // What is dangerous is only to take any verifier; this one is that of the system.
            builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(verifier))
        }
        Roots::Only(pems) => {
            let mut store = RootCertStore::empty();
            for certificate in certificates(pems)? {
                store.add(certificate).map_err(setup)?;
            }
            builder.with_root_certificates(store)
        }
    };
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    Ok(config)
}

#[cfg(not(target_os = "android"))]
fn system_and(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, TransportError> {
    Verifier::new_with_extra_roots(roots, provider).map_err(setup)
}

#[cfg(target_os = "android")]
fn system_and(
    _: Vec<CertificateDer<'static>>,
    _: Arc<CryptoProvider>,
) -> Result<Verifier, TransportError> {
    Err(TransportError::new(
        TransportErrorKind::Setup,
        "Android trusts no other certificates together with its own: use `only_root_certificates`",
    ))
}

fn certificates(pems: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, TransportError> {
    let mut all = Vec::new();
    for pem in pems {
        let before = all.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            all.push(certificate.map_err(setup)?);
        }
        if all.len() == before {
            return Err(TransportError::new(
                TransportErrorKind::Setup,
                "the root certificates hold none: they are text, between `-----BEGIN CERTIFICATE-----` and \
                 `-----END CERTIFICATE-----`",
            ));
        }
    }
    Ok(all)
}
