//! From the domain's types to what the UI sees.

use domain::{
    Access, Action, Assignee, Capability, Entry, License, LicenseEvent, Obstacle, Role, Scope, ServerKind,
    Warning,
};
use jiff::{Timestamp, civil::Date};
use store::{Organization, StoredEvent};

use crate::view::{
    AccessKind, AccessView, CapabilityView, HistoryEntry, HistoryEvent, HolderKind, HolderView, LicenseRow,
    ObstacleView, OrganizationView, WarningView,
};

pub(crate) fn organization(organization: &Organization) -> OrganizationView {
    OrganizationView {
        id: organization.id.clone(),
        name: organization.name.clone(),
        customer_code: organization.customer_code.clone(),
        is_demo: organization.is_demo,
    }
}

pub(crate) fn access(access: &Access) -> AccessView {
    let kind = match (&access.scope, &access.role) {
        (Scope::Organization { .. }, Role::Admin) => AccessKind::OrganizationAdmin,
        (Scope::Organization { .. }, Role::Viewer) => AccessKind::OrganizationViewer,
        (Scope::Team(_), Role::Admin) => AccessKind::TeamAdmin,
        (Scope::Team(_), Role::Viewer) => AccessKind::TeamViewer,
        (_, Role::PrimaryContact) => AccessKind::PrimaryContact,
        (_, Role::Other(_)) => AccessKind::Other,
    };
    let team = match &access.scope {
        Scope::Team(team) => Some(team.clone()),
        Scope::Organization { .. } => None,
    };
    let other_role = match &access.role {
        Role::Other(role) => Some(role.clone()),
        _ => None,
    };
    let own_team = team.as_ref().map(|team| team.id);
    let capabilities = [Capability::Assign, Capability::Revoke, Capability::Transfer]
        .map(|capability| CapabilityView { capability, denial: access.allows(capability, own_team).err() })
        .into();
    AccessView { kind, other_role, team, capabilities }
}

pub(crate) fn row(entry: &Entry, now: Timestamp, today: Date) -> LicenseRow {
    let license = &entry.license;
    let standing = license.standing(now, today);
    LicenseRow {
        id: license.id.clone(),
        product: license.product.clone(),
        team: license.team.clone(),
        holder: holder(license, &entry.holder_name),
        state: standing.state,
        unseen_days: standing.unseen_days,
        locked_until: standing.locked_until.map(day),
        expires_in_days: standing.expires_in_days,
        valid_until: license.valid_until().map(day),
        last_seen: license.usage.last_seen.map(|seen| day(seen.day)),
        assigned_on: license.holder().and(license.usage.last_assigned).map(|assigned| day(assigned.day)),
        pack: license.subscription.as_ref().and_then(|paid| paid.pack.clone()),
        renews: license.renews(),
        is_transferable: license.transferable,
        domain: license.domain.clone(),
        is_trial: license.trial,
        has_offline_code: license.usage.offline_code,
    }
}

/// Who holds a license, under the name to show.
pub(crate) fn holder(license: &License, name: &str) -> Option<HolderView> {
    let kind = match license.assignee.as_ref()? {
        Assignee::User { .. } => HolderKind::Person,
        Assignee::Server { kind: ServerKind::LicenseVault, .. } => HolderKind::LicenseVault,
        Assignee::Server { .. } => HolderKind::LicenseServer,
        Assignee::LicenseKey { .. } => HolderKind::LicenseKey,
        Assignee::Other { .. } => HolderKind::Other,
    };
    Some(HolderView {
        kind,
        name: name.to_owned(),
        email: license.holder().unwrap_or_default().to_owned(),
        is_masked: kind == HolderKind::Person && name.contains('*'),
    })
}

/// The person whom an action gives a license to.
pub(crate) fn recipient(action: &Action) -> Option<HolderView> {
    let Action::Assign { contact, .. } = action else { return None };
    Some(HolderView {
        kind: HolderKind::Person,
        name: format!("{} {}", contact.first_name.as_str(), contact.last_name.as_str()),
        email: contact.email.as_str().to_owned(),
        is_masked: false,
    })
}

pub(crate) fn obstacle(obstacle: Obstacle) -> ObstacleView {
    match obstacle {
        Obstacle::NotFound => ObstacleView::NotFound,
        Obstacle::Duplicate => ObstacleView::Duplicate,
        Obstacle::Unsettled => ObstacleView::Unsettled,
        Obstacle::Denied(denial) => ObstacleView::Denied { denial },
        Obstacle::NotAssigned => ObstacleView::NotAssigned,
        Obstacle::AlreadyAssigned => ObstacleView::AlreadyAssigned,
        Obstacle::Expired => ObstacleView::Expired,
        Obstacle::NotPerUser => ObstacleView::NotPerUser,
        Obstacle::Suspended => ObstacleView::Suspended,
        Obstacle::HeldByServer => ObstacleView::HeldByServer,
        Obstacle::HeldByKey => ObstacleView::HeldByKey,
        Obstacle::Unavailable => ObstacleView::Unavailable,
        Obstacle::RecentlyAssigned { from } => ObstacleView::RecentlyAssigned { from: day(from) },
        Obstacle::NotTransferable => ObstacleView::NotTransferable,
        Obstacle::AlreadyInTeam => ObstacleView::AlreadyInTeam,
        Obstacle::UnknownTeam => ObstacleView::UnknownTeam,
        Obstacle::AlreadyHolds(license) => ObstacleView::AlreadyHolds { license },
        Obstacle::NoFreeLicense => ObstacleView::NoFreeLicense,
        Obstacle::UnknownProduct(text) => ObstacleView::UnknownProduct { text },
        Obstacle::HoldsNothing => ObstacleView::HoldsNothing,
        Obstacle::NameMissing => ObstacleView::NameMissing,
        Obstacle::AlreadySo => ObstacleView::AlreadySo,
        Obstacle::ChangedSince => ObstacleView::ChangedSince,
        Obstacle::UnknownTeamName(text) => ObstacleView::UnknownTeamName { text },
        Obstacle::NotAsDescribed => ObstacleView::NotAsDescribed,
        Obstacle::ListUnclear => ObstacleView::ListUnclear,
    }
}

pub(crate) fn warning(warning: &Warning) -> WarningView {
    match warning {
        Warning::LosesProduct => WarningView::LosesProduct,
        Warning::StillCoveredBy(license) => WarningView::StillCoveredBy { license: license.clone() },
        Warning::OfflineCodeKeepsWorking(until) => {
            WarningView::OfflineCodeKeepsWorking { until: until.map(day) }
        }
        Warning::NotRevocableBefore(date) => WarningView::NotRevocableBefore { day: day(*date) },
        Warning::NameFromEmail => WarningView::NameFromEmail,
        Warning::EndsSoon(date) => WarningView::EndsSoon { day: day(*date) },
        Warning::MovesWithHolder => WarningView::MovesWithHolder,
        Warning::AiFeaturesMayChange => WarningView::AiFeaturesMayChange,
    }
}

pub(crate) fn history(event: StoredEvent) -> HistoryEntry {
    let what = match event.event {
        LicenseEvent::Appeared => HistoryEvent::Appeared,
        LicenseEvent::Disappeared => HistoryEvent::Disappeared,
        LicenseEvent::Assigned { to } => HistoryEvent::Assigned { to },
        LicenseEvent::Revoked { from } => HistoryEvent::Revoked { from },
        LicenseEvent::Transferred { from, to } => HistoryEvent::Transferred { from, to },
        LicenseEvent::Renewed { until } => HistoryEvent::Renewed { until: day(until) },
        LicenseEvent::Suspended => HistoryEvent::Suspended,
        LicenseEvent::Resumed => HistoryEvent::Resumed,
    };
    HistoryEntry { at: event.seen_at.to_string(), event: what, by_app: event.change_set.is_some() }
}

pub(crate) fn day(date: Date) -> String {
    date.to_string()
}
