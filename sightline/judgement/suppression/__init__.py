"""
Disclosure control: what may be shown to whom (docs/disclosure.md; spec/statistics.md section 6).

`audience` has the levels of output; `single` the rules of one figure; `linked` hides counts that add up to one
another and `audit` proves it; `figures` does so for the engine's figures; `ledger` keeps what was released.
"""
