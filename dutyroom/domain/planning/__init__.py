"""The planner: who has which shift, by hard rules first and by fairness second.

- `problem` says what is asked, as values;
- `demand` derives the shifts to fill from the profile and the calendar;
- `leaders` gives each date its chief duty officer or duty leader by rotation;
- `kept_lines` says what of a roster stays when it is planned again;
- `bounds` holds the hard rules, `cost` the soft ones, for search and solver alike;
- `search` is the seeded heuristic;
- `fairness` counts what people have and had.

Nothing here looks at a clock; chance comes from a given seed only. The checker
(`dutyroom.domain.roster.check`) is written apart from it and shares no rule with it.
"""
