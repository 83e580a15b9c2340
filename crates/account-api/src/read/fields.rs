//! Reading the fields of a JSON object one by one.

use domain::VendorTime;
use serde_json_borrow::{ObjectAsVec, Value};

use super::Oddity;

/// An object whose fields are read one by one; what is odd is noted. Absent and `null` mean the same.
///
/// Fields are named by their whole path (`subscription.validUntilDate`), which is what gets noted; the last part is
/// the key.
pub(super) struct Fields<'a, 'json> {
    object: &'a ObjectAsVec<'json>,
    problems: &'a mut Vec<Oddity>,
}

impl<'a, 'json> Fields<'a, 'json> {
    pub(super) fn new(object: &'a ObjectAsVec<'json>, problems: &'a mut Vec<Oddity>) -> Self {
        Self { object, problems }
    }

    pub(super) fn value(&self, path: &'static str) -> Option<&'a Value<'json>> {
        let key = path.rsplit('.').next().unwrap_or(path);
        self.object.get(key).filter(|value| !value.is_null())
    }

    fn typed<T>(
        &mut self,
        path: &'static str,
        read: impl FnOnce(&'a Value<'json>) -> Option<T>,
    ) -> Option<T> {
        let read = read(self.value(path)?);
        if read.is_none() {
            self.note(Oddity::WrongType(path));
        }
        read
    }

    pub(super) fn text(&mut self, path: &'static str) -> Option<String> {
        self.typed(path, |value| value.as_str().map(ToOwned::to_owned))
    }

    pub(super) fn flag(&mut self, path: &'static str) -> Option<bool> {
        self.typed(path, Value::as_bool)
    }

    pub(super) fn number(&mut self, path: &'static str) -> Option<i64> {
        self.typed(path, Value::as_i64)
    }

    pub(super) fn date(&mut self, path: &'static str) -> Option<VendorTime> {
        let text = self.typed(path, Value::as_str)?;
        let date = VendorTime::parse(text);
        if date.is_err() {
            self.note(Oddity::UnreadableDate(path));
        }
        date.ok()
    }

    /// The fields of an object within.
    pub(super) fn within(&mut self, path: &'static str) -> Option<Fields<'_, 'json>> {
        let object = self.typed(path, Value::as_object)?;
        Some(Fields { object, problems: self.problems })
    }

    /// A name, which may be left out but then belongs to what is odd.
    pub(super) fn name(&mut self, path: &'static str) -> String {
        let name = self.text(path).unwrap_or_default();
        let is_text = self.value(path).is_none_or(|value| value.as_str().is_some());
        if is_text && name.trim().is_empty() {
            self.note(Oddity::Missing(path));
        }
        name
    }

    pub(super) fn note(&mut self, problem: Oddity) {
        self.problems.push(problem);
    }
}
