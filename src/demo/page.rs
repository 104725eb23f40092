//! Pages: `Marker`, `MaxItems` and `IsTruncated`.

use super::failure::Failure;
use super::form::Form;
use super::name::hash;
use super::validate::Check;
use super::xml::Xml;

/// AWS's page size when none is asked for.
const DEFAULT_ITEMS: usize = 100;

/// Which page is asked for.
#[derive(Debug)]
pub(super) struct Page {
    /// What the page before ended with.
    pub(super) after: Option<String>,
    /// How many items it may have.
    pub(super) limit: usize,
}

impl Page {
    /// Reads `Marker` and `MaxItems`. A marker is good for the list that gave it only.
    ///
    /// `check` collects what else is wrong with the request; it is finished here.
    pub(super) fn read(
        form: &Form,
        mut check: Check,
        account_limit: Option<usize>,
    ) -> Result<Self, Failure> {
        let items = check.max_items(form.get("MaxItems"));
        let marker = form.get("Marker");
        if let Some(marker) = marker {
            check.marker(marker);
        }
        check.done()?;
        let after = match marker {
            Some(marker) => Some(decode(form.action(), marker).ok_or_else(|| {
                Failure::validation(format!("Invalid Marker: '{marker}' is no marker of this list"))
            })?),
            None => None,
        };
        let limit = items.unwrap_or(DEFAULT_ITEMS);
        Ok(Self { after, limit: account_limit.map_or(limit, |most| limit.min(most.max(1))) })
    }

    /// The page of a short list, whose marker is a position.
    pub(super) fn of<'list, T>(&self, list: &'list [T]) -> (&'list [T], Option<String>) {
        let start =
            self.after.as_deref().and_then(|after| after.parse().ok()).unwrap_or(0).min(list.len());
        let end = list.len().min(start + self.limit);
        let next = (end < list.len()).then(|| end.to_string());
        (&list[start..end], next)
    }
}

/// Writes what follows the items of a list.
pub(super) fn write_end(xml: &mut Xml, form: &Form, next: Option<&str>) {
    xml.boolean("IsTruncated", next.is_some());
    if let Some(next) = next {
        xml.text("Marker", &encode(form.action(), next));
    }
}

/// A marker that tells nobody what it is: a check sum over list and position, then the position.
pub(super) fn encode(list: &str, position: &str) -> String {
    let mut marker = format!("{:08x}", hash(&[list, position]) >> 32);
    for byte in position.bytes() {
        marker.push_str(&format!("{:02x}", byte ^ 0x5a));
    }
    marker
}

/// The position in a marker that this list gave.
pub(super) fn decode(list: &str, marker: &str) -> Option<String> {
    let position = marker.get(8..)?;
    let bytes = (0..position.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(position.get(at..at + 2)?, 16).ok())
        .map(|byte| byte.map(|byte| byte ^ 0x5a))
        .collect::<Option<Vec<u8>>>()?;
    let position = String::from_utf8(bytes).ok()?;
    (encode(list, &position) == marker).then_some(position)
}
