//! Feedback after a review: a form that came back, and the IRO's answer to a *no*.

use super::{
    Act, Choice, Choices, Field, Lead, Part, Scene, Sheet, Shown, Subject, Then, Values, about, choices,
};
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::feedback::{Answer, Form, Giver, Question};
use crate::model::ids::{FormId, ReviewId};
use crate::rules::working::long;

/// A question of the form with the field for the words beside it.
const ASKED: [(&str, &str); 7] = [
    ("time-with-iro", "words-time"),
    ("gave-views", "words-views"),
    ("right-people", "words-people"),
    ("understood", "words-understood"),
    ("happy-with-plan", "words-plan"),
    ("date-time-place", "words-place"),
    ("knows-complaint", "words-complaint"),
];

const fn question(key: &'static str, label: &'static str) -> Field {
    Field::yes_no(key, label).only(Shown::Form)
}

const fn words(key: &'static str) -> Field {
    Field::line(key, "  In their words").only(Shown::Form).hidden()
}

pub(crate) static FORM: Act = Act {
    id: "feedback",
    title: "Record feedback on a review",
    find: &["feedback form", "questionnaire", "survey", "what they thought"],
    command: "feedback",
    lead: &[],
    about: &about::REVIEW,
    fields: &[
        Field::choice("by", "Whose form", Choices::Fixed(givers))
            .value("WHO")
            .help("Whose form it is")
            .said("Whose form it is"),
        Field::line("name", "Name")
            .value("NAME")
            .hint("only where two of a kind each gave one")
            .help("Their name, where two parents each gave one"),
        Field::day("date", "Date").help("The day [default: today]").need("A date"),
        Field::lines("answer", "Answers")
            .value("QUESTION=yes|no|TEXT")
            .help("An answer, or the words beside it, by the question's id; once for each")
            .only(Shown::Script),
        question("time-with-iro", "Time to talk with you"),
        words("words-time"),
        question("gave-views", "Could say what they think"),
        words("words-views"),
        question("right-people", "The right people asked"),
        words("words-people"),
        question("understood", "Understands what was agreed"),
        words("words-understood"),
        question("happy-with-plan", "Happy with the plan"),
        words("words-plan"),
        question("date-time-place", "Day, time and place right"),
        words("words-place"),
        question("knows-complaint", "Knows how to complain"),
        words("words-complaint"),
        Field::block("text", "Anything else").help("Whatever else they wrote"),
    ],
    settle,
    run,
    then: Then::Nothing,
};

fn givers() -> Vec<Choice> {
    choices(Giver::CHOICES)
}

fn settle(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.title = format!("Feedback on a review of {}", scene.who(&sheet.subject));
    if !sheet.script {
        sheet.propose("by", Giver::Child.word());
    }
    sheet.propose("date", "today");
    let subject = sheet.subject.clone();
    let Some((slot, review)) = subject.of().and_then(|c| scene.desk.held(c, subject.review()).ok()) else {
        return sheet.refuse("No review was held that feedback could be about.");
    };
    sheet.title = format!("Feedback on review {} of {}", slot.sequence, scene.who(&subject));
    let Ok(by) = Giver::from_word(sheet.text("by")) else { return };
    let asked = Question::of(by);
    for (id, words) in ASKED {
        let on = asked.iter().any(|q| q.word() == id);
        sheet.show(id, on);
        sheet.show(words, on && sheet.text(id) == "no");
    }
    let known = scene.row(&subject).and_then(|row| {
        row.case.feedback.iter().find(|f| f.review == review.id && f.by == by && f.name == sheet.text("name"))
    });
    if let Some(form) = known.filter(|_| !sheet.script) {
        sheet.note(format!("A form of {} is in the book: this one takes its place.", long(form.date)));
    }
    sheet.note("y or n; a question left blank is not counted. Ctrl-s saves.");
}

fn run(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let by = values
        .word("by")?
        .ok_or_else(|| Error::usage("Whose form it is was not said; nothing was recorded."))?;
    let mut answers = from_flags(&values.text("answer"))?;
    for (id, words) in ASKED {
        let (yes, words) = (values.yes(id), values.text(words));
        if yes.is_some() || !words.is_empty() {
            answers.push(Answer::new(Question::from_word(id)?, yes, words));
        }
    }
    let form = Form {
        id: FormId(0),
        review: ReviewId(0),
        by,
        name: values.text("name"),
        date: values.the_day("date")?,
        words: values.text("text"),
        answers,
    };
    desk.feedback(subject.one()?, subject.review(), form)
}

/// `understood=no` and `understood=It went too fast.`, a line each, as one answer a question.
fn from_flags(lines: &str) -> Result<Vec<Answer>> {
    let mut answers: Vec<Answer> = Vec::new();
    for line in lines.lines().filter(|l| !l.trim().is_empty()) {
        let (id, said) = line.split_once('=').ok_or_else(|| {
            Error::usage(format!("{line:?} is no answer; nothing was recorded."))
                .hint("Write QUESTION=yes, QUESTION=no, or QUESTION= and their words.")
        })?;
        let question: Question = id.trim().parse()?;
        let place = answers.iter().position(|a| a.question == question).unwrap_or(answers.len());
        if place == answers.len() {
            answers.push(Answer::new(question, None, String::new()));
        }
        let Some(answer) = answers.get_mut(place) else { continue };
        match said.trim() {
            "yes" => answer.yes = Some(true),
            "no" => answer.yes = Some(false),
            words => answer.words = words.to_owned(),
        }
    }
    answers.retain(|a| a.yes.is_some() || !a.words.is_empty());
    Ok(answers)
}

pub(crate) static REPLY: Act = Act {
    id: "feedback-reply",
    title: "Answer a no in feedback",
    find: &["feedback", "no", "unhappy", "put right"],
    command: "feedback-reply",
    lead: &[],
    about: &about::FEEDBACK,
    fields: &[
        Field::block("text", "What you did or said")
            .help("What you answered, or put right")
            .said("What you answered"),
        Field::day("date", "On").help("The day [default: today]").need("A date"),
    ],
    settle: settle_reply,
    run: reply,
    then: Then::Nothing,
};

/// The answer a subject is about.
fn meant(subject: &Subject) -> Result<(FormId, Question)> {
    match &subject.part {
        Part::Feedback { form, question } if !question.is_empty() => Ok((FormId(*form), question.parse()?)),
        _ => Err(Error::usage("Which answer is meant was not said; nothing was changed.")
            .hint("Name it: --question ID.")),
    }
}

fn settle_reply(sheet: &mut Sheet, scene: &Scene<'_>) {
    sheet.propose("date", "today");
    let Ok((id, question)) = meant(&sheet.subject) else { return };
    let forms = scene.row(&sheet.subject).map_or(&[][..], |r| r.case.feedback.as_slice());
    let Some(form) = forms.iter().find(|f| f.id == id) else { return };
    sheet.title = format!("Answer the {}'s no: {}", form.by, question.says());
    if let Some(answer) = form.answers.iter().find(|a| a.question == question) {
        sheet.propose("text", answer.reply.clone());
        if !answer.words.is_empty() && !scene.hidden {
            sheet.note(format!("They wrote: {}", answer.words));
        }
    }
}

fn reply(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let (form, question) = meant(subject)?;
    desk.reply_to_feedback(subject.one()?, form, question, (values.the_day("date")?, &values.text("text")))
}

pub(crate) static REMOVE: Act = Act {
    id: "remove-feedback",
    title: "Take out a feedback form",
    find: &["feedback", "delete", "mistake"],
    command: "feedback-reply",
    lead: &[Lead::alone("remove", "The whole form was recorded by mistake: takes it out again")],
    about: &about::FEEDBACK,
    fields: &[],
    settle: |sheet, scene| sheet.title = format!("A feedback form about {}", scene.who(&sheet.subject)),
    run: remove,
    then: Then::Nothing,
};

fn remove(desk: &mut Desk, subject: &Subject, _: &Values) -> Result<Outcome> {
    match subject.part {
        Part::Feedback { form, .. } => desk.remove_feedback(subject.one()?, FormId(form)),
        _ => Err(Error::usage("Which form is meant was not said; nothing was changed.")),
    }
}
