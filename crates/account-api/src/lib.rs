//! Typed client of the vendor's account REST API.
