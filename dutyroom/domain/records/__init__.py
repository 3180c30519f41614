"""The records that the ledger keeps.

Each is a frozen value with an ``id`` and the revision ``rev`` it was read at
(0 for one not yet stored). People are named by their key, which reads as their
name. All times are aware and in the station's zone.
"""

from dutyroom.domain.records.kinds import KINDS, Kind, kind_of

__all__ = ["KINDS", "Kind", "kind_of"]
