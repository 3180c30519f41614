"""People 人员."""
