//! What the public may read: small numbers hidden, and what would let them be worked out (documents reference, 9).

/// What stands for a hidden number.
pub(crate) const HIDDEN: &str = "c";
/// The largest number that is hidden; none is shown.
const SMALL: usize = 5;

/// Said under every figure for the public.
pub(crate) const TOLD: &str = "Numbers from 1 to 5 are shown as \"c\", and so is what would let one be worked out: the other \
                               part of the same figure, the next smallest of a list, a percentage made of it.";

pub(crate) fn is_small(n: usize) -> bool {
    (1..=SMALL).contains(&n)
}

/// A number alone.
pub(crate) fn number(n: usize) -> String {
    if is_small(n) { HIDDEN.to_owned() } else { n.to_string() }
}

/// The two parts of a whole and their share: where one is hidden the other would tell it.
pub(crate) fn parts(yes: usize, no: usize, pct: Option<f64>) -> [String; 3] {
    let shown = |n: usize| if n == 0 { "0".to_owned() } else { HIDDEN.to_owned() };
    if is_small(yes) || is_small(no) || is_small(yes + no) {
        return [shown(yes), shown(no), HIDDEN.to_owned()];
    }
    [yes.to_string(), no.to_string(), pct.map(|pct| format!("{pct:.1}%")).unwrap_or_default()]
}

/// The numbers of a list whose sum is told or can be: where only one is hidden the next smallest is too.
pub(crate) fn list(numbers: &[usize]) -> Vec<String> {
    let mut hidden: Vec<bool> = numbers.iter().map(|n| is_small(*n)).collect();
    if hidden.iter().filter(|hidden| **hidden).count() == 1 {
        let open = numbers.iter().enumerate().filter(|(_, n)| **n > 0 && !is_small(**n));
        if let Some(next) = open.min_by_key(|(_, n)| **n).map(|(place, _)| place)
            && let Some(hidden) = hidden.get_mut(next)
        {
            *hidden = true;
        }
    }
    let shown = |(n, hidden): (&usize, &bool)| if *hidden { HIDDEN.to_owned() } else { n.to_string() };
    numbers.iter().zip(&hidden).map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_small_number_is_shown_or_can_be_worked_out() {
        assert_eq!([0, 1, 5, 6].map(number), ["0", "c", "c", "6"].map(str::to_owned));
        assert_eq!(parts(40, 2, Some(95.2)), ["c", "c", "c"], "forty of forty-two would tell two");
        assert_eq!(parts(3, 0, Some(100.0)), ["c", "0", "c"]);
        assert_eq!(parts(30, 10, Some(75.0)), ["30", "10", "75.0%"]);
        assert_eq!(list(&[2, 40, 9, 0]), ["c", "40", "c", "0"], "the next smallest goes with it");
        assert_eq!(list(&[2, 3, 9]), ["c", "c", "9"]);
        assert_eq!(list(&[7, 9]), ["7", "9"]);
    }
}
