"""Times as the library stores them: seconds since 1970 in UTC, and the document's own offset."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> float:
    """Return the present moment in seconds since 1970."""
    return datetime.now(UTC).timestamp()


def to_seconds(moment: datetime | None) -> float | None:
    """Return seconds since 1970, also before it; a moment without an offset counts as UTC."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - _EPOCH) / timedelta(seconds=1)


def offset_minutes(moment: datetime | None) -> int:
    """Return the moment's offset from UTC in whole minutes, 0 where it has none."""
    offset = moment.utcoffset() if moment is not None else None
    return 0 if offset is None else round(offset / timedelta(minutes=1))


def from_seconds(seconds: float | None, minutes: int = 0) -> datetime | None:
    """Return the moment in the offset of `minutes` from UTC."""
    if seconds is None:
        return None
    return moment_at(seconds, minutes)


def moment_at(seconds: float, minutes: int = 0) -> datetime:
    """Return the moment `seconds` after 1970, shown in the offset of `minutes` from UTC."""
    moment = _EPOCH + timedelta(seconds=seconds)
    return moment.astimezone(timezone(timedelta(minutes=minutes)) if minutes else UTC)
