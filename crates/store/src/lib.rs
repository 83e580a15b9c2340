//! SQLite: the cache of licenses, their history and the journal of changes.
