//! Lists that come in pages.

use std::future::Future;

use crate::core::error::ApiError;

/// A page's items, and where the next page begins, if there is one.
pub(super) type Items<T> = (Vec<T>, Option<String>);

/// All pages of a list, each asked for by `page` with the marker where it
/// begins.
///
/// # Errors
/// A call failed; `BadAnswer` where a page's next page is itself.
pub(super) async fn all_pages<T, F, Answer>(
    action: &'static str,
    mut page: F,
) -> Result<Vec<T>, ApiError>
where
    F: FnMut(Option<String>) -> Answer,
    Answer: Future<Output = Result<Items<T>, ApiError>>,
{
    let mut all = Vec::new();
    let mut marker = None;
    loop {
        let (items, next) = page(marker.clone()).await?;
        all.extend(items);
        match next {
            None => return Ok(all),
            next if next == marker => return Err(ApiError::endless(action)),
            next => marker = next,
        }
    }
}

/// IAM says by IsTruncated whether there is more; a page may be short, or
/// empty, and still not be the last.
pub(super) fn next(is_truncated: bool, marker: Option<String>) -> Option<String> {
    marker.filter(|_| is_truncated)
}
