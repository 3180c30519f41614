"""The exact solver of the planner, in a process of its own; needs the extra ``solver``."""
