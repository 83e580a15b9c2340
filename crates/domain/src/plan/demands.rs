//! From what a list asks for to licenses.

use crate::{Demand, Index, Plan, PlanContext, Purpose};

/// Finds the licenses that a list is about, and says for each what would happen, or why not.
pub fn plan_demands(
    demands: Vec<Demand>,
    purpose: &Purpose,
    index: &Index,
    context: &PlanContext<'_>,
) -> Plan {
    todo!()
}
