//! Wide characters on a terminal, as an emulator shows it.

use ipb::ui::wide::WideRows;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::{Terminal, TerminalOptions, Viewport};

const WIDTH: u16 = 24;
const HEIGHT: u16 = 4;

/// Numbers that look random and are the same every time (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }
}

/// A frame of pieces of text, narrow and wide, in styles that show on blanks.
fn paint(buffer: &mut Buffer, random: &mut Random) {
    const TEXTS: [&str; 6] = ["abc", "開発", "環境 x", "한글", "  ", "🚀z"];
    for y in 0..HEIGHT {
        for _ in 0..random.below(5) {
            let x = u16::try_from(random.below(usize::from(WIDTH) - 8)).unwrap();
            let style = match random.below(4) {
                0 => Style::new().bg(Color::Blue),
                1 => Style::new().add_modifier(Modifier::REVERSED),
                2 => Style::new().fg(Color::Green).add_modifier(Modifier::UNDERLINED),
                _ => Style::new(),
            };
            buffer.set_string(x, y, TEXTS[random.below(TEXTS.len())], style);
        }
    }
}

/// What an emulator shows after the frames, the later over the earlier.
fn shown(seeds: &[u64], wide: &mut WideRows) -> vt100::Parser {
    let area = Rect::new(0, 0, WIDTH, HEIGHT);
    let mut bytes = Vec::new();
    {
        let options = TerminalOptions { viewport: Viewport::Fixed(area) };
        let backend = CrosstermBackend::new(&mut bytes);
        let mut terminal = Terminal::with_options(backend, options).unwrap();
        for seed in seeds {
            terminal
                .draw(|frame| {
                    paint(frame.buffer_mut(), &mut Random(*seed));
                    wide.refresh(frame.buffer_mut());
                })
                .unwrap();
        }
    }
    let size = |cells: u16| std::num::NonZeroU16::new(cells).unwrap();
    let mut screen = vt100::Parser::new(size(HEIGHT), size(WIDTH), 0);
    screen.process(&bytes);
    screen
}

/// What can be seen of a cell: on a blank one, no colour of a letter.
fn look(cell: &vt100::Cell) -> (String, Option<vt100::Color>, vt100::Color, [bool; 3]) {
    let text = cell.contents().trim_end().to_owned();
    let colour = (!text.is_empty() || cell.inverse() || cell.underline()).then(|| cell.fgcolor());
    let bold = cell.bold() && !text.is_empty();
    (text, colour, cell.bgcolor(), [cell.inverse(), cell.underline(), bold])
}

#[test]
fn a_frame_looks_the_same_whatever_wide_characters_were_there_before() {
    for pair in 1..3_000_u64 {
        let (before, now) = (pair * 7_919, pair * 104_729);
        let over = shown(&[before, now], &mut WideRows::default());
        let alone = shown(&[now], &mut WideRows::default());
        for (y, x) in (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (y, x))) {
            let cell = |screen: &vt100::Parser| look(screen.screen().cell(y, x).unwrap());
            assert_eq!(cell(&over), cell(&alone), "frames {before} and {now}: row {y}, column {x}");
        }
    }
}
