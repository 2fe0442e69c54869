# The rules of `us-zz/pack.toml`, for regorus. Days are nanoseconds since 1970.
package us_zz

import rego.v1

day := 86400000000000

# ---- Dates

as_of := time.parse_rfc3339_ns(input.as_of)

entered := time.parse_rfc3339_ns(input.entered)

notice := time.parse_rfc3339_ns(input.notice)

payment_due := notice + (30 * day)

to_monday := {"Saturday": 2, "Sunday": 1}

challenge_ends := payment_due + (object.get(to_monday, time.weekday(payment_due), 0) * day)

# In months, because ten years after 29 February would be no day.
enforcement_ends := time.add_date(entered, 0, 120, 0)

renewal_opens := time.add_date(entered, 0, 60, 0)

default levy_ends := null

levy_ends := time.parse_rfc3339_ns(input.writ_issued) + (180 * day)

# ---- What holds

default within_appeal := false

within_appeal if {
	input.debtor_at_hearing
	as_of <= challenge_ends
}

default within_set_aside := false

within_set_aside if {
	not input.debtor_at_hearing
	as_of <= challenge_ends
}

default stayed := false

stayed if within_appeal

stayed if input.appeal_filed

stayed if input.bankruptcy_filed

satisfied := input.paid_in_full

expired := as_of > enforcement_ends

default enforceable := false

enforceable if {
	not stayed
	not satisfied
	not expired
	as_of > payment_due
}

# ---- What may be done

writ := enforceable

default bank_levy := false

bank_levy if {
	enforceable
	input.writ_issued
	as_of <= levy_ends
}

default wages := false

wages if {
	enforceable
	input.writ_issued
	input.debtor_kind == "individual"
}

default abstract := false

abstract if {
	not satisfied
	not expired
	not stayed
}

default examination := false

examination if {
	enforceable
	not input.examined_lately
}

default renewal := false

renewal if {
	as_of >= renewal_opens
	not expired
	not satisfied
}

default appeal := false

appeal if {
	within_appeal
	input.won_on == "plaintiffs_claim"
	not input.appeal_filed
}

set_aside := within_set_aside

satisfaction := satisfied

default licence := false

licence if {
	enforceable
	input.debt_kind == "auto_accident"
	input.principal >= 500
}

default instalments := false

instalments if {
	not satisfied
	not expired
}

acknowledgment := satisfied

results := {
	"as_of": as_of,
	"entered": entered,
	"notice": notice,
	"payment_due": payment_due,
	"challenge_ends": challenge_ends,
	"enforcement_ends": enforcement_ends,
	"renewal_opens": renewal_opens,
	"levy_ends": levy_ends,
	"within_appeal": within_appeal,
	"within_set_aside": within_set_aside,
	"stayed": stayed,
	"satisfied": satisfied,
	"expired": expired,
	"enforceable": enforceable,
	"writ": writ,
	"bank_levy": bank_levy,
	"wages": wages,
	"abstract": abstract,
	"examination": examination,
	"renewal": renewal,
	"appeal": appeal,
	"set_aside": set_aside,
	"satisfaction": satisfaction,
	"licence": licence,
	"instalments": instalments,
	"acknowledgment": acknowledgment,
}
