//! Lenient reading: what is odd is noted and left out, what can be read is kept.

mod access;
mod fields;
mod license;

use domain::{LicenseId, Product};
use serde_json::Value;

pub(crate) use access::read_access;
pub(crate) use license::{ReadLicense, read_license};

use fields::Fields;

/// A license in a list that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddLicense {
    /// The page that it was on, from 1.
    pub page: u32,
    /// Its place on the page, from 0.
    pub index: u32,
    /// Its id. Where there is none, the license could not be kept; otherwise it is in the list as far as it could be
    /// read.
    pub id: Option<LicenseId>,
    /// What is odd.
    pub problems: Vec<Oddity>,
}

/// What is odd about a license. Never holds a value, which may be personal or secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// Not a JSON object at all.
    NotAnObject,
    /// Without an id.
    NoId,
    /// The same id came before on the same page; the first one was kept.
    DuplicateId,
    /// The date in this field can't be read; the field was left empty.
    UnreadableDate(&'static str),
    /// This field has another type than documented; it was left empty.
    WrongType(&'static str),
    /// This field was left out although nothing can be said without it.
    Missing(&'static str),
}

/// Reads a list of products or plugins; entries without a code are left out. `None` if it is not a list.
pub(crate) fn read_products(value: &Value) -> Option<Vec<Product>> {
    let products = value.as_array()?.iter().filter_map(|entry| {
        let mut problems = Vec::new();
        let product = read_product(&mut Fields::new(entry.as_object()?, &mut problems), "code", "name");
        (!product.code.is_empty()).then_some(product)
    });
    Some(products.collect())
}

fn read_product(fields: &mut Fields<'_>, code: &'static str, name: &'static str) -> Product {
    Product { code: fields.text(code).unwrap_or_default(), name: fields.text(name).unwrap_or_default() }
}
