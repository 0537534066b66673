//! The documents there are. Adding one: a template, and a line in each table here.

use crate::model::document::Reader;

pub(crate) use crate::model::document::Document;

/// What a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// The latest review held.
    Held,
    /// The next review.
    Next,
    /// The child.
    Child,
    /// A concern.
    Concern,
}

impl Document {
    /// What it is about, where nobody says which review.
    pub(crate) fn about(self) -> About {
        use Document as D;
        match self {
            D::Letter | D::Certificate | D::Decisions | D::Minutes | D::Parents | D::Note => About::Held,
            D::Agenda | D::Attendance | D::AttendanceOffice | D::Invitations | D::Consultation => About::Next,
            D::Summary => About::Child,
            D::Message => About::Concern,
        }
    }

    /// Who reads it, where nobody says otherwise.
    pub(crate) fn reader(self) -> Reader {
        match self {
            Document::Letter | Document::Certificate | Document::Consultation => Reader::Child,
            Document::Parents => Reader::Parent,
            _ => Reader::Professional,
        }
    }

    /// The template that ships.
    pub(crate) fn template(self) -> &'static str {
        macro_rules! shipped {
            ($name:literal) => {
                include_str!(concat!("../../assets/templates/", $name, ".md"))
            };
        }
        match self {
            Document::Letter => shipped!("letter"),
            Document::Certificate => shipped!("certificate"),
            Document::Decisions => shipped!("decisions"),
            Document::Minutes => shipped!("minutes"),
            Document::Agenda => shipped!("agenda"),
            Document::Attendance => shipped!("attendance"),
            Document::AttendanceOffice => shipped!("attendance-office"),
            Document::Invitations => shipped!("invitations"),
            Document::Consultation => shipped!("consultation"),
            Document::Summary => shipped!("summary"),
            Document::Parents => shipped!("parents"),
            Document::Message => shipped!("message"),
            Document::Note => shipped!("note"),
        }
    }

    /// Whether its words are written for the child, and so measured against the child's age.
    pub(crate) fn is_to_child(self) -> bool {
        matches!(self, Document::Letter | Document::Certificate)
    }

    /// Size of its text in points, by the child's age: larger for the young (documents for children up to 11).
    pub(crate) fn points(self, age: Option<u32>) -> usize {
        match self {
            Document::Letter | Document::Certificate | Document::Consultation
                if age.is_none_or(|a| a <= 11) =>
            {
                14
            }
            _ => 12,
        }
    }

    /// Whether its page lies on the long side.
    pub(crate) fn lies(self) -> bool {
        matches!(self, Document::Attendance | Document::AttendanceOffice | Document::Invitations)
    }
}
