//! How pages, queries and paths are written and read.

use http::header;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::answer::Answer;

/// Everything but RFC 3986's unreserved characters: `+` and `@` in e-mail addresses above all.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A query with its question mark; empty for no pairs.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    let encoded: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, RESERVED)))
        .collect();
    if encoded.is_empty() { String::new() } else { format!("?{}", encoded.join("&")) }
}

/// A text as one segment of a path. `None` for a text that would name another path: nothing, `.` and `..`, which
/// URLs resolve even if they are encoded.
pub(crate) fn path_segment(text: &str) -> Option<String> {
    (!matches!(text, "" | "." | "..")).then(|| utf8_percent_encode(text, RESERVED).to_string())
}

/// What the headers of a page say about the pages around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageHeaders {
    /// How many licenses match in all.
    pub(crate) total: Option<u64>,
    /// The number of the last page.
    pub(crate) last: Option<u32>,
    /// Whether there is a next page; `None` without a `Link` header that can be read.
    pub(crate) next: Option<bool>,
}

impl PageHeaders {
    pub(crate) fn read(answer: &Answer) -> Self {
        let total = answer.header("x-total-count").and_then(|text| text.trim().parse().ok());
        // A header may come in several lines, which mean the same as one with commas.
        let parts = answer.headers.get_all(header::LINK).iter().filter_map(|line| line.to_str().ok());
        let text = parts.collect::<Vec<_>>().join(", ");
        let links = parse_link_header::parse_with_rel(&text).ok().filter(|links| !links.is_empty());
        let last = links.as_ref().and_then(|links| links.get("last")?.queries.get("page")?.parse().ok());
        Self { total, last, next: links.map(|links| links.contains_key("next")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_encoded() {
        assert_eq!(query(&[]), "");
        assert_eq!(
            query(&[("email", "a+b&c=d@exämple.com"), ("productCode", "II")]),
            "?email=a%2Bb%26c%3Dd%40ex%C3%A4mple.com&productCode=II"
        );
    }

    #[test]
    fn a_segment_never_leaves_its_place_in_the_path() {
        assert_eq!(path_segment("ABC1234567").as_deref(), Some("ABC1234567"));
        assert_eq!(path_segment("../token?x#y").as_deref(), Some("..%2Ftoken%3Fx%23y"));
        for text in ["", ".", ".."] {
            assert_eq!(path_segment(text), None);
        }
    }
}
