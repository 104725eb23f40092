use super::*;

/// What the text names, in a short notation.
fn of(text: &str) -> String {
    match Understood::parse(text) {
        Ok(understood) => {
            let what = match &understood.subject {
                Subject::Profile(ProfileRef::Name(name)) => format!("profile {name}"),
                Subject::Profile(ProfileRef::Arn { name, .. }) => {
                    format!("profile {name} of {}", understood.account().unwrap_or("?"))
                }
                Subject::Profile(ProfileRef::Id(id)) => format!("profile id {id}"),
                Subject::Role(role) => match &role.account {
                    Some(account) => format!("role {} of {account}", role.name),
                    None => format!("role {}", role.name),
                },
                Subject::RoleId(id) => format!("role id {id}"),
                Subject::Instance(id) => format!("instance {id}"),
            };
            format!("{what}, {:?}", understood.by)
        }
        Err(error) => format!("{error:?}"),
    }
}

#[track_caller]
fn all(cases: &[(&str, &str)]) {
    for (text, wanted) in cases {
        assert_eq!(of(text), *wanted, "{text}");
    }
}

#[test]
fn names_arns_and_ids_are_what_they_look_like() {
    all(&[
        ("web", "profile web, Name"),
        (" \"web\"\n", "profile web, Name"),
        ("ｗｅｂ", "profile web, Name"),
        ("\u{feff}we\u{200b}b", "profile web, Name"),
        ("a.b,", "profile a.b,, Name"),
        (
            "arn:aws:iam::123456789012:instance-profile/app/web",
            "profile web of 123456789012, Itself",
        ),
        (
            "'arn:aws-cn:iam::123456789012:instance-profile/web'.",
            "profile web of 123456789012, Itself",
        ),
        (
            "arn:aws-us-gov:iam::123456789012:instance-profile/web.\n",
            "profile web of 123456789012, Itself",
        ),
        ("AIPAJ2UCCR6DPCEXAMPLE", "profile id AIPAJ2UCCR6DPCEXAMPLE, Itself"),
        ("AROAJ2UCCR6DPCEXAMPLE", "role id AROAJ2UCCR6DPCEXAMPLE, Itself"),
        ("AROAJ2UCCR6DPCEXAMPLE:i-0abc", "role id AROAJ2UCCR6DPCEXAMPLE, Session"),
        ("arn:aws:iam::123456789012:role/app/web", "role web of 123456789012, Itself"),
        ("arn:aws:sts::123456789012:assumed-role/web/i-0abc", "role web of 123456789012, Session"),
        ("assumed-role/web/i-0abc", "role web, Session"),
        ("i-0123456789abcdef0", "instance i-0123456789abcdef0, Itself"),
        ("arn:aws:ec2:us-east-1:1:instance/i-01234567", "instance i-01234567, Itself"),
        ("i-dont-know", "profile i-dont-know, Name"),
    ]);
}

#[test]
fn a_role_is_meant_where_it_is_said_so() {
    all(&[
        ("role web", "role web, Word"),
        ("the IAM role named \"web\"", "role web, Word"),
        ("role/app/web", "role web, Word"),
        ("Role: web", "role web, Word"),
        ("RoleName: web", "role web, Word"),
        ("instance profile web", "profile web, Word"),
        ("instance-profile/app/web", "profile web, Word"),
        ("profile role", "profile role, Word"),
        ("role arn:aws:iam::123456789012:role/web", "role web of 123456789012, Itself"),
    ]);
}

#[test]
fn error_messages_name_what_they_are_about() {
    all(&[
        (
            "An error occurred (NoSuchEntity) when calling the GetInstanceProfile operation: \
             Instance Profile Foo cannot be found.",
            "profile Foo, Message",
        ),
        (
            "botocore.errorfactory.NoSuchEntityException: An error occurred (NoSuchEntity) when \
             calling the GetRole operation: The role with name X.y cannot be found.",
            "role X.y, Message",
        ),
        (
            "An error occurred (EntityAlreadyExists) when calling the CreateInstanceProfile\n\
             operation: Instance\nProfile web already exists.",
            "profile web, Message",
        ),
        (
            "EntityAlreadyExists: Role with name web already exists. status code: 409, request \
             id: 1",
            "role web, Message",
        ),
        (
            "An error occurred (InvalidParameterValue) when calling the RunInstances operation: \
             Value (web) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance \
             Profile name",
            "profile web, Message",
        ),
        (
            "InvalidParameterValue: Value (arn:aws:iam::123456789012:instance-profile/a/web) for \
             parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN",
            "profile web of 123456789012, Message",
        ),
        ("Invalid IAM Instance Profile name 'web'", "profile web, Message"),
        (
            "Error: creating EC2 Instance: operation error EC2: RunInstances, api error \
             InvalidParameterValue: IAM Instance Profile \"web\" has no associated IAM Roles",
            "profile web, Message",
        ),
        (
            "Error: reading IAM Instance Profile (web): couldn't find resource",
            "profile web, Message",
        ),
        (
            "1 validation error detected: Value 'web' at 'instanceProfileName' failed to satisfy \
             constraint: x",
            "profile web, Message",
        ),
        (
            "IncorrectState: There is an existing association for instance i-0123456789abcdef0",
            "instance i-0123456789abcdef0, Text",
        ),
        (
            "Role arn:aws:iam::123456789012:role/web is invalid or cannot be assumed",
            "role web of 123456789012, Text",
        ),
        ("Cannot delete entity, must remove roles from instance profile first.", "Unclear"),
        (
            "An error occurred (LimitExceeded) when calling the AddRoleToInstanceProfile \
             operation: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
            "Unclear",
        ),
    ]);
}

#[test]
fn a_denial_names_its_resource_where_that_is_a_role_or_a_profile_and_else_its_caller() {
    all(&[
        (
            "An error occurred (AccessDenied) when calling the GetObject operation: User: \
             arn:aws:sts::123456789012:assumed-role/web/i-0abc is not authorized to perform: \
             s3:GetObject on resource: \"arn:aws:s3:::b/k\" because no identity-based policy allows",
            "role web of 123456789012, Caller",
        ),
        (
            "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: iam:PassRole \
             on resource: arn:aws:iam::123456789012:role/app/x because no identity-based policy \
             allows the iam:PassRole action. See https://docs.aws.amazon.com/role/nothing",
            "role x of 123456789012, Resource",
        ),
        (
            "User: arn:aws:sts::123456789012:assumed-role/voclabs/user1=A is not authorized to \
             perform: iam:GetRole on resource: role LabRole with an explicit deny in an \
             identity-based policy: arn:aws:iam::123456789012:policy/P",
            "role LabRole, Resource",
        ),
        (
            "User: arn:aws:sts::123456789012:assumed-role/voclabs/u is not authorized to perform: \
             iam:GetInstanceProfile on resource: instance profile Foo because",
            "profile Foo, Resource",
        ),
        (
            "User: arn:aws:sts::123456789012:assumed-role/web/i-0abc is not authorized to perform: \
             iam:ListInstanceProfiles on resource: arn:aws:iam::123456789012:instance-profile/ \
             because",
            "role web of 123456789012, Caller",
        ),
        (
            "User: arn:aws:sts::123456789012:assumed-role/web/i-0abc is not authorized to perform: \
             sts:AssumeRole on resource: arn:aws:iam::999999999999:role/deploy",
            "role web of 123456789012, Caller",
        ),
        (
            "User: arn:aws:iam::123456789012:user/bob is not authorized to perform: s3:GetObject \
             on resource: arn:aws:s3:::b/k",
            "Unclear",
        ),
    ]);
}

#[test]
fn cloudtrail_events_and_printed_answers_are_read() {
    all(&[
        (
            r#"{"userIdentity":{"sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::123456789012:role/web"}}},"errorCode":"AccessDenied","errorMessage":"Access Denied","requestParameters":{"bucketName":"b"}}"#,
            "role web of 123456789012, Caller",
        ),
        (
            r#"{"errorCode":"NoSuchEntityException","errorMessage":"Instance Profile Foo cannot be found.","requestParameters":{"instanceProfileName":"Foo"}}"#,
            "profile Foo, Message",
        ),
        (
            r#"{"requestParameters":{"roleName":"web","instanceProfileName":"prof"}}"#,
            "profile prof, Message",
        ),
        (
            r#"{"requestParameters":{"iamInstanceProfile":{"name":"prof"}}}"#,
            "profile prof, Message",
        ),
        (
            r#"{"Arn":"arn:aws:iam::123456789012:instance-profile/web","Id":"AIPAJ2UCCR6DPCEXAMPLE"}"#,
            "profile web of 123456789012, Text",
        ),
        (
            r#"{"UserId":"x:y","Account":"1","Arn":"arn:aws:sts::123456789012:assumed-role/web/me"}"#,
            "role web of 123456789012, Text",
        ),
        // Pasted in part.
        (
            r#"{"errorMessage":"Instance Profile Foo cannot be found.","requestPara"#,
            "profile Foo, Message",
        ),
        ("{}", "Unclear"),
    ]);
}

#[test]
fn what_names_nothing_says_why() {
    all(&[
        ("", "Profile(Empty)"),
        (" \" ", "Profile(Empty)"),
        ("no such", "Profile(BadCharacter(' '))"),
        ("what is wrong with my instance", "Unclear"),
        ("arn:aws:s3:::bucket/key", "OtherArn(\"arn:aws:s3:::bucket/key\")"),
        ("arn:aws:iam::1:instance-profile/", "OtherArn(\"arn:aws:iam::1:instance-profile/\")"),
        ("arn:", "OtherArn(\"arn\")"),
        ("role/", "Profile(Empty)"),
        ("role a*b", "Profile(BadCharacter('*'))"),
    ]);
    let long = format!("role {}", "x".repeat(65));
    assert_eq!(Understood::parse(&long), Err(SubjectError::RoleTooLong(65)));
}

#[test]
fn only_what_can_be_no_filter_is_unmistakable() {
    let sure = |text: &str| Understood::parse(text).is_ok_and(|u| u.is_unmistakable());
    assert!(sure("arn:aws:iam::1:role/web") && sure("AIPAJ2UCCR6DPCEXAMPLE"));
    assert!(sure("Instance Profile Foo cannot be found."));
    assert!(!sure("web") && !sure("role:web") && !sure("role web") && !sure("no:role"));
}

/// Whatever is pasted, nothing panics: all messages above, cut at every place,
/// with signs of many bytes put in and marks repeated without end.
#[test]
fn no_text_does_any_harm() {
    let texts = [
        "User: arn:aws:sts::1:assumed-role/web/i is not authorized to perform: x on resource: ",
        "Value (é) for parameter iamInstanceProfile.name Instance Profile 'x\u{301}' (",
        "{\"errorMessage\":\"Role with name \\u0000 İ instance profile (ß\"",
        "arn:aws:iam::1:role/ärn:aws:iam::2:instance-profile/正 value 'x' at 'rolename'",
        "the the iam instance profile named called role: :::///",
    ];
    for text in texts {
        for (at, _) in text.char_indices() {
            for odd in ["", "İ", "\u{1f}", "“", "(", "arn:", "instance profile ", "{"] {
                let mixed = format!("{}{odd}{}", &text[..at], &text[at..]);
                let _ = Understood::parse(&mixed);
                let _ = Understood::parse(&mixed[at..]);
            }
        }
        let _ = Understood::parse(&text.repeat(2000));
    }
    let _ = Understood::parse(&"[".repeat(100_000));
    let _ = Understood::parse(&"instance profile ".repeat(20_000));
}
