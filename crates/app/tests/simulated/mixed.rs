//! Plans that lists make: many assignments, and assignments that need seats which revocations free.

use std::{collections::HashMap, sync::Arc};

use app::{
    App,
    view::{ChangeRequest, ListWish, PlanView, RowVerdict},
};
use domain::{Capability, LicenseId, LicenseQuery, LicenseState};

use crate::support::{Shortcuts, plan, rows};

async fn plan_list(app: &Arc<App>, text: String, wish: ListWish) -> PlanView {
    let list = app.read_list("people.csv".into(), text.into_bytes(), None).await.unwrap();
    plan(app, ChangeRequest::List { list: list.id, mapping: list.mapping, wish }).await
}

fn newcomer(number: usize) -> String {
    format!("newcomer{number}@aurelia.example")
}

/// A plan to give each of these products' seats to somebody new.
pub async fn plan_assigns(app: &Arc<App>, free: &[LicenseId]) -> PlanView {
    let mut text = String::from("E-mail,First name,Last name,Product\n");
    for (number, id) in free.iter().enumerate() {
        let product = app.license_details(id).await.unwrap().row.product.code;
        text.extend([format!("{},Nora,Neu,{product}\n", newcomer(number))]);
    }
    let wish = ListWish::Assign { product: None, team: None, send_email: false, include_offline_code: false };
    let plan = plan_list(app, text, wish).await;
    assert_eq!(plan.counts.assigns as usize, free.len(), "{plan:?}");
    plan
}

/// A plan that takes three licenses of a product and gives all that are free, and those three, to people who are new.
/// Gives with it who gets which of the three.
pub async fn plan_with_freed_seats(app: &Arc<App>) -> (PlanView, Vec<(LicenseId, String)>) {
    const FREED: usize = 3;
    let mut idle = HashMap::<String, usize>::new();
    for id in app.ids(LicenseState::Idle) {
        *idle.entry(app.license_details(&id).await.unwrap().row.product.code).or_default() += 1;
    }
    let product = idle
        .into_iter()
        .filter(|(code, count)| *count > FREED && code != "ALL")
        .max_by_key(|(_, count)| *count);
    let (product, _) = product.unwrap();
    let query = LicenseQuery { products: vec![product.clone()], ..LicenseQuery::default() };
    let all = app.query_licenses(&query, 0, 500).unwrap().rows;
    let leaving: Vec<LicenseId> = all
        .iter()
        .filter(|row| row.state == LicenseState::Idle && row.locked_until.is_none())
        .map(|row| row.id.clone())
        .take(FREED)
        .collect();
    let free = all.iter().filter(|row| row.holder.is_none() && row.state == LicenseState::Free).count();
    let mut text = String::from("E-mail,First name,Last name\n");
    for row in all.iter().filter(|row| !leaving.contains(&row.id)) {
        if let Some(holder) = row.holder.as_ref().filter(|holder| !holder.email.is_empty()) {
            text.extend([format!("{},Alte,Bekannte\n", holder.email)]);
        }
    }
    for number in 0..free + FREED {
        text.extend([format!("{},Nora,Neu\n", newcomer(number))]);
    }
    let wish = ListWish::MakeItSo {
        product: Some(product),
        team: None,
        take_from_others: true,
        send_email: false,
        include_offline_code: false,
    };
    let plan = plan_list(app, text, wish).await;
    let changes: Vec<_> =
        rows(app, &plan).into_iter().filter(|row| row.verdict == RowVerdict::Change).collect();
    let freed: Vec<_> = changes
        .iter()
        .filter(|row| row.capability == Some(Capability::Assign))
        .filter_map(|row| Some((row.license.clone()?, row.recipient.as_ref()?.email.clone())))
        .filter(|(license, _)| leaving.contains(license))
        .collect();
    assert_eq!((plan.counts.revokes as usize, freed.len()), (FREED, FREED), "{plan:?}");
    (plan, freed)
}
