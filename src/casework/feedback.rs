//! Feedback after reviews: a form that came back, and what the IRO answered to a *no*.

use chrono::NaiveDate;

use super::child::required;
use super::{Desk, Outcome};
use crate::board::views::feedback::told;
use crate::error::{Error, Result};
use crate::exchange::{FeedbackFile, FeedbackLine, Which};
use crate::model::feedback::{Answer, Form, Giver, Question};
use crate::model::ids::{ChildId, FormId, ReviewId};
use crate::model::returns::{Changed, Report};
use crate::model::text;
use crate::rules::slot::Slot;
use crate::rules::working::{count, long};
use crate::store::Tx;

impl Desk {
    /// Keeps a form about a review that was held; a later one of the same person takes the place of the one before, and
    /// what the IRO answered to a *no* that stays stays with it. Gives the form's number.
    ///
    /// # Errors
    /// When no such review was held, nothing was answered, a question is not on this person's form, the day lies before
    /// the review or ahead, or a later form of the same person is in the book.
    pub(crate) fn feedback(&mut self, child: ChildId, sequence: Option<u32>, form: Form) -> Result<Outcome> {
        let (slot, form, before) = self.fitting(child, sequence, form)?;
        let (n, by) = (slot.sequence, form.by);
        let waiting = form.answers.iter().filter(|a| a.waits()).count();
        let done = self.act(
            child,
            |who| format!("Feedback of the {by} on review {n} of {who}"),
            |tx| write(tx, child, &form, before.as_ref()),
        )?;
        let number = self.row(child)?.case.child.number.clone();
        let wants = (waiting > 0).then(|| {
            format!(
                "{} for you to answer.\n  casebook record feedback-reply {number} --review {n} --by {} \
                 --question ID --text TEXT",
                count(waiting, "no", "noes"),
                by.word()
            )
        });
        Ok(done.beside(wants))
    }

    /// A form as it goes into the book, with its review and the form of the same person that it takes the place of.
    fn fitting(
        &self,
        child: ChildId,
        sequence: Option<u32>,
        form: Form,
    ) -> Result<(Slot, Form, Option<Form>)> {
        self.not_ahead(form.date)?;
        let (slot, review) = self.held(child, sequence)?;
        let form = Form { review: review.id, name: text::line(&form.name), ..form };
        may_be(&form)?;
        if let Some(held) = slot.held.filter(|held| form.date < *held) {
            return Err(Error::data(format!(
                "{} is before review {} was held on {}; nothing was recorded.",
                long(form.date),
                slot.sequence,
                long(held)
            )));
        }
        let before = self.row(child)?.case.feedback.iter().find(|f| f.is_of(&form)).cloned();
        if let Some(later) = before.as_ref().filter(|f| f.date > form.date) {
            return Err(Error::data(format!(
                "A later form of the {}, of {}, is in the book; nothing was recorded.",
                form.by,
                long(later.date)
            )));
        }
        let form = carried(form, before.as_ref());
        Ok((slot, form, before))
    }

    /// Takes forms from a file, or tells what taking them would do. What does not fit is refused row by row; the rest
    /// is one act.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub(crate) fn take_feedback(&mut self, file: FeedbackFile, dry_run: bool) -> Result<Report> {
        let mut report = file.report;
        let mut forms: Vec<(ChildId, Form, Option<Form>)> = Vec::new();
        let mut changed: Vec<Changed> = Vec::new();
        let mut lines = file.lines;
        lines.sort_by_key(|line| (line.form.date, line.row));
        for line in lines {
            let fits = self
                .named(&line)
                .and_then(|(child, n)| Ok((child, self.fitting(child, Some(n), line.form.clone())?)));
            let (child, (slot, form, before)) = match fits {
                Ok(fits) => fits,
                Err(error) => {
                    report.refused.push(line.refused(&file.file, &error.message));
                    continue;
                }
            };
            report.accepted.reviews += 1;
            // Of two forms of one person in the file, the later stays.
            if let Some(place) = forms.iter().position(|(_, other, _)| other.is_of(&form)) {
                forms.remove(place);
                changed.remove(place);
            }
            if before.as_ref().is_some_and(|b| form.says_as(b)) {
                continue;
            }
            changed.push(Changed {
                child: line.child.clone(),
                what: format!("feedback of the {} on review {}", form.by, slot.sequence),
                before: before.as_ref().map(told).unwrap_or_default(),
                after: told(&form),
            });
            forms.push((child, form, before));
        }
        report.changed = changed;
        report.updated = u64::try_from(forms.len()).unwrap_or(0);
        if dry_run || forms.is_empty() {
            return Ok(report);
        }
        let mut children: Vec<ChildId> = forms.iter().map(|(child, ..)| *child).collect();
        children.sort_unstable();
        children.dedup();
        let label = format!("Import {} of feedback", count(forms.len(), "form", "forms"));
        self.act_on_several(&children, label, |tx, child| {
            let mut own = forms.iter().filter(|(of, ..)| *of == child);
            own.try_for_each(|(_, form, before)| write(tx, child, form, before.as_ref()).map(|_| ()))
        })?;
        Ok(report)
    }

    /// The child and the review of a line: by its number in the latest period of care, or the day it was held.
    fn named(&self, line: &FeedbackLine) -> Result<(ChildId, u32)> {
        let found = self.board.children().iter().find(|r| r.case.child.number == line.child);
        let row =
            found.ok_or_else(|| Error::missing(format!("There is no child {} in the book.", line.child)))?;
        let latest = row.case.periods.len().checked_sub(1);
        let mut held = row.judged().reviews().filter(|s| Some(s.period) == latest && s.held.is_some());
        let slot = match line.review {
            Which::Number(n) => held.find(|s| s.sequence == n),
            Which::Held(day) => held.find(|s| s.held == Some(day)),
        };
        let none = || match line.review {
            Which::Number(n) => format!("Review {n} of this period of care is not in the book as held."),
            Which::Held(day) => format!("No review held on {} is in the book.", long(day)),
        };
        slot.map(|s| (row.id(), s.sequence)).ok_or_else(|| Error::missing(none()))
    }

    /// Takes a form out of the book.
    ///
    /// # Errors
    /// When it is gone.
    pub(crate) fn remove_feedback(&mut self, child: ChildId, id: FormId) -> Result<Outcome> {
        let form = self.form(child, id)?;
        self.act(
            child,
            |who| format!("Take out the feedback of the {} about {who}", form.by),
            |tx| tx.delete(id).map(|()| id.0),
        )
    }

    /// Records what the IRO answered to a *no*.
    ///
    /// # Errors
    /// When the words are blank, the form has no *no* to that question, or the day lies before the form or ahead.
    pub(crate) fn reply_to_feedback(
        &mut self,
        child: ChildId,
        id: FormId,
        question: Question,
        (date, words): (NaiveDate, &str),
    ) -> Result<Outcome> {
        let reply = required(words, "What you answered")?;
        self.not_ahead(date)?;
        let form = self.form(child, id)?;
        let no = form.answers.iter().find(|a| a.question == question && a.yes == Some(false)).cloned();
        let answer = no.ok_or_else(|| {
            let noes = form.answers.iter().filter(|a| a.yes == Some(false)).map(|a| a.question.word());
            let noes = noes.collect::<Vec<_>>().join(", ");
            let hint = if noes.is_empty() {
                "It has no no at all.".to_owned()
            } else {
                format!("Its noes: {noes}.")
            };
            Error::missing(format!("That form has no no to {}; nothing was recorded.", question.word()))
                .hint(hint)
        })?;
        if date < form.date {
            return Err(Error::data(format!(
                "{} is before the form of {}; nothing was recorded.",
                long(date),
                long(form.date)
            )));
        }
        self.act(
            child,
            |who| format!("Answer the {}'s no about {who}: {}", form.by, question.says().to_lowercase()),
            |tx| {
                tx.insert(id, &Answer { reply, replied: Some(date), ..answer })?;
                Ok(id.0)
            },
        )
    }

    fn form(&self, child: ChildId, id: FormId) -> Result<Form> {
        let found = self.row(child)?.case.feedback.iter().find(|f| f.id == id).cloned();
        found.ok_or_else(|| Error::missing("That form is not in the book any more; nothing was changed."))
    }
}

/// Writes a form, in the place of the one before.
fn write(tx: &Tx<'_>, child: ChildId, form: &Form, before: Option<&Form>) -> Result<i64> {
    let id = tx.put(child, form)?;
    if let Some(before) = before {
        // What was answered there and is blank here goes.
        let gone = before.answers.iter().filter(|a| !form.answers.iter().any(|b| b.question == a.question));
        gone.map(|a| a.question).try_for_each(|q| tx.remove_feedback_answer(id, q).map(|_| ()))?;
        form.answers.iter().try_for_each(|answer| tx.insert(id, answer))?;
    }
    Ok(id.0)
}

/// Refuses a form on which nothing stands, or that answers what this person is not asked.
fn may_be(form: &Form) -> Result<()> {
    let asked = Question::of(form.by);
    if let Some(odd) = form.answers.iter().find(|a| !asked.contains(&a.question)) {
        let known: Vec<&str> = asked.iter().map(|q| q.word()).collect();
        return Err(Error::data(format!(
            "A {} is not asked {}; nothing was recorded.",
            form.by,
            odd.question.word()
        ))
        .hint(format!("Asked are: {}.", known.join(", "))));
    }
    if form.answers.is_empty() && form.words.trim().is_empty() {
        return Err(Error::data("Nothing stands on the form; nothing was recorded.")
            .hint("Answer a question with yes or no, or write down their words."));
    }
    Ok(())
}

/// A form in the place of the one before, with the IRO's answers to what is still a *no*.
fn carried(form: Form, before: Option<&Form>) -> Form {
    let Some(before) = before else { return form };
    let reply = |a: Answer| {
        let same = before.answers.iter().find(|b| b.question == a.question && b.yes == a.yes);
        match same {
            Some(b) => Answer { reply: b.reply.clone(), replied: b.replied, ..a },
            None => a,
        }
    };
    Form { id: before.id, answers: form.answers.into_iter().map(reply).collect(), ..form }
}

/// The form of somebody about a review: by their name where several of a kind gave one.
///
/// # Errors
/// When there is none, or several and no name.
pub(crate) fn form_of<'f>(forms: &'f [Form], review: ReviewId, by: Giver, name: &str) -> Result<&'f Form> {
    let all: Vec<&Form> = forms.iter().filter(|f| f.review == review && f.by == by).collect();
    match all.as_slice() {
        [one] if name.is_empty() || one.name == name => Ok(one),
        [] => Err(Error::missing(format!("The {by} gave no feedback on that review; nothing was changed."))),
        several => several.iter().find(|f| f.name == name).copied().ok_or_else(|| {
            let names: Vec<&str> = several.iter().map(|f| f.name.as_str()).collect();
            Error::missing(format!("There is no such form of a {by}; nothing was changed."))
                .hint(format!("Name it: --name one of {}.", names.join(", ")))
        }),
    }
}
