//! Lenient reading: what is odd is noted and left out, what can be read is kept.

mod access;
mod fields;
mod license;

use domain::{LicenseId, Product};
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json_borrow::Value;

use crate::{ApiError, UnreadableKind, answer::Answer};

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
    /// The same id came before; the first one was kept.
    DuplicateId,
    /// The date in this field can't be read; the field was left empty.
    UnreadableDate(&'static str),
    /// This field has another type than documented; it was left empty.
    WrongType(&'static str),
    /// This field was left out, or is empty, although nothing can be said without it. `product`, `product.name` and
    /// `team.name` among them; the license is in the list all the same.
    Missing(&'static str),
}

/// Reads a list of licenses one by one, so that no more than one of them is in memory twice.
pub(crate) fn read_list(answer: &Answer, each: impl FnMut(ReadLicense)) -> Result<(), ApiError> {
    let mut deserializer = serde_json::Deserializer::from_slice(answer.body());
    let read = deserializer.deserialize_seq(Entries(each)).and_then(|()| deserializer.end());
    // What is wrong with it is worth a second reading.
    read.map_err(|_| {
        answer.json().err().unwrap_or_else(|| answer.unreadable(UnreadableKind::UnexpectedShape))
    })
}

/// Hands on each entry of a list as soon as it is read.
struct Entries<F>(F);

impl<'de, F: FnMut(ReadLicense)> Visitor<'de> for Entries<F> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        while let Some(entry) = entries.next_element::<Value<'de>>()? {
            (self.0)(read_license(&entry));
        }
        Ok(())
    }
}

/// Reads a list of products or plugins; entries without a code are left out. `None` if it is not a list.
pub(crate) fn read_products(value: &Value<'_>) -> Option<Vec<Product>> {
    let products = value.as_array()?.iter().filter_map(|entry| {
        let mut problems = Vec::new();
        let product = read_product(&mut Fields::new(entry.as_object()?, &mut problems), "code", "name");
        (!product.code.is_empty()).then_some(product)
    });
    Some(products.collect())
}

fn read_product(fields: &mut Fields<'_, '_>, code: &'static str, name: &'static str) -> Product {
    Product { code: fields.text(code).unwrap_or_default(), name: fields.text(name).unwrap_or_default() }
}
