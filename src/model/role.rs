//! Parts in a child's case.

use super::words::closed_set;

closed_set! {
    /// A part in a case that serves in every practice; a practice names its own beside these, so that what is
    /// recorded is the word.
    pub(crate) enum Role is "role" {
        /// The Independent Reviewing Officer.
        Iro: "iro" = "IRO",
        /// Who manages the IROs.
        IroManager: "iro-manager" = "IRO manager",
        /// Who chairs a review for the IRO.
        SubstituteIro: "substitute-iro" = "Substitute IRO",
        /// The child's social worker.
        SocialWorker: "social-worker" = "Social worker",
        /// The team manager's assistant.
        AssistantTeamManager: "assistant-team-manager" = "Assistant team manager",
        /// The social worker's manager.
        TeamManager: "team-manager" = "Team manager",
        /// Who arranges reviews.
        BusinessSupport: "business-support" = "Business support",
        /// Who manages them.
        BusinessSupportManager: "business-support-manager" = "Business support manager",
        /// The foster carer's social worker.
        SupervisingSocialWorker: "supervising-social-worker" = "Supervising social worker",
        /// Who the child lives with.
        Carer: "carer" = "Carer",
        /// A parent.
        Parent: "parent" = "Parent",
        /// The child.
        Child: "child" = "Child",
        /// The team manager's manager.
        ServiceManager: "service-manager" = "Service manager",
        /// Who manages safeguarding.
        SafeguardingServiceManager: "safeguarding-service-manager" = "Safeguarding service manager",
        /// The head of the service.
        HeadOfService: "head-of-service" = "Head of service",
        /// Their director.
        ServiceDirector: "service-director" = "Service director",
        /// The director of children's services.
        Director: "director" = "Director",
        /// Who helps a young person into leaving care.
        PersonalAdviser: "personal-adviser" = "Personal adviser",
        /// Who speaks for the child.
        Advocate: "advocate" = "Advocate",
        /// Who visits a child nobody else visits.
        IndependentVisitor: "independent-visitor" = "Independent visitor",
        /// The children's guardian in proceedings.
        Guardian: "guardian" = "Guardian",
        /// The authority's lawyer.
        LegalAdviser: "legal-adviser" = "Legal adviser",
        /// The school or college.
        School: "school" = "School or college",
        /// The virtual school.
        VirtualSchool: "virtual-school" = "Virtual school",
        /// Somebody of the health service.
        Health: "health" = "Health",
        /// Cafcass.
        Cafcass: "cafcass" = "Cafcass",
        /// The panel that looks over reviews.
        ReviewingPanel: "reviewing-panel" = "Reviewing panel",
    }
}

impl PartialEq<Role> for str {
    fn eq(&self, role: &Role) -> bool {
        self == role.word()
    }
}

impl PartialEq<Role> for &str {
    fn eq(&self, role: &Role) -> bool {
        *self == role.word()
    }
}

impl PartialEq<Role> for String {
    fn eq(&self, role: &Role) -> bool {
        self == role.word()
    }
}

impl From<Role> for String {
    fn from(role: Role) -> Self {
        role.word().to_owned()
    }
}
