from tests.bench.figures import Figure, Run


def measure(run: Run) -> list[Figure]:
    return []
