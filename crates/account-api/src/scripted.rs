//! A transport for unit tests: answers from a closure and counts.
