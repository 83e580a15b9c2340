//! Where the service is.

use url::{Host, Url};

/// The base URL of the service. Plain HTTP is only possible on loopback, and only where the caller asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// Whether plain HTTP is acceptable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainHttp {
    /// HTTPS only.
    Never,
    /// Plain HTTP to this very machine is acceptable: the demo organization and tests.
    OnLoopback,
}

/// Why a text can't be the base URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlProblem {
    /// Not a URL with a host, or one with credentials, a query or a fragment.
    #[error("not a base URL")]
    Malformed,
    /// Neither HTTPS nor plain HTTP to loopback where that was allowed.
    #[error("not a secure URL")]
    NotSecure,
}

impl BaseUrl {
    /// The vendor's service.
    pub const VENDOR: &str = "https://account.jetbrains.com/api/v1";

    /// The vendor's service.
    #[expect(clippy::missing_panics_doc, reason = "the constant parses; a test reads it")]
    pub fn vendor() -> Self {
        Self::parse(Self::VENDOR, PlainHttp::Never).expect("the vendor's URL is well-formed")
    }

    /// Reads a base URL such as `http://127.0.0.1:4010/api/v1`.
    pub fn parse(text: &str, plain_http: PlainHttp) -> Result<Self, BaseUrlProblem> {
        let url = Url::parse(text.trim().trim_end_matches('/')).map_err(|_| BaseUrlProblem::Malformed)?;
        let has_extras = !url.username().is_empty() || url.password().is_some();
        if has_extras || url.query().is_some() || url.fragment().is_some() || url.host().is_none() {
            return Err(BaseUrlProblem::Malformed);
        }
        let base = Self(url);
        match base.0.scheme() {
            "https" => Ok(base),
            "http" if plain_http == PlainHttp::OnLoopback && base.is_loopback() => Ok(base),
            _ => Err(BaseUrlProblem::NotSecure),
        }
    }

    /// Whether it is this very machine.
    pub(crate) fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        }
    }

    pub(crate) fn is_plain_http(&self) -> bool {
        self.0.scheme() == "http"
    }

    /// The full URL of a path below the base; the path starts with a slash, so the host can't change.
    pub(crate) fn join(&self, path_and_query: &str) -> Result<Url, BaseUrlProblem> {
        if !path_and_query.starts_with('/') {
            return Err(BaseUrlProblem::Malformed);
        }
        let base = self.0.as_str().trim_end_matches('/');
        Url::parse(&format!("{base}{path_and_query}")).map_err(|_| BaseUrlProblem::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, plain_http: PlainHttp, expected: Result<&str, BaseUrlProblem>) {
        let joined = BaseUrl::parse(text, plain_http).and_then(|base| base.join("/token?a=b"));
        assert_eq!(joined.as_ref().map(Url::as_str).map_err(|problem| *problem), expected, "{text}");
    }

    #[test]
    fn the_vendor_is_where_the_vendor_says() {
        assert_eq!(
            BaseUrl::vendor().join("/token").unwrap().as_str(),
            "https://account.jetbrains.com/api/v1/token"
        );
    }

    #[test]
    fn plain_http_stays_on_this_machine_and_has_to_be_asked_for() {
        use BaseUrlProblem::{Malformed, NotSecure};
        use PlainHttp::{Never, OnLoopback};
        check("https://example.com/api/v1/", Never, Ok("https://example.com/api/v1/token?a=b"));
        check("http://127.0.0.1:4010/api/v1", OnLoopback, Ok("http://127.0.0.1:4010/api/v1/token?a=b"));
        check("http://[::1]:4010", OnLoopback, Ok("http://[::1]:4010/token?a=b"));
        check("http://localhost/x", OnLoopback, Ok("http://localhost/x/token?a=b"));
        check("http://127.0.0.1:4010/api/v1", Never, Err(NotSecure));
        check("http://example.com/", OnLoopback, Err(NotSecure));
        check("http://127.0.0.1.example.com/", OnLoopback, Err(NotSecure));
        check("file:///etc/passwd", OnLoopback, Err(Malformed));
        check("https://user:secret@example.com/", Never, Err(Malformed));
        check("https://example.com/?x=1", Never, Err(Malformed));
        check("nonsense", Never, Err(Malformed));
    }
}
