//! Numbered pages and the headers that lead through them.

use std::{fmt::Write, ops::Range};

use bytes::Bytes;
use http::{Request, header};

use crate::{choices::PageOutOfRange, refusal::Refusal};

const DEFAULT_SIZE: usize = 100;
const LARGEST: usize = 200;

/// One page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    number: usize,
    size: usize,
}

impl Page {
    pub(crate) fn read(
        number: Option<&str>,
        size: Option<&str>,
        out_of_range: PageOutOfRange,
    ) -> Result<Self, Refusal> {
        // A million pages are more than any list has, and far from any overflow.
        let number = bounded(number, 1, 1_000_000, "page", out_of_range)?;
        let size = bounded(size, DEFAULT_SIZE, LARGEST, "perPage", out_of_range)?;
        Ok(Self { number, size })
    }

    pub(crate) fn range(&self) -> Range<usize> {
        let start = (self.number - 1) * self.size;
        start..start + self.size
    }

    /// RFC 8288: `first` and `last` always, `prev` and `next` where there is one.
    pub(crate) fn link(&self, request: &Request<Bytes>, total: usize) -> String {
        let last = total.div_ceil(self.size).max(1);
        let previous = (self.number > 1).then(|| (self.number - 1).min(last));
        let next = (self.number < last).then_some(self.number + 1);
        let mut link = String::new();
        for (relation, page) in [("first", Some(1)), ("prev", previous), ("next", next), ("last", Some(last))]
        {
            if let Some(page) = page {
                let separator = if link.is_empty() { "" } else { ", " };
                // Writing to a string can't fail.
                let _ = write!(link, "{separator}<{}>; rel=\"{relation}\"", self.address(request, page));
            }
        }
        link
    }

    fn address(self, request: &Request<Bytes>, page: usize) -> String {
        let uri = request.uri();
        let authority = uri.authority().map(http::uri::Authority::as_str);
        let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
        let origin = authority.or(host).map(|host| format!("http://{host}")).unwrap_or_default();
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("page", &page.to_string()).append_pair("perPage", &self.size.to_string());
        for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            if name != "page" && name != "perPage" {
                query.append_pair(&name, &value);
            }
        }
        format!("{origin}{}?{}", uri.path(), query.finish())
    }
}

fn bounded(
    text: Option<&str>,
    default: usize,
    most: usize,
    name: &'static str,
    out_of_range: PageOutOfRange,
) -> Result<usize, Refusal> {
    let Some(text) = text else { return Ok(default) };
    let number: i128 = text.parse().map_err(|_| Refusal::InvalidParameter(name))?;
    match (usize::try_from(number), out_of_range) {
        (Ok(number), _) if (1..=most).contains(&number) => Ok(number),
        (_, PageOutOfRange::Refused) => Err(Refusal::InvalidParameter(name)),
        (_, PageOutOfRange::Clamped) => Ok(if number < 1 { 1 } else { most }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, size: &str, out_of_range: PageOutOfRange, expect: Option<(usize, usize)>) {
        let page = Page::read(Some(page), Some(size), out_of_range);
        assert_eq!(page.ok().map(|page| (page.number, page.size)), expect);
    }

    #[test]
    fn page_and_size_have_bounds() {
        check("1", "200", PageOutOfRange::Refused, Some((1, 200)));
        check("0", "100", PageOutOfRange::Refused, None);
        check("1", "201", PageOutOfRange::Refused, None);
        check("1", "0", PageOutOfRange::Refused, None);
        check("-1", "900", PageOutOfRange::Clamped, Some((1, 200)));
        check("two", "1", PageOutOfRange::Clamped, None);
    }

    fn check_link(page: &str, total: usize, expect: &str) {
        let request = Request::get("/l?perPage=10&page=9&productCode=II")
            .header("Host", "h:1")
            .body(Bytes::new())
            .unwrap();
        let page = Page::read(Some(page), Some("10"), PageOutOfRange::Refused).unwrap();
        let link = page
            .link(&request, total)
            .replace("http://h:1/l?page=", "")
            .replace("&perPage=10&productCode=II", "");
        assert_eq!(link, expect);
    }

    #[test]
    fn the_link_header_names_the_neighbors() {
        check_link("1", 25, r#"<1>; rel="first", <2>; rel="next", <3>; rel="last""#);
        check_link("2", 25, r#"<1>; rel="first", <1>; rel="prev", <3>; rel="next", <3>; rel="last""#);
        check_link("3", 25, r#"<1>; rel="first", <2>; rel="prev", <3>; rel="last""#);
        check_link("8", 25, r#"<1>; rel="first", <3>; rel="prev", <3>; rel="last""#);
        check_link("1", 0, r#"<1>; rel="first", <1>; rel="last""#);
    }
}
