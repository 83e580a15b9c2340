//! One license, field by field.

use domain::{
    Assignee, License, LicenseId, Perpetual, Product, ServerKind, Subscription, Team, TeamId, Usage,
};
use serde_json_borrow::Value;

use super::{Oddity, fields::Fields};

/// As much of a license as could be read.
#[derive(Debug)]
pub(crate) struct ReadLicense {
    /// `None` if it has no id: nothing can be done with it.
    pub(crate) license: Option<License>,
    pub(crate) problems: Vec<Oddity>,
}

pub(crate) fn read_license(value: &Value<'_>) -> ReadLicense {
    let mut problems = Vec::new();
    let Some(object) = value.as_object() else {
        return ReadLicense { license: None, problems: vec![Oddity::NotAnObject] };
    };
    let license = license(&mut Fields::new(object, &mut problems));
    ReadLicense { license, problems }
}

fn license(fields: &mut Fields<'_, '_>) -> Option<License> {
    let Some(id) = fields.text("licenseId").filter(|id| !id.trim().is_empty()) else {
        fields.note(Oddity::NoId);
        return None;
    };
    Some(License {
        id: LicenseId(id),
        product: product(fields),
        team: fields.within("team").and_then(|mut team| read_team(&mut team)),
        assignee: assignee(fields),
        subscription: fields
            .within("subscription")
            .map(|mut subscription| read_subscription(&mut subscription)),
        perpetual: fields.within("perpetual").map(|mut perpetual| Perpetual {
            upgrade_due: perpetual.date("perpetual.upgradeDueDate"),
            outdated: perpetual.flag("perpetual.isOutdated").unwrap_or(false),
        }),
        domain: fields.text("domain"),
        usage: fields.within("lastSeen").map(|mut usage| read_usage(&mut usage)).unwrap_or_default(),
        // Where the vendor does not say, a transfer may be tried: the vendor leaves out what can't move.
        transferable: fields.flag("isTransferableBetweenTeams").unwrap_or(true),
        trial: fields.flag("isTrial").unwrap_or(false),
        available_to_assign: fields.flag("isAvailableToAssign"),
        suspended: fields.flag("isSuspended").unwrap_or(false),
    })
}

/// What it is for. Without a name there is nothing but a code to show, or not even that.
fn product(fields: &mut Fields<'_, '_>) -> Product {
    if fields.value("product").is_none() {
        fields.note(Oddity::Missing("product"));
    }
    let Some(mut product) = fields.within("product") else { return Product::default() };
    Product { code: product.text("product.code").unwrap_or_default(), name: product.name("product.name") }
}

fn read_team(team: &mut Fields<'_, '_>) -> Option<Team> {
    let name = team.name("team.name");
    if team.value("team.id").is_none() {
        team.note(Oddity::Missing("team.id"));
    }
    Some(Team { id: TeamId(team.number("team.id")?), name })
}

fn read_subscription(subscription: &mut Fields<'_, '_>) -> Subscription {
    Subscription {
        valid_until: subscription.date("subscription.validUntilDate"),
        pack: pack(subscription),
        renews_automatically: subscription.flag("subscription.isAutomaticallyRenewed").unwrap_or(false),
        outdated: subscription.flag("subscription.isOutdated").unwrap_or(false),
    }
}

/// The pack. No pack means that the renewal was stopped, so one of another type than text must not become none.
fn pack(subscription: &mut Fields<'_, '_>) -> Option<String> {
    let path = "subscription.subscriptionPackRef";
    let value = subscription.value(path)?;
    Some(subscription.text(path).unwrap_or_else(|| value.to_string()))
}

fn read_usage(usage: &mut Fields<'_, '_>) -> Usage {
    Usage {
        last_seen: usage.date("lastSeen.lastSeenDate"),
        last_assigned: usage.date("lastSeen.lastAssignmentDate"),
        offline_code: usage.flag("lastSeen.isOfflineCodeGenerated").unwrap_or(false),
    }
}

/// Who holds it. An assignee that can't be read is still one: the license must not look free.
fn assignee(fields: &mut Fields<'_, '_>) -> Option<Assignee> {
    fields.value("assignee")?;
    let Some(mut assignee) = fields.within("assignee") else {
        return Some(Assignee::Other { kind: String::new() });
    };
    let Some(kind) = assignee.text("assignee.type") else {
        assignee.note(Oddity::Missing("assignee.type"));
        return Some(Assignee::Other { kind: String::new() });
    };
    Some(match kind.as_str() {
        "USER" => Assignee::User {
            email: assignee.text("assignee.email").unwrap_or_default(),
            name: assignee.text("assignee.name").unwrap_or_default(),
        },
        "SERVER" => Assignee::Server {
            kind: match assignee.text("assignee.serverType").as_deref() {
                Some("LICENSE_SERVER") => ServerKind::LicenseServer,
                Some("LICENSE_VAULT") => ServerKind::LicenseVault,
                _ => ServerKind::Unknown,
            },
            uid: assignee.text("assignee.uid").unwrap_or_default(),
        },
        // `key` and `legacyKey` are as good as the license: they are never read.
        "LICENSE_KEY" => Assignee::LicenseKey {
            registration_name: assignee.text("assignee.registrationName").unwrap_or_default(),
        },
        _ => Assignee::Other { kind },
    })
}
