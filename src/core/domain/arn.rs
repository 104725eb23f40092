//! Amazon Resource Names.

/// An ARN taken apart: `arn:partition:service:region:account:resource`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn`, `aws-us-gov`, … Never assumed, always read.
    pub partition: &'a str,
    /// `iam`, `sts`, …
    pub service: &'a str,
    /// Empty for IAM.
    pub region: &'a str,
    /// Twelve digits, or empty.
    pub account: &'a str,
    /// Everything after the fifth colon; may hold colons itself.
    pub resource: &'a str,
}

/// The text is not an ARN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an ARN")]
pub struct ArnError;

impl<'a> Arn<'a> {
    /// Takes an ARN apart.
    ///
    /// # Errors
    /// When one of the six parts is missing or the first is not `arn`.
    pub fn parse(text: &'a str) -> Result<Self, ArnError> {
        let mut parts = text.splitn(6, ':');
        let mut next = || parts.next().ok_or(ArnError);
        if next()? != "arn" {
            return Err(ArnError);
        }
        let (partition, service, region, account, resource) =
            (next()?, next()?, next()?, next()?, next()?);
        if partition.is_empty() || service.is_empty() || resource.is_empty() {
            return Err(ArnError);
        }
        Ok(Self { partition, service, region, account, resource })
    }

    /// The last part of the resource: the name of an IAM entity whatever its
    /// path, the session name of an assumed role.
    pub fn name(&self) -> &'a str {
        self.resource.rsplit('/').next().unwrap_or(self.resource)
    }

    /// The account, where the ARN has one.
    pub fn some_account(&self) -> Option<&'a str> {
        Some(self.account).filter(|account| !account.is_empty())
    }

    /// The resource without its type: `Admin/you` of `assumed-role/Admin/you`.
    pub fn resource_id(&self) -> &'a str {
        self.resource.split_once('/').map_or(self.resource, |(_, rest)| rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_what_follows_the_last_slash_whatever_the_path() {
        let arn =
            Arn::parse("arn:aws-cn:iam::123456789012:instance-profile/app/web/Front").unwrap();
        assert_eq!((arn.partition, arn.account, arn.name()), ("aws-cn", "123456789012", "Front"));
    }

    #[test]
    fn a_resource_may_hold_colons() {
        let arn = Arn::parse("arn:aws:logs:us-east-1:1:log-group:x").unwrap();
        assert_eq!(arn.resource, "log-group:x");
    }

    #[test]
    fn a_name_is_not_an_arn() {
        assert_eq!(Arn::parse("LabInstanceProfile"), Err(ArnError));
        assert_eq!(Arn::parse("arn:aws:iam::1:"), Err(ArnError));
    }
}
