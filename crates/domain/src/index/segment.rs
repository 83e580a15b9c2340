//! A thousand licenses: rows, their texts, and what a search looks into. A change makes a new segment, not a new index.

use memchr::memmem::Finder;

use crate::{
    License, fold,
    index::{
        dictionary::Dictionary,
        row::{Row, Texts},
    },
};

/// Licenses of a segment.
pub(crate) const SIZE: usize = 1024;

/// One bit for each license of a segment.
pub(crate) type Bits = [u64; SIZE / 64];

/// Up to [`SIZE`] licenses, each at a place that never changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Segment {
    /// None where a license was taken out.
    rows: Vec<Option<Row>>,
    ends: Vec<Ends>,
    /// Id, name and e-mail of each license, one after the other.
    text: String,
    /// The same, folded and with the name that is shown.
    folded: String,
}

/// Where the texts of a license end; they begin where those of the license before end.
#[derive(Clone, Copy, Debug, Default)]
struct Ends {
    id: u32,
    name: u32,
    email: u32,
    folded: u32,
}

/// A word of a search, and which of the shared values have it.
pub(crate) struct Word<'a> {
    finder: Finder<'a>,
    products: Vec<bool>,
    teams: Vec<bool>,
    packs: Vec<bool>,
    is_shared: bool,
}

impl<'a> Word<'a> {
    pub fn new(word: &'a str, dictionary: &Dictionary) -> Self {
        let finder = Finder::new(word);
        let products = dictionary.products.hits(&finder);
        let teams = dictionary.teams.hits(&finder);
        let packs = dictionary.packs.hits(&finder);
        let is_shared = [&products, &teams, &packs].into_iter().flatten().any(|hit| *hit);
        Self { finder, products, teams, packs, is_shared }
    }

    fn is_in(&self, row: &Row) -> bool {
        let hit = |hits: &[bool], position: u32| hits.get(position as usize).copied().unwrap_or_default();
        self.is_shared
            && (hit(&self.products, row.product) || hit(&self.teams, row.team) || hit(&self.packs, row.pack))
    }
}

impl Segment {
    /// Appends a license under the name to show, and gives its place.
    pub fn push(&mut self, license: &License, shown_name: &str, dictionary: &Dictionary) -> usize {
        let row = Row::pack(license, dictionary);
        self.push_row(Some(row), Texts::of(license), shown_name);
        self.rows.len() - 1
    }

    pub fn is_full(&self) -> bool {
        self.rows.len() == SIZE
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The same with some licenses replaced, or taken out where there is nothing in their place.
    pub fn with(
        &self,
        changes: &[(usize, Option<&License>)],
        shown_name: impl Fn(Texts<'_>, &Row) -> String,
        dictionary: &Dictionary,
    ) -> Self {
        let mut next = Self::default();
        for place in 0..self.rows.len() {
            match changes.iter().find(|(changed, _)| *changed == place) {
                Some((_, Some(license))) => {
                    let row = Row::pack(license, dictionary);
                    let texts = Texts::of(license);
                    next.push_row(Some(row), texts, &shown_name(texts, &row));
                }
                Some((_, None)) => next.push_row(None, Texts { id: "", name: "", email: "" }, ""),
                None => {
                    let texts = self.texts(place);
                    let name = self.rows[place].map(|row| shown_name(texts, &row));
                    next.push_row(self.rows[place], texts, &name.unwrap_or_default());
                }
            }
        }
        next.shrink();
        next
    }

    /// Gives back memory that was kept for more licenses.
    pub fn shrink(&mut self) {
        self.rows.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.text.shrink_to_fit();
        self.folded.shrink_to_fit();
    }

    fn push_row(&mut self, row: Option<Row>, texts: Texts<'_>, shown_name: &str) {
        self.rows.push(row);
        let mut ends = Ends::default();
        for (text, end) in
            [(texts.id, &mut ends.id), (texts.name, &mut ends.name), (texts.email, &mut ends.email)]
        {
            self.text.push_str(text);
            *end = position(&self.text);
        }
        for text in [texts.id, shown_name, texts.email] {
            // No word has a line break in it, so none is found across two texts.
            self.folded.push_str(&fold(text));
            self.folded.push('\n');
        }
        ends.folded = position(&self.folded);
        self.ends.push(ends);
    }

    pub fn row(&self, place: usize) -> Option<&Row> {
        self.rows.get(place)?.as_ref()
    }

    /// All rows with their places, without those that were taken out.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.rows.iter().enumerate().filter_map(|(place, row)| Some((place, row.as_ref()?)))
    }

    pub fn texts(&self, place: usize) -> Texts<'_> {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before].email as usize);
        let Ends { id, name, email, .. } = self.ends[place];
        let (id, name, email) = (id as usize, name as usize, email as usize);
        Texts { id: &self.text[start..id], name: &self.text[id..name], email: &self.text[name..email] }
    }

    /// Id, shown name and e-mail, folded, each with a line break behind it.
    pub fn folded(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before].folded as usize);
        &self.folded[start..self.ends[place].folded as usize]
    }

    /// Which licenses have all the words.
    pub fn search(&self, words: &[Word<'_>]) -> Bits {
        let Some((first, others)) = words.split_first() else { return self.everything() };
        let mut found = self.find(first);
        for word in others {
            for place in places(&found) {
                let is_there = self.rows[place].as_ref().is_some_and(|row| word.is_in(row))
                    || word.finder.find(self.folded(place).as_bytes()).is_some();
                if !is_there {
                    found[place / 64] &= !(1 << (place % 64));
                }
            }
        }
        found
    }

    fn everything(&self) -> Bits {
        let mut bits = Bits::default();
        for (place, _) in self.rows() {
            bits[place / 64] |= 1 << (place % 64);
        }
        bits
    }

    fn find(&self, word: &Word<'_>) -> Bits {
        let mut bits = Bits::default();
        let text = self.folded.as_bytes();
        let (mut from, mut place) = (0, 0);
        while let Some(hit) = word.finder.find(&text[from..]) {
            while self.ends[place].folded as usize <= from + hit {
                place += 1;
            }
            bits[place / 64] |= 1 << (place % 64);
            from = self.ends[place].folded as usize;
        }
        if word.is_shared {
            for (place, row) in self.rows() {
                bits[place / 64] |= u64::from(word.is_in(row)) << (place % 64);
            }
        }
        bits
    }
}

/// The places whose bits are set.
pub(crate) fn places(bits: &Bits) -> impl Iterator<Item = usize> + use<> {
    let bits: Bits = *bits;
    bits.into_iter().enumerate().flat_map(|(word, mut bits)| {
        std::iter::from_fn(move || {
            let place = (bits != 0).then(|| word * 64 + bits.trailing_zeros() as usize);
            bits &= bits.wrapping_sub(1);
            place
        })
    })
}

fn position(text: &str) -> u32 {
    // A thousand licenses with four million letters each would not have come through the client.
    u32::try_from(text.len()).expect("the texts of a segment are bounded by the client")
}
