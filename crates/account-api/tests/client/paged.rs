//! A service that cuts a list into pages.

use account_api::{ClientOptions, Request};
use serde_json::{Value, json};

use crate::scripted::{Step, answer, parameter};

/// How a service tells the length of its list.
#[derive(Clone, Copy, Debug)]
pub enum Told {
    Total,
    Links,
    LinkLines,
    Nothing,
}

pub fn ids(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("L{number}")).collect()
}

pub fn number(request: &Request, name: &str) -> usize {
    parameter(request, name).unwrap().parse().unwrap()
}

/// The page of a list that a request asks for; everything in it is assigned.
pub fn page_of(list: &[String], request: &Request, told: Told) -> Step {
    let (page, size) = (number(request, "page"), number(request, "perPage"));
    let entry = |id: &String| {
        let product = json!({"code": "P", "name": "Product"});
        json!({"licenseId": id, "product": product, "assignee": {"type": "USER", "email": "a@example.com"}})
    };
    let entries: Vec<Value> = list.iter().skip((page - 1) * size).take(size).map(entry).collect();
    let pages = list.len().div_ceil(size).max(1);
    let first = "<https://service.example/x?page=1>; rel=\"first\"";
    let mut links = format!("{first}, <https://service.example/x?page={pages}&perPage={size}>; rel=\"last\"");
    if page < pages {
        links =
            format!("{links}, <https://service.example/x?page={}&perPage={size}>; rel=\"next\"", page + 1);
    }
    let total = list.len().to_string();
    let headers: Vec<(&str, &str)> = match told {
        Told::Total => vec![("x-total-count", total.as_str()), ("link", links.as_str())],
        Told::Links => vec![("link", links.as_str())],
        Told::LinkLines => links.split(", ").map(|link| ("link", link)).collect(),
        Told::Nothing => vec![],
    };
    answer(200, &headers, &Value::from(entries).to_string())
}

pub fn small_pages() -> ClientOptions {
    ClientOptions { per_page: 10, ..ClientOptions::default() }
}
