//! The vendor's account service, simulated, with its state and its failures.
