//! Every command, found by typing everyday words: what has a key here, what another pane does, what can be done
//! about a child without a key, and where the rest is done.

use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::casework::acts::{Act, OF_A_CHILD, Subject, act};
use crate::tui::about::About;
use crate::tui::action::{Action, Pane, Scope};
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::keymap;
use crate::tui::keys::KEYS;
use crate::tui::place::Place;
use crate::tui::scene::Scene;
use crate::tui::task::Task;

/// The act behind an action, by whose everyday words it is found.
fn behind(action: Action) -> Option<&'static Act> {
    act(match action {
        Action::Contact => "contact",
        Action::Write => "note",
        Action::Voice => "voice",
        Action::Done => "done",
        Action::Book => "book",
        Action::Hold => "hold",
        Action::Change => "change",
        Action::Respond => "respond",
        Action::Raise => "raise",
        Action::CloseConcern => "close-concern",
        Action::Message => "message",
        Action::NewChild => "new-child",
        Action::CopySibling => "copy",
        Action::Doubts => "answer-doubt",
        Action::KeepFree => "keep-free",
        Action::TakeCalendar => "take-calendar",
        Action::School => "school-holidays",
        Action::Holiday => "holiday",
        Action::Practice => "practice",
        _ => return None,
    })
}

/// Everyday words of an action that no act stands behind.
fn words(action: Action) -> &'static [&'static str] {
    match action {
        Action::Export => &["export", "ics", "outlook", "phone calendar", "file"],
        Action::Documents => {
            &["letter", "minutes", "print", "word", "docx", "invitations", "record of the review"]
        }
        Action::EditChild => &["birthday", "date of birth", "placement", "sibling", "left care", "address"],
        Action::Review => &["minutes", "participation", "attendance", "agenda"],
        Action::Acts => &["undo", "take back", "history", "mistake", "list of acts"],
        Action::Audit => &["audit", "log", "history", "who changed what", "trail"],
        Action::Visits => &["visits", "not seen", "trip"],
        Action::Handover => &["hand over", "leaving", "cover"],
        Action::Reports => &[
            "report",
            "statistics",
            "supervision",
            "annual",
            "manager",
            "tomorrow",
            "bag",
            "board",
            "tracker",
            "resource risks",
            "good practice",
            "written before",
        ],
        Action::HandOut => &["bundle", "hand over", "handover", "leaving", "transfer", "cover"],
        Action::TakeIn => &["bundle", "receive", "import", "take over", "transfer"],
        Action::Over => {
            &["purge", "delete", "retention", "gdpr", "erase", "keep", "remove", "closed", "care ended"]
        }
        Action::Recovery => &["recovery code", "lost passphrase", "forgotten", "envelope"],
        Action::Passphrase => &["passphrase", "password", "security", "words", "strength"],
        Action::Settings => &[
            "settings",
            "options",
            "preferences",
            "letterhead",
            "telephone",
            "theme",
            "colour",
            "contrast",
            "lock",
            "minutes",
            "second folder",
            "idle",
            "columns",
            "mouse",
        ],
        Action::Views => &["view", "columns", "saved filter", "layout", "my list"],
        Action::FindWords => &["search", "find", "grep", "full text", "where did I write"],
        Action::Back => &["back", "before", "previous page", "history"],
        Action::Compare => &["practice", "procedure", "difference", "other authority", "local policy"],
        Action::Import => &["import", "ssda903", "annex a", "csv", "return", "load"],
        _ => &[],
    }
}

/// Actions of one pane that the palette takes people to from everywhere.
const ABROAD: &[(Pane, &[Action])] = &[
    (
        Pane::Calendar,
        &[
            Action::Plan,
            Action::Export,
            Action::KeepFree,
            Action::DaysOff,
            Action::TakeCalendar,
            Action::School,
            Action::Holiday,
            Action::Chase,
        ],
    ),
    (
        Pane::Caseload,
        &[
            Action::NewChild,
            Action::Import,
            Action::Doubts,
            Action::Documents,
            Action::Handover,
            Action::Views,
        ],
    ),
];

/// What is done outside the screen: a name, everyday words for it, and where it is done.
const OUTSIDE: &[(&str, &[&str], &[&str])] = &[
    (
        "Several IROs' bundles read as one book",
        &["manager", "service", "bundle", "team"],
        &[
            "casebook bundle service FILE ...",
            "reads the bundles of several IROs together, changing nothing.",
        ],
    ),
    (
        "Everything recorded about a child, as one document",
        &["subject access", "sar", "whole record", "file", "request", "gdpr"],
        &[
            "casebook report child CHILD --out FILE.docx",
            "writes all of it, other people in private life masked.",
        ],
    ),
    (
        "Another key for the book",
        &["rekey", "encryption", "security", "copied book"],
        &[
            "casebook rekey",
            "exchanges the key that encrypts the book, where somebody may have copied it; the passphrase stays.",
        ],
    ),
    (
        "Backup, restore and check of the book",
        &["backup", "copy of the book", "restore", "save", "verify"],
        &[
            "casebook backup",
            "writes a checked, encrypted copy; casebook restore FILE puts one in the book's place.",
            "A copy is made by itself at the end of each day of use, beside the book.",
        ],
    ),
];

pub(crate) fn palette(scene: Scene<'_>, scope: Scope, about: &About) -> Ask {
    let mut here: Vec<keymap::Live> = keymap::live(scope).collect();
    here.sort_by_key(|entry| (entry.action.task() == Task::Move, entry.label.is_empty()));
    let has_key = |act: &Act| here.iter().any(|e| behind(e.action).is_some_and(|a| a.id == act.id));
    let keyed = here.iter().map(|entry| {
        let keys = scene.options.keys.shown(scope, &entry.keys, scene.theme.ascii);
        let item = Item::new(entry.help, keys.join(" "), Ask::Act(entry.action, None));
        found(item, entry.action)
    });
    let acts = OF_A_CHILD.iter().filter(|act| !has_key(act)).map(|act| {
        let (hint, ask) = match (about.marked.as_slice(), &about.child) {
            ([child], _) | ([], Some(child)) => {
                (scene.who(*child), Ask::Form(Fill::act(act.id, Subject::child(*child))))
            }
            ([_, _, ..], _) => ("of one child".to_owned(), Ask::say(about.one_at_a_time())),
            ([], None) => {
                let told = format!("{}: go to the child first (1, then /), then : again.", act.title);
                ("of a child".to_owned(), Ask::say(told))
            }
        };
        Item::new(act.title, hint, ask).found_by(act.find)
    });
    let is_here = |action: Action| here.iter().any(|e| e.action == action);
    let abroad = ABROAD.iter().flat_map(|(pane, actions)| actions.iter().map(move |a| (*pane, *a)));
    let abroad = abroad.filter(|(_, action)| !is_here(*action)).filter_map(|(pane, action)| {
        let entry = KEYS.iter().find(|e| e.action == action)?;
        let ask = Ask::All(vec![Ask::Go(Place::Pane(pane)), Ask::Act(action, None)]);
        Some(found(Item::new(entry.help, format!("in {pane:?}"), ask), action))
    });
    let outside = OUTSIDE.iter().map(|(title, find, told)| {
        let mut text = TextBox::new(*title);
        let mut lines = told.iter();
        lines.by_ref().take(1).for_each(|l| text.push(Tone::Key, *l));
        lines.for_each(|l| text.push(Tone::Plain, *l));
        Item::new(*title, "command line", Ask::open(text)).found_by(find)
    });
    let tour = Item::new("the tour: ten steps, with your own keys", "", Ask::Tour);
    let tour = tour.found_by(&["tutorial", "learn", "begin", "how to", "introduction", "training"]);
    Ask::open(Picker::new("Commands", keyed.chain(acts).chain(abroad).chain(outside).chain([tour]).collect()))
}

/// An item found by the everyday words of its action too.
fn found(item: Item, action: Action) -> Item {
    let find: Vec<&str> =
        behind(action).map_or(&[][..], |act| act.find).iter().chain(words(action)).copied().collect();
    item.found_by(&find)
}
