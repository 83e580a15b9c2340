//! One page of a list by itself, for whoever wants to see many licenses with one request and needs no whole list.

use domain::License;

use crate::{
    ApiError, Client, LicenseScope,
    client::Call,
    paging::{PageHeaders, query},
    read::read_list,
};

/// What one page showed. Licenses move between pages while they are read: one that is not on it may be on any other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicensePage {
    /// The licenses on it that could be read.
    pub licenses: Vec<License>,
    /// How many pages the list has, as far as the service says so.
    pub pages: Option<u32>,
}

impl Client {
    /// A page of those licenses for a product that somebody has; pages are counted from 1.
    pub async fn assigned_page(
        &self,
        scope: LicenseScope,
        product_code: &str,
        page: u32,
    ) -> Result<LicensePage, ApiError> {
        let per_page = self.per_page();
        let pairs = [
            ("page", page.to_string()),
            ("perPage", per_page.to_string()),
            ("productCode", product_code.to_owned()),
            ("assigned", "true".to_owned()),
        ];
        let path = scope.path(&query(&pairs.each_ref().map(|(name, value)| (*name, value.as_str()))));
        // No page like those of a whole list: the last one of a product may be short, and tell nothing of the others.
        let answer = self.read(Call::read(path)).await?;
        let mut licenses = Vec::new();
        read_list(&answer, |read| licenses.extend(read.license))?;
        let headers = PageHeaders::read(&answer);
        let counted = headers.total.and_then(|total| total.div_ceil(per_page.into()).try_into().ok());
        Ok(LicensePage { licenses, pages: counted.or(headers.last) })
    }

    /// How many licenses are on a page at most.
    pub fn per_page(&self) -> u32 {
        // What the vendor accepts: more is refused.
        self.options().per_page.clamp(1, 200)
    }
}
