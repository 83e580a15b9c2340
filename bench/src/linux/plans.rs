//! A plan from a file of 50,000 lines against 100,000 licenses: from the file's bytes to the first rows of the plan.

use std::{
    fmt::Write,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use app::{
    App,
    view::{ChangeRequest, ListWish, PlanQuery, PlanView},
};
use domain::{LicenseQuery, SortColumn};

use super::{
    application::{first_sync, fresh, start, told},
    queries::WINDOW,
    service::Service,
};
use crate::measured::{Measured, Side};

const LICENSES: u32 = 100_000;
const LINES: usize = 50_000;
/// One line in so many is bad.
const BAD_EVERY: usize = 100;
const ROUNDS: usize = 5;
/// Rows that the application gives at once at most.
const PAGE: u32 = 500;

pub async fn measure(simulator: &Path, folder: &Path) -> Result<()> {
    fresh(folder)?;
    let service = Service::start(simulator, LICENSES, Duration::ZERO)?;
    let app = start(folder, service.url()).await?;
    first_sync(&app, &service).await?;
    let tasks = [
        ("make it so", make_it_so(), list(&app, Bad::Name)?),
        ("revoke", ListWish::Revoke { product: None }, list(&app, Bad::Address)?),
    ];
    let (mut samples, mut notes) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let mut slowest = 0.0_f64;
        for (name, wish, list) in &tasks {
            let (plan, took) = plan(&app, list.clone().into_bytes(), wish.clone()).await?;
            slowest = slowest.max(took.as_secs_f64());
            if round == 0 {
                notes.push(format!(
                    "{name} has {} rows and {} changes",
                    plan.counts.rows, plan.counts.changes
                ));
            }
        }
        samples.push(slowest);
    }
    app.close().await;
    let side = Side::new("the slower of two plans of 50,000 lines", "s", samples);
    Measured::value("plan_50000", side).noting(notes.join(", ")).print()
}

/// What is bad about a bad line.
#[derive(Clone, Copy)]
enum Bad {
    /// It says who is meant: otherwise nothing would be taken from others, and there would be less to do.
    Name,
    Address,
}

/// The wish that has most to do.
fn make_it_so() -> ListWish {
    ListWish::MakeItSo {
        product: None,
        team: None,
        take_from_others: true,
        send_email: false,
        include_offline_code: false,
    }
}

/// Every other person holds what the line says; the others are new.
fn list(app: &App, bad: Bad) -> Result<String> {
    let mut list = "E-mail;First name;Last name;Product\r\n".to_owned();
    let mut number = 0;
    let query = LicenseQuery { sort: SortColumn::Id, ..LicenseQuery::default() };
    for offset in (0..LICENSES).step_by(PAGE as usize) {
        let window = app.query_licenses(&query, offset, PAGE);
        for row in window.map_err(|problem| told("a query fails", &problem))?.rows {
            let holder = row.holder.filter(|holder| holder.email.contains('@'));
            let (Some(holder), true) = (holder, number < LINES) else { continue };
            number += 1;
            let is_bad = number % BAD_EVERY == 0;
            let email = match bad {
                Bad::Address if is_bad => holder.email.replace('@', " at "),
                _ if number % 2 == 0 && !is_bad => format!("new.{number}.{}", holder.email),
                _ => holder.email,
            };
            let first_name = if matches!(bad, Bad::Name) && is_bad { "R2D2" } else { "Zo\u{eb}" };
            write!(list, "{email};{first_name};M\u{fc}ller;{}\r\n", row.product.name)?;
        }
    }
    if number < LINES {
        bail!("only {number} licenses are held by somebody");
    }
    Ok(list)
}

async fn plan(app: &Arc<App>, content: Vec<u8>, wish: ListWish) -> Result<(PlanView, Duration)> {
    let failed = |problem| told("there is no plan", &problem);
    let started = Instant::now();
    let list = app.read_list("people.csv".to_owned(), content, None).await.map_err(failed)?;
    let request = ChangeRequest::List { list: list.id, mapping: list.mapping, wish };
    let plan = app.plan_change(request).await.map_err(failed)?;
    let window = app.plan_rows(&plan.id, &PlanQuery::default(), 0, WINDOW).map_err(failed)?;
    let took = started.elapsed();
    if window.total as usize != plan.counts.rows as usize || plan.counts.changes < LICENSES / 20 {
        bail!("the plan is not what the list asks for: {:?}", plan.counts);
    }
    // Who holds two licenses of a product is in the list twice.
    let bad = plan.counts.bad_lines as usize;
    if !(LINES / BAD_EVERY..=LINES / 10).contains(&bad) {
        bail!("{bad} lines are bad");
    }
    Ok((plan, took))
}
