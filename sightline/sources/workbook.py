def is_workbook(head): return head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
