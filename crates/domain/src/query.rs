//! Which licenses a view shows, in which order, and how many there are per filter value.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{LicenseId, LicenseState, TeamId};

mod filter;

pub use filter::{
    AssigneeKind, EXPIRY_PRESETS, ExpiryFilter, LAST_SEEN_PRESETS, LastSeenFilter, REVOCABLE_PRESETS,
    RevocableFilter,
};

/// What a view asks for; an empty list of a filter means "any", and so does a filter that is left out.
///
/// Saved views keep it for years: what is added later has to mean "any" where it is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenseQuery {
    /// Words that must all be found in id, product, person, e-mail, team or pack, whatever their case and accents.
    pub search: String,
    /// Product codes.
    pub products: Vec<String>,
    /// Teams.
    pub teams: Vec<TeamId>,
    /// States.
    pub states: Vec<LicenseState>,
    /// Who or what holds it.
    pub assignees: Vec<AssigneeKind>,
    /// When the paid period ends.
    pub expiry: Option<ExpiryFilter>,
    /// When the person who holds it was last seen.
    pub last_seen: Option<LastSeenFilter>,
    /// When it can be taken from the person who holds it.
    pub revocable: Option<RevocableFilter>,
    /// Only trials, or none.
    pub trial: Option<bool>,
    /// Only what the vendor suspended, or nothing of it.
    pub suspended: Option<bool>,
    /// Only what may move to another team, or only what may not.
    pub transferable: Option<bool>,
    /// Only what renews by itself, or only what does not.
    pub renews: Option<bool>,
    /// The column to sort by.
    pub sort: SortColumn,
    /// Largest first. What has no value in the column always comes last.
    pub descending: bool,
}

/// The columns that a list can be sorted by; ties are broken by the license id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SortColumn {
    /// Name of the product.
    #[default]
    Product,
    /// Name, else e-mail, of the holder.
    Assignee,
    /// Name of the team.
    Team,
    /// The state, in the order of its enum.
    State,
    /// Last day of the paid period.
    ValidUntil,
    /// When it was last seen.
    LastSeen,
    /// The license id.
    Id,
    /// The holder's e-mail.
    Email,
    /// When it was last assigned.
    AssignedOn,
    /// The pack that it renews with.
    Pack,
}

/// How many licenses have a value of a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FacetValue<T> {
    /// The value to filter by.
    pub value: T,
    /// What to show for it; empty where the value itself is all there is.
    pub label: String,
    /// How many licenses match it together with all *other* filters.
    pub count: u32,
}

/// Counts per filter value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Facets {
    /// By product code.
    pub products: Vec<FacetValue<String>>,
    /// By team.
    pub teams: Vec<FacetValue<TeamId>>,
    /// By state.
    pub states: Vec<FacetValue<LicenseState>>,
    /// By who or what holds it.
    pub assignees: Vec<FacetValue<AssigneeKind>>,
    /// By the end of the paid period: the ranges that are offered.
    pub expiry: Vec<FacetValue<ExpiryFilter>>,
    /// By when the holder was last seen: the ranges that are offered.
    pub last_seen: Vec<FacetValue<LastSeenFilter>>,
    /// By when it can be revoked: the ranges that are offered.
    pub revocable: Vec<FacetValue<RevocableFilter>>,
    /// Trials, and what is none.
    pub trial: YesNoCount,
    /// What is suspended, and what is not.
    pub suspended: YesNoCount,
    /// What may move to another team, and what may not.
    pub transferable: YesNoCount,
    /// What renews by itself, and what does not.
    pub renews: YesNoCount,
}

/// How many licenses a filter with two values would show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct YesNoCount {
    /// With the value `true`.
    pub yes: u32,
    /// With the value `false`.
    pub no: u32,
}

/// Which licenses a person selected: single ones, or all that a query finds except some.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Selection {
    /// These.
    Ids {
        /// Their ids, in the order of the view.
        ids: Vec<LicenseId>,
    },
    /// All that match, except.
    Matching {
        /// The query.
        query: LicenseQuery,
        /// The ids that were taken out again.
        except: Vec<LicenseId>,
    },
}
