//! What there is to license.

use crate::model::Product;

const PRODUCTS: [(&str, &str); 11] = [
    ("ALL", "All Products Pack"),
    ("CL", "CLion"),
    ("DB", "DataGrip"),
    ("GO", "GoLand"),
    ("II", "IntelliJ IDEA Ultimate"),
    ("PC", "PyCharm"),
    ("PS", "PhpStorm"),
    ("RD", "Rider"),
    ("RM", "RubyMine"),
    ("RR", "RustRover"),
    ("WS", "WebStorm"),
];

const PLUGINS: [(&str, &str); 3] =
    [("PBOARD", "Kanban Board"), ("PLOGLENS", "Log Lens"), ("PSCHEMA", "Schema Designer")];

pub(super) fn products() -> Vec<Product> {
    PRODUCTS.map(|(code, name)| Product { code: code.into(), name: name.into() }).into()
}

pub(super) fn plugins() -> Vec<Product> {
    PLUGINS.map(|(code, name)| Product { code: code.into(), name: name.into() }).into()
}

pub(super) fn product(code: &str) -> Product {
    let name = PRODUCTS.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name);
    Product { code: code.into(), name: name.into() }
}
