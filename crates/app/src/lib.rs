//! The application without a window: connect, sync, query, plan, apply.
