//! Work that takes a while and waits for nothing.

/// Does it beside everything else, so that no answer and no event waits for it.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // Only a runtime that ends cancels it, and with it whoever waits here.
            Err(_) => std::future::pending().await,
        },
    }
}

/// Takes something large apart without anybody waiting for it.
pub(crate) fn drop_behind<T: Send + 'static>(large: T) {
    drop(tokio::task::spawn_blocking(move || drop(large)));
}
