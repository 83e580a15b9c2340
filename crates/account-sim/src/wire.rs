//! What goes over the wire, written from the vendor's document and on purpose not shared with the client: an error
//! in one can't be cancelled out by the same error in the other.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::{
    choices::{Choices, Nothing},
    dates::Calendar,
    model::{self, ServerKind},
};

/// The body of an error.
#[derive(Debug, Serialize)]
pub(crate) struct ErrorBody<'a> {
    pub code: &'a str,
    pub description: &'a str,
}

/// The answer to a revoke and to a transfer.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LicenseIds<'a> {
    pub license_ids: &'a [String],
}

/// What assign takes. Everything is optional here: what is missing has to be refused as the service does it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Assign {
    pub contact: Option<Contact>,
    pub license_id: Option<String>,
    pub license: Option<AnyLicense>,
    pub send_email: Option<bool>,
    pub include_offline_activation_code: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Contact {
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AnyLicense {
    pub product_code: Option<String>,
    pub team: Option<i64>,
}

/// What a transfer takes.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Transfer {
    pub license_ids: Option<Vec<Option<String>>>,
    pub target_team_id: Option<i64>,
}

/// Leaves a field out, or writes it as `null`, as [`Nothing`] says.
enum Field<T> {
    Is(T),
    Null,
    Absent,
}

impl<T> Field<T> {
    fn of(value: Option<T>, nothing: Nothing) -> Self {
        match (value, nothing) {
            (Some(value), _) => Self::Is(value),
            (None, Nothing::Null) => Self::Null,
            (None, Nothing::Absent) => Self::Absent,
        }
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Is(value) => value.serialize(serializer),
            Self::Null | Self::Absent => serializer.serialize_none(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, clippy::struct_field_names)] // the vendor's fields
pub(crate) struct License<'a> {
    license_id: &'a str,
    product: &'a model::Product,
    #[serde(skip_serializing_if = "Field::is_absent")]
    assignee: Field<Assignee<'a>>,
    #[serde(skip_serializing_if = "Field::is_absent")]
    subscription: Field<Subscription<'a>>,
    #[serde(skip_serializing_if = "Field::is_absent")]
    perpetual: Field<Perpetual>,
    #[serde(skip_serializing_if = "Field::is_absent")]
    domain: Field<&'a str>,
    #[serde(skip_serializing_if = "Field::is_absent")]
    last_seen: Field<LastSeen>,
    team: Team<'a>,
    is_transferable_between_teams: bool,
    is_trial: bool,
    is_available_to_assign: bool,
    is_suspended: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    seat_color: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "SCREAMING_SNAKE_CASE", rename_all_fields = "camelCase")]
enum Assignee<'a> {
    User { name: &'a str, email: &'a str },
    Server { uid: &'a str, server_type: &'static str },
    LicenseKey { registration_name: &'a str, key: &'a str, legacy_key: Option<&'a str> },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_field_names)] // the vendor's fields
struct Subscription<'a> {
    valid_until_date: String,
    subscription_pack_ref: Option<&'a str>,
    is_automatically_renewed: bool,
    is_outdated: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Perpetual {
    upgrade_due_date: String,
    is_outdated: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_field_names)] // the vendor's fields
struct LastSeen {
    #[serde(skip_serializing_if = "Field::is_absent")]
    last_seen_date: Field<String>,
    #[serde(skip_serializing_if = "Field::is_absent")]
    last_assignment_date: Field<String>,
    #[serde(skip_serializing_if = "Field::is_absent")]
    is_offline_code_generated: Field<bool>,
}

#[derive(Serialize)]
struct Team<'a> {
    id: u64,
    name: &'a str,
}

/// Writes licenses for one answer.
pub(crate) struct Writer<'a> {
    pub teams: &'a [model::Team],
    pub choices: &'a Choices,
    pub calendar: Calendar,
    pub today: jiff::civil::Date,
}

/// A license as it goes out.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Written<'a> {
    /// As it should be; written without a detour, because lists are long.
    Plain(Box<License<'a>>),
    Odd(Map<String, Value>),
}

impl<'a> Writer<'a> {
    /// One license; `place` is its place in the list of all, which decides whether it is one of the odd ones.
    pub(crate) fn license(&self, license: &'a model::License, place: usize) -> Written<'a> {
        let plain = self.plain(license);
        let every = self.choices.odd_license_every.unwrap_or(0);
        if every > 0
            && place % every == every - 1
            && let Ok(Value::Object(mut fields)) = serde_json::to_value(&plain)
        {
            make_odd(&mut fields, place / every);
            return Written::Odd(fields);
        }
        Written::Plain(Box::new(plain))
    }

    fn plain(&self, license: &'a model::License) -> License<'a> {
        let nothing = self.choices.nothing;
        License {
            license_id: &license.id,
            product: &license.product,
            assignee: Field::of(license.assignee.as_ref().map(assignee), nothing),
            subscription: Field::of(license.subscription.as_ref().map(|it| self.subscription(it)), nothing),
            perpetual: Field::of(license.perpetual.map(|it| self.perpetual(it)), nothing),
            domain: Field::of(license.domain.as_deref(), nothing),
            last_seen: Field::of(license.usage.map(|it| self.last_seen(it)), nothing),
            team: self.team(license.team),
            is_transferable_between_teams: license.is_transferable,
            is_trial: license.is_trial,
            is_available_to_assign: license.is_available(self.today),
            is_suspended: license.is_suspended,
            seat_color: self.choices.unknown_fields.then_some("AMBER"),
        }
    }

    fn subscription(&self, subscription: &'a model::Subscription) -> Subscription<'a> {
        Subscription {
            valid_until_date: self.calendar.write_day(subscription.valid_until),
            subscription_pack_ref: subscription.pack.as_deref(),
            is_automatically_renewed: subscription.renews_automatically,
            is_outdated: subscription.valid_until < self.today,
        }
    }

    fn perpetual(&self, perpetual: model::Perpetual) -> Perpetual {
        Perpetual {
            upgrade_due_date: self.calendar.write_day(perpetual.upgrade_due),
            is_outdated: perpetual.upgrade_due < self.today,
        }
    }

    fn last_seen(&self, usage: model::Usage) -> LastSeen {
        let nothing = self.choices.nothing;
        let write = |moment| self.calendar.write_moment(moment);
        LastSeen {
            last_seen_date: Field::of(usage.last_seen.map(write), nothing),
            last_assignment_date: Field::of(usage.last_assigned.map(write), nothing),
            is_offline_code_generated: Field::of(usage.offline_code, nothing),
        }
    }

    fn team(&self, id: u64) -> Team<'a> {
        let name = self.teams.iter().find(|team| team.id == id).map_or("", |team| team.name.as_str());
        Team { id, name }
    }
}

fn assignee(assignee: &model::Assignee) -> Assignee<'_> {
    match assignee {
        model::Assignee::User { name, email } => Assignee::User { name, email },
        model::Assignee::Server { uid, kind } => {
            let server_type = match kind {
                ServerKind::LicenseServer => "LICENSE_SERVER",
                ServerKind::LicenseVault => "LICENSE_VAULT",
            };
            Assignee::Server { uid, server_type }
        }
        model::Assignee::LicenseKey { registration_name, key, legacy_key } => {
            Assignee::LicenseKey { registration_name, key, legacy_key: legacy_key.as_deref() }
        }
    }
}

/// The oddities take turns. The id always stays but for one of them: a license that can't even be named.
fn make_odd(fields: &mut Map<String, Value>, turn: usize) {
    match turn % 11 {
        0 => drop(fields.insert("assignee".into(), json!({"type": "ROBOT", "serial": 7}))),
        1 => drop(fields.insert("subscription".into(), json!({"validUntilDate": "the 3rd of May"}))),
        2 => drop(fields.remove("product")),
        3 => drop(fields.insert("isTrial".into(), json!("perhaps"))),
        4 => drop(fields.remove("team")),
        5 => drop(fields.insert("lastSeen".into(), json!([1, 2, 3]))),
        6 => drop(fields.remove("licenseId")),
        7 => rename(fields, "product", None),
        8 => rename(fields, "product", Some("")),
        9 => rename(fields, "team", None),
        _ => rename(fields, "team", Some("")),
    }
}

/// Gives a product or a team another name, or none.
fn rename(fields: &mut Map<String, Value>, of: &str, name: Option<&str>) {
    let Some(Value::Object(of)) = fields.get_mut(of) else { return };
    match name {
        Some(name) => drop(of.insert("name".into(), json!(name))),
        None => drop(of.remove("name")),
    }
}
