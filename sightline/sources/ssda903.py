from dataclasses import dataclass
@dataclass
class TableFile: path: object; module: object
def module_for(headings, name): return None
