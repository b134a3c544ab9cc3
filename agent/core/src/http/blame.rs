//! What an error of the connection means for the person: nobody there, somebody else there, or a wrong clock.

use std::error::Error;
use std::io;

use rustls::CertificateError;

use crate::Failure;

/// The failure that an error is.
pub(super) fn failure(error: &reqwest::Error) -> Failure {
    let words = in_words(error);
    let failure = certificate(error).and_then(blamed);
    match failure {
        Some(failure) => {
            tracing::info!("{words}");
            failure
        }
        None => Failure::Unreachable(words),
    }
}

/// What a certificate that is not good enough tells. Whoever has none for this name, or one that nobody vouches
/// for, is somebody else.
fn blamed(error: &CertificateError) -> Option<Failure> {
    if let CertificateError::NotValidForName
    | CertificateError::NotValidForNameContext { .. }
    | CertificateError::UnknownIssuer = error
    {
        return Some(Failure::Intercepted);
    }
    let is_date = matches!(
        error,
        CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. }
    );
    is_date.then_some(Failure::CertificateDate)
}

/// The certificate's part in an error, however deep.
fn certificate<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a CertificateError> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        // An error of input and output hides what it is made of from `source`.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        let inner: Option<&(dyn Error + 'static)> = inner.map(|inner| inner as _);
        let found = [Some(error), inner].into_iter().flatten().find_map(|error| error.downcast_ref());
        if let Some(rustls::Error::InvalidCertificate(error)) = found {
            return Some(error);
        }
        cause = inner.or_else(|| error.source());
    }
    None
}

/// The error with its causes; the first one alone rarely says what is wrong.
fn in_words(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        words = format!("{words}: {deeper}");
        cause = deeper.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error around another, as those of HTTP libraries are.
    #[derive(Debug, thiserror::Error)]
    #[error("connect")]
    struct Connect(#[source] Box<dyn Error + Send + Sync>);

    #[test]
    fn a_certificate_tells_somebody_else_and_a_wrong_clock_apart_however_deep() {
        let cases = [
            (CertificateError::NotValidForName, Some(Failure::Intercepted)),
            (CertificateError::UnknownIssuer, Some(Failure::Intercepted)),
            (CertificateError::Expired, Some(Failure::CertificateDate)),
            (CertificateError::NotValidYet, Some(Failure::CertificateDate)),
            (CertificateError::Revoked, None),
        ];
        for (error, failure) in cases {
            let tls = rustls::Error::InvalidCertificate(error.clone());
            let deep = Connect(Box::new(io::Error::other(io::Error::other(tls))));
            assert_eq!(certificate(&deep), Some(&error));
            assert_eq!(blamed(&error), failure, "{error:?}");
        }
        assert_eq!(certificate(&Connect(Box::new(io::Error::other("no route")))), None);
    }
}
