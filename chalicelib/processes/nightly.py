"""When the day before is learned from."""

from datetime import date, datetime, timedelta

from chalicelib.content.hours import SEOUL

LEARNING_TIMES = ((0, 10), (1, 10), (2, 10))
"""Hours and minutes: by then what ended shortly before midnight is recorded. A repeat finds it done, or does it where
the first has failed."""


def day_to_learn(now: int) -> date | None:
    """Yesterday in Seoul, at the minutes at which it is to be learned from; None at others. `now` in ms."""
    moment = datetime.fromtimestamp(now / 1000, SEOUL)
    return moment.date() - timedelta(days=1) if (moment.hour, moment.minute) in LEARNING_TIMES else None
