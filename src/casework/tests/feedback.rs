//! Feedback after reviews: who is asked what, which form stays, what waits for the IRO, and how it is counted.

use super::*;
use crate::exchange::read_feedback;
use crate::model::feedback::{Answer, Form, Giver, Question};
use crate::model::ids::{FormId, ReviewId};
use crate::rules::measures::Window;

fn form(by: Giver, date: &str, answers: &[(Question, bool)]) -> Form {
    let answers = answers.iter().map(|(q, yes)| Answer::new(*q, Some(*yes), String::new())).collect();
    let (name, words) = (String::new(), String::new());
    Form { id: FormId(0), review: ReviewId(0), by, name, date: d(date), words, answers }
}

/// A child whose first review was held on 13 January 2026.
fn reviewed() -> (Desk, ChildId) {
    let mut desk = desk("2026-01-20");
    let id = child(&mut desk, "T1", "2025-12-15");
    desk.hold(id, None, holding("2026-01-13", Participation::Pn1)).unwrap();
    (desk, id)
}

#[test]
fn a_later_form_takes_the_place_of_the_one_before_and_an_answered_no_stays_answered() {
    use Question::*;
    let (mut desk, id) = reviewed();
    let first =
        form(Giver::Child, "2026-01-14", &[(Understood, false), (GaveViews, false), (RightPeople, true)]);
    let told = desk.feedback(id, None, first).unwrap();
    assert!(told.told.iter().any(|t| t.contains("2 noes for you to answer")), "{:?}", told.told);
    let kept = |desk: &Desk| desk.board.row(id).unwrap().case.feedback.clone();
    let number = kept(&desk)[0].id;
    desk.reply_to_feedback(id, number, Understood, (d("2026-01-15"), "Drew it as a picture.")).unwrap();

    let later = form(Giver::Child, "2026-01-16", &[(Understood, false), (GaveViews, true)]);
    desk.feedback(id, None, later).unwrap();
    let forms = kept(&desk);
    assert_eq!(forms.len(), 1);
    let said: Vec<(Question, Option<bool>, bool)> =
        forms[0].answers.iter().map(|a| (a.question, a.yes, a.waits())).collect();
    assert_eq!(said, [(GaveViews, Some(true), false), (Understood, Some(false), false)]);
    assert_eq!(forms[0].answers[1].reply, "Drew it as a picture.");

    // An older one changes nothing, nor does one that cannot be.
    for wrong in [
        form(Giver::Child, "2026-01-15", &[(GaveViews, false)]),
        form(Giver::Child, "2026-01-12", &[(GaveViews, false)]),
        form(Giver::Child, "2026-02-12", &[(GaveViews, false)]),
        form(Giver::Parent, "2026-01-16", &[(HappyWithPlan, true)]),
        form(Giver::Carer, "2026-01-16", &[]),
    ] {
        assert!(desk.feedback(id, None, wrong).is_err());
        assert_eq!(kept(&desk), forms);
    }
    desk.undo(None).unwrap();
    assert_eq!(kept(&desk)[0].answers.len(), 3);
}

#[test]
fn answers_count_by_the_day_of_the_review_and_blanks_do_not() {
    use Question::*;
    let (mut desk, id) = reviewed();
    desk.feedback(id, None, form(Giver::Child, "2026-01-20", &[(Understood, true), (DateTimePlace, false)]))
        .unwrap();
    desk.feedback(id, None, form(Giver::Parent, "2026-01-20", &[(Understood, true)])).unwrap();
    let of = |from: &str, to: &str| desk.board.measures(Window { from: d(from), to: d(to) }).feedback;
    // The form came on the 20th; the review was on the 13th.
    let week = of("2026-01-12", "2026-01-16");
    assert_eq!(
        (week.returned.reviews, week.returned.child, week.returned.parent, week.returned.carer),
        (1, 1, 1, 0)
    );
    assert_eq!(week.child.keys().copied().collect::<Vec<_>>(), [Understood, DateTimePlace]);
    let place = week.child[&DateTimePlace];
    assert_eq!((place.yes, place.no, place.pct), (0, 1, Some(0.0)));
    assert_eq!(week.parent[&Understood].pct, Some(100.0));
    assert_eq!(
        week.waiting.iter().map(|n| (n.sequence, n.question)).collect::<Vec<_>>(),
        [(1, DateTimePlace)]
    );
    assert_eq!(of("2026-01-14", "2026-01-31").returned.child, 0);
}

#[test]
fn a_file_of_forms_is_taken_once_and_what_does_not_fit_is_named() {
    let (mut desk, _) = reviewed();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("forms.csv");
    std::fs::write(
        &path,
        "CHILD,REVIEW,BY,DATE,understood,gave-views,date_time_place,mood\n\
         T1,1,child,14/01/2026,yes,It was too loud,n,\n\
         T1,13/01/2026,Parent,2026-01-15,Y,1,,\n\
         T1,2,carer,2026-01-15,y,y,,\n\
         T9,1,child,2026-01-15,y,y,,\n\
         T1,1,teacher,2026-01-15,y,y,,\n\
         T1,1,parent,2026-01-16,y,y,y,\n\
         T1,1,carer,31/02/2026,y,y,,\n",
    )
    .unwrap();
    let dry = desk.take_feedback(read_feedback(&path).unwrap(), true).unwrap();
    let report = desk.take_feedback(read_feedback(&path).unwrap(), false).unwrap();
    assert_eq!(dry, report);
    assert_eq!((report.accepted.reviews, report.updated), (2, 2));
    let mut refused: Vec<(u64, &str)> = report.refused.iter().map(|r| (r.row, r.column.as_str())).collect();
    refused.sort_unstable();
    assert_eq!(refused, [(4, ""), (5, ""), (6, "BY"), (7, ""), (8, "DATE")], "{:#?}", report.refused);
    assert_eq!(report.doubts.iter().map(|r| r.column.as_str()).collect::<Vec<_>>(), ["mood"]);
    let kept = desk.board.rows().next().unwrap().case.feedback.clone();
    assert_eq!(kept[0].answers[0].words, "It was too loud");
    let again = desk.take_feedback(read_feedback(&path).unwrap(), false).unwrap();
    assert_eq!((again.updated, again.changed.len()), (0, 0));
    assert_eq!(desk.board.rows().next().unwrap().case.feedback, kept);
}

#[test]
fn of_two_forms_of_one_person_in_a_file_the_later_stays_and_is_told_once() {
    let (mut desk, _) = reviewed();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("forms.csv");
    let file = "CHILD,REVIEW,BY,DATE,understood\nT1,1,child,2026-01-15,n\nT1,1,child,2026-01-14,y\n";
    std::fs::write(&path, file).unwrap();
    let report = desk.take_feedback(read_feedback(&path).unwrap(), false).unwrap();
    assert_eq!((report.updated, report.changed.len()), (1, 1), "{:?}", report.changed);
    let kept = &desk.board.rows().next().unwrap().case.feedback;
    assert_eq!((kept.len(), kept[0].date, kept[0].answers[0].yes), (1, d("2026-01-15"), Some(false)));
}

#[test]
fn a_return_sent_again_without_a_review_does_not_take_its_feedback_away() {
    let mut desk = desk("2026-03-31");
    let dir = tempfile::tempdir().unwrap();
    let take = |desk: &mut Desk, reviews: &str| {
        let episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
                        T1,07/04/2025,S,C2,N1,U6,PR1,,,,LU1 1,LU1 1,SC000001\n";
        let files = [
            ("header.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nT1,1,10/03/2014,WBRI,UN3,,\n".to_owned()),
            ("episodes.csv", episodes.to_owned()),
            ("reviews.csv", format!("CHILD,DOB,REVIEW,REVIEW_CODE\n{reviews}")),
        ];
        files.iter().for_each(|(name, text)| std::fs::write(dir.path().join(name), text).unwrap());
        let ret = read_return(dir.path(), None, d("2026-03-31"), &mut |_| ControlFlow::Continue(())).unwrap();
        desk.merge(ret, None, &mut |_, _| ControlFlow::Continue(())).unwrap();
        desk.board.refresh(&desk.store).unwrap();
    };
    let (first, second) = ("T1,10/03/2014,30/04/2025,PN1\n", "T1,10/03/2014,25/07/2025,PN1\n");
    take(&mut desk, &format!("{first}{second}"));
    let id = desk.board.rows().next().unwrap().id();
    desk.feedback(id, Some(2), form(Giver::Carer, "2025-08-01", &[(Question::Understood, true)])).unwrap();
    take(&mut desk, first);
    assert_eq!(desk.board.row(id).unwrap().case.feedback.len(), 1);
}
