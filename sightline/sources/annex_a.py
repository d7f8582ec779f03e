from dataclasses import dataclass
@dataclass
class ListFile: path: object; number: int
def list_in_file(path, settings): return None
