def surcharge(case):
    raise NotImplementedError
