//! Keeps API tokens in the operating system's keychain, or in memory for one run.
