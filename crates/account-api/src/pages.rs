//! One page of a list of licenses.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use domain::{License, LicenseId, TeamId};

use crate::{
    ApiError, Client, OddLicense, Oddity,
    client::Call,
    paging::{PageHeaders, query},
    read::{ReadLicense, read_list},
};

/// Which licenses a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LicenseScope {
    /// All of the organization.
    Organization,
    /// Those of one team.
    Team(TeamId),
}

/// Whether the caller has a license exactly like this already.
pub type KnownLicense = Arc<dyn Fn(&License) -> bool + Send + Sync>;

/// One list: whose, which part of it, and how it is cut into pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PageQuery {
    pub(crate) scope: LicenseScope,
    /// Only those that are assigned; otherwise whatever the service gives when it isn't asked.
    pub(crate) assigned: bool,
    pub(crate) per_page: u32,
}

/// One page, sieved.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its number, from 1.
    pub(crate) number: u32,
    pub(crate) headers: PageHeaders,
    /// How many entries it had, readable or not.
    pub(crate) entries: u64,
    /// The licenses that the caller does not have, each once, with their places on the page.
    pub(crate) licenses: Vec<(u32, License)>,
    /// The ids of those that it has.
    pub(crate) known: Vec<(u32, LicenseId)>,
    pub(crate) odd: Vec<OddLicense>,
    /// How many entries had an id that came before on this page. That is the vendor's own doing: a page is one answer.
    pub(crate) repeated: u64,
    /// Whether somebody or something has any of them.
    pub(crate) any_assigned: bool,
    /// Tells the body from others, to the byte.
    pub(crate) body: u64,
    /// Tells which licenses were on it, in which order, from others.
    pub(crate) order: u64,
}

impl PageQuery {
    pub(crate) fn new(client: &Client, scope: LicenseScope, assigned: bool) -> Self {
        Self { scope, assigned, per_page: client.per_page() }
    }

    pub(crate) async fn read(
        &self,
        client: &Client,
        number: u32,
        known: Option<&KnownLicense>,
    ) -> Result<Page, ApiError> {
        let answer = client.read(Call::page(self.path(number))).await?;
        let mut page = Page::new(number, PageHeaders::read(&answer), answer.fingerprint());
        let mut order = DefaultHasher::new();
        let mut seen = HashSet::new();
        read_list(&answer, |read| page.add(read, known, &mut seen, &mut order))?;
        page.order = order.finish();
        Ok(page)
    }

    fn path(&self, number: u32) -> String {
        let (number, per_page) = (number.to_string(), self.per_page.to_string());
        let mut pairs = vec![("page", number.as_str()), ("perPage", per_page.as_str())];
        pairs.extend(self.assigned.then_some(("assigned", "true")));
        self.scope.path(&query(&pairs))
    }
}

impl LicenseScope {
    /// The path of the list, with a query that has its question mark.
    pub(crate) fn path(self, query: &str) -> String {
        match self {
            Self::Organization => format!("/customer/licenses{query}"),
            Self::Team(TeamId(team)) => format!("/customer/teams/{team}/licenses{query}"),
        }
    }
}

impl Page {
    fn new(number: u32, headers: PageHeaders, body: u64) -> Self {
        Self {
            number,
            headers,
            entries: 0,
            licenses: Vec::new(),
            known: Vec::new(),
            odd: Vec::new(),
            repeated: 0,
            any_assigned: false,
            body,
            order: 0,
        }
    }

    /// Takes the next entry in. The page's own order of ids and those that it has already are kept beside it, because
    /// nobody needs them afterwards.
    fn add(
        &mut self,
        ReadLicense { license, mut problems }: ReadLicense,
        known: Option<&KnownLicense>,
        seen: &mut HashSet<LicenseId>,
        order: &mut DefaultHasher,
    ) {
        let index = u32::try_from(self.entries).unwrap_or(u32::MAX);
        self.entries += 1;
        let id = license.as_ref().map(|license| &license.id);
        id.hash(order);
        let is_repeated = id.is_some_and(|id| !seen.insert(id.clone()));
        if is_repeated {
            self.repeated += 1;
            problems.push(Oddity::DuplicateId);
        }
        if !problems.is_empty() {
            self.odd.push(OddLicense { page: self.number, index, id: id.cloned(), problems });
        }
        let Some(license) = license.filter(|_| !is_repeated) else { return };
        self.any_assigned |= license.assignee.is_some();
        if known.is_some_and(|known| known(&license)) {
            self.known.push((index, license.id));
        } else {
            self.licenses.push((index, license));
        }
    }

    /// The ids on it, each once.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &LicenseId> {
        self.licenses.iter().map(|(_, license)| &license.id).chain(self.known.iter().map(|(_, id)| id))
    }

    /// Whether there is a next page worth asking for, where the number of pages is not known. Without links either,
    /// only an empty page is the end.
    pub(crate) fn has_next(&self) -> bool {
        self.entries > 0 && self.headers.next.unwrap_or(true)
    }

    /// Whether it shows the same licenses in the same order, out of as many.
    pub(crate) fn shows_the_same_as(&self, other: &Self) -> bool {
        (self.order, self.entries, self.headers.total) == (other.order, other.entries, other.headers.total)
    }
}
