def is_xml(head): return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
def kind_of(path): return "s903"
