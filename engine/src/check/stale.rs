//! A law that nobody has looked at for long, or that is said to have been looked
//! at on a day that is still to come. What day it is, the caller says.

use chrono::Months;

use crate::date::Day;
use crate::diagnostic::Code;
use crate::pack::model::Model;
use crate::source::Findings;

/// Looks at when each law was checked: not before `before`, not after `today`.
pub(crate) fn check(findings: &Findings<'_>, model: &Model, today: Day, before: Option<Day>) {
    for law in &model.laws {
        let (id, checked) = (&law.id, &law.what.checked);
        if checked.value > today {
            let message = format!(
                "the law `{id}` is said to have been checked on {}, a day still to come",
                checked.value
            );
            findings
                .warning(Code::FutureDate, checked.at, message)
                .expected(format!("the day on which somebody looked, {today} at the latest"))
                .keep();
        } else if let Some(before) = before
            && checked.value < before
        {
            let message = format!("the law `{id}` was last checked {}", ago(checked.value, today));
            findings
                .warning(Code::Stale, checked.at, message)
                .expected(format!("a check on {before} or later"))
                .keep();
        }
    }
}

/// How long ago a day is, as people say it: `2 years and 8 months ago`.
fn ago(day: Day, today: Day) -> String {
    let (Some(from), Some(to)) = (day.date(), today.date()) else {
        return format!("on {day}");
    };
    let counted = |number: u32, unit: &str| match number {
        1 => format!("1 {unit}"),
        _ => format!("{number} {unit}s"),
    };
    let whole = |months: &u32| {
        from.checked_add_months(Months::new(*months)).is_some_and(|later| later <= to)
    };
    let months = (1..).take_while(whole).last().unwrap_or_default();
    match (months / 12, months % 12) {
        (0, 0) => format!("{} ago", counted((to - from).num_days().unsigned_abs() as u32, "day")),
        (0, months) => format!("{} ago", counted(months, "month")),
        (years, 0) => format!("{} ago", counted(years, "year")),
        (years, months) => {
            format!("{} and {} ago", counted(years, "year"), counted(months, "month"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_ago_is_said_in_whole_months() {
        let said = |from: &str, to: &str| ago(from.parse().unwrap(), to.parse().unwrap());
        assert_eq!(said("2026-11-21", "2026-11-22"), "1 day ago");
        assert_eq!(said("2026-10-23", "2026-11-22"), "30 days ago");
        assert_eq!(said("2026-10-22", "2026-11-22"), "1 month ago");
        assert_eq!(said("2025-11-22", "2026-11-22"), "1 year ago");
        assert_eq!(said("2024-02-29", "2026-11-22"), "2 years and 8 months ago");
        assert_eq!(said("2026-01-31", "2026-02-28"), "1 month ago");
    }
}
