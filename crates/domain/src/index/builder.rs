//! Making an index of all licenses.

use std::sync::Arc;

use crate::{
    Collation, License,
    index::{Contents, Index, KnownNames, Slot},
};

/// Takes licenses in one by one, so that no list of them is needed.
pub struct IndexBuilder(Contents);

impl IndexBuilder {
    /// Nothing yet.
    pub fn new(names: Arc<KnownNames>, collation: Collation) -> Self {
        Self(Contents { segments: Vec::new(), dictionary: Arc::default(), names, collation })
    }

    /// Takes a license in.
    pub fn push(&mut self, license: &License) {
        self.0.push(license);
    }

    /// All that was taken in; of licenses with the same id, the last.
    pub fn finish(self) -> Index {
        let mut contents = self.0;
        if let Some(last) = contents.segments.last_mut() {
            Arc::make_mut(last).shrink();
        }
        let slots = (0..).zip(0..contents.slots()).map(|(slot, _)| slot).collect();
        let mut by_id = contents.sorted_by_id(slots);
        let doubled = drop_doubles(&contents, &mut by_id);
        let index = Index::of(contents, &by_id);
        if doubled.is_empty() { index } else { index.without_slots(&doubled) }
    }
}

/// Takes all but the last slot of each id out of the order, and gives those.
fn drop_doubles(contents: &Contents, by_id: &mut Vec<Slot>) -> Vec<Slot> {
    let mut doubled = Vec::new();
    let mut kept: Vec<Slot> = Vec::with_capacity(by_id.len());
    for slot in by_id.drain(..) {
        match kept.last_mut() {
            Some(last) if contents.texts(*last).id == contents.texts(slot).id => {
                doubled.push(std::mem::replace(last, slot));
            }
            _ => kept.push(slot),
        }
    }
    *by_id = kept;
    doubled
}
