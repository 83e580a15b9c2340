//! What a request asks for, read from the outside.

use account_api::{Request, Response, TransportFailure};
use domain::{Action, Wish};
use http::Method;
use serde_json::Value;

/// A request of the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    Assign { license: String, email: String },
    Revoke { license: String },
    Transfer { licenses: Vec<String>, team: i64 },
    Read { license: String },
    Other(String),
}

impl Call {
    pub fn of(request: &Request) -> Self {
        let path = request.path();
        let other = || Self::Other(format!("{} {}", request.method, request.path_and_query));
        if request.method == Method::GET {
            let license = path.strip_prefix("/customer/licenses/").filter(|id| !id.is_empty());
            return license.map_or_else(other, |id| Self::Read { license: id.to_owned() });
        }
        let body: Value =
            request.body.as_deref().and_then(|body| serde_json::from_slice(body).ok()).unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match path {
            "/customer/licenses/assign" => {
                Self::Assign { license: text(&body["licenseId"]), email: text(&body["contact"]["email"]) }
            }
            "/customer/licenses/revoke" => {
                let license = request.path_and_query.split_once("licenseId=").map(|(_, id)| id.to_owned());
                license.map_or_else(other, |license| Self::Revoke { license })
            }
            "/customer/changeLicensesTeam" => Self::Transfer {
                licenses: body["licenseIds"].as_array().into_iter().flatten().map(text).collect(),
                team: body["targetTeamId"].as_i64().unwrap_or_default(),
            },
            _ => other(),
        }
    }

    /// Whether it may change something.
    pub fn is_write(&self) -> bool {
        match self {
            Self::Assign { .. } | Self::Revoke { .. } | Self::Transfer { .. } => true,
            Self::Read { .. } => false,
            Self::Other(what) => !what.starts_with("GET"),
        }
    }

    /// What it does, in a word.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Assign { .. } => "assign",
            Self::Revoke { .. } => "revoke",
            Self::Transfer { .. } => "transfer",
            Self::Read { .. } => "read",
            Self::Other(_) => "other",
        }
    }

    /// The licenses that it is about.
    pub fn licenses(&self) -> &[String] {
        match self {
            Self::Assign { license, .. } | Self::Revoke { license } | Self::Read { license } => {
                std::slice::from_ref(license)
            }
            Self::Transfer { licenses, .. } => licenses,
            Self::Other(_) => &[],
        }
    }

    /// Whether an answer shows the license, or says that there is none.
    pub fn is_told_by(&self, answer: &Result<Response, TransportFailure>) -> bool {
        let Ok(response) = answer else { return false };
        let words = match response.status.as_u16() {
            200 => self.licenses().first().map_or("", String::as_str),
            404 => "LICENSE_NOT_FOUND",
            _ => return false,
        };
        String::from_utf8_lossy(&response.body).contains(words)
    }

    /// The licenses of which an answer says that it was done.
    pub fn granted_by(&self, answer: &Result<Response, TransportFailure>) -> Vec<String> {
        let Some(response) = answer.as_ref().ok().filter(|response| response.status == 200) else {
            return Vec::new();
        };
        match self {
            Self::Assign { license, .. } if response.body.is_empty() => vec![license.clone()],
            Self::Revoke { .. } | Self::Transfer { .. } => {
                let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
                let ids = body["licenseIds"].as_array().into_iter().flatten();
                ids.filter_map(|id| id.as_str().map(str::to_owned)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether it does to this license what the wish says.
    pub fn does(&self, license: &str, wish: &Wish) -> bool {
        let is_meant = wish.license.0 == license && self.licenses().iter().any(|id| id == license);
        is_meant
            && match (self, &wish.action) {
                (Self::Assign { email, .. }, Action::Assign { contact, .. }) => {
                    email == contact.email.as_str()
                }
                (Self::Revoke { .. }, Action::Revoke) => true,
                (Self::Transfer { team, .. }, Action::Transfer { team: wished }) => *team == wished.0,
                _ => false,
            }
    }
}

impl std::fmt::Display for Call {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Assign { license, email } => write!(formatter, "assign {license} to {email}"),
            Self::Revoke { license } => write!(formatter, "revoke {license}"),
            Self::Transfer { licenses, team } => {
                write!(formatter, "transfer {} to {team}", licenses.join("+"))
            }
            Self::Read { license } => write!(formatter, "read {license}"),
            Self::Other(what) => formatter.write_str(what),
        }
    }
}
