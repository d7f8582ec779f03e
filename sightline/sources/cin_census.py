def source(path, la_code): raise NotImplementedError
