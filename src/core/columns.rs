//! The columns of the list: where they stand, for the drawing and for clicks.

use super::list::Column;

/// The widths of the columns; 0 leaves one out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// The profile's name.
    pub name: usize,
    /// The role's name.
    pub role: usize,
    /// The path.
    pub path: usize,
    /// The age.
    pub age: usize,
}

/// Columns before the name: for the mark and for the cursor.
pub const MARK: usize = 2;

impl Columns {
    /// Divides the width within the list's frame. The name gets what the
    /// others leave; the path goes first, then the age.
    pub fn of(width: usize) -> Self {
        let room = width.saturating_sub(MARK);
        let age = if room >= 46 { 8 } else { 0 };
        let path = if room >= 60 { (room / 5).clamp(12, 30) } else { 0 };
        let role = (room - age - path) * 2 / 5;
        Self { name: room - age - path - role, role, path, age }
    }

    /// The column at a place within the frame.
    pub fn at(&self, x: usize) -> Option<Column> {
        let all = [
            (Column::Name, self.name),
            (Column::Role, self.role),
            (Column::Path, self.path),
            (Column::Age, self.age),
        ];
        let mut end = MARK;
        all.into_iter()
            .find(|(_, width)| {
                end += width;
                x >= MARK && x < end
            })
            .map(|(column, _)| column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_belongs_to_the_column_that_is_drawn_there() {
        let columns = Columns::of(100);
        assert_eq!(columns.at(MARK - 1), None);
        assert_eq!(columns.at(MARK), Some(Column::Name));
        assert_eq!(columns.at(MARK + columns.name - 1), Some(Column::Name));
        assert_eq!(columns.at(MARK + columns.name), Some(Column::Role));
        assert_eq!(columns.at(99), Some(Column::Age));
        assert_eq!(columns.at(100), None);
        // A narrow list has no path and no age.
        let narrow = Columns::of(40);
        assert_eq!(narrow.at(39), Some(Column::Role));
    }
}
