"""The expected rights, written out: who may do which action on one and the same customer's things."""

COLUMNS = {
    "owner": "owner",
    "author": "author",
    "conv": "serves_conversation",
    "cust": "serves_customer",
    "adj": "adjuster",
    "coll": "colleague",
    "super": "supervisor",
    "other": "other_staff",
    "core": "core",
    "first": "first_person",
    "second": "second_person",
    "nobody": "nobody",
}
"""Heading of a column → relation."""

RIGHTS = """
action                               owner  author conv   cust   adj    coll   super  other  core   first  second nobody
ticket                               yes    -      yes    yes    yes    yes    yes    yes    -      -      -      -
hello                                yes    -      yes    yes    yes    yes    yes    yes    -      -      -      -
ping                                 yes    -      yes    yes    yes    yes    yes    yes    -      -      -      -
push_on                              yes    -      -      -      -      -      -      -      -      -      -      -
push_off                             yes    -      -      -      -      -      -      -      -      -      -      -
availability                         -      -      yes    yes    yes    yes    yes    yes    -      -      -      -
desk                                 -      -      yes    yes    yes    yes    yes    yes    -      -      -      -
open                                 yes    -      -      -      -      -      -      -      -      -      -      -
close                                yes    -      -      -      -      -      -      -      -      -      -      -
reopen                               yes    -      -      -      -      -      -      -      -      -      -      -
leave                                yes    -      -      -      -      -      -      -      -      -      -      -
conversations                        yes    -      -      yes    -      -      -      -      -      -      -      -
history                              yes    -      yes    yes    -      -      -      -      -      -      -      -
typing                               yes    -      yes    -      -      -      -      -      -      -      -      -
delivered                            yes    -      yes    -      -      -      -      -      -      -      -      -
read                                 yes    -      yes    -      -      -      -      -      -      -      -      -
send                                 yes    -      yes    -      -      -      -      -      -      -      -      -
send:text                            yes    -      yes    -      -      -      -      -      -      -      -      -
send:buttons                         -      -      yes    -      -      -      -      -      -      -      -      -
send:card                            -      -      yes    -      -      -      -      -      -      -      -      -
send:form                            -      -      yes    -      -      -      -      -      -      -      -      -
send:signature_request               -      -      yes    -      -      -      -      -      -      -      -      -
send:answer                          yes    -      -      -      -      -      -      -      -      -      -      -
send:form_submission                 yes    -      -      -      -      -      -      -      -      -      -      -
send:location                        yes    -      -      -      -      -      -      -      -      -      -      -
send:signature                       yes    -      -      -      -      -      -      -      -      -      -      -
send:file                            yes    -      yes    -      -      -      -      -      -      -      -      -
waiting                              -      -      yes    yes    yes    yes    yes    yes    -      -      -      -
take                                 -      -      yes    yes    yes    yes    yes    yes    -      -      -      -
viewing                              -      -      yes    yes    -      -      -      -      -      -      -      -
viewing:waiting                      -      -      yes    yes    yes    yes    yes    yes    -      -      -      -
transfer                             -      -      yes    -      -      -      -      -      -      -      -      -
resolve                              -      -      yes    -      -      -      -      -      -      -      -      -
note                                 -      -      yes    -      -      -      -      -      -      -      -      -
customer                             -      -      yes    -      -      -      -      -      -      -      -      -
drafts                               -      -      yes    -      -      -      yes    -      -      -      -      -
correct                              -      -      yes    -      -      -      yes    -      -      -      -      -
register                             -      -      yes    -      -      -      yes    -      -      -      -      -
upload                               yes    -      yes    -      -      -      -      -      -      -      -      -
upload_parts                         -      yes    -      -      -      -      -      -      -      -      -      -
uploaded                             -      yes    -      -      -      -      -      -      -      -      -      -
discard                              -      yes    -      -      -      -      -      -      -      -      -      -
send:upload                          -      yes    -      -      -      -      -      -      -      -      -      -
files                                yes    -      yes    yes    yes    yes    yes    -      -      -      -      -
get_file                             yes    -      -      yes    yes    yes    yes    -      -      -      -      -
get_file:original                    -      -      -      yes    yes    yes    yes    -      -      -      -      -
claims                               yes    -      -      yes    yes    yes    yes    -      -      -      -      -
claim                                yes    -      -      yes    yes    yes    yes    -      -      -      -      -
claim:internal                       -      -      -      yes    yes    yes    yes    -      -      -      -      -
claim:proposal                       -      -      -      -      yes    yes    yes    -      yes    -      -      -
work_list                            -      -      yes    yes    yes    yes    yes    yes    -      -      -      -
work_list:department                 -      -      -      -      -      yes    yes    -      -      -      -      -
assist                               -      -      -      -      -      yes    yes    -      -      -      -      -
amend_claim                          -      -      -      yes    yes    yes    yes    -      -      -      -      -
add_coverage                         -      -      -      yes    yes    yes    yes    -      -      -      -      -
add_claim_note                       -      -      -      yes    yes    yes    yes    -      -      -      -      -
account                              yes    -      -      -      -      -      -      -      -      -      -      -
book_appointment                     yes    -      -      -      -      -      -      -      -      -      -      -
file_as                              yes    -      -      yes    yes    yes    yes    -      -      -      -      -
review                               -      -      -      -      yes    yes    yes    -      -      -      -      -
core_decision                        -      -      -      -      -      -      -      -      yes    -      -      -
apply_transition                     yes    -      -      yes    yes    yes    yes    -      -      -      -      -
apply_transition:assign              -      -      -      -      yes    yes    yes    -      yes    -      -      -
apply_transition:investigate         -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:request_documents   -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:negotiate_liability -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:propose_liability   -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:dispute             yes    -      -      yes    yes    -      yes    -      yes    -      -      -
apply_transition:settle_dispute      -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:assess              -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:release_hold        -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:approve             -      -      -      -      -      -      -      -      -      -      yes    -
apply_transition:pay                 -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:advance             -      -      -      -      -      -      yes    -      yes    -      -      -
apply_transition:close               -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:deny                -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:confirm_denial      -      -      -      -      -      -      -      -      -      -      yes    -
apply_transition:reject_denial       -      -      -      -      -      -      -      -      -      -      yes    -
apply_transition:withdraw_denial     -      -      -      -      -      -      -      -      -      yes    -      -
apply_transition:appeal              yes    -      -      yes    yes    -      yes    -      yes    -      -      -
apply_transition:withdraw            yes    -      -      yes    yes    -      yes    -      yes    -      -      -
apply_transition:mark_duplicate      -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:reopen              -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:conclude            -      -      -      -      yes    -      yes    -      yes    -      -      -
apply_transition:delay               -      -      -      -      yes    -      yes    -      yes    -      -      -
"""


def expected_rights() -> dict[str, dict[str, bool]]:
    """Action → relation → whether it is allowed."""
    heading, *rows = (line.split() for line in RIGHTS.strip().splitlines())
    relations = [COLUMNS[name] for name in heading[1:]]
    return {
        action: dict(zip(relations, ({"yes": True, "-": False}[mark] for mark in marks), strict=True))
        for action, *marks in rows
    }
