//! What terminals send for a key: a letter as it is, other keys as an escape and a few letters (ECMA-48, xterm's
//! "PC-style" keys).

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

pub(super) const ESC: u8 = 0x1b;
const PASTE: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// The first event of some bytes, none where they mean nothing here, and how many bytes it takes. Nothing at all where
/// more must come first; `all` says that no more will.
pub(super) fn first(bytes: &[u8], all: bool) -> Option<(Option<Event>, usize)> {
    match bytes {
        [] => None,
        [ESC] if all => key(KeyCode::Esc, KeyModifiers::NONE, 1),
        [ESC] => None,
        [ESC, ESC, ..] => key(KeyCode::Esc, KeyModifiers::NONE, 1),
        [ESC, b'[', ..] if bytes.starts_with(PASTE) => pasted(bytes),
        [ESC, b'[', b'<', rest @ ..] => mouse(rest, all).map(|(event, length)| (event, length + 3)),
        // The oldest kind, three bytes after its letter, which was not asked for.
        [ESC, b'[', b'M', _, _, _, ..] => Some((None, 6)),
        [ESC, b'[', b'M', ..] => all.then_some((None, bytes.len())),
        [ESC, b'[', rest @ ..] => sequence(rest).map(|(event, length)| (event, length + 2)),
        [ESC, b'O', letter, ..] => Some((named(*letter).map(|code| press(code, KeyModifiers::NONE)), 3)),
        [ESC, b'O'] => None,
        [ESC, rest @ ..] => letter(rest).map(|(event, length)| (event.map(with_alt), length + 1)),
        rest => letter(rest),
    }
}

fn press(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn key(code: KeyCode, modifiers: KeyModifiers, length: usize) -> Option<(Option<Event>, usize)> {
    Some((Some(press(code, modifiers)), length))
}

fn with_alt(event: Event) -> Event {
    match event {
        Event::Key(key) => press(key.code, key.modifiers | KeyModifiers::ALT),
        other => other,
    }
}

/// A letter, or what Ctrl makes of one.
fn letter(bytes: &[u8]) -> Option<(Option<Event>, usize)> {
    let byte = *bytes.first()?;
    let control = |from: u8, first: char| {
        let letter = char::from_u32(u32::from(first) + u32::from(byte - from)).unwrap_or(first);
        key(KeyCode::Char(letter), KeyModifiers::CONTROL, 1)
    };
    match byte {
        b'\r' => key(KeyCode::Enter, KeyModifiers::NONE, 1),
        b'\t' => key(KeyCode::Tab, KeyModifiers::NONE, 1),
        0x7f => key(KeyCode::Backspace, KeyModifiers::NONE, 1),
        0 => key(KeyCode::Char(' '), KeyModifiers::CONTROL, 1),
        0x01..=0x1a => control(1, 'a'),
        0x1c..=0x1f => control(0x1c, '4'),
        _ => character(bytes),
    }
}

/// A character of UTF-8; a byte that begins none is passed over.
fn character(bytes: &[u8]) -> Option<(Option<Event>, usize)> {
    let length = match bytes.first()? {
        0x00..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Some((None, 1)),
    };
    let whole = bytes.get(..length)?;
    let Some(c) = std::str::from_utf8(whole).ok().and_then(|text| text.chars().next()) else {
        return Some((None, 1));
    };
    let shift = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    key(KeyCode::Char(c), shift, length)
}

/// What was pasted, between its two marks.
fn pasted(bytes: &[u8]) -> Option<(Option<Event>, usize)> {
    let words = bytes.get(PASTE.len()..)?;
    let end = words.windows(PASTE_END.len()).position(|at| at == PASTE_END)?;
    let text = String::from_utf8_lossy(words.get(..end)?).into_owned();
    Some((Some(Event::Paste(text)), PASTE.len() + end + PASTE_END.len()))
}

/// A key after `ESC [`: numbers, then a letter that names it or `~` with the number.
fn sequence(bytes: &[u8]) -> Option<(Option<Event>, usize)> {
    if let [b'[', letter, ..] = bytes {
        // The console of Linux.
        let place = letter.wrapping_sub(b'A');
        return Some(((place < 5).then(|| press(KeyCode::F(1 + place), KeyModifiers::NONE)), 2));
    }
    let end = bytes.iter().position(|byte| (0x40..=0x7e).contains(byte) && *byte != b'[')?;
    let (numbers, last) = (std::str::from_utf8(bytes.get(..end)?).ok(), *bytes.get(end)?);
    // 1 stands for what is not told.
    let mut numbers = numbers.unwrap_or_default().split(';').map(|n| n.parse::<u8>().unwrap_or(1));
    let (first, held) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(1));
    let code = if last == b'~' { numbered(first) } else { named(last) };
    Some((code.map(|code| press(code, modifiers(code, held))), end + 1))
}

/// The longest report of the mouse after `ESC [ <`: three numbers and its letter.
const REPORT: usize = 18;

/// What the mouse did (xterm's SGR 1006): its button, column and row, then `M` where it went down and `m` where it came up.
/// A report that is cut off takes nothing of what follows it.
fn mouse(bytes: &[u8], all: bool) -> Option<(Option<Event>, usize)> {
    let of_it = |byte: &u8| byte.is_ascii_digit() || *byte == b';';
    let end = bytes.iter().take(REPORT).take_while(|byte| of_it(byte)).count();
    let last = match bytes.get(end) {
        Some(last @ (b'M' | b'm')) => *last,
        None if !all && end < REPORT => return None,
        _ => return Some((None, end)),
    };
    Some((bytes.get(..end).and_then(|numbers| report(numbers, last == b'M')).map(Event::Mouse), end + 1))
}

/// Motion alone, with a button or without, is passed over.
fn report(numbers: &[u8], down: bool) -> Option<MouseEvent> {
    let mut numbers = std::str::from_utf8(numbers).ok()?.split(';').map(|n| n.parse::<u16>().ok());
    let (code, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let kind = match (code & !0b1_1100, down) {
        (0, true) => MouseEventKind::Down(MouseButton::Left),
        (0, false) => MouseEventKind::Up(MouseButton::Left),
        (64, true) => MouseEventKind::ScrollUp,
        (65, true) => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let (column, row) = (column.checked_sub(1)?, row.checked_sub(1)?);
    numbers.next().is_none().then_some(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
}

/// The keys held beside one, as xterm adds them up: 1, and 1 for Shift, 2 for Alt, 4 for Ctrl.
fn modifiers(code: KeyCode, told: u8) -> KeyModifiers {
    let held = told.saturating_sub(1);
    let of = |bit: u8, modifier| if held & bit != 0 { modifier } else { KeyModifiers::NONE };
    let shift = if code == KeyCode::BackTab { KeyModifiers::SHIFT } else { of(1, KeyModifiers::SHIFT) };
    shift | of(2, KeyModifiers::ALT) | of(4, KeyModifiers::CONTROL)
}

fn named(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(1 + letter - b'P'),
        b'Z' => KeyCode::BackTab,
        _ => return None,
    })
}

fn numbered(number: u8) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23..=26 => KeyCode::F(number - 12),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that some bytes mean, when they come `at_once` so many.
    fn events(bytes: &[u8], at_once: usize) -> Vec<Event> {
        let (mut waiting, mut all) = (Vec::new(), Vec::new());
        let mut take = |waiting: &mut Vec<u8>, last: bool| {
            while let Some((event, length)) = first(waiting, last) {
                all.extend(event);
                waiting.drain(..length);
            }
        };
        for some in bytes.chunks(at_once) {
            waiting.extend_from_slice(some);
            take(&mut waiting, false);
        }
        take(&mut waiting, true);
        all
    }

    #[test]
    fn keys_are_what_terminals_send_for_them() {
        use KeyCode::*;
        let (none, shift, alt, ctrl) =
            (KeyModifiers::NONE, KeyModifiers::SHIFT, KeyModifiers::ALT, KeyModifiers::CONTROL);
        for (bytes, code, held) in [
            (&b"a"[..], Char('a'), none),
            (b"A", Char('A'), shift),
            ("é".as_bytes(), Char('é'), none),
            ("Ł".as_bytes(), Char('Ł'), shift),
            ("👩".as_bytes(), Char('👩'), none),
            (b"\r", Enter, none),
            (b"\n", Char('j'), ctrl),
            (b"\t", Tab, none),
            (b"\x7f", Backspace, none),
            (b"\x08", Char('h'), ctrl),
            (b"\x13", Char('s'), ctrl),
            (b"\x0c", Char('l'), ctrl),
            (b"\x1c", Char('4'), ctrl),
            (b"\0", Char(' '), ctrl),
            (b"\x1b", Esc, none),
            (b"\x1bx", Char('x'), alt),
            (b"\x1b[A", Up, none),
            (b"\x1bOB", Down, none),
            (b"\x1b[1;5C", Right, ctrl),
            (b"\x1b[1;2D", Left, shift),
            (b"\x1b[Z", BackTab, shift),
            (b"\x1b[H", Home, none),
            (b"\x1b[4~", End, none),
            (b"\x1b[3~", Delete, none),
            (b"\x1b[3;5~", Delete, ctrl),
            (b"\x1b[5~", PageUp, none),
            (b"\x1b[6;3~", PageDown, alt),
            (b"\x1bOP", F(1), none),
            (b"\x1b[[A", F(1), none),
            (b"\x1b[11~", F(1), none),
            (b"\x1b[15~", F(5), none),
            (b"\x1b[24~", F(12), none),
        ] {
            for at_once in [1, 100] {
                assert_eq!(events(bytes, at_once), [press(code, held)], "{bytes:?} by {at_once}");
            }
        }
    }

    #[test]
    fn pastes_and_keys_come_in_their_order_however_they_are_cut() {
        let bytes = "né\x1b[200~two\nlines\x1b[A é\x1b[201~\x1b\x1b[Bq\x1b[99;9;9y\x1b[I\u{fe}z".as_bytes();
        let whole = events(bytes, bytes.len());
        let plain = |c| press(KeyCode::Char(c), KeyModifiers::NONE);
        assert_eq!(
            whole,
            [
                plain('n'),
                plain('é'),
                Event::Paste("two\nlines\x1b[A é".to_owned()),
                press(KeyCode::Esc, KeyModifiers::NONE),
                press(KeyCode::Down, KeyModifiers::NONE),
                plain('q'),
                plain('\u{fe}'),
                plain('z')
            ]
        );
        for at_once in 1..9 {
            assert_eq!(events(bytes, at_once), whole, "by {at_once}");
        }
        assert_eq!(events(b"\xff\xfea\xc3(\x80b", 1).len(), 3, "no byte ends the reading");
    }

    /// A report of the mouse, as it is told and as it is understood.
    fn mouse(code: u16, column: u16, row: u16, last: char) -> (Vec<u8>, Option<MouseEventKind>) {
        let bytes = format!("\x1b[<{code};{column};{row}{last}").into_bytes();
        let understood = events(&bytes, bytes.len());
        let kind = understood.first().and_then(|event| match event {
            Event::Mouse(mouse) => {
                assert_eq!((mouse.column + 1, mouse.row + 1), (column, row));
                Some(mouse.kind)
            }
            _ => None,
        });
        (bytes, kind)
    }

    #[test]
    fn the_mouse_is_heard_where_it_presses_and_turns_and_nowhere_else() {
        let (down, up) = (MouseEventKind::Down(MouseButton::Left), MouseEventKind::Up(MouseButton::Left));
        assert_eq!(mouse(0, 1, 1, 'M').1, Some(down));
        assert_eq!(mouse(0, 300, 100, 'm').1, Some(up));
        assert_eq!(mouse(16, 4, 5, 'M').1, Some(down), "Ctrl held beside it");
        assert_eq!(mouse(64, 4, 5, 'M').1, Some(MouseEventKind::ScrollUp));
        assert_eq!(mouse(65, 4, 5, 'M').1, Some(MouseEventKind::ScrollDown));
        for (code, column, row) in [(35, 4, 5), (32, 4, 5), (2, 4, 5), (0, 0, 5)] {
            assert_eq!(mouse(code, column, row, 'M').1, None, "{code}: motion, another button, no place");
        }
        let letters = |bytes: &[u8]| {
            events(bytes, 1).into_iter().map(|e| match e {
                Event::Key(KeyEvent { code: KeyCode::Char(c), .. }) => c,
                _ => '!',
            })
        };
        assert_eq!(letters(b"\x1b[M !!q").collect::<String>(), "q", "the oldest kind types nothing");
    }

    proptest::proptest! {
        /// A report that is cut off anywhere, or has a byte too many, takes no letter that follows it.
        #[test]
        fn a_broken_report_eats_no_letter(
            code in 0u16..300, column in 0u16..70, row in 0u16..1000, cut in 3usize..20, up in 0..2, noise in ";{0,3}",
        ) {
            let (mut bytes, _) = mouse(code, column.max(1), row.max(1), if up == 0 { 'M' } else { 'm' });
            bytes.truncate(cut.min(bytes.len() - 1));
            bytes.extend(noise.bytes());
            bytes.extend("qxé\x1b[B".bytes());
            let wanted = [
                press(KeyCode::Char('q'), KeyModifiers::NONE),
                press(KeyCode::Char('x'), KeyModifiers::NONE),
                press(KeyCode::Char('é'), KeyModifiers::NONE),
                press(KeyCode::Down, KeyModifiers::NONE),
            ];
            for at_once in [1, 3, 100] {
                proptest::prop_assert_eq!(events(&bytes, at_once), wanted.clone());
            }
        }

        /// Whatever comes, everything is understood or passed over, in bounded steps.
        #[test]
        fn nothing_that_comes_holds_the_keyboard_up(bytes in proptest::collection::vec(0u8.., 0..60)) {
            let mut rest = bytes.as_slice();
            while let Some((_, length)) = first(rest, true) {
                proptest::prop_assert!(length > 0 && length <= rest.len());
                rest = &rest[length..];
            }
        }
    }
}
