//! `POST /customer/licenses/assign`

use super::{Call, Done};
use crate::{
    choices::MissingFlags,
    dates::whole_milliseconds,
    masking::mask,
    model::{Assignee, License, Usage},
    refusal::{EITHER, NotAvailable, Refusal},
    special,
    state::State,
    wire,
};

/// Mail domains that give addresses to throw away; the vendor's list is not known.
const DISPOSABLE: [&str; 7] = [
    "mailinator.com",
    "guerrillamail.com",
    "10minutemail.com",
    "yopmail.com",
    "trashmail.com",
    "temp-mail.org",
    "disposable.example",
];

pub(super) fn assign(state: &mut State, call: &Call<'_>, _: &str) -> Result<Done, Refusal> {
    let body: wire::Assign = call.json()?;
    let target = target(&body)?;
    let person = Person::read(body.contact.as_ref())?;
    let offline_code = flags(&body, state.choices.missing_flags)?;
    let id = match target {
        Target::License(id) => by_id(state, call, id)?,
        Target::Any { product, team } => any(state, call, product, team)?,
    };
    if special::is_taken_meanwhile(&person.email)
        && let Some(license) = state.organization.licenses.get_mut(&id)
    {
        give(license, call, "Somebody Faster".to_owned(), "somebody.faster@sim.example", false);
    }
    let license = state.license(&id).ok_or_else(|| Refusal::LicenseNotFound(id.clone()))?;
    check_available(license, state.today(call.now)).map_err(Refusal::NotAvailable)?;
    let account_name = state.organization.accounts.name_of(&person.email, &person.name);
    let offline_code = offline_code && account_name.is_none();
    let name = account_name.unwrap_or_else(|| mask(&person.name));
    if let Some(license) = state.organization.licenses.get_mut(&id) {
        give(license, call, name, &person.email, offline_code);
    }
    Ok(Done::empty(vec![id]))
}

fn give(license: &mut License, call: &Call<'_>, name: String, email: &str, offline_code: bool) {
    license.assignee = Some(Assignee::User { name, email: email.to_owned() });
    license.usage = Some(Usage {
        last_seen: None,
        last_assigned: Some(whole_milliseconds(call.now)),
        offline_code: Some(offline_code),
    });
}

enum Target<'a> {
    License(&'a str),
    Any { product: &'a str, team: i64 },
}

/// With both, `licenseId` wins and `license` is not even looked at.
fn target(body: &wire::Assign) -> Result<Target<'_>, Refusal> {
    match (&body.license_id, &body.license) {
        (Some(id), _) => Ok(Target::License(id)),
        (None, Some(any)) => Ok(Target::Any {
            product: any.product_code.as_deref().ok_or(Refusal::MissingField("license.productCode"))?,
            team: any.team.ok_or(Refusal::MissingField("license.team"))?,
        }),
        (None, None) => Err(Refusal::MissingField(EITHER)),
    }
}

/// Whether an offline activation code is wanted.
fn flags(body: &wire::Assign, missing: MissingFlags) -> Result<bool, Refusal> {
    if missing == MissingFlags::Refused {
        body.send_email.ok_or(Refusal::MissingField("sendEmail"))?;
        body.include_offline_activation_code.ok_or(Refusal::MissingField("includeOfflineActivationCode"))?;
    }
    Ok(body.include_offline_activation_code.unwrap_or(false))
}

fn by_id(state: &State, call: &Call<'_>, id: &str) -> Result<String, Refusal> {
    let license = state.license(id).ok_or_else(|| Refusal::LicenseNotFound(id.to_owned()))?;
    state.may_edit(call.holder, license.team)?;
    Ok(id.to_owned())
}

fn any(state: &State, call: &Call<'_>, product: &str, team: i64) -> Result<String, Refusal> {
    // A team's token learns nothing of other teams, not even whether they exist.
    State::may_read(call.holder, u64::try_from(team).unwrap_or(u64::MAX))?;
    let team = state.team(team).ok_or(Refusal::TeamNotFound(team))?.id;
    state.may_edit(call.holder, team)?;
    let organization = &state.organization;
    if !organization.products.iter().chain(&organization.plugins).any(|known| known.code == product) {
        return Err(Refusal::ProductNotFound(product.to_owned()));
    }
    let today = state.today(call.now);
    organization
        .licenses
        .values()
        .find(|license| {
            license.team == team && license.product.code == product && license.is_available(today)
        })
        .map(|license| license.id.clone())
        .ok_or_else(|| Refusal::NoneAvailable { team, product: product.to_owned() })
}

fn check_available(license: &License, today: jiff::civil::Date) -> Result<(), NotAvailable> {
    if license.is_non_per_user() {
        Err(NotAvailable::NonPerUser)
    } else if license.assignee.is_some() {
        Err(NotAvailable::Allocated)
    } else if license.is_expired(today) && license.perpetual.is_none() {
        Err(NotAvailable::ExpiredWithoutFallback)
    } else if license.is_suspended {
        Err(NotAvailable::Suspended)
    } else {
        Ok(())
    }
}

struct Person {
    email: String,
    name: String,
}

impl Person {
    fn read(contact: Option<&wire::Contact>) -> Result<Self, Refusal> {
        let contact = contact.ok_or(Refusal::MissingField("contact"))?;
        let email = contact.email.as_deref().ok_or(Refusal::MissingField("contact.email"))?;
        let first = contact.first_name.as_deref().ok_or(Refusal::MissingField("contact.firstName"))?;
        let last = contact.last_name.as_deref().ok_or(Refusal::MissingField("contact.lastName"))?;
        if !is_acceptable(email) {
            return Err(Refusal::InvalidContactEmail(email.to_owned()));
        }
        for name in [first, last] {
            if name.trim().is_empty() {
                return Err(Refusal::EmptyContactName);
            }
            if name.chars().any(char::is_numeric) {
                return Err(Refusal::DigitInContactName);
            }
        }
        Ok(Self { email: email.to_owned(), name: format!("{} {}", first.trim(), last.trim()) })
    }
}

/// The vendor's own rule is not known; this one takes what mail servers take in practice.
fn is_acceptable(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else { return false };
    let domain = domain.to_lowercase();
    let local_is_fine = !local.is_empty()
        && local.len() <= 64
        && !local.contains(|it: char| it.is_whitespace() || it.is_control() || "@,;:<>()[]\\\"".contains(it))
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    let label_is_fine = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|it| it.is_alphanumeric() || it == '-')
    };
    local_is_fine
        && domain.contains('.')
        && domain.split('.').all(label_is_fine)
        && !DISPOSABLE.contains(&domain.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_acceptable;

    fn check(email: &str, expect: bool) {
        assert_eq!(is_acceptable(email), expect, "{email}");
    }

    #[test]
    fn malformed_and_disposable_addresses_are_refused() {
        check("anna.keller@wattenmeer.example", true);
        check("o'neill+ide@sub.wattenmeer.example", true);
        check("anna.keller", false);
        check("anna@localhost", false);
        check("an na@wattenmeer.example", false);
        check("@wattenmeer.example", false);
        check("anna@@wattenmeer.example", false);
        check("anna@-wattenmeer.example", false);
        check("anna@wattenmeer..example", false);
        check(" anna@wattenmeer.example", false);
        check("anna@Mailinator.com", false);
    }
}
