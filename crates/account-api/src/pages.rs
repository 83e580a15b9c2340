//! The list of licenses, page by page.

use std::{collections::HashSet, future::ready, sync::Arc};

use domain::{Email, License, TeamId};
use futures::{
    Stream, StreamExt,
    stream::{self, BoxStream},
};
use serde_json::Value;

use crate::{
    ApiError, Client, OddLicense, Oddity, UnreadableKind,
    client::Call,
    paging::{PageHeaders, query},
    read::{ReadLicense, read_license},
};

/// Which licenses a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LicenseScope {
    /// All of the organization.
    Organization,
    /// Those of one team.
    Team(TeamId),
}

/// Which licenses of a scope are wanted. `Default` sends no filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicenseFilter {
    /// Only those of a product.
    pub product_code: Option<String>,
    /// Only those that are assigned, or only those that are not. What leaving it out means is the service's to say:
    /// [`Client::all_licenses`] copes with both.
    pub assigned: Option<bool>,
    /// Only those of a person.
    pub assignee_email: Option<Email>,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicensePage {
    /// Its number, from 1.
    pub number: u32,
    /// How many licenses match in all, as far as the service said so with this page.
    pub total: Option<u64>,
    /// How many entries it had, readable or not.
    pub entries: u64,
    /// The licenses that have an id, odd ones included, each once.
    pub licenses: Vec<License>,
    /// What was odd.
    pub odd: Vec<OddLicense>,
}

/// A page with what is needed to go on.
pub(crate) struct PageRead {
    page: LicensePage,
    headers: PageHeaders,
    /// Tells it from other pages.
    fingerprint: u64,
}

/// One list: where it is and how it is cut.
pub(crate) struct PageQuery {
    client: Client,
    scope: LicenseScope,
    filter: LicenseFilter,
}

impl Client {
    /// Streams a list page by page, in order, several pages in flight. It ends with the first error.
    ///
    /// Pages are numbered, so licenses can move between them meanwhile: use [`Client::all_licenses`] for a list that
    /// is whole.
    pub fn license_pages(
        &self,
        scope: LicenseScope,
        filter: LicenseFilter,
    ) -> impl Stream<Item = Result<LicensePage, ApiError>> + Send + use<> {
        let query = Arc::new(PageQuery { client: self.clone(), scope, filter });
        let first = query.clone();
        stream::once(async move { first.read(1).await })
            .flat_map(move |first| match first {
                Ok(first) => query.clone().after_first(first),
                Err(error) => stream::once(ready(Err(error))).boxed(),
            })
            .scan(false, |ended, page| {
                let was_ended = *ended;
                *ended = page.as_ref().map_or(true, |read| read.page.entries == 0);
                ready((!was_ended).then(|| page.map(|read| read.page)))
            })
    }
}

impl PageQuery {
    async fn read(&self, number: u32) -> Result<PageRead, ApiError> {
        let answer = self.client.read(Call::read(self.path(number))).await?;
        let headers = PageHeaders::read(&answer);
        let value = answer.json()?;
        let entries = value.as_array().ok_or_else(|| answer.unreadable(UnreadableKind::UnexpectedShape))?;
        let page = read_page(number, headers.total, entries);
        Ok(PageRead { page, headers, fingerprint: answer.fingerprint() })
    }

    fn path(&self, number: u32) -> String {
        let (number, per_page) = (number.to_string(), self.per_page().to_string());
        let mut pairs = vec![("page", number.as_str()), ("perPage", per_page.as_str())];
        pairs.extend(self.filter.product_code.as_deref().map(|code| ("productCode", code)));
        pairs.extend(
            self.filter.assigned.map(|assigned| ("assigned", if assigned { "true" } else { "false" })),
        );
        pairs.extend(self.filter.assignee_email.as_ref().map(|email| ("assigneeEmail", email.as_str())));
        match self.scope {
            LicenseScope::Organization => format!("/customer/licenses{}", query(&pairs)),
            LicenseScope::Team(TeamId(team)) => format!("/customer/teams/{team}/licenses{}", query(&pairs)),
        }
    }

    /// What the vendor accepts: more is refused.
    fn per_page(&self) -> u32 {
        self.client.options().per_page.clamp(1, 200)
    }

    /// The first page and all that follow: at once where their number is known, one after the other where it isn't.
    fn after_first(self: Arc<Self>, first: PageRead) -> BoxStream<'static, Result<PageRead, ApiError>> {
        let rest = match self.last_page(&first) {
            Some(last) if last > self.client.options().most_pages => {
                stream::once(ready(Err(endless()))).boxed()
            }
            Some(last) => {
                let in_flight = self.client.options().pages_in_flight.max(1);
                let read = move |number| {
                    let query = self.clone();
                    async move { query.read(number).await }
                };
                stream::iter(2..=last).map(read).buffered(in_flight).boxed()
            }
            None => self.one_by_one(&first).boxed(),
        };
        stream::once(ready(Ok(first))).chain(rest).boxed()
    }

    /// The number of the last page, if the first one tells it.
    fn last_page(&self, first: &PageRead) -> Option<u32> {
        let by_total = first.headers.total.map(|total| {
            let asked = u64::from(self.per_page());
            // A first page that is short although there is more: the service cuts smaller pages than asked for.
            let size = if first.page.entries < total.min(asked) { first.page.entries.max(1) } else { asked };
            u32::try_from(total.div_ceil(size)).unwrap_or(u32::MAX)
        });
        by_total.max(first.headers.last)
    }

    fn one_by_one(
        self: Arc<Self>,
        first: &PageRead,
    ) -> impl Stream<Item = Result<PageRead, ApiError>> + use<> {
        let before = has_next(first).then_some(first.fingerprint);
        stream::unfold((self, 2, before), |(query, number, before)| async move {
            let before = before?;
            let page = query.read_next(number, before).await;
            let next = page.as_ref().ok().filter(|page| has_next(page)).map(|page| page.fingerprint);
            Some((page, (query, number + 1, next)))
        })
    }

    /// Reads a page that should differ from the one before: a service that does not know pages gives the same one
    /// again and again.
    async fn read_next(&self, number: u32, before: u64) -> Result<PageRead, ApiError> {
        if number > self.client.options().most_pages {
            return Err(endless());
        }
        let page = self.read(number).await?;
        if page.page.entries > 0 && page.fingerprint == before { Err(endless()) } else { Ok(page) }
    }
}

/// Without a total: whether a next page is worth asking for. Without links either, only an empty page is the end.
fn has_next(read: &PageRead) -> bool {
    read.page.entries > 0 && read.headers.next.unwrap_or(true)
}

/// A list that does not end is not a list.
fn endless() -> ApiError {
    ApiError::Unreadable { status: 200, kind: UnreadableKind::UnexpectedShape }
}

fn read_page(number: u32, total: Option<u64>, entries: &[Value]) -> LicensePage {
    let mut page = LicensePage { number, total, entries: 0, licenses: Vec::new(), odd: Vec::new() };
    let mut seen = HashSet::new();
    for (index, entry) in (0..).zip(entries) {
        let ReadLicense { license, mut problems } = read_license(entry);
        let id = license.as_ref().map(|license| license.id.clone());
        // Twice on one page is the vendor's own doing; on two pages it means that the license moved.
        let is_new = id.as_ref().is_none_or(|id| seen.insert(id.clone()));
        if is_new {
            page.licenses.extend(license);
        } else {
            problems.push(Oddity::DuplicateId);
        }
        if !problems.is_empty() {
            page.odd.push(OddLicense { page: number, index, id, problems });
        }
        page.entries += 1;
    }
    page
}
