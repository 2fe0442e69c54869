//! A number that the law sets, in words.

use recoup_engine::assess::FigureAnswer;
use recoup_engine::pack::Unit;
use rust_decimal::Decimal;

use crate::page::thousands;

/// `9 percent a year`, `$10,000.00`, or that it is not known which.
pub(crate) fn amount(figure: &FigureAnswer<'_>) -> String {
    let perhaps = if figure.applies.is_none() { ", if it applies here" } else { "" };
    match (&figure.amount, &figure.may_be[..]) {
        (Some(amount), _) => {
            format!("{}{perhaps}", with_unit(&number(*amount, figure.unit), figure.unit))
        }
        (None, []) => format!("the law sets it; the number is not known here{perhaps}"),
        (None, several) => {
            let several: Vec<String> =
                several.iter().map(|amount| number(*amount, figure.unit)).collect();
            let several = with_unit(&several.join(" or "), figure.unit);
            let other = if figure.or_not_established { ", or a number not known here" } else { "" };
            format!("{several}{other}, as the questions below decide")
        }
    }
}

fn number(amount: Decimal, unit: Unit) -> String {
    match unit {
        Unit::Dollars => format!("${}", thousands(&format!("{amount:.2}"))),
        _ => amount.normalize().to_string(),
    }
}

fn with_unit(number: &str, unit: Unit) -> String {
    match unit {
        Unit::Dollars => number.to_owned(),
        Unit::Percent => format!("{number} percent"),
        Unit::PercentAYear => format!("{number} percent a year"),
        Unit::Days => format!("{number} days"),
        Unit::Times => format!("{number} times"),
    }
}
