//! What to know before confirming.

use jiff::ToSpan;

use crate::{
    Action, EXPIRING_WITHIN_DAYS, License, PlanContext, PlanRow, REVOCABLE_AFTER_DAYS, Subject, Warning,
    person_key, plan::planner::Planner,
};

impl PlanContext<'_> {
    /// What to know before a license is given to somebody.
    pub(super) fn warnings_of_assign(&self, license: &License) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let standing = license.standing(self.now, self.today);
        if let (Some(day), Some(days)) = (license.valid_until(), standing.expires_in_days)
            && !license.renews()
            && (0..=EXPIRING_WITHIN_DAYS).contains(&days)
        {
            warnings.push(Warning::EndsSoon(day));
        }
        if let Ok(day) = self.today.checked_add(REVOCABLE_AFTER_DAYS.days()) {
            warnings.push(Warning::NotRevocableBefore(day));
        }
        warnings
    }
}

impl Planner<'_> {
    /// Adds what can only be said when the whole plan is known.
    pub(super) fn warn(&mut self, row: &mut PlanRow) {
        let (Subject::License(wish), Some(license), Ok(())) = (&row.subject, &row.seen, &row.verdict) else {
            return;
        };
        match wish.action {
            Action::Revoke => row.warnings = self.warnings_of_revoke(license),
            Action::Transfer { .. } if license.holder().is_some() => {
                row.warnings = vec![Warning::MovesWithHolder, Warning::AiFeaturesMayChange];
            }
            // What concerns an assignment does not depend on other rows.
            Action::Assign { .. } | Action::Transfer { .. } => {}
        }
    }

    fn warnings_of_revoke(&mut self, license: &License) -> Vec<Warning> {
        let holder = license.holder().map(person_key).unwrap_or_default();
        let this = self.seat(&license.id).map(|seat| seat.slot);
        let mut warnings = vec![match self.holdings.covering(&holder, &license.product.code, this) {
            Some(other) => Warning::StillCoveredBy(other),
            None => Warning::LosesProduct,
        }];
        if license.usage.offline_code {
            warnings.push(Warning::OfflineCodeKeepsWorking(license.valid_until()));
        }
        warnings
    }
}
