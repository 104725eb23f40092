//! STS, API version 2011-06-15: who is calling.

use super::identity::DemoIdentity;
use super::xml::Xml;

/// STS's version of the Query API.
pub(super) const VERSION: &str = "2011-06-15";
/// The XML namespace of its answers.
pub(super) const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// GetCallerIdentity: needs no permission, and no policy can deny it.
pub(super) fn get_caller_identity(caller: &DemoIdentity, xml: &mut Xml) {
    xml.text("Arn", &caller.arn);
    xml.text("UserId", &caller.user_id);
    xml.text("Account", caller.account_id());
}
