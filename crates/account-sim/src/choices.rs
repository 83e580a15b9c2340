//! What the vendor's documents leave open, and what this simulator does about it.

use jiff::tz::Offset;

/// How the service behaves where that is not known. The default is what the public test suites make likely, or
/// where they say nothing, what is strictest with a client.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
pub struct Choices {
    /// Hours that the offset of written dates is ahead of UTC
    #[cfg_attr(feature = "cli", arg(long, default_value_t = 3, value_parser = clap::value_parser!(i8).range(-12..=14), allow_negative_numbers = true))]
    pub utc_offset_hours: i8,
    /// Status of `LICENSE_NOT_FOUND`, `TEAM_NOT_FOUND` and `PRODUCT_NOT_FOUND` from a POST
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub not_found: NotFound,
    /// What revoking a license gets that nobody has
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub revoke_unassigned: RevokeUnassigned,
    /// Which licenses a list has when `assigned` is left out
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub assigned_default: AssignedDefault,
    /// The body of a 400 for a missing field or a body that is no JSON
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub missing_field: MissingField,
    /// Whether `sendEmail` and `includeOfflineActivationCode` may be left out
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub missing_flags: MissingFlags,
    /// The code that refuses a transfer with a team's token
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub transfer_refusal: TransferRefusal,
    /// The most ids that one transfer takes; left out: any number
    #[cfg_attr(feature = "cli", arg(long))]
    pub max_transfer_ids: Option<usize>,
    /// Requests per minute and token before 429; left out: any number
    #[cfg_attr(feature = "cli", arg(long))]
    pub requests_per_minute: Option<u32>,
    /// How a 429 of the rate limit says when to come back
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub retry_after: RetryAfterForm,
    /// What `page` or `perPage` out of range gets
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub page_out_of_range: PageOutOfRange,
    /// What `GET /customer/licenses` gives to a team's token
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub customer_list_by_team: CustomerListByTeam,
    /// From when on the 30th day a license can be revoked
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub revocable_from: RevocableFrom,
    /// What becomes of a license's usage data when it is revoked
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub usage_after_revoke: UsageAfterRevoke,
    /// How a field without a value is written
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub nothing: Nothing,
    /// Every how many licenses one is written oddly: unknown types, missing or unreadable fields, no id, a product or a
    /// team without a name
    #[cfg_attr(feature = "cli", arg(long))]
    pub odd_license_every: Option<usize>,
    /// Every how many licenses one is listed a second time, at the end of the list, and counted twice
    #[cfg_attr(feature = "cli", arg(long))]
    pub license_twice_every: Option<usize>,
    /// Add fields that the document does not know
    #[cfg_attr(feature = "cli", arg(long))]
    pub unknown_fields: bool,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            utc_offset_hours: 3,
            not_found: NotFound::default(),
            revoke_unassigned: RevokeUnassigned::default(),
            assigned_default: AssignedDefault::default(),
            missing_field: MissingField::default(),
            missing_flags: MissingFlags::default(),
            transfer_refusal: TransferRefusal::default(),
            max_transfer_ids: None,
            requests_per_minute: None,
            retry_after: RetryAfterForm::default(),
            page_out_of_range: PageOutOfRange::default(),
            customer_list_by_team: CustomerListByTeam::default(),
            revocable_from: RevocableFrom::default(),
            usage_after_revoke: UsageAfterRevoke::default(),
            nothing: Nothing::default(),
            odd_license_every: None,
            license_twice_every: None,
            unknown_fields: false,
        }
    }
}

impl Choices {
    pub(crate) fn offset(&self) -> Offset {
        // 25:59 is jiff's limit; a value that a test set beyond it counts as UTC rather than ending the service.
        Offset::from_hours(self.utc_offset_hours).unwrap_or(Offset::UTC)
    }
}

macro_rules! choice {
    ($(#[$outer:meta])* $name:ident { $(#[$first_doc:meta])* $first:ident, $($(#[$other_doc:meta])* $other:ident),+ $(,)? }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
        pub enum $name { $(#[$first_doc])* #[default] $first, $($(#[$other_doc])* $other),+ }
    };
}

choice! {
    /// The status of "not found" from a POST.
    NotFound {
        /// 404, as it is now.
        Status404,
        /// 400, as it was.
        Status400,
    }
}
choice! {
    /// What revoking a license gets that nobody has.
    RevokeUnassigned {
        /// 400.
        Refused,
        /// 200 with an empty list.
        EmptyList,
    }
}
choice! {
    /// Which licenses a list has when `assigned` is left out.
    AssignedDefault {
        /// All.
        All,
        /// The free ones, as the vendor's document says.
        Unassigned,
    }
}
choice! {
    /// The body of a 400 for a missing field or a body that is no JSON.
    MissingField {
        /// JSON with the code `MISSING_FIELD`.
        Code,
        /// No body.
        Empty,
        /// An HTML page.
        Html,
    }
}
choice! {
    /// What leaving out `sendEmail` or `includeOfflineActivationCode` does.
    MissingFlags {
        /// They count as false, as was seen.
        CountAsFalse,
        /// 400, as the vendor's document has it.
        Refused,
    }
}
choice! {
    /// The code that refuses a transfer with a team's token.
    TransferRefusal {
        /// `TOKEN_TYPE_MISMATCH`
        TokenTypeMismatch,
        /// `TEAM_MISMATCH`
        TeamMismatch,
    }
}
choice! {
    /// How a 429 says when to come back.
    RetryAfterForm {
        /// As a number of seconds.
        Seconds,
        /// As a date.
        Date,
        /// Not at all.
        Absent,
    }
}
choice! {
    /// What `page` or `perPage` out of range gets.
    PageOutOfRange {
        /// 400.
        Refused,
        /// The nearest number that is allowed.
        Clamped,
    }
}
choice! {
    /// What `GET /customer/licenses` gives to a team's token.
    CustomerListByTeam {
        /// 403 `TOKEN_TYPE_MISMATCH`.
        Refused,
        /// The team's licenses.
        OwnTeam,
    }
}
choice! {
    /// From when on the 30th day a license can be revoked.
    RevocableFrom {
        /// 30 times 24 hours after it was assigned.
        SameMoment,
        /// From the start of that day in the service's offset.
        StartOfDay,
    }
}
choice! {
    /// What becomes of a license's usage data when it is revoked.
    UsageAfterRevoke {
        /// Gone.
        Removed,
        /// Still told.
        Kept,
    }
}
choice! {
    /// How a field without a value is written.
    Nothing {
        /// Left out.
        Absent,
        /// As `null`.
        Null,
    }
}
