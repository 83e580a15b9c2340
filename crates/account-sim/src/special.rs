//! Failures that can be provoked by hand: e-mail addresses below `sim.example`. The README lists them.

use std::time::Duration;

use serde_json::Value;

use crate::{choices::RetryAfterForm, fault::Fault, state::State};

const DOMAIN: &str = "sim.example";
const HUGE: usize = 64 << 20;
const LONGEST: u64 = 600;

/// The calls that special inputs are for; all but assign want their name in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Assign,
    Revoke,
    Transfer,
    Read,
}

/// The names of all special inputs, as [`Generator::special_people`](crate::Generator::special_people) makes holders
/// of them.
pub const SPECIAL_NAMES: [&str; 21] = [
    "never-answers",
    "works-then-never-answers",
    "drops-before",
    "works-then-drops",
    "resets-before",
    "works-then-resets",
    "works-late-5",
    "truncated",
    "slow-3",
    "answers-500",
    "answers-502",
    "answers-503",
    "works-then-answers-500",
    "429",
    "429-date",
    "html",
    "html-400",
    "redirect",
    "garbage",
    "huge",
    "code-something-new",
];

/// The fault that a request asks for by an e-mail that it sends or touches.
pub(crate) fn fault_for(state: &State, method: &str, path: &str, query: &str, body: &[u8]) -> Option<Fault> {
    let call = match (method, path) {
        ("POST", path) if path.ends_with("/customer/licenses/assign") => Call::Assign,
        ("POST", path) if path.ends_with("/customer/licenses/revoke") => Call::Revoke,
        ("POST", path) if path.ends_with("/customer/changeLicensesTeam") => Call::Transfer,
        ("GET", _) => Call::Read,
        _ => return None,
    };
    emails(state, call, path, query, body).iter().find_map(|email| parse(email, call))
}

fn emails(state: &State, call: Call, path: &str, query: &str, body: &[u8]) -> Vec<String> {
    let holder = |id: &str| state.license(id).and_then(|license| license.email()).map(str::to_owned);
    let parameter = |name: &str| {
        form_urlencoded::parse(query.as_bytes())
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.into_owned())
    };
    let json = || serde_json::from_slice::<Value>(body).unwrap_or_default();
    match call {
        Call::Assign => json()["contact"]["email"].as_str().map(str::to_owned).into_iter().collect(),
        Call::Revoke => match parameter("licenseId") {
            Some(id) => holder(&id).into_iter().collect(),
            None => parameter("email").into_iter().collect(),
        },
        Call::Transfer => json()["licenseIds"]
            .as_array()
            .map(|ids| ids.iter().filter_map(Value::as_str).filter_map(holder).collect())
            .unwrap_or_default(),
        Call::Read => {
            let by_id = path.rsplit('/').next().and_then(holder);
            by_id.or_else(|| parameter("assigneeEmail")).into_iter().collect()
        }
    }
}

fn parse(email: &str, call: Call) -> Option<Fault> {
    let name = special_name(email)?;
    let name = match call {
        Call::Assign => name.strip_prefix("assign-").unwrap_or(&name),
        Call::Revoke => name.strip_prefix("revoke-")?,
        Call::Transfer => name.strip_prefix("transfer-")?,
        Call::Read => name.strip_prefix("read-")?,
    };
    named(name)
}

/// The part before the `@`, and before a `+` that only makes the e-mail different from others.
fn special_name(email: &str) -> Option<String> {
    let (local, domain) = email.rsplit_once('@')?;
    if !domain.eq_ignore_ascii_case(DOMAIN) {
        return None;
    }
    local.split('+').next().map(str::to_lowercase)
}

/// `taken@sim.example`: somebody else gets the license a moment before.
pub(crate) fn is_taken_meanwhile(email: &str) -> bool {
    special_name(email).is_some_and(|name| name == "taken" || name == "assign-taken")
}

fn named(name: &str) -> Option<Fault> {
    let too_many = |form| Fault::TooManyRequests { form, seconds: 2 };
    Some(match name {
        "never-answers" => Fault::NeverAnswer,
        "works-then-never-answers" => Fault::WorkThenNeverAnswer,
        "drops-before" => Fault::DropBefore,
        "works-then-drops" => Fault::WorkThenDrop,
        "resets-before" => Fault::ResetBefore,
        "works-then-resets" => Fault::WorkThenReset,
        "truncated" => Fault::TruncateBody,
        "429" => too_many(RetryAfterForm::Seconds),
        "429-date" => too_many(RetryAfterForm::Date),
        "429-bare" => too_many(RetryAfterForm::Absent),
        "html" => Fault::Html(200),
        "redirect" => Fault::Redirect("https://portal.example/sign-in".to_owned()),
        "garbage" => Fault::Garbage(200, "{\"licenseIds\": [\"ABC".to_owned()),
        "huge" => Fault::HugeGzip(HUGE),
        "slow" => Fault::Delay(Duration::from_secs(5)),
        "works-late" => Fault::LateWork(Duration::from_secs(10)),
        name => return with_argument(name),
    })
}

fn with_argument(name: &str) -> Option<Fault> {
    let number = |prefix: &str| name.strip_prefix(prefix)?.parse::<u64>().ok();
    let status = |prefix: &str| {
        number(prefix)
            .and_then(|status| u16::try_from(status).ok())
            .filter(|status| (200..600).contains(status))
    };
    let seconds = |prefix: &str| number(prefix).map(|seconds| Duration::from_secs(seconds.min(LONGEST)));
    let code = |prefix: &str| name.strip_prefix(prefix).map(|code| code.to_uppercase().replace('-', "_"));
    status("answers-")
        .map(Fault::Status)
        .or_else(|| status("works-then-answers-").map(Fault::WorkThenStatus))
        .or_else(|| status("html-").map(Fault::Html))
        .or_else(|| seconds("slow-").map(Fault::Delay))
        .or_else(|| seconds("works-late-").map(Fault::LateWork))
        .or_else(|| code("code-").map(|code| Fault::Code(400, code)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(email: &str, call: Call, expect: impl Into<Option<Fault>>) {
        assert_eq!(parse(email, call), expect.into(), "{email}");
    }

    #[test]
    fn an_email_names_its_fault_and_its_call() {
        check("never-answers@sim.example", Call::Assign, Fault::NeverAnswer);
        check("assign-answers-503@SIM.example", Call::Assign, Fault::Status(503));
        check("works-then-drops+anna@sim.example", Call::Assign, Fault::WorkThenDrop);
        check("never-answers@sim.example", Call::Revoke, None);
        check("revoke-never-answers@sim.example", Call::Assign, None);
        check("revoke-html-400@sim.example", Call::Revoke, Fault::Html(400));
        check("transfer-slow-7@sim.example", Call::Transfer, Fault::Delay(Duration::from_secs(7)));
        check("read-code-no-idea@sim.example", Call::Read, Fault::Code(400, "NO_IDEA".into()));
        check("never-answers@elsewhere.example", Call::Assign, None);
        check("answers-99@sim.example", Call::Assign, None);
    }

    #[test]
    fn every_name_in_the_list_is_understood() {
        for name in SPECIAL_NAMES {
            assert!(named(name).is_some(), "{name}");
        }
    }
}
