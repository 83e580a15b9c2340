//! Everything that can go wrong, as a code that the UI turns into words.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What went wrong. The UI has words, a severity and a next step for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ProblemCode {
    /// A view without a name.
    ViewNameEmpty,
    /// The customer code is not a number.
    CustomerCodeInvalid,
    /// No token was given.
    TokenEmpty,
    /// The vendor took neither token nor customer code; it doesn't say which of them is wrong.
    TokenRejected,
    /// The vendor refused the call to this token: API disabled, role lost, or right missing.
    AccessRefused,
    /// The token belongs to another team.
    TeamMismatch,
    /// The token is of a kind that may not do this.
    TokenKindMismatch,
    /// The host name could not be looked up.
    DnsFailed,
    /// No connection could be made.
    ConnectFailed,
    /// The connection could not be secured.
    TlsFailed,
    /// The proxy refused or is wrong.
    ProxyFailed,
    /// Something between here and the vendor answered with a page of its own.
    CaptivePortal,
    /// No answer in time.
    TimedOut,
    /// The connection broke before the answer was complete.
    Interrupted,
    /// The vendor asked to slow down, longer than is waited for.
    RateLimited,
    /// The vendor's service has a fault of its own (5xx).
    VendorUnavailable,
    /// The answer could not be understood.
    AnswerUnreadable,
    /// The list kept changing while it was read.
    ListShifted,
    /// The vendor said no with a code that has no words here.
    VendorRefused,
    /// The license is not known to the vendor (any more).
    LicenseNotFound,
    /// The team is not known to the vendor.
    TeamNotFound,
    /// The product is not known to the vendor.
    ProductNotFound,
    /// No free license of the product in the team.
    NoAvailableLicense,
    /// Somebody else has the license.
    LicenseTaken,
    /// The license is over, and no fallback was earned.
    LicenseExpired,
    /// The license can't be given to a person.
    LicenseNotPerUser,
    /// Assigned less than 30 days ago.
    RecentlyAssigned,
    /// The e-mail is empty, malformed, or not taken by the vendor.
    EmailInvalid,
    /// The first name is empty or has digits.
    FirstNameInvalid,
    /// The last name is empty or has digits.
    LastNameInvalid,
    /// The vendor refused one of the names; it doesn't say which.
    NameRefused,
    /// There is no keychain on this computer.
    KeychainAbsent,
    /// The keychain is locked.
    KeychainLocked,
    /// The keychain, or the person at it, refused.
    KeychainDenied,
    /// The keychain did not answer in time.
    KeychainNotAnswering,
    /// The keychain failed in another way.
    KeychainFailed,
    /// No token is kept for this organization: it has to be entered again.
    TokenMissing,
    /// Nothing that can be a token is in the clipboard.
    ClipboardEmpty,
    /// The clipboard could not be read.
    ClipboardUnavailable,
    /// The data file could not be opened or written.
    StoreFailed,
    /// The data file was damaged; it was set aside and a new one made.
    StoreDamaged,
    /// The disk is full.
    StoreFull,
    /// The data file was written by a newer version of the app.
    StoreNewer,
    /// No organization is open.
    NoOrganization,
    /// The organization is not in the list any more.
    OrganizationUnknown,
    /// The plan is gone, because the app was restarted or another organization was opened.
    PlanGone,
    /// Another change is being carried out.
    Busy,
    /// The list has nothing in it.
    ListEmpty,
    /// The list is larger than what is read: bytes, rows, columns or cells.
    ListTooLarge,
    /// The file is neither text nor a spreadsheet.
    ListBinary,
    /// The spreadsheet is damaged.
    ListDamaged,
    /// The spreadsheet is locked with a password.
    ListLocked,
    /// A kind of file that has to be saved as something else first; the text says which.
    ListUnsupported,
    /// A quotation mark is never closed; the text says in which line it is opened.
    ListQuoteOpen,
    /// The workbook has no such sheet.
    ListSheetGone,
    /// The list is gone, because the app was restarted or other lists were read since.
    ListGone,
    /// The columns that are needed are not known.
    ListMappingUnusable,
    /// There is no such change set.
    ChangeSetUnknown,
    /// The change set is not being carried out, or not cut off.
    ChangeSetSettled,
    /// The file could not be written.
    FileNotSaved,
    /// Not a calendar day, or one that is too early.
    DayInvalid,
    /// The demo organization could not be started.
    DemoFailed,
    /// A page could not be opened in the browser.
    LinkFailed,
}

/// A problem on its way to the UI.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type, thiserror::Error)]
#[error("{code:?}")]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What went wrong.
    pub code: ProblemCode,
    /// What the vendor or the system said, for people who want to know more.
    pub detail: ProblemDetail,
}

/// Facts beside the code. None of them ever holds a token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProblemDetail {
    /// HTTP status.
    pub status: Option<u16>,
    /// The vendor's own code.
    pub vendor_code: Option<String>,
    /// The vendor's description, or the system's message.
    pub text: Option<String>,
    /// How long the vendor asks to wait, in seconds.
    pub wait_seconds: Option<u32>,
}

impl Problem {
    /// A problem that its code says all about.
    pub fn new(code: ProblemCode) -> Self {
        Self { code, detail: ProblemDetail::default() }
    }

    /// A problem with what the system said.
    pub fn with_text(code: ProblemCode, text: &dyn std::fmt::Display) -> Self {
        Self { code, detail: ProblemDetail { text: Some(text.to_string()), ..ProblemDetail::default() } }
    }
}

impl From<ProblemCode> for Problem {
    fn from(code: ProblemCode) -> Self {
        Self::new(code)
    }
}
