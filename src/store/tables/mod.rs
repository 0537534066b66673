//! The tables of the book, one file a family: each told once, with what is particular about reading and writing it.

/// Tells a table: `table!(Row as RowId in table of owner: Owner { field, field = column, field = two columns })`.
///
/// Without a column named, a field's column is called as the field. `as RowId` stands where the row has a number,
/// its `id`; `of` where it belongs to a row of another table; `one for each` names the columns whose values have one
/// row only. Fields that have tables of their own follow as `without`, methods of `Record` as `with { … }`.
macro_rules! table {
    (
        $row:ident $(as $id:ident)? in $table:ident $(of $owner:ident: $owner_type:ty)? $(, one for each $($key:ident),+)?
        { $($field:ident $(= $($column:ident)+)?),+ $(,)? }
        $(without $($apart:ident),+)?
        $(with { $($method:tt)* })?
    ) => {
        impl $crate::store::engine::book::Record for $row {
            type Owner = table!(@or_unit $($owner_type)?);
            type Id = table!(@or_unit $($id)?);

            fn table() -> &'static $crate::store::engine::table::Table {
                use std::sync::LazyLock;
                use $crate::store::engine::table::Table;
                static TABLE: LazyLock<Table> = LazyLock::new(|| {
                    Table::new(
                        stringify!($table),
                        &[$(stringify!($owner))?],
                        &[$(table!(@id $id))?],
                        &[$($(stringify!($key)),+)?],
                        &[$(table!(@columns $field $($($column)+)?)),+].concat(),
                    )
                });
                &TABLE
            }

            fn read(cells: &mut $crate::store::engine::cells::Cells<'_>) -> rusqlite::Result<Self> {
                use $crate::store::engine::cells::Cell;
                // In this order: the columns are read one after another.
                Ok(Self {
                    $(id: <$id>::read(cells)?,)?
                    $($field: Cell::read(cells)?,)+
                    $($($apart: Vec::new(),)+)?
                })
            }

            fn write<'v>(&'v self, values: &mut $crate::store::engine::cells::Values<'v>) {
                use $crate::store::engine::cells::Cell;
                $(self.$field.write(values);)+
            }

            $(
                fn number(&self) -> i64 {
                    <$id as $crate::store::engine::cells::RowId>::number(self.id)
                }
            )?

            $($($method)*)?
        }

        $(
            impl $crate::store::engine::book::Numbers for $id {
                type Row = $row;
            }
        )?
    };
    (@or_unit) => { () };
    (@or_unit $type:ty) => { $type };
    (@id $id:ident) => { "id" };
    (@columns $field:ident) => { [stringify!($field)].as_slice() };
    (@columns $field:ident $($column:ident)+) => { [$(stringify!($column)),+].as_slice() };
}

mod care;
mod cases;
mod change;
mod child;
mod decision;
mod diary;
mod document;
mod doubt;
mod draft;
mod escalation;
mod feed;
mod feedback;
mod record;
mod returns;
mod review;
mod session;
pub(super) mod settings;
mod voice;

pub(crate) use draft::Draft;
pub(crate) use feed::Told;
pub(crate) use settings::PracticeCopy;
